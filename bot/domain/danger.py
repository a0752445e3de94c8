"""Whether what somebody typed may mean that a person is in danger, so that the emergency card opens at once.

It compares with a list of phrases that authors keep and nothing else: it does not judge, store or report. Time
grows with the length of the text only, whatever is typed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, product

from bot.domain.folding import fold_keeping_marks, without_held_letters

LONGEST_GAP = 3
"""Words that one ``*`` may stand for."""
_GAP = rf"(?: \S++){{0,{LONGEST_GAP}}}"
"""The words are possessive, so that a long word is never tried in pieces."""
ALONE = "="
"""Begins a phrase that is heard only where it is all that was typed."""
_CLAUSE_END = re.compile(r"[.,;:!?…\n\r]+")
_BLOT = "-"
"""What no folded word contains."""
_MARKS = re.compile("[\u0300-\u036f]+")

Slot = frozenset[str]
"""The spellings that may stand in one place of a phrase; empty for a gap."""
_GAP_SLOT: Slot = frozenset()


def speaks_of_danger(text: str, phrases: Iterable[str], exceptions: Iterable[str] = ()) -> bool:
    """Whether one of the phrases stands in the text as whole words, and no exception makes it harmless there.

    ``*`` in a phrase is a gap of up to three words, ``em/tui`` either word. Marks may be missing from what was typed,
    because many type half of them, but those that are there must agree: «chông danh» is «chồng đánh», «chồng dành dụm»
    is not. A phrase that ends in ``!`` is heard only with all its marks, because bare it is something ordinary:
    «tự tử!» is not «từ từ».

    An exception is ordinary talk written like a phrase («đánh cờ»). It makes harmless what ends inside it: a phrase is
    silent where its words after the last ``*`` all belong to the exception. It silences no other words of the text,
    and never reaches across a comma or a full stop.

    A phrase that begins with ``=`` is heard only where it is all that was typed: «cứu» alone, not «nghiên cứu». Letters
    held down are let go: «cứuuu» is heard as «cứu».
    """
    listed, excepted = tuple(phrases), tuple(exceptions)
    sayings = dict.fromkeys((text, without_held_letters(text)))
    return any(_is_heard(saying, listed, excepted) for saying in sayings)


def _is_heard(text: str, phrases: tuple[str, ...], exceptions: tuple[str, ...]) -> bool:
    typed = _Typed.of(text)
    harmless = _Harmless.of(
        span
        for exception in _patterns(exceptions, is_greedy=False)
        for span in exception.spans(typed)
        if not typed.has_break_in(span)
    )
    return any(
        pattern.is_in(typed) and pattern.whole.search(harmless.without(pattern, typed))
        for pattern in _patterns(phrases, is_greedy=True)
    )


def slots_of(phrase: str) -> tuple[Slot, ...]:
    """The phrase place by place: the spellings of each word, with marks; an empty place is a gap."""
    parts = [[slot for token in part.split() for slot in _slots_of_token(token)] for part in phrase.split("*")]
    worded = [part for part in parts if part]
    return tuple(slot for number, part in enumerate(worded) for slot in (*[_GAP_SLOT] * bool(number), *part))


def silenced_by(exception: str, phrases: Iterable[str]) -> set[str]:
    """The phrases whose end has a word in common with the exception and may lie inside it; marks are not looked at."""
    fillings = list(_fillings(exception))
    return {phrase for phrase in phrases if any(_stands_in(_bare_ending(phrase), words) for words in fillings)}


def can_be_heard(phrase: str, exceptions: Iterable[str]) -> bool:
    """Whether some way to say the phrase is not silenced by the exceptions."""
    exceptions = tuple(exceptions)
    gap = [" ".join(["x"] * count) for count in range(LONGEST_GAP + 1)]
    sayings = product(*(sorted(slot) or gap for slot in slots_of(phrase)))
    return any(speaks_of_danger(" ".join(saying), (phrase,), exceptions) for saying in sayings)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, folded, with a space before and after every word."""

    padded: str
    words: frozenset[str]
    """Without marks."""
    breaks: tuple[int, ...]
    """Where in ``padded`` a clause ends."""

    @classmethod
    def of(cls, text: str) -> _Typed:
        clauses = [folded for clause in _CLAUSE_END.split(text) if (folded := fold_keeping_marks(clause))]
        padded = f" {' '.join(clauses)} "
        breaks = accumulate(len(clause) + 1 for clause in clauses)
        return cls(padded, frozenset(_bare(padded).split()), tuple(breaks))

    def has_break_in(self, span: tuple[int, int]) -> bool:
        place = bisect_right(self.breaks, span[0])
        return place < len(self.breaks) and self.breaks[place] < span[1] - 1


