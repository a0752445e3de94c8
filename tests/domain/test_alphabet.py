"""The order of names: the Vietnamese alphabet, tones, and numbers as one counts."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alphabet import LETTERS, TONES, alphabetical

NAMES = st.text("aăâbcdđeêoôơuưyxzAĐƠ" + "".join(TONES) + " 0123456789-.", max_size=12)
SYLLABLES = st.text(LETTERS, min_size=1, max_size=4)


def in_order(*names: str) -> bool:
    """Whether the names stand in their order."""
    return sorted(names, key=alphabetical) == list(names)


def test_d_with_a_bar_follows_d_and_the_other_letters_stand_in_their_places() -> None:
    assert in_order("Chi hội Thôn Dừa", "Chi hội Thôn Đa", "Chi hội Thôn Em", "Chi hội Thôn Ổi", "Chi hội Thôn Ớt")
    assert in_order("Xã An", "Xã Ăm", "Xã Ân", "Xã Ba")
    assert in_order(*LETTERS)


def test_numbers_stand_as_one_counts_and_before_words() -> None:
    assert in_order("Thôn 1", "Thôn 2", "Thôn 2A", "Thôn 10", "Thôn 10B", "Thôn Bưởi")
    assert in_order("Tổ 2 Thôn Bưởi", "Tổ 10 Thôn Bưởi")


def test_the_tone_decides_only_between_the_same_letters_of_one_syllable() -> None:
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ", "man")
    assert in_order("Thôn Ba Mới", "Thôn Bà Con", "Thôn Ban")
    assert in_order("Bản Tre", "Bảng")


@given(st.lists(NAMES, unique=True), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_names_come_nor_on_how_they_are_composed(
    names: list[str], whim: random.Random
) -> None:
    composed = sorted({unicodedata.normalize("NFC", name) for name in names}, key=alphabetical)
    taken_apart = [unicodedata.normalize("NFD", name) for name in composed]
    whim.shuffle(taken_apart)
    again = [unicodedata.normalize("NFC", name) for name in sorted(taken_apart, key=alphabetical)]
    assert again == composed


@given(SYLLABLES, SYLLABLES)
def test_syllables_without_tone_stand_as_their_letters_do_in_the_alphabet(one: str, other: str) -> None:
    by_letters = [LETTERS.index(letter) for letter in one] < [LETTERS.index(letter) for letter in other]
    assert (alphabetical(one) < alphabetical(other)) == by_letters


@given(NAMES, st.integers(0, 999), st.integers(0, 999))
def test_after_the_same_beginning_the_smaller_number_comes_first(name: str, one: int, other: int) -> None:
    first, second = (alphabetical(f"{name} x{number}") for number in (one, other))
    assert (first < second) == (one < other)


@given(st.text(max_size=30))
def test_anything_at_all_has_a_place(name: str) -> None:
    assert sorted([name, "Thôn 2", ""], key=alphabetical)
