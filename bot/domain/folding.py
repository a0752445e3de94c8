"""Vietnamese text as people type it: with and without diacritics, in either Unicode form.

Two spellings of a text can be compared: one with every mark gone, one that keeps the marks but forgets where a
typist puts them («hoà» and «hòa»). Nothing here decides what a text means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook and dot below: they belong to the syllable, whichever vowel carries them."""
_MARK = "[\u0300-\u036f]"
_HELD_U = re.compile(f"uu+(?!{_MARK})")
"""Two of them are a word's own: «cứu» typed without its marks."""
_HELD = re.compile(f"((?:[a-tv-z{chr(0x111)}]{_MARK}*)|u{_MARK}+)\\1+(?!{_MARK})")
_HELD_AFTER_MARK = re.compile(f"([aeioy])({_MARK}+)\\1(?!{_MARK})")
_HELD_AFTER_VOWEL = re.compile(f"((?:[aeioy]{_MARK}*|u{_MARK}+)u)u(?!{_MARK})")
_NOT_A_WORD = re.compile(r"[^\w\u0300-\u036f]+|_+")


def fold(text: str) -> str:
    """Lower case, no diacritics (đ becomes d), punctuation as spaces, single spaces."""
    lowered = unicodedata.normalize("NFKD", text).lower().replace("đ", "d")
    letters = unicodedata.normalize("NFKD", lowered)
    bare = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


@lru_cache(maxsize=8192)
def _fold_part(part: str) -> str:
    return fold(part)


def fold_name(name: str) -> str:
    """The same as :func:`fold`, for names: these are made of few syllables, so that those of a long list are quick."""
    return " ".join(" ".join(map(_fold_part, name.split())).split())


def fold_keeping_marks(text: str) -> str:
    """Like :func:`fold`, but with the diacritics, each syllable's tone moved to its end."""
    words = _NOT_A_WORD.sub(" ", unicodedata.normalize("NFD", text.lower())).split()
    return " ".join(_tone_last(word) for word in words)


def without_held_letters(text: str) -> str:
    """The text with every letter that was held down let go: «cứuuu», «cuuuu», «vớiiii» become «cứu», «cuu», «với»."""
    letters = _HELD_U.sub("uu", unicodedata.normalize("NFD", text.lower()))
    letters = _HELD_AFTER_MARK.sub(r"\1\2", _HELD.sub(r"\1", letters))
    return _HELD_AFTER_VOWEL.sub(r"\1", letters)


def _tone_last(word: str) -> str:
    tones = "".join(letter for letter in word if letter in _TONES)
    return "".join(letter for letter in word if letter not in _TONES) + tones if tones else word
