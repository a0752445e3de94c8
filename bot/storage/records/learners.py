"""Learners and what they agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.domain.learner import Learner, Role
from bot.storage.records.insert import insert_if_new
from bot.storage.records.memberships import begin, settle
from bot.storage.tables import consent, learner, membership

LEARNER = select(learner).where(learner.c.id == bindparam("learner_id"))


class Learners:
    """One row a person who agreed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, unit_id: int | None, now: datetime) -> Learner:
        """A person who has just agreed."""
        statement = insert(learner).values(name=name, unit_id=unit_id, created_at=now).returning(learner.c.id)
        number = int(self._connection.execute(statement).scalar_one())
        if unit_id is not None:
            begin(self._connection, number, unit_id, now)
        return Learner(number, name, unit_id, None, None, now, None)

    def get(self, learner_id: int) -> Learner | None:
        """The learner, or None when she has left."""
        row = self._connection.execute(LEARNER, {"learner_id": learner_id}).one_or_none()
        if row is None:
            return None
        role = Role(row.role) if row.role else None
        return Learner(row.id, row.name, row.unit_id, role, row.phone, row.created_at, row.joined_at)

    def change(self, learner_id: int, **values: Any) -> None:
        """Set some of ``name``, ``role``, ``phone``, ``joined_at``; where she belongs is changed by ``settle``."""
        if "unit_id" in values:
            raise ValueError("a change of unit needs its instant: settle()")
        self._connection.execute(update(learner).where(learner.c.id == learner_id).values(**values))

    def settle(self, learner_id: int, unit_id: int | None, now: datetime) -> None:
        """She belongs to that unit from now on, or to none; where she belonged before stays known."""
        held = select(learner.c.unit_id).where(learner.c.id == learner_id)
        if self._connection.execute(held).scalar() != unit_id:
            settle(self._connection, (learner_id,), unit_id, now)

    def memberships(self, learner_id: int) -> tuple[tuple[int, datetime, datetime | None], ...]:
        """Where she belonged, from when, until when, oldest first."""
        rows = self._connection.execute(
            select(membership).where(membership.c.learner_id == learner_id).order_by(membership.c.since)
        )
        return tuple((row.unit_id, row.since, row.until) for row in rows)

    def agree(self, learner_id: int, version: str, text_digest: str, now: datetime) -> None:
        """Record the consent, once for each version of its text."""
        values = {"learner_id": learner_id, "version": version, "text_digest": text_digest, "agreed_at": now}
        insert_if_new(self._connection, consent, values)

    def consents(self, learner_id: int) -> tuple[tuple[str, datetime], ...]:
        """Version and instant of what she agreed to."""
        rows = self._connection.execute(
            select(consent.c.version, consent.c.agreed_at)
            .where(consent.c.learner_id == learner_id)
            .order_by(consent.c.agreed_at)
        )
        return tuple((row.version, row.agreed_at) for row in rows)

    def erase(self, learner_id: int) -> None:
        """Delete her and, by the foreign keys, everything that is hers."""
        self._connection.execute(delete(learner).where(learner.c.id == learner_id))

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.execute(select(func.count()).select_from(learner)).scalar_one())
