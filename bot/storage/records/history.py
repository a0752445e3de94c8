"""The tree as it was on any day. Nothing here is ever changed: what is known of a day stays known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from bot.domain.tree import State
from bot.domain.unit import Level, Unit
from bot.storage.records.spans import chunks
from bot.storage.tables import membership, unit, unit_span


class History:
    """What was so when."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unit_at(self, unit_id: int, at: datetime) -> Unit | None:
        """The unit as it was at that instant; None when it was not open."""
        joined = select(unit_span, unit.c.key).join(unit, unit.c.id == unit_span.c.unit_id)
        row = self._connection.execute(joined.where(unit_span.c.unit_id == unit_id, *_was_so(at))).one_or_none()
        return Unit(unit_id, row.key, row.parent_id, Level(row.level), row.name) if row is not None else None

    def everything_at(self, at: datetime) -> tuple[Unit, ...]:
        """All units that were open at that instant, as they were."""
        joined = select(unit_span, unit.c.key).join(unit, unit.c.id == unit_span.c.unit_id).where(*_was_so(at))
        rows = self._connection.execute(joined.order_by(unit_span.c.unit_id))
        return tuple(Unit(row.unit_id, row.key, row.parent_id, Level(row.level), row.name) for row in rows)

    def path_at(self, unit_id: int, at: datetime) -> tuple[Unit, ...]:
        """The unit and all that was above it at that instant, from the top down."""
        found: list[Unit] = []
        current = self.unit_at(unit_id, at)
        while current is not None and current not in found:
            found.insert(0, current)
            current = self.unit_at(current.parent_id, at) if current.parent_id is not None else None
        return tuple(found)

    def below_at(self, unit_id: int, at: datetime) -> tuple[int, ...]:
        """The numbers of the unit and of everything that was under it at that instant."""
        start = select(unit_span.c.unit_id.label("id")).where(unit_span.c.unit_id == unit_id, *_was_so(at))
        top = start.cte("below_then", recursive=True)
        below = select(unit_span.c.unit_id).where(unit_span.c.parent_id == top.c.id, *_was_so(at))
        return tuple(self._connection.execute(select(top.union(below).c.id)).scalars())

    def who_belonged(self, unit_id: int, at: datetime) -> tuple[int, ...]:
        """The numbers of those who belonged to the unit, or to what was under it, at that instant."""
        found: list[int] = []
        for some in chunks(self.below_at(unit_id, at)):
            were_there = (membership.c.unit_id.in_(some), membership.c.since <= at)
            still = or_(membership.c.until.is_(None), membership.c.until > at)
            found += self._connection.execute(select(membership.c.learner_id).where(*were_there, still)).scalars()
        return tuple(sorted(found))

    def openings(self, unit_ids: Collection[int]) -> dict[int, datetime]:
        """When each of these units was first opened."""
        found: dict[int, datetime] = {}
        first = select(unit_span.c.unit_id, func.min(unit_span.c.since)).group_by(unit_span.c.unit_id)
        for some in chunks(unit_ids):
            found |= {row[0]: row[1] for row in self._connection.execute(first.where(unit_span.c.unit_id.in_(some)))}
        return found

    def spans(self, unit_id: int) -> tuple[tuple[datetime, datetime | None, State], ...]:
        """Everything a unit ever was: since, until, and what."""
        rows = self._connection.execute(
            select(unit_span).where(unit_span.c.unit_id == unit_id).order_by(unit_span.c.since)
        )
        return tuple((row.since, row.until, State(row.parent_id, Level(row.level), row.name)) for row in rows)


def _was_so(at: datetime) -> tuple[Any, Any]:
    return unit_span.c.since <= at, or_(unit_span.c.until.is_(None), unit_span.c.until > at)
