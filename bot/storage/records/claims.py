"""Claims: what is due, who may send it, and how each delivery came out.

One process holds the lease, and its epoch is in every write; what an earlier epoch left under way is nobody's any
more and is found by the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, literal_column, select, true, update

from bot.domain.budget import WEEK
from bot.domain.delivery import NUDGES, SOUNDLESS, Circumstances, Delivery, DeliveryState, Settlement, Verdict
from bot.domain.learner import JoiningStep
from bot.storage.records.audiences import wants_peace
from bot.storage.records.deliveries import PENDING, delivery_of
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import chat, delivery, learner, lease

SENDING = delivery.c.state == literal_column("'sending'")
URGENT = and_(PENDING, delivery.c.is_urgent == true())
LEASE = "sending"


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is due, where it would go, and how she stands."""

    delivery: Delivery
    chat_id: str | None
    circumstances: Circumstances


class Claims:
    """The lease, and the deliveries of whoever holds it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, epoch: int, now: datetime, until: datetime) -> int | None:
        """Take the lease, or keep it: the epoch, a new one when it changed hands; None while it is another's."""
        fresh = {"name": LEASE, "epoch": 1, "until": until}
        if insert_if_new(self._connection, lease, fresh):
            return 1
        row = self._connection.execute(select(lease).where(lease.c.name == LEASE).with_for_update()).one()
        if row.epoch != epoch and row.until > now:
            return None
        mine = row.epoch if row.epoch == epoch else row.epoch + 1
        self._connection.execute(update(lease).where(lease.c.name == LEASE).values(epoch=mine, until=until))
        return int(mine)

    def let_go(self, epoch: int, now: datetime) -> None:
        """Give the lease to whoever asks next."""
        mine = (lease.c.name == LEASE, lease.c.epoch == epoch)
        self._connection.execute(update(lease).where(*mine).values(until=now, epoch=lease.c.epoch + 1))

    def is_held(self, epoch: int, now: datetime) -> bool:
        """Whether it is still ours; whoever would take it has to wait until this transaction is over."""
        mine = (lease.c.name == LEASE, lease.c.epoch == epoch, lease.c.until > now)
        statement = select(lease.c.epoch).where(*mine).with_for_update(read=True)
        return self._connection.execute(statement).one_or_none() is not None

    def due(self, now: datetime, most: int, without: Collection[int] = ()) -> tuple[Due, ...]:
        """What is due, urgent first, then the longest waiting; ``without`` those already in hand."""
        found: list[Delivery] = []
        for condition in (URGENT, and_(PENDING, delivery.c.is_urgent != true())):
            statement = select(delivery).where(condition, delivery.c.not_before <= now)
            statement = statement.order_by(delivery.c.not_before, delivery.c.id)
            rows = self._connection.execute(statement.limit(most - len(found) + len(without)))
            found += [delivery_of(row) for row in rows if row.id not in without][: most - len(found)]
        return self._seen(found, now)

    def one(self, delivery_id: int, epoch: int, now: datetime) -> Due | None:
        """One of them, if it is still due, or was claimed in this very epoch by a commit nobody was sure of."""
        row = self._connection.execute(select(delivery).where(delivery.c.id == delivery_id)).one_or_none()
        if row is None or not (
            (row.state == DeliveryState.PENDING and row.not_before <= now)
            or (row.state == DeliveryState.SENDING and row.epoch == epoch)
        ):
            return None
        return self._seen([delivery_of(row)], now)[0]

    def _seen(self, found: list[Delivery], now: datetime) -> tuple[Due, ...]:
        """How the people stand for whom they are, in three queries for all of them."""
        people = {one.learner_id for one in found}
        if not people:
            return ()
        where = {row.learner_id: row for row in self._connection.execute(_chats(people, now))}
        contacts: dict[int, list[Any]] = defaultdict(list)
        for row in self._connection.execute(_contacts(people, now - WEEK)):
            contacts[row.learner_id].append(row)
        newest: dict[tuple[int, str], int] = {}
        if any(one.kind in NUDGES for one in found):
            newest = {(row.learner_id, row.kind): row.newest for row in self._connection.execute(_newest(people, now))}
        return tuple(_due(one, where.get(one.learner_id), contacts[one.learner_id], newest) for one in found)

    def displace(self, one: Delivery, verdict: Verdict) -> None:
        """Move a pending delivery, or end it without a try."""
        values = {"state": verdict.state.value, "not_before": verdict.not_before, "reason": verdict.reason}
        self._connection.execute(update(delivery).where(delivery.c.id == one.id, PENDING).values(**values))

    def claim(self, one: Delivery, epoch: int, now: datetime) -> Delivery:
        """It is being sent from now on; what it is then."""
        if one.state is DeliveryState.SENDING:
            return one
        claimed = replace(
            one, state=DeliveryState.SENDING, tries=one.tries + 1, epoch=epoch, sent_at=now, reason="", message_ids=()
        )
        values = {"state": claimed.state.value, "tries": claimed.tries, "epoch": epoch, "sent_at": now, "reason": ""}
        self._connection.execute(update(delivery).where(delivery.c.id == one.id, PENDING).values(**values))
        return claimed

    def settle(self, one: Delivery, settlement: Settlement, message_ids: tuple[int, ...]) -> bool:
        """Note how a try came out; False when it is not ours any more: another epoch has settled it, or she left."""
        mine = (delivery.c.id == one.id, SENDING, delivery.c.epoch == one.epoch)
        values = {
            "state": settlement.state.value,
            "not_before": settlement.not_before,
            "tries": settlement.tries,
            "sent_at": settlement.sent_at,
            "reason": settlement.reason,
            "message_ids": msgspec.json.encode(message_ids).decode(),
        }
        return bool(self._connection.execute(update(delivery).where(*mine).values(**values)).rowcount)

    def left_under_way(self, epoch: int, without: Collection[int] = (), most: int = 500) -> tuple[Delivery, ...]:
        """What earlier epochs began to send and never said more about."""
        statement = select(delivery).where(SENDING, delivery.c.epoch < epoch).order_by(delivery.c.id)
        rows = self._connection.execute(statement.limit(most + len(without)))
        return tuple(delivery_of(row) for row in rows if row.id not in without)[:most]


