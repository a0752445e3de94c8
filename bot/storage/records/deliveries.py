"""Deliveries: planned, claimed, sent, and how each came out."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, select, update

from bot.domain.delivery import COUNTED, Delivery, DeliveryKind, DeliveryState
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import delivery


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
        values = {
            "kind": kind.value,
            "subject": subject,
            "learner_id": learner_id,
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
        return insert_if_new(self._connection, delivery, values)

    def get(self, delivery_id: int) -> Delivery | None:
        """The delivery of that number."""
        row = self._connection.execute(select(delivery).where(delivery.c.id == delivery_id)).one_or_none()
        return delivery_of(row) if row is not None else None

    def cancel(self, kind: DeliveryKind, subject: int, reason: str, learner_id: int | None = None) -> int:
        """Cancel what is still pending, of everybody or of one person; how many."""
        statement = update(delivery).where(
            delivery.c.kind == kind.value,
            delivery.c.subject == subject,
            delivery.c.state == DeliveryState.PENDING.value,
        )
        if learner_id is not None:
            statement = statement.where(delivery.c.learner_id == learner_id)
        return self._connection.execute(statement.values(state=DeliveryState.CANCELLED.value, reason=reason)).rowcount


def delivery_of(row: Row[tuple[object, ...]]) -> Delivery:
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
