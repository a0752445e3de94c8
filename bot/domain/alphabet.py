"""The order in which people here look for a name: the Vietnamese alphabet, and numbers as one counts.

Syllable by syllable, as a dictionary does: first the letters (đ after d, ă and â after a), then the tone, level,
falling, asking, tumbling, rising, heavy. Nothing here decides what a name means.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Grave, hook above, tilde, acute, dot below; a syllable without any comes first."""
_RANKS = {letter: place for place, letter in enumerate(LETTERS)}
_PIECE = re.compile(r"\d+|[^\W\d_]+")

Piece = tuple[int, tuple[int, ...], tuple[int, ...]]
"""A number (0, its value) or a syllable (1, its letters, their tones)."""
Order = tuple[tuple[Piece, ...], str]


def alphabetical(name: str) -> Order:
    """What to sort names by; two spellings of the same letters keep an order of their own."""
    composed = unicodedata.normalize("NFC", name)
    return tuple(_piece(piece) for piece in _PIECE.findall(composed.lower())), composed


def _piece(piece: str) -> Piece:
    if piece[0].isdecimal():
        return 0, (int(piece),), ()
    letters, tones = zip(*(_letter_and_tone(letter) for letter in piece), strict=True)
    return 1, letters, tones


def _letter_and_tone(letter: str) -> tuple[int, int]:
    """The letter's place in the alphabet and its tone's; what is no letter of ours stands behind them all."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((place for place, mark in enumerate(TONES, start=1) if mark in marks), 0)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    return _RANKS.get(bare, len(LETTERS) + ord(bare[:1] or "\0")), tone
