"""Whether what somebody typed may mean that she is in danger, so that the emergency card opens at once.

It compares with a list of phrases that authors keep and nothing else: it does not judge, store or report. Time
grows with the length of the text only, whatever is typed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from bot.domain.folding import fold, fold_keeping_marks

_GAP = r"(?: \S++){0,3} "
"""Up to three words; possessive, so that a long word is never tried in pieces."""


def speaks_of_danger(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words.

    ``*`` in a phrase is a gap of up to three words. Marks may be missing from what was typed, because many type half
    of them, but those that are there must agree: «chông danh» is «chồng đánh», «chồng dành dụm» is not. A phrase that
    ends in ``!`` is heard only with all its marks, because bare it is something ordinary: «tự tử!» is not «từ từ».
    """
    padded = f" {fold_keeping_marks(text)} "
    return any(pattern.search(padded) for pattern in _patterns(tuple(phrases)))


@functools.lru_cache(maxsize=8)
def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """One expression a phrase; a phrase without a word in it matches nothing and is left out."""
    worded = (
        [_words(part, phrase.rstrip().endswith("!")) for part in phrase.split("*") if fold(part)] for phrase in phrases
    )
    return tuple(re.compile(f" {_GAP.join(parts)} ") for parts in worded if parts)


def _words(part: str, is_exact: bool) -> str:
    """The words as they are written, or with any of their marks missing."""
    return " ".join(re.escape(word) if is_exact else _loosely(word) for word in fold_keeping_marks(part).split())


def _loosely(word: str) -> str:
    """A word in which every mark may be missing; đ may be d."""
    letters = (f"[{c}d]" if c == "\u0111" else f"{c}?" if unicodedata.combining(c) else re.escape(c) for c in word)
    return "".join(letters)
