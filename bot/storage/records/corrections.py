"""Corrections: one row a learner and law that ended, found by when it is to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.correction import Amends, Taught
from bot.domain.curriculum import Module
from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.reminder import ReminderPlan
from bot.storage.records.insert import insert_if_new
from bot.storage.records.reminders import plan_of
from bot.storage.tables import (
    attempt,
    bookmark,
    chat,
    correction,
    correction_sweep,
    delivery,
    learner,
    module_revision,
    reminder_plan,
)

CAME = (DeliveryState.SENT.value, DeliveryState.UNKNOWN.value, DeliveryState.SENDING.value)
"""What perhaps reached her is taken as if it had: nobody is told twice."""


@dataclass(frozen=True, slots=True)
class DueAmends:
    """A row to be looked at, with what is known of its learner now."""

    amends: Amends
    plan: ReminderPlan
    is_reachable: bool


class Corrections:
    """Who is to be told what, and the wordings that say who was taught what."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def swept(self, source_ids: Collection[str]) -> frozenset[str]:
        """Those among these for which everybody concerned has a row."""
        found = select(correction_sweep.c.source_id).where(correction_sweep.c.source_id.in_(source_ids))
        return frozenset(self._connection.execute(found).scalars())

    def mark_swept(self, source_id: str, now: datetime) -> None:
        """Everybody concerned has a row."""
        insert_if_new(self._connection, correction_sweep, {"source_id": source_id, "swept_at": now})

    def wordings(self, module_id: str | None = None) -> Iterator[Module]:
        """Every wording that a quiz was ever drawn from, of one module or of all."""
        statement = select(module_revision.c.body)
        if module_id is not None:
            statement = statement.where(module_revision.c.module_id == module_id)
        for body in self._connection.execute(statement).scalars():
            yield msgspec.json.decode(body, type=Module)

    def last_learner(self) -> int:
        """The highest number of a learner."""
        return int(self._connection.execute(select(func.max(learner.c.id))).scalar_one() or 0)

    def note(self, source_id: str, taught: Taught, ends: datetime, between: tuple[int, int], now: datetime) -> int:
        """Rows for everybody among these numbers who was taught the old rule and not the new; how many are new.

        Nobody is loaded: the database finds and copies them by itself.
        """
        chosen = taught_the_old(taught, ends, between).subquery()
        values = {
            "source_id": source_id, "noted_at": now, "next_at": now, "revision": "", "shown": "[]", "asked": "",
            "chosen": "",
        }  # fmt: skip
        typed = [literal(value, correction.c[name].type).label(name) for name, value in values.items()]
        into: Any = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        # Without a condition SQLite would take ON CONFLICT for the beginning of a join.
        source = select(chosen.c[0], *typed).where(true())
        statement = into(correction).from_select(["learner_id", *values], source).on_conflict_do_nothing()
        return int(self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount)

    def due(self, now: datetime, most: int) -> tuple[DueAmends, ...]:
        """What is to be looked at now, the longest waiting first."""
        rows = self._connection.execute(due_amends(now, most))
        return tuple(
            DueAmends(
                _amends(row),
                replace(plan_of(row), next_at=row.plan_next_at)
                if row.minute is not None
                else ReminderPlan(row.learner_id, next_at=now),
                bool(row.is_reachable),
            )
            for row in rows
        )

    def came(self, days: Collection[tuple[int, date]]) -> frozenset[tuple[int, date]]:
        """Those among these learners and days on which a correction reached her, or may have."""
        by_day: dict[date, list[int]] = {}
        for learner_id, day in days:
            by_day.setdefault(day, []).append(learner_id)
        found = set()
        for day, learner_ids in by_day.items():
            rows = self._connection.execute(
                select(delivery.c.learner_id).where(
                    delivery.c.kind == DeliveryKind.CORRECTION.value,
                    delivery.c.subject == day.toordinal(),
                    delivery.c.learner_id.in_(learner_ids),
                    delivery.c.state.in_(CAME),
                )
            )
            found |= {(int(number), day) for number in rows.scalars()}
        return frozenset(found)

    def of(self, learner_id: int) -> tuple[Amends, ...]:
        """All of hers, the oldest first."""
        rows = self._connection.execute(
            select(correction)
            .where(correction.c.learner_id == learner_id)
            .order_by(correction.c.noted_at, correction.c.source_id)
        )
        return tuple(_amends(row) for row in rows)

    def get(self, learner_id: int, source_id: str) -> Amends | None:
        """Hers for that law, locked until the transaction ends; None when there is none."""
        one = (correction.c.learner_id == learner_id, correction.c.source_id == source_id)
        row = self._connection.execute(select(correction).where(*one).with_for_update()).one_or_none()
        return _amends(row) if row is not None else None

    def change(self, one: Amends, **values: Any) -> None:
        """Set some of its values."""
        if "shown" in values:
            values["shown"] = msgspec.json.encode(values["shown"]).decode()
        here = (correction.c.learner_id == one.learner_id, correction.c.source_id == one.source_id)
        self._connection.execute(update(correction).where(*here).values(**values))


