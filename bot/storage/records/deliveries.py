"""Deliveries: planned in a few statements however many people they are for, counted, held back, called off.

How they are claimed and how each came out is in ``claims.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, literal, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.delivery import COUNTED, Delivery, DeliveryKind, DeliveryState
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import delivery

PENDING = delivery.c.state == literal_column("'pending'")
"""Said outright, because SQLite uses a partial index only where it sees the condition, not a parameter."""


class Deliveries:
    """One row a message and person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(
        self,
        kind: DeliveryKind,
        subject: int,
        learner_id: int,
        not_before: datetime,
        *,
        expires_at: datetime | None = None,
        is_urgent: bool = False,
    ) -> bool:
        """Plan one message; False when it was planned before. What is urgent is not taken from her budget."""
        values = _values(kind, subject, not_before, expires_at, is_urgent=is_urgent)
        return insert_if_new(self._connection, delivery, {**values, "learner_id": learner_id})

    def plan_many(
        self,
        kind: DeliveryKind,
        subject: int,
        learner_ids: Select[tuple[int]],
        not_before: datetime,
        *,
        expires_at: datetime | None = None,
        is_urgent: bool = False,
    ) -> int:
        """Plan a message to everybody whom the query names, each at most once; how many are new.

        ``learner_ids`` is a query of one column. Nobody is loaded: the database copies them by itself.
        """
        values = _values(kind, subject, not_before, expires_at, is_urgent=is_urgent)
        chosen = learner_ids.subquery()
        typed = [literal(value, delivery.c[name].type).label(name) for name, value in values.items()]
        # Without a condition SQLite would take ON CONFLICT for the beginning of a join.
        source = select(chosen.c[0], *typed).where(chosen.c[0].is_not(None))
        into: Any = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        statement = into(delivery).from_select(["learner_id", *values], source).on_conflict_do_nothing()
        # The number of rows that INSERT made is not kept unless it is asked for.
        return int(self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount)

    def get(self, delivery_id: int) -> Delivery | None:
        """The delivery of that number."""
        row = self._connection.execute(select(delivery).where(delivery.c.id == delivery_id)).one_or_none()
        return delivery_of(row) if row is not None else None

    def of(self, learner_id: int) -> tuple[Delivery, ...]:
        """Everything that was planned for her, oldest first."""
        rows = self._connection.execute(
            select(delivery).where(delivery.c.learner_id == learner_id).order_by(delivery.c.id)
        )
        return tuple(delivery_of(row) for row in rows)

    def cancel(self, kind: DeliveryKind, subject: int, reason: str, learner_id: int | None = None) -> int:
        """Cancel what is still pending, of everybody or of one person; how many."""
        statement = _pending_of(kind, subject)
        if learner_id is not None:
            statement = statement.where(delivery.c.learner_id == learner_id)
        return self._connection.execute(statement.values(state=DeliveryState.CANCELLED.value, reason=reason)).rowcount

    def postpone(self, kind: DeliveryKind, subject: int, until: datetime) -> int:
        """Let everything that is still pending wait until then, or be due again by then; how many.

        What is being sent at this moment is not called back.
        """
        return self._connection.execute(_pending_of(kind, subject).values(not_before=until)).rowcount

    def counts(self, kind: DeliveryKind, subject: int) -> Mapping[tuple[DeliveryState, str], int]:
        """How many stand how, by state and reason; together they are all that were planned."""
        rows = self._connection.execute(
            select(delivery.c.state, delivery.c.reason, func.count().label("number"))
            .where(delivery.c.kind == kind.value, delivery.c.subject == subject)
            .group_by(delivery.c.state, delivery.c.reason)
        )
        return {(DeliveryState(row.state), row.reason): row.number for row in rows}

    def waiting_since(self, now: datetime) -> datetime | None:
        """Since when the oldest that is due has been due; None when nothing is."""
        statement = select(delivery.c.not_before).where(PENDING, delivery.c.not_before <= now)
        return self._connection.execute(statement.order_by(delivery.c.not_before).limit(1)).scalar_one_or_none()


def _pending_of(kind: DeliveryKind, subject: int) -> Any:
    return update(delivery).where(delivery.c.kind == kind.value, delivery.c.subject == subject, PENDING)


def _values(
    kind: DeliveryKind, subject: int, not_before: datetime, expires_at: datetime | None, *, is_urgent: bool
) -> dict[str, Any]:
    """A fresh row but for the person."""
    return {
        "kind": kind.value,
        "subject": subject,
        "state": DeliveryState.PENDING.value,
        "is_urgent": is_urgent,
        "counts": kind in COUNTED and not is_urgent,
        "not_before": not_before,
        "expires_at": expires_at,
        "tries": 0,
        "epoch": 0,
        "message_ids": "[]",
        "reason": "",
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """A row as a value."""
    return Delivery(
        id=row.id,
        kind=DeliveryKind(row.kind),
        subject=row.subject,
        learner_id=row.learner_id,
        state=DeliveryState(row.state),
        is_urgent=row.is_urgent,
        counts=row.counts,
        not_before=row.not_before,
        expires_at=row.expires_at,
        tries=row.tries,
        epoch=row.epoch,
        sent_at=row.sent_at,
        message_ids=tuple(msgspec.json.decode(row.message_ids, type=list[int])),
        reason=row.reason,
        tapped_at=row.tapped_at,
    )
