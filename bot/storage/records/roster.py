"""The roster: who is expected where, what was checked and waits for a yes, and the key of telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, false, func, insert, or_, select, true, update

from bot.domain.learner import Learner, Role
from bot.domain.roster import Entry, Person
from bot.domain.unit import Level, Unit
from bot.storage.records.insert import insert_if_new
from bot.storage.records.units import subtree
from bot.storage.tables import learner, roster_check, roster_entry, roster_key, unit

Tops = Sequence[int | None]
"""The units, each with everything below it, that a question is about; a None among them is the whole tree."""
KEY_NAME = "phone"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A checked file that waits for its organiser's yes."""

    id: int
    made_at: datetime
    state: str
    body: bytes


class Roster:
    """One row a person who is expected."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def key(self, fresh: bytes) -> bytes:
        """What telephone numbers are digested with; ``fresh`` the first time, and only then anything is written."""
        known = self._connection.execute(select(roster_key.c.value)).scalar_one_or_none()
        if known is not None:
            return bytes(known)
        insert_if_new(self._connection, roster_key, {"name": KEY_NAME, "value": fresh})
        return bytes(self._connection.execute(select(roster_key.c.value)).scalar_one())

    def units(self, tops: Tops) -> tuple[Unit, ...]:
        """The units that are meant and not closed."""
        statement = select(unit).where(_within(unit.c.id, tops), unit.c.closed_at.is_(None)).order_by(unit.c.id)
        return tuple(
            Unit(row.id, row.key, row.parent_id, Level(row.level), row.name)
            for row in self._connection.execute(statement)
        )

    def entries(self, tops: Tops, *, only_missing: bool = False) -> tuple[Entry, ...]:
        """Everybody who is expected there, in the order they were put on the list."""
        statement = select(roster_entry).where(_within(roster_entry.c.unit_id, tops)).order_by(roster_entry.c.id)
        if only_missing:
            statement = statement.where(roster_entry.c.learner_id.is_(None))
        return tuple(_entry(row) for row in self._connection.execute(statement))

    def missing_in(self, unit_id: int) -> tuple[Entry, ...]:
        """Who is expected in one unit and has not come."""
        rows = self._connection.execute(
            select(roster_entry)
            .where(roster_entry.c.unit_id == unit_id, roster_entry.c.learner_id.is_(None))
            .order_by(roster_entry.c.id)
        )
        return tuple(_entry(row) for row in rows)

    def missing_with(self, phone_key: str) -> tuple[Entry, ...]:
        """Who is expected with that number, wherever."""
        rows = self._connection.execute(
            select(roster_entry)
            .where(
                roster_entry.c.phone_key == phone_key,
                roster_entry.c.phone_key != "",
                roster_entry.c.learner_id.is_(None),
            )
            .order_by(roster_entry.c.id)
        )
        return tuple(_entry(row) for row in rows)

    def of(self, learner_id: int) -> tuple[Entry, ...]:
        """The entries that turned out to be hers."""
        rows = self._connection.execute(
            select(roster_entry).where(roster_entry.c.learner_id == learner_id).order_by(roster_entry.c.id)
        )
        return tuple(_entry(row) for row in rows)

    def counts(self, tops: Tops) -> dict[int, tuple[int, int]]:
        """How many are expected, and how many of them have come, by unit."""
        statement = (
            select(roster_entry.c.unit_id, func.count(), func.count(roster_entry.c.learner_id))
            .where(_within(roster_entry.c.unit_id, tops))
            .group_by(roster_entry.c.unit_id)
        )
        return {int(row[0]): (int(row[1]), int(row[2])) for row in self._connection.execute(statement)}

    def add(self, people: Iterable[Person], added_by: int | None, now: datetime) -> None:
        """Expect these people."""
        rows = [
            {
                "unit_id": person.unit_id,
                "name": person.name,
                "role": person.role.value if person.role else None,
                "phone_key": person.phone_key,
                "added_by": added_by,
                "added_at": now,
            }
            for person in people
        ]
        if rows:
            self._connection.execute(insert(roster_entry), rows)

    def change(self, entry_id: int, person: Person, *, keeps_phone: bool) -> None:
        """Correct an entry by what a newer list says; who has come needs no number any more."""
        values: dict[str, object] = {"name": person.name}
        if person.role is not None:
            values["role"] = person.role.value
        if person.phone_key and keeps_phone:
            values["phone_key"] = person.phone_key
        self._connection.execute(update(roster_entry).where(roster_entry.c.id == entry_id).values(**values))

    def match(self, entry_id: int, learner_id: int, now: datetime) -> None:
        """She has come; what stood for her number is not needed any more."""
        self._connection.execute(
            update(roster_entry)
            .where(roster_entry.c.id == entry_id, roster_entry.c.learner_id.is_(None))
            .values(learner_id=learner_id, joined_at=now, phone_key="")
        )

    def unlisted(self, tops: Tops) -> tuple[Learner, ...]:
        """Who has joined in these units and is no entry of the roster yet."""
        listed = select(roster_entry.c.learner_id).where(roster_entry.c.learner_id.is_not(None))
        rows = self._connection.execute(
            select(learner).where(
                _within(learner.c.unit_id, tops), learner.c.joined_at.is_not(None), learner.c.id.not_in(listed)
            )
        )
        return tuple(
            Learner(
                row.id, row.name, row.unit_id, Role(row.role) if row.role else None, row.phone, row.created_at,
                row.joined_at,
            )
            for row in rows
        )  # fmt: skip

    def keep_check(self, made_by: int, state: str, body: bytes, now: datetime) -> int:
        """Keep a checked file until she says yes, in the place of her last; its number."""
        self.drop_check(made_by)
        values = {"made_by": made_by, "made_at": now, "state": state, "body": body}
        return int(
            self._connection.execute(insert(roster_check).values(**values).returning(roster_check.c.id)).scalar_one()
        )

    def check(self, check_id: int, made_by: int) -> KeptCheck | None:
        """Her checked file of that number."""
        row = self._connection.execute(
            select(roster_check).where(roster_check.c.id == check_id, roster_check.c.made_by == made_by)
        ).one_or_none()
        return KeptCheck(row.id, row.made_at, row.state, bytes(row.body)) if row is not None else None

    def drop_check(self, made_by: int) -> bool:
        """Forget her checked file; whether there was one."""
        gone = delete(roster_check).where(roster_check.c.made_by == made_by)
        return bool(self._connection.execute(gone).rowcount)

    def forget(self, missing_before: datetime, checks_before: datetime) -> int:
        """Forget who never came, and files that were never confirmed; how many."""
        never_came = and_(roster_entry.c.learner_id.is_(None), roster_entry.c.added_at < missing_before)
        gone = self._connection.execute(delete(roster_entry).where(never_came)).rowcount
        return (
            gone + self._connection.execute(delete(roster_check).where(roster_check.c.made_at < checks_before)).rowcount
        )


def _within(column: ColumnElement[Any], tops: Tops) -> ColumnElement[bool]:
    if None in tops:
        return true()
    return or_(false(), *(column.in_(select(subtree(top).c.id)) for top in tops if top is not None))


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    role = Role(row.role) if row.role else None
    return Entry(row.id, row.unit_id, row.name, role, row.phone_key, row.added_at, row.learner_id, row.joined_at)
