"""The analysis of questions, by figures worked out by hand."""

from __future__ import annotations

import math

import pytest

from bot.domain.analysis import ENOUGH, Analysed, Reason, Sums, analysed, discrimination, to_look_at, unpicked
from bot.domain.curriculum import Choice, Question, QuestionKind, Step

CHOICES = (Choice("A", is_right=True), Choice("B"), Choice("C"))
SINGLE = Question("q", QuestionKind.SINGLE, "Hỏi", "Vì", "r" * 12, CHOICES)


def sums_of(pairs: list[tuple[int, float]]) -> Sums:
    """From (right or not, share right of the rest) of each person."""
    return Sums(
        len(pairs),
        sum(mark for mark, _ in pairs),
        sum(rest for _, rest in pairs),
        sum(rest * rest for _, rest in pairs),
        sum(mark * rest for mark, rest in pairs),
    )


def test_the_strong_right_and_the_weak_wrong_is_one() -> None:
    assert discrimination(sums_of([(1, 1.0), (1, 1.0), (0, 0.0), (0, 0.0)])) == pytest.approx(1)


def test_the_other_way_round_is_minus_one() -> None:
    assert discrimination(sums_of([(0, 1.0), (1, 0.0)])) == pytest.approx(-1)


def test_a_mixed_case_is_as_worked_out_by_hand() -> None:
    # Marks 1 1 1 0 0, rests 4 3 2 3 1 of 4: means 9/3 and 4/2 of 4, so 0.75 and 0.5; the spread of the rests
    # is the root of (16+9+4+9+1)/5 - (13/5)² = 7.8 - 6.76 = 1.04, over 4; (0.75 - 0.5) / (√1.04 / 4) · √(0.6 · 0.4).
    found = discrimination(sums_of([(1, 1.0), (1, 0.75), (1, 0.5), (0, 0.75), (0, 0.25)]))
    assert found == pytest.approx(0.25 / (math.sqrt(1.04) / 4) * math.sqrt(0.24))
    assert found == pytest.approx(0.4804, abs=1e-4)


@pytest.mark.parametrize("pairs", [[(1, 0.5), (1, 1.0)], [(1, 0.5), (0, 0.5)], [(1, 1.0)], []])
def test_where_nothing_varies_nothing_is_told(pairs: list[tuple[int, float]]) -> None:
    assert discrimination(sums_of(pairs)) is None


def test_under_five_answers_nothing_is_shown() -> None:
    pairs = [(1, 1.0), (0, 0.0), (1, 0.5), (0, 0.5)]
    assert analysed("m", SINGLE, sums_of(pairs), {}, is_current=True) is None
    shown = analysed("m", SINGLE, sums_of([*pairs, (1, 0.5)]), {}, is_current=True)
    assert shown is not None
    assert (shown.answers, shown.difficulty) == (5, 0.6)


def test_a_wrong_choice_that_nobody_picks_is_named_once_enough_could_have() -> None:
    assert unpicked(SINGLE, {(0,): 15, (1,): 5}) == ("C",)
    assert unpicked(SINGLE, {(0,): 14, (1,): 5}) == ()
    assert unpicked(SINGLE, {(1,): 10, (2,): 10}) == ()


def test_in_a_situation_every_step_counts_for_itself() -> None:
    steps = (Step("1", (Choice("A", is_right=True), Choice("B"))), Step("2", (Choice("C", is_right=True), Choice("D"))))
    situation = Question("q", QuestionKind.SITUATION, "Hỏi", "Vì", "r" * 12, (), steps)
    assert unpicked(situation, {(0, 0): 20, (1, 0): 19}) == ("B",)
    order = Question("q", QuestionKind.ORDER, "Hỏi", "Vì", "r" * 12, CHOICES)
    assert unpicked(order, {(0, 1, 2): 30}) == ()


def one(difficulty: float, found: float | None, answers: int = ENOUGH, nobody: tuple[str, ...] = ()) -> Analysed:
    return Analysed("m", SINGLE, True, answers, difficulty, found, nobody)


@pytest.mark.parametrize(
    ("question", "reasons"),
    [
        (one(0.7, 0.4), ()),
        (one(0.39, 0.4), (Reason.HARD,)),
        (one(0.7, -0.01), (Reason.BACKWARD,)),
        (one(0.7, 0.19), (Reason.WEAK,)),
        (one(0.7, 0.2), ()),
        (one(0.96, None), (Reason.EASY,)),
        (one(0.96, -0.5, ENOUGH - 1), ()),
        (one(0.2, -0.5, nobody=("C",)), (Reason.BACKWARD, Reason.HARD, Reason.UNPICKED)),
    ],
)
def test_a_question_is_to_be_looked_at_for_a_reason(question: Analysed, reasons: tuple[Reason, ...]) -> None:
    assert question.reasons == reasons


def test_the_most_pressing_comes_first_and_old_wordings_do_not() -> None:
    easy, hard, backward = one(0.96, None), one(0.1, 0.5), one(0.7, -0.2)
    old = Analysed("m", SINGLE, False, 50, 0.1, -0.9, ())
    assert to_look_at((easy, hard, old, backward, one(0.7, 0.5))) == (backward, hard, easy)
