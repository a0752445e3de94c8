"""Grants of admin roles, the links that give them, the audit, and whose menu shows the organisers' command."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import CTE, Column, ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from bot.domain.managing import AdminRole, Grant, OwnMenu, RoleLink
from bot.storage.records.insert import upsert
from bot.storage.tables import audit, chat, learner, role_grant, role_link, shown_menu, unit

USUAL = "vi"
"""The language of everybody's menu."""


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

    def get(self, grant_id: int) -> Grant | None:
        """The grant of that number, as long as it is held."""
        held = (role_grant.c.id == grant_id, role_grant.c.withdrawn_at.is_(None))
        row = self._connection.execute(select(role_grant).where(*held)).one_or_none()
        return _grant(row) if row is not None else None

    def in_unit(self, unit_id: int | None) -> tuple[Grant, ...]:
        """What is held in a unit itself, by age; for None, in the whole tree."""
        rows = self._connection.execute(
            select(role_grant)
            .where(_same_unit(role_grant.c.unit_id, unit_id), role_grant.c.withdrawn_at.is_(None))
            .order_by(role_grant.c.id)
        )
        return tuple(_grant(row) for row in rows)

    def ever_of(self, learner_id: int) -> tuple[tuple[Grant, datetime | None], ...]:
        """All she was ever given, with the instant it was withdrawn."""
        rows = self._connection.execute(
            select(role_grant).where(role_grant.c.learner_id == learner_id).order_by(role_grant.c.id)
        )
        return tuple((_grant(row), row.withdrawn_at) for row in rows)

    def hold(self, learner_id: int) -> None:
        """Keep what she holds from being withdrawn by another transaction before this one has ended."""
        held = (role_grant.c.learner_id == learner_id, role_grant.c.withdrawn_at.is_(None))
        self._connection.execute(select(role_grant.c.id).where(*held).with_for_update()).all()

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

    def anywhere(self, roles: Iterable[AdminRole]) -> tuple[int, ...]:
        """The learners who hold one of the roles in any unit, or in the whole tree."""
        held = (role_grant.c.role.in_([role.value for role in roles]), role_grant.c.withdrawn_at.is_(None))
        statement = select(role_grant.c.learner_id).where(*held).distinct().order_by(role_grant.c.learner_id)
        return tuple(self._connection.execute(statement).scalars())


