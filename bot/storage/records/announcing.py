"""The deliveries of a broadcast: counted, put aside while it is paused, sent once more, taken back.

What touches many rows does so many at a time; whoever calls goes on until nothing is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, case, exists, func, literal, not_, null, or_, select, update

from bot.domain.broadcast import BLOCKED, CAN_BE_TAKEN_BACK, Tally
from bot.domain.delivery import PAUSED, Delivery, DeliveryKind, DeliveryState
from bot.storage.records.audiences import copy_into_deliveries
from bot.storage.records.deliveries import delivery_of
from bot.storage.records.units import subtree
from bot.storage.tables import Instant, chat, delivery, learner

ASIDE = datetime(9000, 1, 1, tzinfo=UTC)
"""``not_before`` of what waits for its broadcast to go on: nothing that sends looks so far ahead."""
_PENDING, _SENDING, _SENT = (each.value for each in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT))
_MISSED = tuple(
    each.value for each in (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED, DeliveryState.CANCELLED)
)


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who did not get it, or may not have."""

    name: str
    unit_id: int | None
    state: DeliveryState
    reason: str


class Announcing:
    """All deliveries of kind «broadcast», by the number of the broadcast."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tally(self, broadcast_id: int, kind: DeliveryKind = DeliveryKind.BROADCAST) -> Tally:
        """How they stand."""
        columns = (delivery.c.state, delivery.c.reason, func.count().label("rows"), func.count(delivery.c.tapped_at))
        statement = select(*columns).where(*_of(broadcast_id, kind)).group_by(delivery.c.state, delivery.c.reason)
        counts: dict[str, int] = {}
        reasons: dict[str, int] = {}
        for state, reason, rows, tapped in self._connection.execute(statement):
            is_blocked = state == DeliveryState.FAILED.value and reason in BLOCKED
            name = "blocked" if is_blocked else PAUSED if reason == PAUSED else state
            counts[name] = counts.get(name, 0) + rows
            counts["tapped"] = counts.get("tapped", 0) + tapped
            if state == DeliveryState.FAILED.value and not is_blocked:
                reasons[reason] = reasons.get(reason, 0) + rows
        listed = tuple(sorted(reasons.items(), key=lambda entry: (-entry[1], entry[0])))
        return Tally(**counts, reasons=listed)

    def put_aside(self, broadcast_id: int, most: int) -> int:
        """Hold back what is not sent yet, the next in line first; how many."""
        return self._change(broadcast_id, most, delivery.c.not_before < ASIDE, {"not_before": ASIDE})

    def bring_back(self, broadcast_id: int, now: datetime, expires_at: datetime, most: int) -> int:
        """Let go on what was held back; how many."""
        values = {"not_before": now, "expires_at": expires_at}
        return self._change(broadcast_id, most, delivery.c.not_before >= ASIDE, values)

    def cancel(self, broadcast_id: int, most: int) -> int:
        """Cancel what is not sent yet; how many."""
        return self._change(broadcast_id, most, None, {"state": DeliveryState.CANCELLED.value, "reason": "cancelled"})

    def _change(self, broadcast_id: int, most: int, condition: Any, values: dict[str, Any]) -> int:
        mine = [*_of(broadcast_id), delivery.c.state == _PENDING]
        if condition is not None:
            mine.append(condition)
        some = select(delivery.c.id).where(*mine).order_by(delivery.c.not_before, delivery.c.id).limit(most)
        # The state is asked once more, for a row may be claimed by whoever sends between the two.
        mine.append(delivery.c.id.in_(some))
        return self._connection.execute(update(delivery).where(*mine).values(**values)).rowcount

    def is_open(self, broadcast_id: int) -> bool:
        """Whether anything of it is still to be sent or on its way."""
        waiting = (*_of(broadcast_id), delivery.c.state.in_((_PENDING, _SENDING)))
        return self._connection.execute(select(delivery.c.id).where(*waiting).limit(1)).first() is not None

    def send_again(self, broadcast_id: int, now: datetime, expires_at: datetime) -> int:
        """Plan anew for those whom it did not reach for sure and who can be reached now; how many."""
        lost = delivery.c.state.in_((DeliveryState.FAILED.value, DeliveryState.UNKNOWN.value))
        reachable = exists(select(null()).where(chat.c.learner_id == delivery.c.learner_id, chat.c.is_reachable))
        values = {"state": _PENDING, "reason": "", "tries": 0, "not_before": now, "expires_at": expires_at}
        return self._connection.execute(
            update(delivery).where(*_of(broadcast_id), lost, reachable).values(**values)
        ).rowcount

    def again(self, broadcast_id: int) -> int:
        """How many that would be."""
        lost = delivery.c.state.in_((DeliveryState.FAILED.value, DeliveryState.UNKNOWN.value))
        statement = select(func.count()).select_from(delivery).join(chat, chat.c.learner_id == delivery.c.learner_id)
        return int(
            self._connection.execute(statement.where(*_of(broadcast_id), lost, chat.c.is_reachable)).scalar_one()
        )

    def plan_taking_back(self, broadcast_id: int, now: datetime, most: int) -> int:
        """Plan the deletion of what was sent, as deliveries of its own; what is too old has failed at once."""
        taken = delivery.alias()
        is_planned = exists(
            select(null()).where(
                taken.c.kind == DeliveryKind.TAKE_BACK.value,
                taken.c.subject == broadcast_id,
                taken.c.learner_id == delivery.c.learner_id,
            )
        )
        is_young = delivery.c.sent_at > now - CAN_BE_TAKEN_BACK
        values: dict[str, Any] = {
            "kind": literal(DeliveryKind.TAKE_BACK.value),
            "subject": literal(broadcast_id, delivery.c.subject.type),
            "learner_id": delivery.c.learner_id,
            "state": case((is_young, _PENDING), else_=DeliveryState.FAILED.value),
            # Nothing rings when a message goes.
            "is_urgent": literal(True),
            "counts": literal(False),
            "not_before": literal(now, Instant()),
            "expires_at": literal(now + CAN_BE_TAKEN_BACK, Instant()),
            "tries": literal(0),
            "epoch": literal(0, delivery.c.epoch.type),
            "message_ids": literal("[]"),
            "reason": case((is_young, ""), else_="too_old"),
        }
        source = select(*values.values()).where(*_of(broadcast_id), delivery.c.state == _SENT, not_(is_planned))
        return copy_into_deliveries(self._connection, values, source.limit(most))

    def find(self, broadcast_id: int, learner_id: int) -> Delivery | None:
        """What was sent to her of it."""
        hers = select(delivery).where(*_of(broadcast_id), delivery.c.learner_id == learner_id)
        row = self._connection.execute(hers).one_or_none()
        return delivery_of(row) if row is not None else None

    def tap(self, delivery_id: int, now: datetime) -> None:
        """She tapped its button; only the first time is noted."""
        first = (delivery.c.id == delivery_id, delivery.c.tapped_at.is_(None))
        self._connection.execute(update(delivery).where(*first).values(tapped_at=now))

    def missed(self, broadcast_id: int, unit_ids: Sequence[int | None], most: int) -> tuple[Missed, ...]:
        """Who did not get it, within these units and below them (None: everywhere)."""
        statement = (
            select(learner.c.name, learner.c.unit_id, delivery.c.state, delivery.c.reason)
            .join(learner, learner.c.id == delivery.c.learner_id)
            .where(*_of(broadcast_id), delivery.c.state.in_(_MISSED))
            .order_by(learner.c.unit_id, learner.c.name, learner.c.id)
            .limit(most)
        )
        if None not in unit_ids:
            below = [
                learner.c.unit_id.in_(select(subtree(number, f"below_{number}").c.id))
                for number in unit_ids
                if number is not None
            ]
            statement = statement.where(or_(*below) if below else literal(False))
        rows = self._connection.execute(statement)
        return tuple(Missed(row.name, row.unit_id, DeliveryState(row.state), row.reason) for row in rows)

    def received(self, learner_id: int) -> tuple[Delivery, ...]:
        """The broadcasts that were sent to her, oldest first."""
        hers = (delivery.c.learner_id == learner_id, delivery.c.kind == DeliveryKind.BROADCAST.value)
        rows = self._connection.execute(select(delivery).where(*hers).order_by(delivery.c.id))
        return tuple(delivery_of(row) for row in rows)


def _of(broadcast_id: int, kind: DeliveryKind = DeliveryKind.BROADCAST) -> tuple[Any, ...]:
    return delivery.c.kind == kind.value, delivery.c.subject == broadcast_id
