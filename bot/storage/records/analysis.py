"""Adding up answers for the analysis of questions: the first attempt of each learner in a module, once finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Float, case, cast, func, select

from bot.domain.analysis import Sums
from bot.domain.curriculum import Module
from bot.storage.tables import answer, attempt, module_revision

Key = tuple[str, str]
"""A question's id and revision."""


class Analysis:
    """Sums over everybody; no row tells of one person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sums(self, module_id: str) -> dict[Key, Sums]:
        """What is added up for each question of a module, by revision."""
        first = _first(module_id)
        marked = (
            select(
                answer.c.attempt_id,
                answer.c.question_id,
                answer.c.question_revision,
                func.min(case((answer.c.is_right.is_(True), 1), else_=0)).label("mark"),
            )
            .join(first, first.c.id == answer.c.attempt_id)
            .group_by(answer.c.attempt_id, answer.c.position, answer.c.question_id, answer.c.question_revision)
            .subquery("marked")
        )
        # The question itself is left out of what it is compared with.
        rest = cast(first.c.right_answers - marked.c.mark, Float) / (first.c.out_of - 1)
        rows = self._connection.execute(
            select(
                marked.c.question_id,
                marked.c.question_revision,
                func.count().label("answers"),
                func.sum(marked.c.mark).label("right"),
                func.sum(rest).label("rest"),
                func.sum(rest * rest).label("rest_squared"),
                func.sum(rest * marked.c.mark).label("rest_of_right"),
            )
            .join(first, first.c.id == marked.c.attempt_id)
            .group_by(marked.c.question_id, marked.c.question_revision)
        )
        return {
            (row.question_id, row.question_revision): Sums(
                row.answers, int(row.right), float(row.rest), float(row.rest_squared), float(row.rest_of_right)
            )
            for row in rows
        }

    def picks(self, module_id: str) -> dict[Key, dict[tuple[int, ...], int]]:
        """How often each thing was chosen, by question and revision."""
        first = _first(module_id)
        rows = self._connection.execute(
            select(answer.c.question_id, answer.c.question_revision, answer.c.chosen, func.count().label("answers"))
            .join(first, first.c.id == answer.c.attempt_id)
            .group_by(answer.c.question_id, answer.c.question_revision, answer.c.chosen)
        )
        found: dict[Key, dict[tuple[int, ...], int]] = {}
        for row in rows:
            chosen = tuple(msgspec.json.decode(row.chosen, type=list[int]))
            found.setdefault((row.question_id, row.question_revision), {})[chosen] = row.answers
        return found

    def wordings(self, module_id: str) -> Iterator[Module]:
        """The module in every wording in which it was ever attempted, the newest first."""
        rows = self._connection.execute(
            select(module_revision.c.body)
            .where(module_revision.c.module_id == module_id)
            .order_by(module_revision.c.first_used_at.desc())
        )
        for row in rows:
            yield msgspec.json.decode(row.body, type=Module)


def _first(module_id: str) -> Any:
    """Everybody's first attempt at a module, where it is finished and more than one question was asked."""
    earliest = (
        select(func.min(attempt.c.id).label("id"))
        .where(attempt.c.module_id == module_id)
        .group_by(attempt.c.learner_id)
        .subquery("earliest")
    )
    return (
        select(attempt.c.id, attempt.c.right_answers, attempt.c.out_of)
        .join(earliest, earliest.c.id == attempt.c.id)
        .where(attempt.c.right_answers.is_not(None), attempt.c.out_of > 1)
        .subquery("first")
    )
