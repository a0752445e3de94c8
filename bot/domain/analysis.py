"""How the questions do, for those who write them: from first attempts only, each question by its revision.

Difficulty is the share of right answers. Discrimination is the point-biserial correlation of a question with the rest
of the quiz, the question itself left out (Crocker and Algina, «Introduction to Classical and Modern Test Theory»,
1986, chapter 14): with five to eight questions, groups of 27 per cent would be cut through ties. Below .20 Ebel and
Frisbie («Essentials of Educational Measurement», 1991) call a question poor.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.curriculum import Question, QuestionKind

LEAST_ANSWERS = 5
"""A question answered less often is not shown at all."""
ENOUGH = 20
"""From here on it is said that nobody picks a choice, or that a question does not tell the strong from the weak."""
HARD, EASY, POOR = 0.4, 0.95, 0.2


class Reason(enum.StrEnum):
    """Why a question should be looked at; the first is the most pressing."""

    BACKWARD = "backward"
    """Who does well elsewhere gets it wrong: the key may be wrong, or the wording."""
    HARD = "hard"
    UNPICKED = "unpicked"
    """A wrong choice that nobody picks."""
    WEAK = "weak"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up over first attempts: answers, right ones, and the share right of the rest of the quiz."""

    answers: int
    right: int
    rest: float
    rest_squared: float
    rest_of_right: float
    """The share right of the rest, added up over those who got it right."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """How a question did in one revision."""

    module_id: str
    question: Question
    is_current: bool
    answers: int
    difficulty: float
    discrimination: float | None
    """None where everybody did the same, so that nothing can be told."""
    unpicked: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it should be looked at, the most pressing first."""
        is_enough, found = self.answers >= ENOUGH, self.discrimination
        checks = {
            Reason.BACKWARD: is_enough and found is not None and found < 0,
            Reason.HARD: self.difficulty < HARD,
            Reason.UNPICKED: bool(self.unpicked),
            Reason.WEAK: is_enough and found is not None and 0 <= found < POOR,
            Reason.EASY: is_enough and self.difficulty > EASY,
        }
        return tuple(reason for reason, applies in checks.items() if applies)


def discrimination(sums: Sums) -> float | None:
    """The correlation between getting the question right and the rest; None where one of them never varies."""
    count = sums.answers
    if count < 2:
        return None
    share, mean = sums.right / count, sums.rest / count
    variance = sums.rest_squared / count - mean * mean
    spread = share * (1 - share) * variance
    if spread < 1e-12:
        return None
    found = (sums.rest_of_right / count - share * mean) / math.sqrt(spread)
    return max(-1.0, min(1.0, found))


def analysed(
    module_id: str, question: Question, sums: Sums, picks: Mapping[tuple[int, ...], int], *, is_current: bool
) -> Analysed | None:
    """A question's figures; None with too few answers. ``picks`` count what was chosen."""
    if sums.answers < LEAST_ANSWERS:
        return None
    difficulty = sums.right / sums.answers
    nobody = unpicked(question, picks)
    return Analysed(module_id, question, is_current, sums.answers, difficulty, discrimination(sums), nobody)


def unpicked(question: Question, picks: Mapping[tuple[int, ...], int]) -> tuple[str, ...]:
    """The wrong choices that nobody picked, where enough had the choice."""
    if question.kind is QuestionKind.SITUATION:
        found: list[str] = []
        for place, step in enumerate(question.steps):
            here = {chosen[1]: count for chosen, count in picks.items() if chosen[0] == place}
            if sum(here.values()) >= ENOUGH:
                found += [
                    choice.text
                    for index, choice in enumerate(step.choices)
                    if not choice.is_right and not here.get(index)
                ]
        return tuple(found)
    if question.kind is not QuestionKind.SINGLE or sum(picks.values()) < ENOUGH:
        return ()
    return tuple(
        choice.text for index, choice in enumerate(question.choices) if not choice.is_right and not picks.get((index,))
    )


def to_look_at(questions: tuple[Analysed, ...]) -> tuple[Analysed, ...]:
    """The questions asked today that have something to look at, the most pressing first."""
    order = list(Reason)
    pressing = [one for one in questions if one.is_current and one.reasons]
    return tuple(sorted(pressing, key=lambda one: (order.index(one.reasons[0]), one.difficulty)))
