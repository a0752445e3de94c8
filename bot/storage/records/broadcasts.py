"""Broadcasts: drafted, agreed to, begun, finished. Every step is one conditional write, so that it is taken once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.domain.audience import Audience
from bot.domain.broadcast import MOVES, Broadcast, BroadcastState, Content, Move
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import broadcast

_S = BroadcastState


class Broadcasts:
    """One row an announcement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def draft(self, author_id: int, audience: Audience, now: datetime) -> Broadcast:
        """A new and empty one."""
        values = _values(author_id, Content(), audience, now)
        number = self._connection.execute(insert(broadcast).values(**values).returning(broadcast.c.id)).scalar_one()
        return Broadcast(int(number), author_id, _S.DRAFT, Content(), audience, now)

    def get(self, broadcast_id: int) -> Broadcast | None:
        """The broadcast of that number."""
        row = self._connection.execute(select(broadcast).where(broadcast.c.id == broadcast_id)).one_or_none()
        return _broadcast(row) if row is not None else None

    def of_author(self, author_id: int, count: int, skipped: int = 0) -> tuple[Broadcast, ...]:
        """What she wrote, the newest first."""
        statement = select(broadcast).where(broadcast.c.author_id == author_id).order_by(broadcast.c.id.desc())
        return tuple(_broadcast(row) for row in self._connection.execute(statement.limit(count).offset(skipped)))

    def change_draft(self, broadcast_id: int, **values: Any) -> bool:
        """Set some of ``content``, ``audience``, ``module_id``, ``is_urgent``, ``is_weekly``; only while it is one."""
        if "content" in values:
            values["content"] = _text(values["content"])
        if "audience" in values:
            values |= {"audience": _text(values["audience"]), "unit_id": values["audience"].unit_id}
        mine = (broadcast.c.id == broadcast_id, broadcast.c.state == _S.DRAFT.value)
        return bool(self._connection.execute(update(broadcast).where(*mine).values(**values)).rowcount)

    def take(self, broadcast_id: int, step: Move, **values: Any) -> bool:
        """Take a step; False when it cannot be taken from where the broadcast is now, or somebody was quicker."""
        places = {before: later for (before, each), later in MOVES.items() if each is step}
        (target,) = set(places.values())
        mine = (broadcast.c.id == broadcast_id, broadcast.c.state.in_([each.value for each in places]))
        statement = update(broadcast).where(*mine).values(state=target.value, **values)
        return bool(self._connection.execute(statement).rowcount)

    def note(self, broadcast_id: int, **values: Any) -> None:
        """Set what is no step: how far planning has come, the message that shows progress, when it was taken back."""
        self._connection.execute(update(broadcast).where(broadcast.c.id == broadcast_id).values(**values))

    def unwatch(self, author_id: int, message_id: int) -> None:
        """That message of hers shows no broadcast any more."""
        mine = (broadcast.c.author_id == author_id, broadcast.c.progress_message == message_id)
        self._connection.execute(update(broadcast).where(*mine).values(progress_message=None, progress_digest=""))

    def awaiting(self) -> tuple[Broadcast, ...]:
        """What waits for a second organiser to agree, in all units; the longest waiting first."""
        return self._where(broadcast.c.state == _S.AWAITING.value)

    def due(self, now: datetime) -> tuple[Broadcast, ...]:
        """What is to begin now."""
        return self._where(_is_open(), broadcast.c.state == _S.SCHEDULED.value, broadcast.c.send_at <= now)

    def in_hand(self) -> tuple[Broadcast, ...]:
        """What has begun and is not finished, and what was broken off and may still have something to be put away."""
        begun = (_S.RUNNING.value, _S.PAUSED.value, _S.CANCELLED.value)
        return self._where(
            _is_open(),
            broadcast.c.state.in_(begun),
            # A draft that was thrown away has nothing.
            broadcast.c.started_at.is_not(None),
        )

    def taken_back(self, since: datetime) -> tuple[Broadcast, ...]:
        """What was taken back not long ago: a message that was on its way then has to follow."""
        return self._where(broadcast.c.taken_back_at > since)

    def _where(self, *conditions: Any) -> tuple[Broadcast, ...]:
        rows = self._connection.execute(select(broadcast).where(*conditions).order_by(broadcast.c.id))
        return tuple(_broadcast(row) for row in rows)

    def repeat(self, last: Broadcast, send_at: datetime, now: datetime) -> bool:
        """Next week's, from the same words and audience; False when it is there already."""
        values = _values(last.author_id, last.content, last.audience, now) | {
            "state": _S.SCHEDULED.value,
            "module_id": last.module_id,
            "is_urgent": last.is_urgent,
            "is_weekly": True,
            "series_id": last.series_id or last.id,
            "send_at": send_at,
            "agreed_by": last.agreed_by,
        }
        return insert_if_new(self._connection, broadcast, values)

    def stop_series(self, series_id: int) -> int:
        """No further weeks: what is still to come is cancelled; how many."""
        series = or_(broadcast.c.series_id == series_id, broadcast.c.id == series_id)
        self._connection.execute(update(broadcast).where(series).values(is_weekly=False))
        waiting = (series, broadcast.c.state.in_((_S.SCHEDULED.value, _S.AWAITING.value)))
        return self._connection.execute(update(broadcast).where(*waiting).values(state=_S.CANCELLED.value)).rowcount


def _is_open() -> Any:
    states = ("scheduled", "running", "paused", "cancelled")
    return broadcast.c.state.in_(states) & broadcast.c.finished_at.is_(None)


def _values(author_id: int, content: Content, audience: Audience, now: datetime) -> dict[str, Any]:
    return {
        "author_id": author_id,
        "unit_id": audience.unit_id,
        "state": _S.DRAFT.value,
        "content": _text(content),
        "audience": _text(audience),
        "created_at": now,
        "module_id": "",
        "is_urgent": False,
        "is_weekly": False,
        "refused_because": "",
        "paused_because": "",
        "progress_chat": "",
        "progress_digest": "",
    }


def _text(value: Content | Audience) -> str:
    return msgspec.json.encode(value).decode()


def _broadcast(row: Row[tuple[object, ...]]) -> Broadcast:
    values = dict(row._mapping)
    del values["unit_id"]
    values["state"] = BroadcastState(values["state"])
    values["content"] = msgspec.json.decode(values["content"], type=Content)
    values["audience"] = msgspec.json.decode(values["audience"], type=Audience)
    return Broadcast(**values)
