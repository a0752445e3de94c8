"""Deadlines, and whom they concern: found by unit, in pieces that fit a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, insert, or_, select, update

from bot.domain.deadline import Counts, Deadline
from bot.domain.delivery import DeliveryKind
from bot.domain.reminder import LADDER, ReminderPlan
from bot.storage.records.reminders import plan_of
from bot.storage.records.units import subtree
from bot.storage.tables import attempt, bookmark, chat, deadline, delivery, learner, reminder_plan, unit

IS_SET = deadline.c.withdrawn_at.is_(None)


class Deadlines:
    """One row a deadline."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, unit_id: int, course_id: str, day: date, by: int, now: datetime, *, is_operators: bool) -> int:
        """Set a deadline; its number."""
        values = {
            "unit_id": unit_id,
            "course_id": course_id,
            "day": day,
            "set_by": by,
            "is_operators": is_operators,
            "set_at": now,
        }
        return int(self._connection.execute(insert(deadline).values(**values).returning(deadline.c.id)).scalar_one())

    def get(self, deadline_id: int) -> Deadline | None:
        """The deadline of that number, also when it is withdrawn or over."""
        row = self._connection.execute(select(deadline).where(deadline.c.id == deadline_id)).one_or_none()
        return _deadline(row) if row is not None else None

    def change(self, deadline_id: int, **values: date | datetime | None) -> None:
        """Set ``withdrawn_at``, ``swept_on`` or ``counted_at``."""
        self._connection.execute(update(deadline).where(deadline.c.id == deadline_id).values(**values))

    def of_unit(self, unit_id: int, today: date) -> tuple[Deadline, ...]:
        """What is set for a unit itself and not over."""
        return self._some(deadline.c.unit_id == unit_id, deadline.c.day >= today)

    def below(self, unit_id: int | None, today: date, most: int) -> tuple[Deadline, ...]:
        """What is set for a unit and everything under it (None: for all units) and not over, the nearest first."""
        wanted = [deadline.c.day >= today]
        if unit_id is not None:
            wanted.append(deadline.c.unit_id.in_(select(subtree(unit_id).c.id)))
        return self._some(*wanted)[:most]

    def above(self, unit_ids: Collection[int], days: Iterable[date]) -> tuple[Deadline, ...]:
        """What is set for one of these units and for one of these days."""
        return self._some(deadline.c.unit_id.in_(unit_ids), deadline.c.day.in_(tuple(days)))

    def on(self, days: Iterable[date]) -> tuple[Deadline, ...]:
        """What is set for one of these days."""
        return self._some(deadline.c.day.in_(tuple(days)))

    def within(self, unit_id: int, days: Iterable[date]) -> tuple[Deadline, ...]:
        """What is set for a unit or one below it, and for one of these days."""
        return self._some(deadline.c.unit_id.in_(select(subtree(unit_id).c.id)), deadline.c.day.in_(tuple(days)))

    def to_count(self, today: date, since: date) -> tuple[Deadline, ...]:
        """What is over, ``since`` at the earliest, and was not counted."""
        return self._some(deadline.c.day < today, deadline.c.day >= since, deadline.c.counted_at.is_(None))

    def _some(self, *wanted: ColumnElement[bool]) -> tuple[Deadline, ...]:
        statement = select(deadline).where(IS_SET, *wanted).order_by(deadline.c.day, deadline.c.id)
        return tuple(_deadline(row) for row in self._connection.execute(statement))

    def concerned(self, unit_id: int, module_ids: Collection[str], after: int, most: int) -> tuple[ReminderPlan, ...]:
        """Who in this very unit has not passed all these modules, may be reminded and can be reached: a piece of
        them, by the number of the learner, the next after ``after``.
        """
        rows = self._connection.execute(concerned_in(unit_id, module_ids, after, most))
        return tuple(plan_of(row) for row in rows)

    def concerning(self, learner_ids: Collection[int], days: Collection[date]) -> dict[str, set[int]]:
        """The courses with a deadline on one of these days, each with those among these learners whom it concerns.

        It goes up from the learners' units, because what lies under a province is long to list.
        """
        above = (
            select(learner.c.id.label("learner_id"), learner.c.unit_id.label("unit_id"))
            .where(learner.c.id.in_(learner_ids))
            .cte("above", recursive=True)
        )
        above = above.union(select(above.c.learner_id, unit.c.parent_id).where(unit.c.id == above.c.unit_id))
        rows = self._connection.execute(
            select(deadline.c.course_id, above.c.learner_id)
            .join(above, above.c.unit_id == deadline.c.unit_id)
            .where(IS_SET, deadline.c.day.in_(tuple(days)))
        )
        found: dict[str, set[int]] = {}
        for row in rows:
            found.setdefault(row.course_id, set()).add(row.learner_id)
        return found

    def unfinished_among(self, learner_ids: Collection[int], module_ids: Collection[str]) -> frozenset[int]:
        """Those among these learners who may be reminded and have not passed all these modules."""
        rows = self._connection.execute(_unfinished(module_ids, learner.c.id.in_(learner_ids)))
        return frozenset(int(row.learner_id) for row in rows)

    def reminded_on(self, day: date, learner_ids: Collection[int]) -> frozenset[int]:
        """Those among these learners for whom a deadline's reminder was planned for that day."""
        statement = select(delivery.c.learner_id).where(
            delivery.c.kind == DeliveryKind.DEADLINE.value,
            delivery.c.subject == day.toordinal(),
            delivery.c.learner_id.in_(learner_ids),
        )
        return frozenset(self._connection.execute(statement).scalars())

    def people(self, unit_id: int) -> int:
        """How many have joined in a unit and under it."""
        return self._count(_joined_in(unit_id))

    def counts(self, unit_id: int, module_ids: Collection[str]) -> Counts:
        """How many in a unit and under it have finished these modules, begun, or not begun."""
        joined = _joined_in(unit_id)
        finished = self._count(joined, learner.c.id.in_(_passed_all(module_ids)))
        opened = exists().where(bookmark.c.learner_id == learner.c.id, bookmark.c.module_id.in_(module_ids))
        tried = exists().where(attempt.c.learner_id == learner.c.id, attempt.c.module_id.in_(module_ids))
        begun = self._count(joined, or_(opened, tried))
        return Counts(finished, begun - finished, self._count(joined) - begun)

    def _count(self, *wanted: ColumnElement[bool]) -> int:
        return int(self._connection.execute(select(func.count()).select_from(learner).where(*wanted)).scalar_one())


