"""The rules of a quiz: how it is drawn, where she stands in it, and how a tap is marked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.attempt import Answer, Attempt, Drawn
from bot.domain.curriculum import Choice, Module, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Moment:
    """Where she stands: the question, which of its parts, and the choices as shown to her."""

    position: int
    part: int
    question: Question
    drawn: Drawn
    step: int
    """The step of a situation she is in; 0 for every other kind."""


def draw(questions: Sequence[Question], dice: random.Random) -> tuple[Drawn, ...]:
    """The questions in a shuffled order, each with its choices shuffled; «Đúng» always stands before «Sai»."""
    shuffled = list(questions)
    dice.shuffle(shuffled)
    return tuple(_draw_one(question, dice) for question in shuffled)


def _draw_one(question: Question, dice: random.Random) -> Drawn:
    order = list(range(len(question.choices)))
    if question.kind is not QuestionKind.TRUE_FALSE:
        dice.shuffle(order)
    if question.kind is QuestionKind.ORDER and len(order) > 1 and order == sorted(order):
        # Shown in the right order already it would be no question.
        order.append(order.pop(0))
    step_orders = []
    for step in question.steps:
        choices = list(range(len(step.choices)))
        dice.shuffle(choices)
        step_orders.append(tuple(choices))
    return Drawn(question.id, question.revision, tuple(order), tuple(step_orders))


def question_at(module: Module, attempt: Attempt, position: int) -> Question | None:
    """The question drawn at ``position``; ``module`` must be the revision the attempt was drawn from."""
    if not 0 <= position < len(attempt.drawn):
        return None
    wanted = attempt.drawn[position].question_id
    return next((question for question in module.questions if question.id == wanted), None)


def moment_of(module: Module, attempt: Attempt) -> Moment | None:
    """What is asked next, or None when every question is answered."""
    for position, drawn in enumerate(attempt.drawn):
        question = question_at(module, attempt, position)
        if question is None or position in attempt.dropped:
            continue
        given = attempt.answers_to(position)
        step = _next_step(question, given)
        if step is not None:
            return Moment(position, len(given), question, drawn, step)
    return None


def without_ended(module: Module, attempt: Attempt, ended_sources: frozenset[str]) -> Attempt:
    """An attempt under way as it goes on once laws have ended: what rests on them and is not answered whole is asked
    no more and counts for nothing. What she has answered stands, and so does a finished attempt.
    """
    if attempt.finished_at is not None or not ended_sources:
        return attempt
    gone = []
    for position in range(len(attempt.drawn)):
        question = question_at(module, attempt, position)
        if question is None or position in attempt.dropped or question.holds(ended_sources):
            continue
        if _next_step(question, attempt.answers_to(position)) is not None:
            gone.append(position)
    if not gone:
        return attempt
    moment = moment_of(module, attempt)
    is_at_one = moment is not None and moment.position in gone
    return replace(
        attempt,
        dropped=tuple(sorted((*attempt.dropped, *gone))),
        out_of=attempt.out_of - len(gone),
        picked=() if is_at_one else attempt.picked,
    )


def _next_step(question: Question, given: tuple[Answer, ...]) -> int | None:
    """The step to ask now; None when the question is done."""
    if question.kind is QuestionKind.SITUATION:
        if not given:
            return 0
        step, choice = given[-1].chosen
        return question.steps[step].choices[choice].leads_to
    parts = len(question.choices) if question.kind is QuestionKind.SEVERAL else 1
    return 0 if len(given) < parts else None


def shown_choices(moment: Moment) -> tuple[Choice, ...]:
    """The choices she sees, in the order she sees them (for a several-choice question: the one statement)."""
    question, drawn = moment.question, moment.drawn
    if question.kind is QuestionKind.SITUATION:
        choices = question.steps[moment.step].choices
        return tuple(choices[index] for index in drawn.step_orders[moment.step])
    if question.kind is QuestionKind.SEVERAL:
        return (question.choices[drawn.order[moment.part]],)
    return tuple(question.choices[index] for index in drawn.order)


def mark(moment: Moment, shown: int, picked: tuple[int, ...], now: datetime) -> Answer | tuple[int, ...] | None:
    """What a tap on the ``shown``-th choice comes to: an answer, or for an order not yet complete what is placed.

    For a several-choice question ``shown`` is 1 for yes and 0 for no. None when there is no such choice.
    """
    question, drawn = moment.question, moment.drawn
    if question.kind is QuestionKind.SITUATION:
        return _mark_turn(moment, shown, now)
    if question.kind is QuestionKind.SEVERAL:
        if shown not in (0, 1):
            return None
        statement = drawn.order[moment.part]
        is_right = question.choices[statement].is_right == bool(shown)
        return Answer(moment.position, moment.part, (statement, shown), is_right, now)
    if not 0 <= shown < len(drawn.order):
        return None
    written = drawn.order[shown]
    if question.kind is not QuestionKind.ORDER:
        return Answer(moment.position, 0, (written,), question.choices[written].is_right, now)
    if written in picked:
        return None
    placed = _complete((*picked, written), len(question.choices))
    if len(placed) < len(question.choices):
        return placed
    return Answer(moment.position, 0, placed, placed == tuple(range(len(placed))), now)


def _complete(placed: tuple[int, ...], total: int) -> tuple[int, ...]:
    """With one choice left its place is settled, so she need not tap it."""
    if len(placed) != total - 1:
        return placed
    (last,) = set(range(total)) - set(placed)
    return (*placed, last)


def _mark_turn(moment: Moment, shown: int, now: datetime) -> Answer | None:
    order = moment.drawn.step_orders[moment.step]
    if not 0 <= shown < len(order):
        return None
    choice = order[shown]
    is_right = moment.question.steps[moment.step].choices[choice].is_right
    return Answer(moment.position, moment.part, (moment.step, choice), is_right, now)
