"""A law ends in the middle of a quiz: what rests on it is asked no more, and everything else adds up."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Attempt, result_of
from bot.domain.curriculum import Citation, Module, QuestionKind
from bot.domain.quiz import moment_of, question_at, without_ended
from tests.domain.builders import MONDAY, a_module, a_question, an_answer, an_attempt, modules
from tests.domain.test_quiz import after, begun, seeds

OLD, OTHER = "luat-cu", "luat-khac"
ENDED = frozenset({OLD})
whims = st.integers(0, 2**32).map(random.Random)


@st.composite
def cited(draw: st.DrawFn) -> Module:
    """Modules whose questions rest on the law that ends, on another one, on both or on none."""
    module = draw(modules())
    sources = st.sets(st.sampled_from([OLD, OTHER]))
    questions = (
        replace(one, citations=tuple(Citation(each) for each in sorted(draw(sources)))) for one in module.questions
    )
    return replace(module, questions=tuple(questions))


def some_taps(module: Module, attempt: Attempt, whim: random.Random, most: int) -> Attempt:
    """The attempt after so many taps at the most."""
    for _ in range(most):
        attempt = after(module, attempt, whim.randrange(5))
    return attempt


def to_the_end(module: Module, attempt: Attempt, whim: random.Random) -> Attempt:
    """The attempt when nothing is asked any more."""
    for _ in range(2000):
        if moment_of(module, attempt) is None:
            return attempt
        attempt = after(module, attempt, whim.randrange(5))
    raise AssertionError("it does not end")


@given(cited(), seeds, whims, st.integers(0, 40), st.integers(0, 3))
def test_whenever_it_ends_the_result_adds_up_over_the_rest(
    module: Module, seed: int, whim: random.Random, taps: int, carried: int
) -> None:
    drawn = begun(module, seed)
    before = some_taps(module, replace(drawn, carried=carried, out_of=carried + len(drawn.drawn)), whim, taps)
    left = without_ended(module, before, ENDED)
    assert left.answers == before.answers
    assert left.out_of == carried + len(left.drawn) - len(left.dropped)
    over = to_the_end(module, left, whim)
    result = result_of(over)
    assert result.right + len(result.wrong_positions) == result.out_of
    assert set(left.dropped).isdisjoint(result.wrong_positions)
    assert not result.is_passed or result.out_of > 0
    asked_since = {answer.position for answer in over.answers[len(before.answers) :]}
    for position in asked_since:
        question = question_at(module, over, position)
        assert question is not None
        assert question.holds(ENDED)


@given(cited(), seeds, whims, st.integers(0, 40))
def test_only_what_rests_on_it_and_is_not_answered_goes_and_doing_it_twice_changes_nothing(
    module: Module, seed: int, whim: random.Random, taps: int
) -> None:
    before = some_taps(module, begun(module, seed), whim, taps)
    left = without_ended(module, before, ENDED)
    assert without_ended(module, left, ENDED) == left
    right, wrong = result_of(before).right, result_of(before).wrong_positions
    for position in range(len(before.drawn)):
        question = question_at(module, before, position)
        assert question is not None
        if position in left.dropped:
            assert not question.holds(ENDED)
        elif moment_of(module, before) is None:
            assert before == left
    if not left.dropped:
        assert (result_of(left).right, result_of(left).wrong_positions) == (right, wrong)
    assert without_ended(module, before, frozenset()) == before


@given(cited(), seeds, whims)
def test_a_finished_attempt_and_what_was_answered_stand(module: Module, seed: int, whim: random.Random) -> None:
    over = to_the_end(module, begun(module, seed), whim)
    assert without_ended(module, over, ENDED).dropped == ()
    finished = replace(begun(module, seed), finished_at=MONDAY)
    assert without_ended(module, finished, ENDED) is finished


@given(cited(), seeds, whims, st.integers(0, 40))
def test_what_is_placed_of_an_order_stays_unless_the_order_goes(
    module: Module, seed: int, whim: random.Random, taps: int
) -> None:
    before = some_taps(module, begun(module, seed), whim, taps)
    left, moment = without_ended(module, before, ENDED), moment_of(module, before)
    is_gone = moment is not None and moment.position in left.dropped
    assert left.picked == (() if is_gone else before.picked)


def test_the_questions_left_are_numbered_anew() -> None:
    questions = tuple(a_question(number, QuestionKind.SINGLE) for number in range(4))
    attempt = replace(begun(a_module(questions=questions), 3), dropped=(1,), out_of=3)
    assert [attempt.numbered(position) for position in (0, 2, 3)] == [(1, 3), (2, 3), (3, 3)]


def test_where_every_question_goes_nothing_is_passed_or_failed() -> None:
    question = replace(a_question(1, QuestionKind.SEVERAL), citations=(Citation(OLD),))
    module = a_module(questions=(question,))
    attempt = replace(begun(module, 1), answers=(an_answer(0),))
    result = result_of(without_ended(module, attempt, ENDED))
    assert (result.right, result.out_of, result.percent, result.is_passed) == (0, 0, 0, False)


def test_a_retry_whose_questions_all_go_keeps_what_it_carried() -> None:
    question = replace(a_question(1, QuestionKind.SINGLE), citations=(Citation(OLD),))
    module = a_module(questions=(question,))
    attempt = an_attempt(module, begun(module, 1).drawn, carried=4)
    result = result_of(without_ended(module, attempt, ENDED))
    assert (result.right, result.out_of, result.is_passed) == (4, 4, True)