class RoleLinks:
    """Roles on offer, each behind a token of which only the hash is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, token_hash: str, unit_id: int | None, role: AdminRole, created_by: int, now: datetime, until: datetime
    ) -> int:
        """Offer a role; the number of the link."""
        values = {
            "token_hash": token_hash,
            "unit_id": unit_id,
            "role": role.value,
            "created_by": created_by,
            "created_at": now,
            "expires_at": until,
        }
        return int(self._connection.execute(insert(role_link).values(**values).returning(role_link.c.id)).scalar_one())

    def get(self, link_id: int) -> RoleLink | None:
        """The link of that number."""
        row = self._connection.execute(select(role_link).where(role_link.c.id == link_id)).one_or_none()
        return _link(row) if row is not None else None

    def by_hash(self, token_hash: str) -> RoleLink | None:
        """The link a token belongs to."""
        row = self._connection.execute(select(role_link).where(role_link.c.token_hash == token_hash)).one_or_none()
        return _link(row) if row is not None else None

    def open_in(self, unit_id: int | None, now: datetime) -> tuple[RoleLink, ...]:
        """What is on offer in a unit itself and not accepted yet, newest first."""
        rows = self._connection.execute(
            select(role_link)
            .where(_same_unit(role_link.c.unit_id, unit_id), *_is_open(now))
            .order_by(role_link.c.id.desc())
        )
        return tuple(_link(row) for row in rows)

    def count_open(self, tops: Collection[int] | None, now: datetime) -> int:
        """How many are on offer in these units and under them; for None, everywhere."""
        statement = select(func.count()).select_from(role_link).where(*_is_open(now))
        if tops is not None:
            statement = statement.where(role_link.c.unit_id.in_(select(_under(tops).c.id)))
        return int(self._connection.execute(statement).scalar_one())

    def use(self, link_id: int, learner_id: int, now: datetime) -> bool:
        """Accept the offer; False when it was accepted before, withdrawn or is too old."""
        statement = update(role_link).where(role_link.c.id == link_id, *_is_open(now))
        return bool(self._connection.execute(statement.values(used_at=now, used_by=learner_id)).rowcount)

    def withdraw(self, link_id: int, now: datetime) -> bool:
        """Withdraw the offer; False when there is nothing left to withdraw."""
        statement = update(role_link).where(role_link.c.id == link_id, *_is_open(now))
        return bool(self._connection.execute(statement.values(withdrawn_at=now)).rowcount)


@dataclass(frozen=True, slots=True)
class AuditLine:
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
        self,
        tops: Collection[int] | None,
        count: int,
        before: int | None = None,
        actor_id: int | None = None,
    ) -> tuple[AuditLine, ...]:
        """The newest lines about these units and all under them (None: all), or by ``actor_id``.

        Only those older than line ``before``, where it is given.
        """
        statement = select(audit).order_by(audit.c.id.desc()).limit(count)
        if tops is not None:
            is_there = audit.c.unit_id.in_(select(_under(tops).c.id)) if tops else audit.c.id < 0
            statement = statement.where(or_(is_there, audit.c.actor_id == actor_id))
        if before is not None:
            statement = statement.where(audit.c.id < before)
        return tuple(_deed(row) for row in self._connection.execute(statement))

    def people(self, learner_ids: Iterable[int]) -> dict[int, str]:
        """What these learners are called; who has left is not among them."""
        rows = self._connection.execute(select(learner.c.id, learner.c.name).where(learner.c.id.in_(set(learner_ids))))
        return {row.id: row.name for row in rows}

    def units(self, unit_ids: Iterable[int]) -> dict[int, str]:
        """What these units are called today."""
        rows = self._connection.execute(select(unit.c.id, unit.c.name).where(unit.c.id.in_(set(unit_ids))))
        return {row.id: row.name for row in rows}

    def forget_chat(self, learner_id: int) -> None:
        """Take out where she was reached, before she is erased; that something was done stays."""
        self._connection.execute(update(audit).where(audit.c.actor_id == learner_id).values(actor_chat=""))


class Menus:
    """Who is to be offered the organisers' command, and of whom the channel was told so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entitled(self, first_admins: Collection[str]) -> frozenset[str]:
        """The chats of those who hold a role, and of the first administrators as far as they have spoken."""
        holders = select(chat.c.id).join(role_grant, role_grant.c.learner_id == chat.c.learner_id)
        rows = self._connection.execute(holders.where(role_grant.c.withdrawn_at.is_(None), chat.c.is_reachable))
        first = select(chat.c.id).where(chat.c.id.in_(first_admins), chat.c.is_reachable)
        return frozenset(rows.scalars()) | frozenset(self._connection.execute(first).scalars())

    def wanted(self, first_admins: Collection[str]) -> dict[str, OwnMenu]:
        """The chats that are to have a menu of their own, and which."""
        entitled = self.entitled(first_admins)
        spoken = select(chat.c.id, chat.c.language).where(chat.c.is_reachable)
        rows = self._connection.execute(spoken.where(or_(chat.c.language != USUAL, chat.c.id.in_(entitled))))
        return {row.id: OwnMenu(row.language, row.id in entitled) for row in rows}

    def shown(self) -> dict[str, str]:
        """The chats of which the channel was told, with the wording it was told in."""
        return {row.chat_id: row.wording for row in self._connection.execute(select(shown_menu))}

    def note(self, chat_id: str, wording: str) -> bool:
        """The channel was told; an empty wording: to show it no more. False when nobody is there any longer."""
        if not wording:
            self._connection.execute(delete(shown_menu).where(shown_menu.c.chat_id == chat_id))
            return True
        is_there = self._connection.execute(select(chat.c.id).where(chat.c.id == chat_id)).first() is not None
        if is_there:
            upsert(self._connection, shown_menu, {"chat_id": chat_id}, {"wording": wording})
        return is_there


def _under(tops: Collection[int]) -> CTE:
    """The numbers of these units and of everything under them."""
    top = select(unit.c.id).where(unit.c.id.in_(tops)).cte("under", recursive=True)
    return top.union(select(unit.c.id).where(unit.c.parent_id == top.c.id))


def _same_unit(column: Column[Any], unit_id: int | None) -> ColumnElement[bool]:
    return column.is_(None) if unit_id is None else column == unit_id


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_unspent = (role_link.c.used_at.is_(None), role_link.c.withdrawn_at.is_(None))
    return (*is_unspent, role_link.c.created_by.is_not(None), role_link.c.expires_at > now)


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(row.id, row.learner_id, row.unit_id, AdminRole(row.role), row.granted_at)


def _link(row: Row[tuple[object, ...]]) -> RoleLink:
    is_spent = row.used_at is not None or row.withdrawn_at is not None
    role = AdminRole(row.role)
    return RoleLink(row.id, row.unit_id, role, row.created_by, row.created_at, row.expires_at, is_spent)


def _deed(row: Row[tuple[object, ...]]) -> AuditLine:
    detail = msgspec.json.decode(row.detail, type=dict[str, object])
    return AuditLine(row.id, row.at, row.actor_id, row.actor_chat, row.deed, row.unit_id, row.subject_id, detail)