def _chats(people: Collection[int], now: datetime) -> Any:
    columns = (chat.c.learner_id, chat.c.id, chat.c.step, chat.c.is_reachable, wants_peace(now).label("is_paused"))
    return select(*columns).join(learner, learner.c.id == chat.c.learner_id).where(chat.c.learner_id.in_(people))


def _contacts(people: Collection[int], since: datetime) -> Any:
    columns = (delivery.c.learner_id, delivery.c.sent_at, delivery.c.counts, delivery.c.tries)
    is_heard = delivery.c.kind.not_in([kind.value for kind in SOUNDLESS])
    return select(*columns).where(delivery.c.learner_id.in_(people), delivery.c.sent_at > since, is_heard)


def _newest(people: Collection[int], now: datetime) -> Any:
    """The newest nudge of each kind that is due to each of them."""
    return (
        select(delivery.c.learner_id, delivery.c.kind, func.max(delivery.c.id).label("newest"))
        .where(
            delivery.c.learner_id.in_(people),
            delivery.c.state.in_((DeliveryState.PENDING.value, DeliveryState.SENDING.value)),
            delivery.c.not_before <= now,
            delivery.c.kind.in_([kind.value for kind in NUDGES]),
        )
        .group_by(delivery.c.learner_id, delivery.c.kind)
    )


def _due(one: Delivery, where: Any, contacts: list[Any], newest: dict[tuple[int, str], int]) -> Due:
    circumstances = Circumstances(
        has_joined=where is not None and where.step == JoiningStep.JOINED.value,
        is_reachable=where is not None and where.is_reachable,
        # Every try may have reached her, earlier ones of this very message too.
        contacts=tuple(row.sent_at for row in contacts if row.counts for _ in range(row.tries)),
        last_contact_at=max((row.sent_at for row in contacts), default=None),
        is_paused=where is not None and where.is_paused,
        is_newer_due=newest.get((one.learner_id, one.kind.value), one.id) > one.id,
    )
    return Due(one, where.id if where is not None else None, circumstances)
