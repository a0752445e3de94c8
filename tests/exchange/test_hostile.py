"""Files that nobody wrote in good faith: each ends in good time with a word on what is wrong, and where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import gift_from_questions, question_markdown, questions_from_aiken, questions_from_gift

SIZE = 500_000
SLOW = 15.0
"""Seconds for half a megabyte of the worst kind; a reading that grows with the square of its length takes hours."""
SIGNS = "{}~=#:\\%[]-><!/$ \n\r\t.ABCANSWERTFhtml0159ăđ\x00\x01\x07\ufeff"
FILES = {
    "opened": "{" * SIZE,
    "closed": "}" * SIZE,
    "opened line by line": "q{~a\n\n" * (SIZE // 6),
    "opened once": "q{~a\n\n" + "x\n\n" * (SIZE // 4),
    "answers": "q{" + "~a" * (SIZE // 2) + "}",
    "weights": "q{" + "~%5" * (SIZE // 3) + "}",
    "colons": ":" * SIZE,
    "feedback": "q{T" + "#" * SIZE + "}",
    "HTML comments": "\n\n".join(["[html]" + "<!--" * 12_000 + "{T}"] * 20),
    "tags": "\n\n".join(["[html]" + "<b>" * 16_000 + "x{T}"] * 20),
    "links": "\n\n".join(["[markdown]" + "[" * 49_000 + "{T}"] * 20),
    "emphasis": "\n\n".join(["[markdown]" + "*a " * 16_000 + "{T}"] * 20),
    "quotes": "\n\n".join(["[markdown]" + "> " * 24_000 + "x{T}"] * 20),
    "backslashes": "\\" * SIZE,
    "categories": "$CATEGORY: a\n" * (SIZE // 13),
    "empty lines": "\n" * SIZE,
    "the same question": "Ai?{=a ~b}\n\n" * (SIZE // 24),
}


@pytest.mark.parametrize("name", FILES)
def test_a_huge_file_is_read_in_good_time(name: str) -> None:
    began = time.monotonic()
    questions, leftovers = questions_from_gift(FILES[name])
    assert time.monotonic() - began < SLOW
    assert questions or leftovers or name == "empty lines"
    last = FILES[name].count("\n") + 1
    assert all(1 <= one.line <= last and one.message for one in leftovers)


def test_ten_megabytes_with_a_brace_that_is_never_closed_name_its_line() -> None:
    began = time.monotonic()
    text = "Ai nấu cơm?{T}\n\nAi giặt áo?\n{\n" + "~áo của ai người ấy giặt lấy\n" * 250_000
    assert len(text.encode()) > 10_000_000
    questions, leftovers = questions_from_gift(text)
    assert time.monotonic() - began < SLOW
    assert len(questions) == 1
    assert [(one.line, one.message) for one in leftovers] == [(4, "Dấu { mở ra mà không có dấu } đóng lại")]


@given(st.text(SIGNS, max_size=200))
def test_anything_at_all_is_taken_or_named(text: str) -> None:
    questions, leftovers = questions_from_gift(text)
    assert all(one.message and one.advice and one.line >= 1 for one in leftovers)
    written = gift_from_questions(questions)
    assert written.count == len(questions)
    assert [one.text for one in questions_from_gift(written.text).questions] == [one.text for one in questions]
    assert all(question_markdown(one).startswith("## ") for one in questions)
    assert all(one.message and one.line >= 1 for one in questions_from_aiken(text).leftovers)
