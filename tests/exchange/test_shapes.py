"""The shapes in which others write GIFT, in words of ours: what is in each is known, so nothing may be misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.exchange import question_markdown, questions_from_gift

FOLDER = Path(__file__).parent / "shapes"
TAKEN = {
    "quiz-02": ("single", "x....", False, 0),
    "quiz-03": ("single", "x....", False, 4),
    "quiz-06": ("several", ".xx.", False, 0),
    "quiz-07": ("several", "xxx..", False, 0),
    "quiz-08": ("single", "..x", True, 3),
    "quiz-09": ("several", ".xx.", True, 4),
    "quiz-14": ("single", "x.", False, 0),
}
"""By file: the kind, which choices are right, whether there is an explanation, how many choices are answered."""
LEFT = {
    "quiz-01": [(1, "lời dẫn"), (6, "tự luận")],
    "quiz-04": [(1, "nối hai cột")],
    "quiz-05": [(1, "không gõ chữ")],
    "quiz-10": [(1, "tự luận")],
    "quiz-11": [(1, "không gõ chữ")],
    "quiz-12": [(1, "không gõ số"), (4, "không gõ số"), (7, "không gõ số"), (15, "mỗi câu chỉ có một phần trả lời")],
    "quiz-13": [(1, "nối hai cột")],
}


def test_every_file_is_accounted_for() -> None:
    assert sorted(TAKEN.keys() | LEFT.keys()) == sorted(file.stem for file in FOLDER.glob("*.gift"))


@pytest.mark.parametrize("name", TAKEN)
def test_a_question_is_taken_as_it_was_meant(name: str) -> None:
    questions, leftovers = questions_from_gift((FOLDER / f"{name}.gift").read_text(encoding="utf-8"))
    assert not leftovers
    (question,) = questions
    marks = "".join(".x"[choice.is_right] for choice in question.choices)
    answered = sum(bool(choice.feedback) for choice in question.choices)
    assert (question.kind, marks, bool(question.explanation), answered) == TAKEN[name]
    assert question_markdown(question).count("- [x]") == marks.count("x")


@pytest.mark.parametrize("name", LEFT)
def test_what_a_chat_cannot_ask_is_named_at_its_line(name: str) -> None:
    questions, leftovers = questions_from_gift((FOLDER / f"{name}.gift").read_text(encoding="utf-8"))
    assert not questions
    for found, (line, words) in zip(leftovers, LEFT[name], strict=True):
        assert (found.line, found.is_whole, words in found.message) == (line, True, True)
