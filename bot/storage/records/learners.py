"""Learners and what they agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.domain.learner import Learner, Role
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import consent, learner

LEARNER = select(learner).where(learner.c.id == bindparam("learner_id"))


class Learners:
    """One row a person who agreed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, unit_id: int | None, now: datetime) -> Learner:
        """A person who has just agreed."""
        statement = insert(learner).values(name=name, unit_id=unit_id, created_at=now).returning(learner.c.id)
        number = int(self._connection.execute(statement).scalar_one())
        return Learner(number, name, unit_id, None, None, now, None)

    def get(self, learner_id: int) -> Learner | None:
        """The learner, or None when she has left."""
        row = self._connection.execute(LEARNER, {"learner_id": learner_id}).one_or_none()
        if row is None:
            return None
        role = Role(row.role) if row.role else None
        return Learner(row.id, row.name, row.unit_id, role, row.phone, row.created_at, row.joined_at)

    def change(self, learner_id: int, **values: Any) -> None:
        """Set some of ``name``, ``unit_id``, ``role``, ``phone``, ``joined_at``."""
        self._connection.execute(update(learner).where(learner.c.id == learner_id).values(**values))

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
