"""Private threads: opened, spoken in, read by one person, and deleted with everything that tells of them.

Nothing else reads these tables; ``tests/test_exports.py`` sees to it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, or_, select, update

from bot.domain.confiding import PRIVATE_KINDS, Thread, ThreadLine, Way
from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.learner import Awaiting, JoiningStep
from bot.domain.managing import AdminRole
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import chat, delivery, learner, private_line, private_thread, role_grant

IS_HELD = and_(role_grant.c.withdrawn_at.is_(None), role_grant.c.role == AdminRole.CONFIDANT.value)
KINDS = tuple(kind.value for kind in PRIVATE_KINDS)
UNDER_WAY = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)


class Threads:
    """One row a thread, one a message in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, learner_id: int) -> Thread | None:
        """Hers; None when there is none."""
        return self._one(_threads().where(private_thread.c.learner_id == learner_id))

    def get(self, thread_id: int) -> Thread | None:
        """The thread of that number."""
        return self._one(_threads().where(private_thread.c.id == thread_id))

    def _one(self, statement: Select[Any]) -> Thread | None:
        row = self._connection.execute(statement).one_or_none()
        return _thread(row) if row is not None else None

    def read_by(self, learner_id: int) -> tuple[Thread, ...]:
        """Those that somebody may read, the one with the latest message first."""
        mine = _threads().where(role_grant.c.learner_id == learner_id)
        rows = self._connection.execute(mine.order_by(private_thread.c.last_at.desc(), private_thread.c.id))
        return tuple(_thread(row) for row in rows)

    def open(self, learner_id: int, grant_id: int, way: Way, now: datetime) -> Thread | None:
        """Begin one; None when she has one already."""
        values = {
            "learner_id": learner_id,
            "grant_id": grant_id,
            "way": way.value,
            "opened_at": now,
            "last_at": now,
        }
        return self.of(learner_id) if insert_if_new(self._connection, private_thread, values) else None

    def say(self, thread_id: int, author_id: int, text: str, shown_as: int, now: datetime) -> int | None:
        """Keep a message; its number, None when that very one was kept before."""
        values = {"thread_id": thread_id, "author_id": author_id, "text": text, "shown_as": shown_as, "said_at": now}
        known = (private_line.c.thread_id == thread_id, private_line.c.author_id == author_id)
        if self._connection.execute(
            select(private_line.c.id).where(*known, private_line.c.shown_as == shown_as)
        ).first():
            return None
        statement = insert(private_line).values(**values).returning(private_line.c.id)
        number = self._connection.execute(statement).scalar_one()
        self._change(thread_id, last_at=now)
        return int(number)

    def set_way(self, thread_id: int, way: Way) -> None:
        """How it is safe to answer her from now on."""
        self._change(thread_id, way=way.value)

    def hand_over(self, thread_id: int, grant_id: int) -> None:
        """Somebody else reads it from now on, as if nobody had before."""
        self._change(thread_id, grant_id=grant_id)
        self._connection.execute(update(private_line).where(private_line.c.thread_id == thread_id).values(read_at=None))
        ended = (delivery.c.kind == DeliveryKind.PRIVATE_END.value, delivery.c.subject == thread_id)
        self._connection.execute(delete(delivery).where(*ended))

    def _change(self, thread_id: int, **values: object) -> None:
        self._connection.execute(update(private_thread).where(private_thread.c.id == thread_id).values(**values))

    def lines(self, thread_id: int) -> tuple[ThreadLine, ...]:
        """What was said, oldest first."""
        of_it = select(private_line).where(private_line.c.thread_id == thread_id).order_by(private_line.c.id)
        return tuple(_line(row) for row in self._connection.execute(of_it))

    def line(self, line_id: int) -> ThreadLine | None:
        """The message of that number."""
        row = self._connection.execute(select(private_line).where(private_line.c.id == line_id)).one_or_none()
        return _line(row) if row is not None else None

    def latest_unread(self, thread_id: int, author_id: int) -> datetime | None:
        """When the latest of somebody's messages was said that the other has not read."""
        unread = (private_line.c.author_id == author_id, private_line.c.read_at.is_(None))
        statement = select(func.max(private_line.c.said_at)).where(private_line.c.thread_id == thread_id, *unread)
        return self._connection.execute(statement).scalar()

    def read(self, thread_id: int, reader_id: int, now: datetime) -> None:
        """Somebody has seen what the other said."""
        of_other = (private_line.c.author_id != reader_id, private_line.c.read_at.is_(None))
        statement = update(private_line).where(private_line.c.thread_id == thread_id, *of_other)
        self._connection.execute(statement.values(read_at=now))

    # Who is named.

    def named_in(self, unit_id: int, but_for: int) -> tuple[tuple[int, str], ...]:
        """Who is named in a unit itself and can be reached, besides that learner: number of the role, and her name."""
        can_be_reached = (chat.c.step == JoiningStep.JOINED.value, chat.c.is_reachable)
        rows = self._connection.execute(
            select(role_grant.c.id, learner.c.name)
            .join_from(role_grant, learner, learner.c.id == role_grant.c.learner_id)
            .join(chat, chat.c.learner_id == learner.c.id)
            .where(role_grant.c.unit_id == unit_id, IS_HELD, learner.c.id != but_for, *can_be_reached)
            .order_by(role_grant.c.id)
        )
        return tuple((row.id, row.name) for row in rows)

    # The end.

    def drop(self, thread_ids: Collection[int]) -> None:
        """Delete threads with what was said, with what was to be sent about them, and with what the chats hold."""
        if not thread_ids:
            return
        lines = select(private_line.c.id).where(private_line.c.thread_id.in_(thread_ids))
        about = or_(
            and_(delivery.c.kind == DeliveryKind.PRIVATE.value, delivery.c.subject.in_(lines)),
            and_(delivery.c.kind == DeliveryKind.PRIVATE_END.value, delivery.c.subject.in_(thread_ids)),
        )
        self._connection.execute(delete(delivery).where(about))
        hers = select(private_thread.c.learner_id).where(private_thread.c.id.in_(thread_ids))
        nothing = {"awaiting": Awaiting.NOTHING.value, "subject": ""}
        writes = (chat.c.learner_id.in_(hers), chat.c.awaiting == Awaiting.PRIVATE.value)
        self._connection.execute(update(chat).where(*writes).values(**nothing))
        subjects = [str(number) for number in thread_ids]
        answers = (chat.c.awaiting == Awaiting.PRIVATE_ANSWER.value, chat.c.subject.in_(subjects))
        self._connection.execute(update(chat).where(*answers).values(**nothing))
        self._connection.execute(update(chat).where(chat.c.learner_id.in_(hers)).values(choices="[]", last_tap=""))
        self._connection.execute(delete(private_line).where(private_line.c.thread_id.in_(thread_ids)))
        self._connection.execute(delete(private_thread).where(private_thread.c.id.in_(thread_ids)))

    def over(self, said_before: datetime) -> tuple[int, ...]:
        """Those in which the last was said so long ago."""
        statement = select(private_thread.c.id).where(private_thread.c.last_at <= said_before)
        return tuple(self._connection.execute(statement).scalars())

    def forsaken(self) -> tuple[Thread, ...]:
        """Those that nobody may read any more."""
        rows = self._connection.execute(_threads().where(role_grant.c.id.is_(None)).order_by(private_thread.c.id))
        return tuple(_thread(row) for row in rows)

    def forget_deliveries(self) -> int:
        """Delete what has come of telling about threads and messages that are no more; how many."""
        lines, threads = select(private_line.c.id), select(private_thread.c.id)
        gone = or_(
            and_(delivery.c.kind == DeliveryKind.PRIVATE.value, delivery.c.subject.not_in(lines)),
            and_(delivery.c.kind == DeliveryKind.PRIVATE_END.value, delivery.c.subject.not_in(threads)),
        )
        done = (delivery.c.kind.in_(KINDS), delivery.c.state.not_in(UNDER_WAY), gone)
        return int(self._connection.execute(delete(delivery).where(*done)).rowcount)


def _threads() -> Select[Any]:
    """Threads, each with who may read it now."""
    held = and_(role_grant.c.id == private_thread.c.grant_id, IS_HELD)
    return select(private_thread, role_grant.c.learner_id.label("reader_id")).join(role_grant, held, isouter=True)


def _thread(row: Row[Any]) -> Thread:
    return Thread(row.id, row.learner_id, row.grant_id, row.reader_id, Way(row.way), row.opened_at, row.last_at)


def _line(row: Row[Any]) -> ThreadLine:
    return ThreadLine(row.id, row.thread_id, row.author_id, row.text, row.said_at, row.read_at)
