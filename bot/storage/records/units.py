"""The tree of units and the invitations into it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CTE, Connection, Row, func, insert, select, update

from bot.domain.alphabet import alphabetical
from bot.domain.tree import Change, State, state_of
from bot.domain.unit import Level, Unit
from bot.storage.records.spans import after_all, change_units, chunks, last_instants
from bot.storage.tables import invitation, succession, unit


class Units:
    """One row a unit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, unit_id: int) -> Unit | None:
        """The unit of that number."""
        row = self._connection.execute(select(unit).where(unit.c.id == unit_id)).one_or_none()
        return _unit(row) if row is not None else None

    def many(self, unit_ids: Collection[int]) -> dict[int, Unit]:
        """Those units by their numbers."""
        found = {}
        for some in chunks(unit_ids):
            for row in self._connection.execute(select(unit).where(unit.c.id.in_(some))):
                found[row.id] = _unit(row)
        return found

    def everything(self, unit_id: int | None) -> tuple[Unit, ...]:
        """The unit and all that is or was under it; for None, all there ever were."""
        wanted = select(unit).order_by(unit.c.id)
        if unit_id is not None:
            below = subtree(unit_id)
            wanted = wanted.join(below, below.c.id == unit.c.id)
        return tuple(_unit(row) for row in self._connection.execute(wanted))

    def taken_keys(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that a unit has."""
        found: set[str] = set()
        for some in chunks(keys):
            found |= set(self._connection.execute(select(unit.c.key).where(unit.c.key.in_(some))).scalars())
        return found

    def by_key(self, key: str) -> Unit | None:
        """The unit an import knows by that key."""
        row = self._connection.execute(select(unit).where(unit.c.key == key)).one_or_none()
        return _unit(row) if row is not None else None

    def children(self, parent_id: int | None) -> tuple[Unit, ...]:
        """The open units right below, by the alphabet; those at the top for None."""
        condition = unit.c.parent_id.is_(None) if parent_id is None else unit.c.parent_id == parent_id
        found = [
            _unit(row) for row in self._connection.execute(select(unit).where(condition, unit.c.closed_at.is_(None)))
        ]
        return tuple(sorted(found, key=lambda one: (alphabetical(one.name), one.id)))

    def with_others_below(self, unit_ids: Collection[int]) -> frozenset[int]:
        """Those of the units that have open ones below them."""
        is_below = (unit.c.parent_id.in_(unit_ids), unit.c.closed_at.is_(None))
        return frozenset(self._connection.execute(select(unit.c.parent_id).where(*is_below).distinct()).scalars())

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

    def put(self, key: str, parent_id: int | None, level: Level, name: str, now: datetime) -> Unit:
        """Add the unit, or rename, move and reopen the one of that key; what it was before stays known."""
        known = self.by_key(key)
        after = State(parent_id, level, name)
        if known is None:
            numbers = change_units(self._connection, [Change(-1, None, after, key)], now)
            return Unit(numbers[-1], key, parent_id, level, name)
        if state_of(known) != after:
            at = after_all(now, last_instants(self._connection, (known.id,)))
            change_units(self._connection, [Change(known.id, state_of(known), after)], at)
        return Unit(known.id, key, parent_id, level, name)

    def standing(self, unit_id: int) -> Unit | None:
        """The unit, or the open one that stands in for it now: its successor, else what is above it."""
        seen = set()
        current = self.get(unit_id)
        while current is not None and not current.is_open and current.id not in seen:
            seen.add(current.id)
            latest = select(succession.c.to_id).where(succession.c.from_id == current.id)
            successor = self._connection.execute(latest.order_by(succession.c.at.desc()).limit(1)).scalar()
            following = successor if successor is not None else current.parent_id
            current = self.get(following) if following is not None else None
        return current if current is not None and current.is_open else None

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.execute(select(func.count()).select_from(unit)).scalar_one())

    def invite(self, token_hash: str, unit_id: int, now: datetime, expires_at: datetime) -> None:
        """Keep an invitation by the hash of its token."""
        self._connection.execute(
            insert(invitation).values(token_hash=token_hash, unit_id=unit_id, created_at=now, expires_at=expires_at)
        )

    def invited_unit(self, token_hash: str, now: datetime) -> Unit | None:
        """The unit a token leads to, or its successor; None when the token is unknown, expired or withdrawn."""
        row = self._connection.execute(
            select(invitation.c.unit_id.label("id")).where(
                invitation.c.token_hash == token_hash,
                invitation.c.expires_at > now,
                invitation.c.withdrawn_at.is_(None),
            )
        ).one_or_none()
        return self.standing(row.id) if row is not None else None

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
    return subtrees((unit_id,), name)


def subtrees(unit_ids: Collection[int], name: str = "subtree") -> CTE:
    """The same for several units together; each number once."""
    top = select(unit.c.id).where(unit.c.id.in_(unit_ids)).cte(name, recursive=True)
    return top.union(select(unit.c.id).where(unit.c.parent_id == top.c.id))


def _unit(row: Row[tuple[object, ...]]) -> Unit:
    return Unit(row.id, row.key, row.parent_id, Level(row.level), row.name, row.closed_at)
