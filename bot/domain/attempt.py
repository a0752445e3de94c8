"""Attempts and answers: facts about a quiz that was drawn, answered and marked.

An attempt stores the order it was drawn in and the revision of every question, so that neither a restart nor an
edited module changes what she was asked. Nothing here is ever rewritten; only what rests on a law that ended meanwhile
is asked no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question as it was drawn. Orders map the place shown to the index written in the module."""

    question_id: str
    revision: str
    order: tuple[int, ...] = ()
    step_orders: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing she answered.

    ``part`` counts within the question: the statement of a several-choice question, the turn in a situation, else
    0. ``chosen`` holds indexes as written in the module: ``(choice,)``; ``(statement, 1 or 0)``; the whole order;
    ``(step, choice)``.
    """

    position: int
    part: int
    chosen: tuple[int, ...]
    is_right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One go at a module's quiz, whole or only the questions that were wrong before."""

    id: int
    learner_id: int
    module_id: str
    module_revision: str
    drawn: tuple[Drawn, ...]
    answers: tuple[Answer, ...]
    picked: tuple[int, ...]
    """The choices placed so far in the order question she is at; not yet an answer."""
    carried: int
    """Questions of the quiz that were right in the attempt this one repeats, and are not asked again."""
    out_of: int
    pass_percent: int
    started_at: datetime
    finished_at: datetime | None
    retry_of: int | None = None
    seen_at: datetime | None = None
    """When she first looked at the result."""
    dropped: tuple[int, ...] = ()
    """Places of questions whose law ended before they were answered: asked no more, and not in ``out_of``."""

    @property
    def has_unseen_result(self) -> bool:
        """Whether everything is answered and the result not looked at: the phone was put away too early."""
        return self.finished_at is not None and self.seen_at is None

    def numbered(self, position: int) -> tuple[int, int]:
        """Which question it is among those that are asked, from 1, and how many these are."""
        asked = [place for place in range(len(self.drawn)) if place not in self.dropped]
        return sum(place <= position for place in asked), len(asked)

    def answers_to(self, position: int) -> tuple[Answer, ...]:
        """Her answers to the question at ``position``, in order."""
        return tuple(answer for answer in self.answers if answer.position == position)


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt came out, together with what it carried over."""

    right: int
    out_of: int
    pass_percent: int
    wrong_positions: tuple[int, ...]

    @property
    def percent(self) -> int:
        """Right answers in per cent, rounded down, so that nobody passes by rounding."""
        return 100 * self.right // self.out_of if self.out_of else 0

    @property
    def is_passed(self) -> bool:
        """Whether the pass mark is reached."""
        return self.percent >= self.pass_percent


def result_of(attempt: Attempt) -> Result:
    """The result so far. A question is right when all its parts are; a dropped one is neither right nor wrong."""
    by_position: dict[int, bool] = {}
    for answer in (each for each in attempt.answers if each.position not in attempt.dropped):
        by_position[answer.position] = by_position.get(answer.position, True) and answer.is_right
    wrong = tuple(sorted(position for position, is_right in by_position.items() if not is_right))
    right = attempt.carried + sum(by_position.values())
    return Result(right, attempt.out_of, attempt.pass_percent, wrong)
