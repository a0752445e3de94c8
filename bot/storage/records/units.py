"""The tree of units and the invitations into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CTE, Connection, Row, func, insert, select, update

from bot.domain.unit import Level, Unit
from bot.storage.tables import invitation, unit


class Units:
    """One row a unit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, unit_id: int) -> Unit | None:
        """The unit of that number."""
        row = self._connection.execute(select(unit).where(unit.c.id == unit_id)).one_or_none()
        return _unit(row) if row is not None else None

    def by_key(self, key: str) -> Unit | None:
        """The unit an import knows by that key."""
        row = self._connection.execute(select(unit).where(unit.c.key == key)).one_or_none()
        return _unit(row) if row is not None else None

    def children(self, parent_id: int | None) -> tuple[Unit, ...]:
        """The units right below, in the order they came; those at the top for None."""
        condition = unit.c.parent_id.is_(None) if parent_id is None else unit.c.parent_id == parent_id
        rows = self._connection.execute(select(unit).where(condition).order_by(unit.c.id))
        return tuple(_unit(row) for row in rows)

    def with_others_below(self, unit_ids: Iterable[int]) -> frozenset[int]:
        """Those among the units that have others below them."""
        below = select(unit.c.parent_id).where(unit.c.parent_id.in_(tuple(unit_ids))).distinct()
        return frozenset(int(row.parent_id) for row in self._connection.execute(below))

    def path(self, unit_id: int) -> tuple[Unit, ...]:
        """The unit and all above it, from the top down."""
        found: list[Unit] = []
        current = self.get(unit_id)
        while current is not None and current not in found:
            found.insert(0, current)
            current = self.get(current.parent_id) if current.parent_id is not None else None
        return tuple(found)

    def below(self, unit_id: int) -> tuple[int, ...]:
        """The numbers of the unit and of everything under it."""
        return tuple(self._connection.execute(select(subtree(unit_id).c.id)).scalars())

    def put(self, key: str, parent_id: int | None, level: Level, name: str) -> Unit:
        """Add the unit, or rename and move the one of that key."""
        known = self.by_key(key)
        values = {"key": key, "parent_id": parent_id, "level": level.value, "name": name}
        if known is not None:
            self._connection.execute(update(unit).where(unit.c.id == known.id).values(**values))
            return Unit(known.id, key, parent_id, level, name)
        number = self._connection.execute(insert(unit).values(**values).returning(unit.c.id)).scalar_one()
        return Unit(int(number), key, parent_id, level, name)

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.execute(select(func.count()).select_from(unit)).scalar_one())

    def invite(self, token_hash: str, unit_id: int, now: datetime, expires_at: datetime) -> None:
        """Keep an invitation by the hash of its token."""
        self._connection.execute(
            insert(invitation).values(token_hash=token_hash, unit_id=unit_id, created_at=now, expires_at=expires_at)
        )

    def invited_unit(self, token_hash: str, now: datetime) -> Unit | None:
        """The unit a token leads to; None when it is unknown, expired or withdrawn."""
        row = self._connection.execute(
            select(unit)
            .join(invitation, invitation.c.unit_id == unit.c.id)
            .where(
                invitation.c.token_hash == token_hash,
                invitation.c.expires_at > now,
                invitation.c.withdrawn_at.is_(None),
            )
        ).one_or_none()
        return _unit(row) if row is not None else None

    def withdraw(self, unit_id: int, now: datetime) -> int:
        """Withdraw every open invitation to a unit; how many."""
        return self._connection.execute(
            update(invitation)
            .where(invitation.c.unit_id == unit_id, invitation.c.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        ).rowcount


def subtree(unit_id: int, name: str = "subtree") -> CTE:
    """The numbers (column ``id``) of a unit and of everything under it, to be joined with what belongs to them.

    Two in one statement need two names.
    """
    top = select(unit.c.id).where(unit.c.id == unit_id).cte(name, recursive=True)
    return top.union(select(unit.c.id).where(unit.c.parent_id == top.c.id))


def _unit(row: Row[tuple[object, ...]]) -> Unit:
    return Unit(row.id, row.key, row.parent_id, Level(row.level), row.name)