def _joined_in(unit_id: int) -> ColumnElement[bool]:
    return learner.c.joined_at.is_not(None) & learner.c.unit_id.in_(select(subtree(unit_id).c.id))


def _passed_all(module_ids: Collection[str]) -> Select[tuple[int]]:
    """The numbers of those who passed every one of these modules."""
    return (
        select(attempt.c.learner_id)
        .where(attempt.c.module_id.in_(module_ids), attempt.c.is_passed.is_(True))
        .group_by(attempt.c.learner_id)
        .having(func.count(attempt.c.module_id.distinct()) >= len(module_ids))
    )


def _unfinished(module_ids: Collection[str], *wanted: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Plans of those who may be reminded of a course: not off, not silent, reachable, and not finished."""
    passed = (
        select(func.count(attempt.c.module_id.distinct()))
        .where(attempt.c.learner_id == learner.c.id, attempt.c.module_id.in_(module_ids), attempt.c.is_passed.is_(True))
        .scalar_subquery()
    )
    is_answering = or_(
        reminder_plan.c.unanswered < len(LADDER),
        reminder_plan.c.last_at.is_(None),
        chat.c.seen_at >= reminder_plan.c.last_at,
    )
    return (
        select(reminder_plan)
        .join(learner, learner.c.id == reminder_plan.c.learner_id)
        .join(chat, chat.c.learner_id == learner.c.id)
        .where(
            *wanted,
            reminder_plan.c.is_off.is_(False),
            reminder_plan.c.next_at.is_not(None),
            chat.c.is_reachable.is_(True),
            is_answering,
            passed < len(module_ids),
        )
    )


def concerned_in(unit_id: int, module_ids: Collection[str], after: int, most: int) -> Select[tuple[object, ...]]:
    """The query behind ``concerned``: one unit at a time, so that it walks the index of the unit's learners."""
    inside = _unfinished(module_ids, learner.c.unit_id == unit_id, learner.c.id > after)
    return inside.order_by(learner.c.id).limit(most)


def _deadline(row: Row[tuple[object, ...]]) -> Deadline:
    return Deadline(
        id=row.id,
        unit_id=row.unit_id,
        course_id=row.course_id,
        day=row.day,
        set_by=row.set_by,
        is_operators=row.is_operators,
        set_at=row.set_at,
        withdrawn_at=row.withdrawn_at,
        swept_on=row.swept_on,
        counted_at=row.counted_at,
    )
