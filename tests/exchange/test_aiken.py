"""Aiken as others write it."""

from __future__ import annotations

import pytest

from bot.domain.curriculum import QuestionKind
from bot.exchange import questions_from_aiken


def test_questions_with_either_mark_after_the_letter() -> None:
    text = "\ufeffAi nấu cơm?\r\nA. Vợ\r\nB. Ai về trước\r\nANSWER: B\r\n\r\nSố nào?\nA) 111 & 113\nB) 110\nanswer:a\n"
    questions, leftovers = questions_from_aiken(text)
    assert not leftovers
    assert [(one.text, one.kind) for one in questions] == [
        ("Ai nấu cơm?", QuestionKind.SINGLE),
        ("Số nào?", QuestionKind.SINGLE),
    ]
    assert [(choice.text, choice.is_right) for choice in questions[1].choices] == [
        ("111 &amp; 113", True),
        ("110", False),
    ]


def test_right_and_wrong_as_choices_are_a_question_of_true_and_false() -> None:
    questions, _ = questions_from_aiken("Việc nhà là việc chung.\nA. Đúng\nB. Sai\nANSWER: A")
    assert questions[0].kind is QuestionKind.TRUE_FALSE


def test_a_question_on_several_lines_is_one() -> None:
    questions, _ = questions_from_aiken("Chị Na hỏi:\nai nấu cơm?\nA. Vợ\nB. Chồng\nANSWER: B")
    assert questions[0].text == "Chị Na hỏi: ai nấu cơm?"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Ai?\nA. a\nB. b\n", 1, "thiếu dòng ANSWER"),
        ("Ai?\nA. a\nB. b\nAi nữa?\nA. a\nB. b\nANSWER: A", 1, "thiếu dòng ANSWER"),
        ("Ai?\nA. a\nB. b\nANSWER: C", 4, "không phải chữ của một phương án"),
        ("Ai?\nA. a\nB. b\nANSWER:", 4, "không phải chữ của một phương án"),
        ("Ai?\nA. a\nANSWER: A", 1, "ít nhất hai dòng"),
        ("Ai?\nA. a\nC. b\nANSWER: A", 1, "theo thứ tự"),
        ("Ai?\nA. a\nB.\nANSWER: A", 1, "không có chữ nào"),
        ("ANSWER: A", 1, "không có câu hỏi nào"),
        ("Một lời dẫn thôi.", 1, "thiếu dòng ANSWER"),
    ],
)
def test_what_is_broken_is_named_with_its_line(text: str, line: int, words: str) -> None:
    _, leftovers = questions_from_aiken(text)
    assert (leftovers[0].line, leftovers[0].is_whole) == (line, True)
    assert words in leftovers[0].message
