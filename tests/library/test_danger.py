"""Folding, and finding the words of somebody in danger."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.danger import speaks_of_danger
from bot.domain.folding import fold, fold_keeping_marks

PHRASES = ("chồng đánh", "đòi * giết", "muốn chết")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
words = st.text(alphabet=LETTERS, min_size=1, max_size=7)
sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    "text",
    [
        "Chồng đánh em chị ơi",
        "chong danh em chi oi",
        "CHỒNG ĐÁNH!!!",
        "em bị chồng... đánh",
        "anh ấy đòi giết em",
        "anh ay doi cam dao giet em",
        "no doi nua dem giet ca nha",
        unicodedata.normalize("NFD", "chồng đánh em"),
        "Em muốn chết, chị ạ",
        "Chị ơi chong đánh em đau",
        "chong danh em đau quá",
    ],
)
def test_words_of_danger_are_heard(text: str) -> None:
    assert speaks_of_danger(text, PHRASES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vợ chồng dành dụm mua xe",
        "chồng dạnh em",
        "chongdanh",
        "chồng tôi không đánh",
        "đòi một hai ba bốn giết",
        "đời giết",
        "   ",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert not speaks_of_danger(text, PHRASES)


def test_the_place_of_a_tone_mark_does_not_matter() -> None:
    assert speaks_of_danger("nó dọa hoà tan", ["hòa tan"])
    assert fold_keeping_marks("thuý hoà") == fold_keeping_marks("thúy hòa")
    assert fold_keeping_marks("má") != fold_keeping_marks("mà")


def test_a_choice_of_words_is_any_of_them() -> None:
    for text in ("cứu em", "cuu tui", "CỨU TUI"):
        assert speaks_of_danger(text, ["cứu em/tui"])
    assert not speaks_of_danger("cứu anh", ["cứu em/tui"])
    assert not speaks_of_danger("chồng", ["/", "cứu/ /em"])


EXCEPTIONS = ("đánh cờ", "mệt muốn chết", "đói * muốn chết")


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("chồng em đánh cờ", False),
        ("met muon chet", False),
        ("đói muốn chết, mệt muốn chết", False),
        ("mẹ muốn chết", True),
        ("mệt. Muốn chết", True),
        ("mệt\nmuốn chết", True),
        ("mệt muốn chết, em muốn chết", True),
        ("mệt muốn chết muốn chết", True),
        ("đói quá muốn chết muốn chết", True),
        ("mệt muốn chết, chồng đánh em", True),
        ("chồng đánh cờ rồi đánh em", True),
        ("chồng đánh cờ, đánh cờ", False),
        ("đánh cờ với chồng, chồng đánh", True),
    ],
)
def test_an_exception_silences_what_ends_inside_it_and_nothing_else(text: str, is_heard: bool) -> None:
    assert speaks_of_danger(text, ("chồng * đánh", "muốn chết"), EXCEPTIONS) == is_heard


@given(
    text=sentences,
    phrases=st.lists(sentences, max_size=3),
    exceptions=st.lists(sentences, max_size=3),
)
def test_an_exception_never_makes_an_alarm(text: str, phrases: list[str], exceptions: list[str]) -> None:
    said = f"{text}, {' '.join([*exceptions, *phrases])}"
    if speaks_of_danger(said, phrases, exceptions):
        assert speaks_of_danger(said, phrases)
    assert speaks_of_danger(said, phrases, exceptions) or not phrases or exceptions


def test_no_phrase_and_an_empty_phrase_match_nothing() -> None:
    assert not speaks_of_danger("chồng đánh", [])
    assert not speaks_of_danger("chồng đánh", ["", "*", " * ", "!!"])


def test_folding_knows_every_vietnamese_letter() -> None:
    assert fold(LETTERS) == "".join(c for c in "aaabcddeeghiklmnooopqrstuuvxy") + "a" * 15 + "e" * 10 + (
        "i" * 5 + "o" * 15 + "u" * 10 + "y" * 5
    )
    assert fold("  Đừng   «HỎI», _vì_ sao!  ") == "dung hoi vi sao"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_ignores_the_unicode_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(before=sentences, phrase=sentences, after=sentences)
def test_a_phrase_is_heard_anywhere_with_and_without_marks(before: str, phrase: str, after: str) -> None:
    text = f"{before} {phrase}, {after}"
    assert speaks_of_danger(text, [phrase])
    assert speaks_of_danger(fold(text), [phrase])
    assert speaks_of_danger(text.upper(), [phrase])


@given(gap=st.lists(st.text(alphabet="bcdmọ", min_size=1, max_size=5), max_size=6))
def test_a_gap_holds_up_to_three_words(gap: list[str]) -> None:
    text = " ".join(["xin", *gap, "thôi"])
    assert speaks_of_danger(text, ["xin * thôi"]) == (len(gap) <= 3)


@given(text=st.text(max_size=200), phrases=st.lists(st.text(max_size=30), max_size=5))
def test_nothing_that_is_typed_makes_it_fail(text: str, phrases: list[str]) -> None:
    assert speaks_of_danger(text, phrases) in {True, False}


@pytest.mark.parametrize(
    "text", ["chồng " * 700, "a" * 4096, "đòi " * 1000, "chồng đòi " * 400, " " * 4096, "!" * 4096]
)
def test_the_longest_message_takes_no_time(text: str) -> None:
    phrases = tuple(f"chồng * đòi * giết * {number}" for number in range(100))
    speaks_of_danger("làm nóng", phrases)
    started = time.perf_counter()
    assert not speaks_of_danger(text[:4096], phrases)
    assert time.perf_counter() - started < 2
