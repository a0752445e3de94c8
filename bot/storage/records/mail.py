"""Updates that came in, replies that have to go out, and pictures already uploaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.storage.records.insert import insert_if_new, upsert
from bot.storage.tables import inbox, media, outbox

WAITING, DONE, ASIDE = "waiting", "done", "aside"

LEAVE = (
    update(inbox)
    .where(inbox.c.bot_id == bindparam("bot"), inbox.c.update_id == bindparam("number"), inbox.c.state == WAITING)
    .values(state=bindparam("left"), payload=None, lane=None, done_at=bindparam("at"))
)
ADD = insert(outbox).returning(outbox.c.id)
REMOVE = delete(outbox).where(outbox.c.id == bindparam("number"))


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came, not yet worked. ``payload`` is its JSON."""

    bot_id: int
    update_id: int
    lane: str
    payload: bytes
    id: int = 0
    tries: int = 0


class Inbox:
    """Updates, unique by bot and number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(self, received: Received, now: datetime) -> bool:
        """Keep an update; False when it is known already."""
        values = {
            "bot_id": received.bot_id,
            "update_id": received.update_id,
            "lane": received.lane,
            "payload": received.payload,
            "state": WAITING,
            "tries": 0,
            "received_at": now,
        }
        return insert_if_new(self._connection, inbox, values)

    def waiting(self, bot_id: int) -> tuple[Received, ...]:
        """What was received and never finished, in the order it came."""
        rows = self._connection.execute(
            select(inbox.c.id, inbox.c.update_id, inbox.c.lane, inbox.c.payload, inbox.c.tries)
            .where(inbox.c.state == WAITING, inbox.c.bot_id == bot_id)
            .order_by(inbox.c.id)
        )
        return tuple(Received(bot_id, row.update_id, row.lane, row.payload, row.id, row.tries) for row in rows)

    def is_waiting(self, received: Received) -> bool:
        """Whether an update that is known has still not been finished."""
        state = select(inbox.c.state).where(inbox.c.bot_id == received.bot_id, inbox.c.update_id == received.update_id)
        return self._connection.execute(state).scalar_one_or_none() == WAITING

    def finish(self, received: Received, now: datetime) -> bool:
        """Mark it done and forget what it said; False when somebody has done so already."""
        return self._leave(received, DONE, now)

    def set_aside(self, received: Received, now: datetime) -> bool:
        """Give it up after too many tries, forgetting what it said."""
        return self._leave(received, ASIDE, now)

    def _leave(self, received: Received, state: str, now: datetime) -> bool:
        values = {"bot": received.bot_id, "number": received.update_id, "left": state, "at": now}
        return bool(self._connection.execute(LEAVE, values).rowcount)

    def count_try(self, received: Received) -> int:
        """Count a try, and return how many there have been."""
        key = (inbox.c.bot_id == received.bot_id, inbox.c.update_id == received.update_id)
        self._connection.execute(update(inbox).where(*key).values(tries=inbox.c.tries + 1))
        return int(self._connection.execute(select(inbox.c.tries).where(*key)).scalar_one())

    def forget_done(self, before: datetime) -> int:
        """Delete the numbers of updates done before that instant; how many went."""
        return self._connection.execute(delete(inbox).where(inbox.c.done_at < before)).rowcount


class Outbox:
    """Replies committed with their effect and not yet surely shown."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, lane: str, payload: bytes, now: datetime) -> int:
        """Keep a reply until it is shown; its number."""
        values = {"lane": lane, "payload": payload, "created_at": now}
        return int(self._connection.execute(ADD, values).scalar_one())

    def lanes(self, before: datetime) -> tuple[str, ...]:
        """The lanes with replies kept before that instant, the longest waiting first."""
        rows = self._connection.execute(
            select(outbox.c.lane)
            .where(outbox.c.created_at <= before)
            .group_by(outbox.c.lane)
            .order_by(func.min(outbox.c.id))
        )
        return tuple(row.lane for row in rows)

    def waiting(self, lane: str) -> tuple[tuple[int, bytes], ...]:
        """Number and content of the replies kept for a lane, oldest first."""
        rows = self._connection.execute(
            select(outbox.c.id, outbox.c.payload).where(outbox.c.lane == lane).order_by(outbox.c.id)
        )
        return tuple((row.id, row.payload) for row in rows)

    def remove(self, number: int) -> None:
        """It was shown, or never can be."""
        self._connection.execute(REMOVE, {"number": number})

    def forget(self, before: datetime) -> None:
        """A reply that old would only confuse her."""
        self._connection.execute(delete(outbox).where(outbox.c.created_at < before))

    def remove_lane(self, lane: str) -> None:
        """Nothing more is shown to that person."""
        self._connection.execute(delete(outbox).where(outbox.c.lane == lane))


class Media:
    """The names under which Telegram keeps what was uploaded once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file_id(self, bot_id: int, digest: str) -> str | None:
        """The ``file_id`` of a picture, or None when it was never uploaded."""
        return self._connection.execute(
            select(media.c.file_id).where(media.c.bot_id == bot_id, media.c.digest == digest)
        ).scalar_one_or_none()

    def file_ids(self, bot_id: int) -> dict[str, str]:
        """All of them, by digest."""
        rows = self._connection.execute(select(media.c.digest, media.c.file_id).where(media.c.bot_id == bot_id))
        return {row.digest: row.file_id for row in rows}

    def remember(self, bot_id: int, uploads: Iterable[tuple[str, str]]) -> None:
        """Keep digest and ``file_id`` of what was uploaded."""
        for digest, file_id in uploads:
            upsert(self._connection, media, {"bot_id": bot_id, "digest": digest}, {"file_id": file_id})