def taught_the_old(taught: Taught, ends: datetime, between: tuple[int, int]) -> Select[tuple[int]]:
    """Learners with numbers after the first and up to the last who were taught the old rule before it ended, and have
    finished no wording since that teaches the new one. What it reads is bounded by the numbers.
    """
    first, last = between
    tried = select(attempt.c.learner_id).where(
        _any_of(attempt.c.module_id, attempt.c.module_revision, taught.wordings),
        attempt.c.learner_id > first,
        attempt.c.learner_id <= last,
        attempt.c.started_at < ends,
    )
    read = select(bookmark.c.learner_id).where(
        _any_of(bookmark.c.module_id, bookmark.c.card_id, taught.cards),
        bookmark.c.learner_id > first,
        bookmark.c.learner_id <= last,
        bookmark.c.at < ends,
    )
    either = union(tried, read).subquery()
    finished_anew = exists().where(
        attempt.c.learner_id == learner.c.id,
        _any_of(attempt.c.module_id, attempt.c.module_revision, taught.anew),
        attempt.c.finished_at.is_not(None),
    )
    return (
        select(learner.c.id)
        .join(either, either.c.learner_id == learner.c.id)
        .where(learner.c.joined_at.is_not(None), ~finished_anew)
    )


def _any_of(
    module: ColumnElement[str], detail: ColumnElement[Any], pairs: Collection[tuple[str, str]]
) -> ColumnElement[bool]:
    """Whether (module, detail) is one of the pairs, module by module."""
    by_module: dict[str, list[str]] = {}
    for module_id, value in sorted(pairs):
        by_module.setdefault(module_id, []).append(value)
    return or_(literal(value=False), *(and_(module == one, detail.in_(values)) for one, values in by_module.items()))


def due_amends(now: datetime, most: int) -> Select[tuple[object, ...]]:
    """The query behind ``due``: it walks the index of what is due and touches nobody else."""
    plans = [column for column in reminder_plan.c if column.name not in ("learner_id", "next_at")]
    return (
        select(correction, *plans, reminder_plan.c.next_at.label("plan_next_at"), chat.c.is_reachable)
        .join(reminder_plan, reminder_plan.c.learner_id == correction.c.learner_id, isouter=True)
        .join(chat, chat.c.learner_id == correction.c.learner_id, isouter=True)
        .where(correction.c.next_at.is_not(None), correction.c.next_at <= now)
        .order_by(correction.c.next_at)
        .limit(most)
    )


def _amends(row: Row[Any]) -> Amends:
    return Amends(
        learner_id=row.learner_id,
        source_id=row.source_id,
        noted_at=row.noted_at,
        next_at=row.next_at,
        given_on=row.given_on,
        revision=row.revision,
        shown=tuple(msgspec.json.decode(row.shown, type=list[int])),
        asked=row.asked,
        chosen=row.chosen,
        is_right=row.is_right,
        answered_at=row.answered_at,
    )
