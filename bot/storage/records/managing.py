"""Grants of admin roles, and the audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.domain.managing import AdminRole, Grant
from bot.storage.tables import audit, role_grant


class Grants:
    """Who was entrusted with what."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, learner_id: int) -> tuple[Grant, ...]:
        """What she holds now."""
        rows = self._connection.execute(
            select(role_grant)
            .where(role_grant.c.learner_id == learner_id, role_grant.c.withdrawn_at.is_(None))
            .order_by(role_grant.c.id)
        )
        return tuple(_grant(row) for row in rows)

    def give(
        self, learner_id: int, unit_id: int | None, role: AdminRole, granted_by: int | None, now: datetime
    ) -> Grant:
        """Give a role; what she holds already is not given twice."""
        for held in self.of(learner_id):
            if held.unit_id == unit_id and held.role is role:
                return held
        values = {
            "learner_id": learner_id,
            "unit_id": unit_id,
            "role": role.value,
            "granted_by": granted_by,
            "granted_at": now,
        }
        number = self._connection.execute(insert(role_grant).values(**values).returning(role_grant.c.id)).scalar_one()
        return Grant(int(number), learner_id, unit_id, role, now)

    def withdraw(self, grant_id: int, now: datetime) -> bool:
        """Withdraw a grant; False when it was not held any more."""
        held = (role_grant.c.id == grant_id, role_grant.c.withdrawn_at.is_(None))
        return bool(self._connection.execute(update(role_grant).where(*held).values(withdrawn_at=now)).rowcount)

    def holders(self, roles: Iterable[AdminRole], unit_ids: Iterable[int]) -> tuple[int, ...]:
        """The learners who hold one of the roles in one of the units or in the whole tree."""
        place = or_(role_grant.c.unit_id.is_(None), role_grant.c.unit_id.in_(tuple(unit_ids)))
        held = (role_grant.c.role.in_([role.value for role in roles]), role_grant.c.withdrawn_at.is_(None), place)
        statement = select(role_grant.c.learner_id).where(*held).distinct().order_by(role_grant.c.learner_id)
        return tuple(self._connection.execute(statement).scalars())


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit."""

    id: int
    at: datetime
    actor_id: int | None
    actor_chat: str
    deed: str
    unit_id: int | None
    subject_id: int | None
    detail: Mapping[str, object]


class Audit:
    """What organisers did; only ever added to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self,
        deed: str,
        actor_id: int | None,
        actor_chat: str,
        now: datetime,
        *,
        unit_id: int | None = None,
        subject_id: int | None = None,
        **detail: int | str | bool | None,
    ) -> None:
        """Add a line. ``detail`` takes numbers and keys, never names, phone numbers or anybody's words."""
        values = {
            "deed": deed,
            "actor_id": actor_id,
            "actor_chat": actor_chat,
            "at": now,
            "unit_id": unit_id,
            "subject_id": subject_id,
            "detail": msgspec.json.encode(detail).decode(),
        }
        self._connection.execute(insert(audit).values(**values))

    def page(
        self, unit_ids: tuple[int, ...] | None, count: int, before: int | None = None, actor_id: int | None = None
    ) -> tuple[Deed, ...]:
        """The newest lines about these units (None: all) or by ``actor_id``, older than line ``before``."""
        statement = select(audit).order_by(audit.c.id.desc()).limit(count)
        if unit_ids is not None:
            statement = statement.where(or_(audit.c.unit_id.in_(unit_ids), audit.c.actor_id == actor_id))
        if before is not None:
            statement = statement.where(audit.c.id < before)
        return tuple(_deed(row) for row in self._connection.execute(statement))


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(row.id, row.learner_id, row.unit_id, AdminRole(row.role), row.granted_at)


def _deed(row: Row[tuple[object, ...]]) -> Deed:
    detail = msgspec.json.decode(row.detail, type=dict[str, object])
    return Deed(row.id, row.at, row.actor_id, row.actor_chat, row.deed, row.unit_id, row.subject_id, detail)
