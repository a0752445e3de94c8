"""The rules of a quiz, for every module there could be and every finger there could be."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Answer, Attempt, result_of
from bot.domain.curriculum import Module, Question, QuestionKind
from bot.domain.quiz import Moment, draw, mark, moment_of, question_at, shown_choices
from tests.domain.builders import MONDAY, a_module, a_question, a_situation, an_attempt, modules

seeds = st.integers(0, 2**32)
taps = st.lists(st.integers(-3, 9), max_size=120)


def begun(module: Module, seed: int) -> Attempt:
    """An attempt at the module, drawn by those dice."""
    return an_attempt(module, draw(module.questions, random.Random(seed)))


def after(module: Module, attempt: Attempt, tap: int) -> Attempt:
    """The attempt after a tap, as the service keeps it."""
    moment = moment_of(module, attempt)
    if moment is None:
        return attempt
    marked = mark(moment, tap, attempt.picked, MONDAY)
    if marked is None:
        return attempt
    if isinstance(marked, Answer):
        return replace(attempt, answers=(*attempt.answers, marked), picked=())
    return replace(attempt, picked=marked)


@given(modules(), seeds)
def test_every_question_is_drawn_once_with_each_of_its_choices(module: Module, seed: int) -> None:
    drawn = draw(module.questions, random.Random(seed))
    assert sorted(one.question_id for one in drawn) == sorted(one.id for one in module.questions)
    for position, one in enumerate(drawn):
        question = question_at(module, begun(module, seed), position)
        assert question is not None
        assert one.revision == question.revision
        assert sorted(one.order) == list(range(len(question.choices)))
        assert [sorted(order) for order in one.step_orders] == [list(range(len(s.choices))) for s in question.steps]


@given(modules(), seeds)
def test_the_same_dice_draw_the_same(module: Module, seed: int) -> None:
    assert draw(module.questions, random.Random(seed)) == draw(module.questions, random.Random(seed))


@given(modules(), seeds)
def test_an_order_is_never_shown_in_the_right_order_and_true_never_after_false(module: Module, seed: int) -> None:
    kinds = {question.id: question.kind for question in module.questions}
    for one in draw(module.questions, random.Random(seed)):
        in_order = tuple(range(len(one.order)))
        if kinds[one.question_id] is QuestionKind.ORDER:
            assert one.order != in_order
        if kinds[one.question_id] is QuestionKind.TRUE_FALSE:
            assert one.order == in_order


def test_choices_and_questions_come_in_many_orders() -> None:
    module = a_module(questions=tuple(a_question(n, QuestionKind.SINGLE, 4) for n in range(6)))
    drawn = [draw(module.questions, random.Random(seed)) for seed in range(200)]
    assert len({tuple(one.question_id for one in each) for each in drawn}) > 100
    assert {one.order.index(0) for each in drawn for one in each} == {0, 1, 2, 3}


@given(modules(), seeds, taps)
def test_whatever_is_tapped_is_taken_or_refused_and_nothing_is_answered_twice(
    module: Module, seed: int, fingers: list[int]
) -> None:
    attempt = begun(module, seed)
    for tap in fingers:
        moment = moment_of(module, attempt)
        following = after(module, attempt, tap)
        if moment is not None and following.answers != attempt.answers:
            assert (following.answers[-1].position, following.answers[-1].part) == (moment.position, moment.part)
        attempt = following
        places = [(answer.position, answer.part) for answer in attempt.answers]
        assert len(places) == len(set(places))
        assert places == sorted(places)


@given(modules(), seeds, st.randoms(use_true_random=False))
def test_every_quiz_ends_whatever_she_chooses(module: Module, seed: int, whim: random.Random) -> None:
    attempt = begun(module, seed)
    for _ in range(200):
        moment = moment_of(module, attempt)
        if moment is None:
            break
        choices = 2 if moment.question.kind is QuestionKind.SEVERAL else len(shown_choices(moment))
        attempt = after(module, attempt, whim.randrange(choices))
    assert moment_of(module, attempt) is None
    assert {answer.position for answer in attempt.answers} == set(range(len(module.questions)))
    result = result_of(attempt)
    assert result.right + len(result.wrong_positions) == len(module.questions)


def right_tap(moment: Moment, picked: tuple[int, ...]) -> int:
    """A tap that is right, or the next in an order."""
    question = moment.question
    if question.kind is QuestionKind.SEVERAL:
        return int(shown_choices(moment)[0].is_right)
    if question.kind is QuestionKind.ORDER:
        return moment.drawn.order.index(len(picked))
    return next(n for n, choice in enumerate(shown_choices(moment)) if choice.is_right)


@given(modules(), seeds)
def test_who_answers_every_part_rightly_has_everything_right(module: Module, seed: int) -> None:
    for question in module.questions:
        if any(not any(choice.is_right for choice in step.choices) for step in question.steps):
            return
    attempt = begun(module, seed)
    while (moment := moment_of(module, attempt)) is not None:
        attempt = after(module, attempt, right_tap(moment, attempt.picked))
    assert result_of(attempt).wrong_positions == ()
    assert result_of(attempt).percent == 100


@given(st.integers(2, 5), seeds, st.randoms(use_true_random=False))
def test_an_order_is_complete_one_tap_before_its_end(count: int, seed: int, whim: random.Random) -> None:
    module = a_module(questions=(a_question(1, QuestionKind.ORDER, count, ()),))
    attempt, made = begun(module, seed), 0
    while moment_of(module, attempt) is not None:
        left = [n for n, index in enumerate(attempt.drawn[0].order) if index not in attempt.picked]
        attempt = after(module, attempt, whim.choice(left))
        made += 1
        assert (made == count - 1) == bool(attempt.answers)
    (answer,) = attempt.answers
    assert sorted(answer.chosen) == list(range(count))
    assert answer.is_right == (answer.chosen == tuple(range(count)))


def test_a_choice_already_placed_is_not_placed_again() -> None:
    module = a_module(questions=(a_question(1, QuestionKind.ORDER, 4, ()),))
    attempt = after(module, begun(module, 5), 2)
    assert after(module, attempt, 2) == attempt


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.TRUE_FALSE])
def test_a_choice_is_marked_by_what_it_says_not_by_where_it_stands(kind: QuestionKind) -> None:
    count = 4 if kind is QuestionKind.SINGLE else 2
    module = a_module(questions=(a_question(1, kind, count, (1,)),))
    for seed in range(20):
        attempt = begun(module, seed)
        moment = moment_of(module, attempt)
        assert moment is not None
        for place, choice in enumerate(shown_choices(moment)):
            answer = mark(moment, place, (), MONDAY)
            assert isinstance(answer, Answer)
            assert answer.is_right == choice.is_right
            assert module.questions[0].choices[answer.chosen[0]] == choice


def test_in_a_situation_the_choice_decides_the_step() -> None:
    situation = a_situation(1, (((1, True), (2, False)), ((None, True), (None, False)), ((None, True), (1, False))))
    module = a_module(questions=(situation,))

    def steps_met(*choices: int) -> list[int]:
        attempt = begun(module, 3)
        met = []
        for choice in choices:
            moment = moment_of(module, attempt)
            assert moment is not None
            met.append(moment.step)
            attempt = after(module, attempt, moment.drawn.step_orders[moment.step].index(choice))
        assert moment_of(module, attempt) is None
        return met

    assert steps_met(0, 0) == [0, 1]
    assert steps_met(1, 0) == [0, 2]
    assert steps_met(1, 1, 1) == [0, 2, 1]


def test_a_question_that_is_not_in_the_wording_is_passed_over() -> None:
    asked: tuple[Question, ...] = (a_question(1, QuestionKind.SINGLE), a_question(2, QuestionKind.SINGLE))
    attempt = begun(a_module(questions=asked), 1)
    shorter = a_module(questions=asked[:1])
    moment = moment_of(shorter, attempt)
    assert moment is not None
    assert moment.question.id == "cau-1"
    assert question_at(shorter, attempt, -1) is None
    assert question_at(shorter, attempt, 2) is None
