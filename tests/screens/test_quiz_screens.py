"""The screens of a quiz as they are drawn: labels that a phone does not cut off, numbers that can be typed."""

from __future__ import annotations

import random

import pytest

from bot.domain.curriculum import Choice, Module, Question, QuestionKind
from bot.domain.quiz import Moment, draw, moment_of, shown_choices
from bot.screens.actions import ClearOrder, PickChoice, decode
from bot.screens.parts import SHORT_LABEL
from bot.screens.quizzing import question_screen
from bot.screens.screen import Screen
from bot.settings import PROJECT
from bot.texts import read_texts
from tests.domain.builders import a_module, an_attempt

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
LONG = "một phương án dài đến nỗi điện thoại nhỏ không hiện hết"


def a_worded(kind: QuestionKind, *texts: str) -> Question:
    """A question with these choices."""
    choices = tuple(Choice(text, place == 0) for place, text in enumerate(texts))
    return Question("cau-1", kind, "Hỏi <b>gì</b>?", "Vì thế.", "0" * 12, choices)


def shown(question: Question, picked: tuple[int, ...] = (), seed: int = 4) -> tuple[Screen, Moment]:
    """The question as it is shown."""
    module: Module = a_module(questions=(question,))
    attempt = an_attempt(module, draw(module.questions, random.Random(seed)), picked=picked)
    moment = moment_of(module, attempt)
    assert moment is not None
    return question_screen(TEXTS, attempt, module, moment), moment


def labels(screen: Screen) -> list[str]:
    """What stands on the buttons."""
    return [choice.label for row in screen.rows for choice in row]


def test_short_choices_stand_on_buttons_of_their_own_with_a_number_before_them() -> None:
    screen, moment = shown(a_worded(QuestionKind.SINGLE, "Bà &amp; cháu", "Chồng", "Vợ"))
    assert [len(row) for row in screen.rows] == [1, 1, 1]
    texts = [choice.text.replace("&amp;", "&") for choice in shown_choices(moment)]
    assert labels(screen) == [f"{number}. {text}" for number, text in enumerate(texts, start=1)]
    assert "Chồng" not in screen.text


def test_one_long_choice_puts_all_of_them_into_the_text_and_numbers_on_the_buttons() -> None:
    screen, moment = shown(a_worded(QuestionKind.SINGLE, LONG, "Chồng", "Vợ"))
    assert labels(screen) == ["1", "2", "3"]
    assert len(screen.rows) == 1
    for number, choice in enumerate(shown_choices(moment), start=1):
        assert f"<b>{number}.</b> {choice.text}" in screen.text


@pytest.mark.parametrize("length", [SHORT_LABEL, SHORT_LABEL + 1])
def test_the_length_is_counted_as_it_is_seen(length: int) -> None:
    seen = "a" * (length - 1) + "&amp;"
    screen, _ = shown(a_worded(QuestionKind.SINGLE, seen, "Vợ"))
    assert (labels(screen) == ["1", "2"]) == (length > SHORT_LABEL)


def test_a_typed_number_stands_for_the_choice_with_that_number() -> None:
    screen, _ = shown(a_worded(QuestionKind.SINGLE, LONG, "Chồng", "Vợ"))
    picks = [decode(code) for code in screen.codes()]
    assert [pick.choice for pick in picks if isinstance(pick, PickChoice)] == [0, 1, 2]


def test_yes_comes_first_so_that_one_means_yes() -> None:
    screen, _ = shown(a_worded(QuestionKind.SEVERAL, "Cùng đi chợ", "Ngồi xem"))
    picks = [decode(code) for code in screen.codes()]
    assert labels(screen) == ["Có", "Không"]
    assert [pick.choice for pick in picks if isinstance(pick, PickChoice)] == [1, 0]


def test_an_order_shows_what_is_placed_and_offers_what_is_left() -> None:
    question = a_worded(QuestionKind.ORDER, "Một", "Hai", "Ba", "Bốn")
    screen, _ = shown(question, picked=(2,))
    assert "1. Ba" in screen.text
    assert sorted(label[3:] for label in labels(screen)[:3]) == ["Bốn", "Hai", "Một"]
    assert isinstance(decode(screen.codes()[-1]), ClearOrder)


@pytest.mark.parametrize("first", ["Một", LONG])
def test_a_number_or_letter_of_an_order_means_the_same_throughout(first: str) -> None:
    question = a_worded(QuestionKind.ORDER, first, "Hai", "Ba", "Bốn")
    _, moment = shown(question)
    for count in range(3):
        picked = moment.drawn.order[1 : 1 + count]
        screen, _ = shown(question, picked=picked)
        meant = [decode(code).choice if code else None for code in screen.codes()[:4]]  # type: ignore[union-attr]
        assert meant == [None if index in picked else place for place, index in enumerate(moment.drawn.order)]
        left = [letter for letter, choice in zip("ABCD", meant, strict=True) if choice is not None]
        assert [label[0] for label in labels(screen) if label[1:2] in ("", ".")] == left


def test_a_long_order_keeps_its_letters_while_it_is_placed() -> None:
    question = a_worded(QuestionKind.ORDER, LONG, "Hai", "Ba", "Bốn")
    before, moment = shown(question)
    assert labels(before) == ["A", "B", "C", "D"]
    second = moment.drawn.order[1]
    after, _ = shown(question, picked=(second,))
    assert labels(after)[:3] == ["A", "C", "D"]
    for letter, index in zip("ABCD", moment.drawn.order, strict=True):
        line = f"<b>{letter}.</b> {question.choices[index].text}"
        assert line in before.text
        assert (line in after.text) == (letter != "B")


def test_a_question_keeps_its_own_markup_and_heads_with_where_she_is() -> None:
    screen, _ = shown(a_worded(QuestionKind.TRUE_FALSE, "Đúng", "Sai"))
    assert "<b>Hỏi <b>gì</b>?</b>" in screen.text
    assert "Câu 1/1" in screen.text
    assert labels(screen) == ["1. Đúng", "2. Sai"]
