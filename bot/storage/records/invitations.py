"""Invitations: by which people came, which are open, and the tokens that belonged to none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.storage.records.insert import upsert
from bot.storage.tables import arrival, audit, chat, invitation, role_link, wrong_token

REF = 16
"""So many letters of a token's hash name an invitation in a button."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way in. ``ref`` names it; the token itself is not kept."""

    ref: str
    unit_id: int
    created_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    opened: int = 0
    joined: int = 0

    def is_open(self, now: datetime) -> bool:
        """Whether it still leads anywhere."""
        return self.withdrawn_at is None and self.expires_at > now


class Invitations:
    """One row an invitation; only its hash is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_hash: str, unit_id: int, created_by: int | None, now: datetime, expires_at: datetime) -> None:
        """Keep an invitation."""
        values = {"token_hash": token_hash, "unit_id": unit_id, "created_by": created_by}
        self._connection.execute(insert(invitation).values(**values, created_at=now, expires_at=expires_at))

    def is_known(self, token_hash: str) -> bool:
        """Whether such a token was ever given out, be it expired, withdrawn, or a link to a role."""
        for table in (invitation, role_link):
            found = select(table.c.token_hash).where(table.c.token_hash == token_hash)
            if self._connection.execute(found).first() is not None:
                return True
        return False

    def of_unit(self, unit_id: int) -> tuple[Invitation, ...]:
        """The invitations to a unit that are not withdrawn, the newest first, with how many came by each."""
        opened, joined = func.count(arrival.c.chat_id), func.count(chat.c.learner_id)
        rows = self._connection.execute(
            select(invitation, opened.label("opened"), joined.label("joined"))
            .outerjoin(arrival, arrival.c.token_hash == invitation.c.token_hash)
            .outerjoin(chat, (chat.c.id == arrival.c.chat_id) & (chat.c.step == "joined"))
            .where(invitation.c.unit_id == unit_id, invitation.c.withdrawn_at.is_(None))
            .group_by(invitation.c.token_hash)
            .order_by(invitation.c.created_at.desc(), invitation.c.token_hash)
        )
        return tuple(
            Invitation(
                row.token_hash[:REF], row.unit_id, row.created_at, row.expires_at, row.withdrawn_at, row.opened,
                row.joined,
            )
            for row in rows
        )  # fmt: skip

    def withdraw(self, unit_id: int, ref: str, now: datetime) -> int:
        """Withdraw one invitation to a unit; how many were."""
        return self._connection.execute(
            update(invitation)
            .where(
                invitation.c.unit_id == unit_id,
                func.substr(invitation.c.token_hash, 1, REF) == ref,
                invitation.c.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=now)
        ).rowcount

    def arrive(self, chat_id: str, token_hash: str, now: datetime) -> None:
        """Note by which invitation a chat came; the chat must be kept already."""
        upsert(self._connection, arrival, {"chat_id": chat_id}, {"token_hash": token_hash, "at": now})

    def arrival_of(self, chat_id: str) -> tuple[int, datetime] | None:
        """The unit of the invitation a chat came by, and when; None when it came by itself."""
        row = self._connection.execute(
            select(invitation.c.unit_id, arrival.c.at)
            .join(arrival, arrival.c.token_hash == invitation.c.token_hash)
            .where(arrival.c.chat_id == chat_id)
        ).one_or_none()
        return (int(row.unit_id), row.at) if row is not None else None

    def note_wrong(self, chat_key: str, now: datetime) -> None:
        """Count a token that belongs to nothing."""
        self._connection.execute(insert(wrong_token).values(chat_key=chat_key, at=now))

    def wrong_of(self, chat_key: str, since: datetime) -> tuple[datetime, ...]:
        """When a chat came with such tokens, the oldest first."""
        rows = self._connection.execute(
            select(wrong_token.c.at)
            .where(wrong_token.c.chat_key == chat_key, wrong_token.c.at > since)
            .order_by(wrong_token.c.at)
        )
        return tuple(rows.scalars())

    def wrong(self, since: datetime) -> int:
        """How many such tokens came from everybody."""
        counted = select(func.count()).select_from(wrong_token).where(wrong_token.c.at > since)
        return int(self._connection.execute(counted).scalar_one())

    def was_noted(self, deed: str, since: datetime) -> bool:
        """Whether the audit holds such a line of since then."""
        found = select(audit.c.id).where(audit.c.deed == deed, audit.c.at > since).limit(1)
        return self._connection.execute(found).first() is not None

    def forget_wrong(self, before: datetime) -> int:
        """Forget those of before; how many."""
        return self._connection.execute(delete(wrong_token).where(wrong_token.c.at < before)).rowcount
