"""The one place where somebody's unit changes: where she belongs, and where she belonged when, are written together.

What she belonged to goes with her when she leaves, by the foreign key.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.storage.records.spans import after_all, chunks
from bot.storage.tables import learner, membership


def last_changes(connection: Connection, learner_ids: Collection[int]) -> list[datetime | None]:
    """When these people last went from one unit to another."""
    found: list[datetime | None] = []
    for some in chunks(learner_ids):
        hers = membership.c.learner_id.in_(some)
        found += connection.execute(
            select(func.max(membership.c.since), func.max(membership.c.until)).where(hers)
        ).one()
    return found


def settle(connection: Connection, learner_ids: Collection[int], unit_id: int | None, now: datetime) -> datetime:
    """They belong to that unit (None: to none) from now on; the instant, later than all of their earlier ones."""
    at = after_all(now, last_changes(connection, learner_ids))
    for some in chunks(learner_ids):
        is_current = (membership.c.learner_id.in_(some), membership.c.until.is_(None))
        connection.execute(update(membership).where(*is_current).values(until=at))
        if unit_id is not None:
            rows = [{"learner_id": number, "since": at, "unit_id": unit_id} for number in some]
            connection.execute(insert(membership), rows)
        connection.execute(update(learner).where(learner.c.id.in_(some)).values(unit_id=unit_id))
    return at


def begin(connection: Connection, learner_id: int, unit_id: int, now: datetime) -> None:
    """A person who has just agreed, and belongs somewhere already."""
    connection.execute(insert(membership).values(learner_id=learner_id, since=now, unit_id=unit_id))
