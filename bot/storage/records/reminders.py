"""Reminder plans: one row a learner, found by when it is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, and_, select, update

from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.reminder import DEFAULT_MINUTE, ReminderPlan
from bot.storage.records.insert import insert_if_new, upsert
from bot.storage.tables import chat, delivery, reminder_plan

REACHED = (DeliveryState.SENT.value, DeliveryState.UNKNOWN.value)
"""What perhaps reached her is taken as if it had: rather a nudge too few than one too many."""


@dataclass(frozen=True, slots=True)
class DuePlan:
    """A plan to be looked at, with what is known of its learner now."""

    plan: ReminderPlan
    seen_at: datetime | None
    """When she was last here; None when there is no chat."""
    is_reachable: bool


class Reminders:
    """One row a learner who has joined."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, learner_id: int, next_at: datetime) -> bool:
        """A plan as everybody's begins; False when she has one."""
        plan = ReminderPlan(learner_id, DEFAULT_MINUTE, next_at=next_at)
        return insert_if_new(self._connection, reminder_plan, {"learner_id": learner_id, **_values(plan)})

    def get(self, learner_id: int) -> ReminderPlan | None:
        """Her plan; None before she has joined."""
        row = self._connection.execute(
            select(reminder_plan).where(reminder_plan.c.learner_id == learner_id)
        ).one_or_none()
        return plan_of(row) if row is not None else None

    def save(self, plan: ReminderPlan) -> None:
        """Write it, new or changed."""
        upsert(self._connection, reminder_plan, {"learner_id": plan.learner_id}, _values(plan))

    def say(self, learner_id: int, wording: int) -> None:
        """Remember the wording said last."""
        self._change(learner_id, wording=wording)

    def silence(self, learner_id: int) -> None:
        """Look at her plan no more until she comes back."""
        self._change(learner_id, next_at=None)

    def _change(self, learner_id: int, **values: object) -> None:
        one = reminder_plan.c.learner_id == learner_id
        self._connection.execute(update(reminder_plan).where(one).values(**values))

    def wake(self, learner_id: int, next_at: datetime) -> bool:
        """She came back after a silence: her plan begins anew. False when there was none, or she wants no nudges."""
        silent = (
            reminder_plan.c.learner_id == learner_id,
            reminder_plan.c.next_at.is_(None),
            reminder_plan.c.is_off.is_(False),
        )
        statement = update(reminder_plan).where(*silent).values(next_at=next_at, unanswered=0, awaits=False)
        return bool(self._connection.execute(statement).rowcount)

    def due(self, now: datetime, most: int) -> tuple[DuePlan, ...]:
        """The plans to be looked at now, the longest waiting first."""
        rows = self._connection.execute(due_plans(now, most))
        return tuple(DuePlan(plan_of(row), row.seen_at, bool(row.is_reachable)) for row in rows)

    def reached(self, days: Iterable[tuple[int, date]]) -> frozenset[int]:
        """Those among these learners whom the nudge of that day reached."""
        by_day: dict[int, list[int]] = {}
        for learner_id, day in days:
            by_day.setdefault(day.toordinal(), []).append(learner_id)
        found: set[int] = set()
        for subject, learner_ids in by_day.items():
            found |= set(self._with_delivery(DeliveryKind.REMINDER, subject, learner_ids, REACHED))
        return frozenset(found)

    def has_other(self, kind: DeliveryKind, day: date, learner_id: int) -> bool:
        """Whether she got, or is about to get, a message of that kind on that day."""
        states = (*REACHED, DeliveryState.PENDING.value, DeliveryState.SENDING.value)
        return bool(self._with_delivery(kind, day.toordinal(), [learner_id], states))

    def was_sent(self, kind: DeliveryKind, day: date, learner_id: int) -> bool:
        """Whether she got a message of that kind on that day."""
        states = (*REACHED, DeliveryState.SENDING.value)
        return bool(self._with_delivery(kind, day.toordinal(), [learner_id], states))

    def _with_delivery(
        self, kind: DeliveryKind, subject: int, learner_ids: list[int], states: tuple[str, ...]
    ) -> list[int]:
        statement = select(delivery.c.learner_id).where(
            delivery.c.kind == kind.value,
            delivery.c.subject == subject,
            delivery.c.learner_id.in_(learner_ids),
            delivery.c.state.in_(states),
        )
        return [int(number) for number in self._connection.execute(statement).scalars()]


def due_plans(now: datetime, most: int) -> Select[tuple[object, ...]]:
    """The query behind ``due``: it walks the index of what is due and touches nobody else."""
    return (
        select(reminder_plan, chat.c.seen_at, chat.c.is_reachable)
        .join(chat, chat.c.learner_id == reminder_plan.c.learner_id, isouter=True)
        .where(and_(reminder_plan.c.next_at.is_not(None), reminder_plan.c.next_at <= now))
        .order_by(reminder_plan.c.next_at)
        .limit(most)
    )


def plan_of(row: Row[tuple[object, ...]]) -> ReminderPlan:
    """A row as a value."""
    return ReminderPlan(
        learner_id=row.learner_id,
        minute=row.minute,
        days_off=frozenset(day for day in range(7) if row.days_off >> day & 1),
        paused_until=row.paused_until,
        is_off=row.is_off,
        next_at=row.next_at,
        unanswered=row.unanswered,
        last_on=row.last_on,
        last_at=row.last_at,
        awaits=row.awaits,
        wording=row.wording,
    )


def _values(plan: ReminderPlan) -> dict[str, object]:
    return {
        "minute": plan.minute,
        "days_off": sum(1 << day for day in plan.days_off),
        "paused_until": plan.paused_until,
        "is_off": plan.is_off,
        "next_at": plan.next_at,
        "unanswered": plan.unanswered,
        "last_on": plan.last_on,
        "last_at": plan.last_at,
        "awaits": plan.awaits,
        "wording": plan.wording,
    }
