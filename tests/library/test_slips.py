"""A missing space is one fault with one advice, however much of the file hangs on it."""

from __future__ import annotations

import pytest

from tests.library.builder import Content

RIGHT = "- [x] Ai về trước thì nấu"


@pytest.mark.parametrize(
    "typed",
    [
        "-[x] Ai về trước thì nấu",
        "-[x]Ai về trước thì nấu",
        "*[x] Ai về trước thì nấu",
        "– [x] Ai về trước thì nấu",
        "•[X] Ai về trước thì nấu",
        "[x] Ai về trước thì nấu",
    ],
)
def test_a_choice_without_its_space_or_dash_is_one_fault(content: Content, typed: str) -> None:
    content.change(RIGHT, typed)
    (problem,) = content.read().problems
    assert (problem.code, problem.line) == ("choice-dash", content.line_of(typed))
    assert "một dấu cách" in problem.advice
    assert "Ai về trước thì nấu" in problem.advice


def test_choices_that_are_all_glued_are_one_fault_each(content: Content) -> None:
    content.write("courses/viec-nha/01-chia-viec.md", content.text().replace("- [", "-["))
    problems = content.read().problems
    assert {problem.code for problem in problems} == {"choice-dash"}
    assert len(problems) == content.text().count("-[")


@pytest.mark.parametrize(
    ("old", "typed", "right"),
    [
        ("## Thẻ thứ hai", "##Thẻ thứ hai", "«## Thẻ thứ hai»"),
        ("# Thẻ\n", "#Thẻ\n", "«# Thẻ»"),
        ("# Bộ sinh hoạt", "#Bộ sinh hoạt", "«# Bộ sinh hoạt»"),
        ("## Ai nấu cơm", "##Ai nấu cơm", "«## Ai nấu cơm thì hợp lẽ?»"),
        ("### Bước 2", "###Bước 2", "«### Bước 2»"),
    ],
)
def test_a_heading_without_its_space_is_one_fault(content: Content, old: str, typed: str, right: str) -> None:
    content.change(old, typed)
    (problem,) = content.read().problems
    assert (problem.code, problem.line) == ("heading-space", content.line_of(typed.strip()))
    assert right in problem.advice
    assert content.read().library is None


def test_words_in_brackets_and_numbers_with_a_hash_inside_a_line_are_no_slips(content: Content) -> None:
    content.change("Chữ **đậm**", "Nhà số #3 và -[x] ở giữa dòng, chữ **đậm**")
    assert content.read().problems == ()
