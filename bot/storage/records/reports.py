"""Counting who learned what, unit by unit, for long reads. Every statement stays on indices where a unit is small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, distinct, func, literal, select, union

from bot.domain.unit import Level, Unit
from bot.storage.records.units import subtree
from bot.storage.tables import attempt, enrolment, learner, unit

NOWHERE = 0
"""Stands for the whole tree, and for who has told no unit."""


@dataclass(frozen=True, slots=True)
class CourseCount:
    """How many of a unit's own people began a course, finished every module of it, and passed every one."""

    unit_id: int
    course_id: str
    started: int
    finished: int
    passed: int


@dataclass(frozen=True, slots=True)
class Person:
    """A learner in a list of names: how many modules of each course she passed, never how well."""

    name: str
    unit_id: int
    joined_at: datetime
    passed: Mapping[str, int]


class Reports:
    """Counts and lists of the people at and below a unit; ``root`` 0 is the whole tree."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def units(self, root: int) -> tuple[tuple[Unit, bool], ...]:
        """Every unit at and below, and whether it is still open, by number."""
        statement = select(unit).order_by(unit.c.id)
        if root != NOWHERE:
            statement = statement.where(unit.c.id.in_(select(subtree(root).c.id)))
        rows = self._connection.execute(statement)
        return tuple(
            (Unit(row.id, row.key, row.parent_id, Level(row.level), row.name), row.closed_at is None) for row in rows
        )

    def open_below(self, parent_id: int) -> tuple[Unit, ...]:
        """The units right below one (0: at the top) that are not closed."""
        place = unit.c.parent_id.is_(None) if parent_id == NOWHERE else unit.c.parent_id == parent_id
        rows = self._connection.execute(select(unit).where(place, unit.c.closed_at.is_(None)))
        return tuple(Unit(row.id, row.key, row.parent_id, Level(row.level), row.name) for row in rows)

    def joined(self, root: int) -> dict[int, int]:
        """How many have joined, by unit."""
        counted = select(_unit_id(), func.count().label("people")).where(*_among(root)).group_by(learner.c.unit_id)
        return {row.unit_id: row.people for row in self._connection.execute(counted)}

    def courses(self, root: int, modules: Mapping[str, Sequence[str]]) -> Iterator[CourseCount]:
        """How far they are in each course of ``modules`` (course to its modules), by unit."""
        if not modules:
            return
        found: dict[tuple[int, str], list[int]] = {}
        began = (
            select(_unit_id(), enrolment.c.course_id, func.count().label("people"))
            .join(learner, learner.c.id == enrolment.c.learner_id)
            .where(*_among(root))
            .group_by(learner.c.unit_id, enrolment.c.course_id)
        )
        for row in self._connection.execute(began):
            found[row.unit_id, row.course_id] = [row.people, 0, 0]
        for row in self._connection.execute(_ended(root, modules)):
            counts = found.setdefault((row.unit_id, row.course_id), [0, 0, 0])
            counts[1:] = [row.finished, row.passed]
        for (unit_id, course_id), (started, finished, passed) in found.items():
            if course_id in modules:
                yield CourseCount(unit_id, course_id, started, finished, passed)

    def weekly(self, root: int, starts: Sequence[datetime]) -> dict[str, dict[tuple[int, int], int]]:
        """How many joined, did a quiz, and how many modules were passed for the first time, by (unit, week).

        ``starts`` are the first instants of the weeks and the end of the last.
        """
        return {
            "joined": self._by_week(_joined_in_weeks(root, starts)),
            "active": self._by_week(_active_in_weeks(root, starts)),
            "passed": self._by_week(_passed_in_weeks(root, starts)),
        }

    def _by_week(self, statement: Any) -> dict[tuple[int, int], int]:
        return {(row.unit_id, row.week): row.people for row in self._connection.execute(statement)}

    def people(self, root: int, modules: Mapping[str, Sequence[str]]) -> Iterator[Person]:
        """Everybody who has joined, with what she passed."""
        passed: dict[int, dict[str, int]] = {}
        if modules:
            for row in self._connection.execute(_passed_by_each(root, modules)):
                passed.setdefault(row.learner_id, {})[row.course_id] = row.people
        rows = self._connection.execute(
            select(learner.c.id, learner.c.name, _unit_id(), learner.c.joined_at).where(*_among(root))
        )
        for row in rows:
            yield Person(row.name, row.unit_id, row.joined_at, passed.get(row.id, {}))


def _unit_id() -> ColumnElement[int]:
    return func.coalesce(learner.c.unit_id, NOWHERE).label("unit_id")


def _among(root: int) -> tuple[ColumnElement[bool], ...]:
    """Whoever has joined at or below a unit."""
    has_joined = learner.c.joined_at.is_not(None)
    return (has_joined,) if root == NOWHERE else (has_joined, learner.c.unit_id.in_(select(subtree(root).c.id)))


def _course_of(modules: Mapping[str, Sequence[str]], column: ColumnElement[str]) -> ColumnElement[str]:
    return case({module: course for course, listed in modules.items() for module in listed}, value=column)


def _done(root: int, modules: Mapping[str, Sequence[str]]) -> Any:
    """Who finished which module, and whether she ever passed it."""
    taught = [module for listed in modules.values() for module in listed]
    statement = select(
        attempt.c.learner_id,
        attempt.c.module_id,
        func.max(case((attempt.c.is_passed.is_(True), 1), else_=0)).label("is_passed"),
    ).where(attempt.c.is_passed.is_not(None), attempt.c.module_id.in_(taught))
    if root != NOWHERE:
        # A small unit begins with its people; the whole tree goes along the index of who passed what.
        statement = statement.where(attempt.c.learner_id.in_(select(learner.c.id).where(*_among(root))))
    return statement.group_by(attempt.c.module_id, attempt.c.learner_id).subquery("done")


def _ended(root: int, modules: Mapping[str, Sequence[str]]) -> Any:
    done = _done(root, modules)
    each = (
        select(
            done.c.learner_id,
            _course_of(modules, done.c.module_id).label("course_id"),
            func.count().label("finished"),
            func.sum(done.c.is_passed).label("passed"),
        )
        .group_by("learner_id", "course_id")
        .subquery("each")
    )
    size = case({course: len(listed) for course, listed in modules.items()}, value=each.c.course_id)
    return (
        select(
            _unit_id(),
            each.c.course_id,
            func.sum(case((each.c.finished >= size, 1), else_=0)).label("finished"),
            func.sum(case((each.c.passed >= size, 1), else_=0)).label("passed"),
        )
        .join(learner, learner.c.id == each.c.learner_id)
        .where(learner.c.joined_at.is_not(None))
        .group_by(learner.c.unit_id, each.c.course_id)
    )


def _passed_by_each(root: int, modules: Mapping[str, Sequence[str]]) -> Any:
    done = _done(root, modules)
    course = _course_of(modules, done.c.module_id).label("course_id")
    return (
        select(done.c.learner_id, course, func.count().label("people"))
        .where(done.c.is_passed == 1)
        .group_by(done.c.learner_id, course)
    )


def _week(column: Any, starts: Sequence[datetime]) -> ColumnElement[int]:
    """Which of the weeks an instant is in, from 0."""
    return case(*((column < end, number) for number, end in enumerate(starts[1:])), else_=len(starts) - 1)


def _within(column: Any, starts: Sequence[datetime]) -> tuple[ColumnElement[bool], ...]:
    return column >= starts[0], column < starts[-1]


def _joined_in_weeks(root: int, starts: Sequence[datetime]) -> Any:
    week = _week(learner.c.joined_at, starts).label("week")
    return (
        select(_unit_id(), week, func.count().label("people"))
        .where(*_among(root), *_within(learner.c.joined_at, starts))
        .group_by(learner.c.unit_id, week)
    )


def _active_in_weeks(root: int, starts: Sequence[datetime]) -> Any:
    moments = [
        select(attempt.c.learner_id, _week(column, starts).label("week")).where(*_within(column, starts))
        for column in (attempt.c.started_at, attempt.c.finished_at)
    ]
    seen = union(*moments).subquery("seen")
    return (
        select(_unit_id(), seen.c.week, func.count(distinct(seen.c.learner_id)).label("people"))
        .join(learner, learner.c.id == seen.c.learner_id)
        .where(*_among(root))
        .group_by(learner.c.unit_id, seen.c.week)
    )


def _passed_in_weeks(root: int, starts: Sequence[datetime]) -> Any:
    first = (
        select(attempt.c.learner_id, attempt.c.module_id, func.min(attempt.c.finished_at).label("at"))
        .where(attempt.c.is_passed.is_(True))
        .group_by(attempt.c.learner_id, attempt.c.module_id)
        .subquery("first")
    )
    week = _week(first.c.at, starts).label("week")
    return (
        select(_unit_id(), week, func.count(literal(1)).label("people"))
        .join(learner, learner.c.id == first.c.learner_id)
        .where(*_among(root), *_within(first.c.at, starts))
        .group_by(learner.c.unit_id, week)
    )