@dataclass(frozen=True, slots=True)
class _Harmless:
    """The stretches of a text that exceptions cover: where each begins, and how far it and those before it reach."""

    starts: tuple[int, ...]
    reaches: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> _Harmless:
        ordered = sorted(spans)
        return cls(tuple(start for start, _ in ordered), tuple(accumulate((end for _, end in ordered), max)))

    def without(self, pattern: _Pattern, typed: _Typed) -> str:
        """The text with the ends of the phrase that lie in an exception blotted out."""
        padded = typed.padded
        for start, end in pattern.endings(typed) if self.starts else ():
            place = bisect_right(self.starts, start)
            if place and self.reaches[place - 1] >= end:
                padded = f"{padded[: start + 1]}{_BLOT * (end - start - 2)}{padded[end - 1 :]}"
        return padded


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase ready to be looked for."""

    needed: tuple[Slot, ...]
    """Words without marks, one of each place; a text that lacks a place is not searched."""
    whole: re.Pattern[str]
    ending: re.Pattern[str]
    """What stands after the last gap; the whole where there is none."""

    def is_in(self, typed: _Typed) -> bool:
        has_words = not any(slot.isdisjoint(typed.words) for slot in self.needed)
        return has_words and self.whole.search(typed.padded) is not None

    def spans(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        """Every place where it begins, and where it ends there."""
        if not any(slot.isdisjoint(typed.words) for slot in self.needed):
            yield from _spans(self.whole, typed.padded)

    def endings(self, typed: _Typed) -> Iterator[tuple[int, int]]:
        """Every place where its last words stand."""
        return _spans(self.ending, typed.padded)


def _spans(expression: re.Pattern[str], padded: str) -> Iterator[tuple[int, int]]:
    found = expression.search(padded)
    while found:
        yield found.span()
        found = expression.search(padded, found.start() + 1)


@functools.lru_cache(maxsize=8)
def _patterns(phrases: tuple[str, ...], *, is_greedy: bool) -> tuple[_Pattern, ...]:
    """One a phrase; a phrase without a word in it matches nothing and is left out.

    An exception reaches as short as it can, so that doubt is on the side of alarm.
    """
    gap = _GAP if is_greedy else f"{_GAP}?"
    patterns = []
    for phrase in phrases:
        is_exact = phrase.rstrip().endswith("!")
        if slots := slots_of(phrase):
            whole, ending = (
                "".join(f" {_either(slot, is_exact)}" if slot else gap for slot in part) + " "
                for part in (slots, _ending_of(slots))
            )
            whole = rf"\A{whole}\Z" if phrase.lstrip().startswith(ALONE) else whole
            patterns.append(
                _Pattern(tuple(_bare_slot(slot) for slot in slots if slot), re.compile(whole), re.compile(ending))
            )
    return tuple(patterns)


def _ending_of(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """What stands after the last gap."""
    gaps = [place for place, slot in enumerate(slots) if not slot]
    return slots[gaps[-1] + 1 :] if gaps else slots


@functools.lru_cache(maxsize=4096)
def _bare_ending(phrase: str) -> tuple[Slot, ...]:
    return tuple(_bare_slot(slot) for slot in _ending_of(slots_of(phrase)))


def _either(slot: Slot, is_exact: bool) -> str:
    """The words as they are written, or with any of their marks missing."""
    words = [re.escape(word) if is_exact else _loosely(word) for word in sorted(slot)]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"


def _loosely(word: str) -> str:
    """A word in which every mark may be missing; đ may be d."""
    letters = (f"[{c}d]" if c == "\u0111" else f"{c}?" if unicodedata.combining(c) else re.escape(c) for c in word)
    return "".join(letters)


def _slots_of_token(token: str) -> list[Slot]:
    """The places that something without spaces fills: one if it is a choice of words."""
    words = [word for side in token.split("/") for word in fold_keeping_marks(side).split()]
    return [frozenset(words)] if "/" in token and words else [frozenset({word}) for word in words]


def _bare(folded: str) -> str:
    return _MARKS.sub("", folded).replace("\u0111", "d")


def _bare_slot(slot: Slot) -> Slot:
    return frozenset(_bare(word) for word in slot)


def _fillings(exception: str) -> Iterator[list[Slot]]:
    """The exception with its gaps filled in every way; an empty place is any word."""
    ways = [
        [[_bare_slot(slot)]] if slot else [[_GAP_SLOT] * count for count in range(LONGEST_GAP + 1)]
        for slot in slots_of(exception)
    ]
    for filling in product(*ways):
        yield [slot for part in filling for slot in part]


def _stands_in(ending: tuple[Slot, ...], words: list[Slot]) -> bool:
    """Whether the words hold the ending somewhere, and not only where any word may stand (an empty place)."""
    size = len(ending)
    return any(
        any(window) and all(not word or not slot.isdisjoint(word) for slot, word in zip(ending, window, strict=True))
        for window in (words[start : start + size] for start in range(len(words) - size + 1))
    )
