"""Codes of certificates: random enough, never misread, never mistaken for a word."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certificate import LENGTH, LETTERS, LINK, looks_like_code, new_code, read_code, spelled

codes = st.text(LETTERS, min_size=LENGTH, max_size=LENGTH)


def test_a_code_holds_fifty_random_bits_and_no_look_alikes() -> None:
    assert LENGTH * math.log2(len(LETTERS)) >= 50
    assert not set(LETTERS) & set("IL1O0BSZGU")
    assert len(set(LETTERS)) == len(LETTERS)


def test_a_code_comes_from_the_dice() -> None:
    assert new_code(random.Random(1)) == new_code(random.Random(1)) != new_code(random.Random(2))
    assert spelled("7K3M9QXP4TWN") == "CH-7K3M-9QXP-4TWN"


@given(codes)
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    for written in (code, spelled(code), spelled(code).lower(), spelled(code).replace("-", " – "), LINK + code):
        assert read_code(written) == code
    mistaken = str.maketrans("8526V", "BSZGU")
    assert read_code(spelled(code.translate(mistaken))) == code
    assert looks_like_code(spelled(code))


@pytest.mark.parametrize(
    "text", ["", "CH", "CH-7K3M-9QXP", "CH-7K3M-9QXP-4TWN-4TWN", "CH-0K3M-9QXP-4TWI", "cc_", "x" * 99]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None
    assert looks_like_code(text) == (text == "CH-0K3M-9QXP-4TWI")


@pytest.mark.parametrize("text", ["chị em phụ nữ xã", "CHÀO CHỊ EM NHÉ", "chưa hiểu câu này", "7K3M9QXP4TWN"])
def test_a_word_is_never_taken_for_a_code(text: str) -> None:
    assert not looks_like_code(text)
