"""Whether what somebody typed may mean that she is in danger, so that the emergency card opens at once.

It compares with a list of phrases that authors keep and nothing else: it does not judge, store or report. Time
grows with the length of the text only, whatever is typed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from bot.domain.folding import fold, fold_keeping_marks

_GAP = r"(?: \S++){0,3} "
"""Up to three words; possessive, so that a long word is never tried in pieces."""


def speaks_of_danger(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words.

    ``*`` in a phrase is a gap of up to three words. Word by word: one typed with its marks is taken as it stands, so
    that «chồng dành dụm» is not «chồng đánh»; one typed without them may be either, because many type half of them.
    """
    padded = f" {fold_keeping_marks(text)} "
    return any(pattern.search(padded) for pattern in _patterns(tuple(phrases)))


@functools.lru_cache(maxsize=8)
def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """One expression a phrase; a phrase without a word in it matches nothing and is left out."""
    worded = ([_words(part) for part in phrase.split("*") if fold(part)] for phrase in phrases)
    return tuple(re.compile(f" {_GAP.join(parts)} ") for parts in worded if parts)


def _words(part: str) -> str:
    """Each word as it is written, or bare."""
    marked = fold_keeping_marks(part).split()
    return " ".join(f"(?:{re.escape(word)}|{re.escape(fold(word))})" for word in marked)
