"""Certificates, guesses at their codes, and digests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select

from bot.domain.certificate import Certificate
from bot.domain.managing import AdminRole, Grant
from bot.storage.records.insert import insert_if_new, upsert
from bot.storage.tables import attempt, certificate, chat, code_guess, digest, digest_off, learner, role_grant


class Certificates:
    """One row a learner and course."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, learner_id: int) -> tuple[Certificate, ...]:
        """All of hers, in the order she earned them."""
        rows = self._connection.execute(
            select(certificate)
            .where(certificate.c.learner_id == learner_id)
            .order_by(certificate.c.earned_at, certificate.c.code)
        )
        return tuple(_certificate(row) for row in rows)

    def by_code(self, code: str) -> Certificate | None:
        """The certificate of that code."""
        row = self._connection.execute(select(certificate).where(certificate.c.code == code)).one_or_none()
        return _certificate(row) if row is not None else None

    def put(self, value: Certificate) -> bool:
        """Make it out, in the place of an earlier one for the same course; False when the code is taken."""
        older = (certificate.c.learner_id == value.learner_id, certificate.c.course_id == value.course_id)
        values = {name: getattr(value, name) for name in Certificate.__dataclass_fields__}
        if self.by_code(value.code) is not None:
            return False
        self._connection.execute(delete(certificate).where(*older))
        self._connection.execute(insert(certificate).values(**values))
        return True

    def passed_at(self, learner_id: int) -> dict[str, datetime]:
        """When she first passed each module."""
        rows = self._connection.execute(
            select(attempt.c.module_id, func.min(attempt.c.finished_at).label("at"))
            .where(attempt.c.learner_id == learner_id, attempt.c.is_passed.is_(True))
            .group_by(attempt.c.module_id)
        )
        return {row.module_id: row.at for row in rows}

    def wrong_guesses(self, chat_id: str, since: datetime) -> int:
        """How often a wrong code came from there since an instant."""
        found = self._connection.execute(
            select(code_guess.c.wrong).where(code_guess.c.chat_id == chat_id, code_guess.c.since > since)
        ).scalar_one_or_none()
        return int(found or 0)

    def note_wrong_guess(self, chat_id: str, now: datetime, since: datetime) -> None:
        """One more; what is older than ``since`` is forgotten, whosever it is. The chat's row must be there."""
        self._connection.execute(delete(code_guess).where(code_guess.c.since <= since))
        wrong = self.wrong_guesses(chat_id, since)
        values = {"wrong": wrong + 1} if wrong else {"wrong": 1, "since": now}
        if wrong:
            self._connection.execute(code_guess.update().where(code_guess.c.chat_id == chat_id).values(**values))
        else:
            upsert(self._connection, code_guess, {"chat_id": chat_id}, values)

    def forget_guesses(self, chat_id: str) -> None:
        """They are not held against her any more."""
        self._connection.execute(delete(code_guess).where(code_guess.c.chat_id == chat_id))


class Digests:
    """What last Monday's digest said, and who wants none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def off_at(self, learner_id: int) -> datetime | None:
        """When she switched it off; None while it is on."""
        found = select(digest_off.c.at).where(digest_off.c.learner_id == learner_id)
        return self._connection.execute(found).scalar_one_or_none()

    def switch(self, learner_id: int, now: datetime, *, is_on: bool) -> None:
        """On or off; doing it twice changes nothing."""
        if is_on:
            self._connection.execute(delete(digest_off).where(digest_off.c.learner_id == learner_id))
        else:
            insert_if_new(self._connection, digest_off, {"learner_id": learner_id, "at": now})

    def candidates(self, week: int) -> dict[int, tuple[Grant, ...]]:
        """Who holds a role and can be reached, has it on and nothing planned for that week; and what she holds."""
        rows = self._connection.execute(
            select(role_grant)
            .join(chat, chat.c.learner_id == role_grant.c.learner_id)
            .outerjoin(digest_off, digest_off.c.learner_id == role_grant.c.learner_id)
            .outerjoin(digest, (digest.c.learner_id == role_grant.c.learner_id) & (digest.c.week == week))
            .where(
                role_grant.c.withdrawn_at.is_(None),
                chat.c.is_reachable.is_(True),
                digest_off.c.learner_id.is_(None),
                digest.c.learner_id.is_(None),
            )
            .order_by(role_grant.c.learner_id, role_grant.c.id)
        )
        found: dict[int, tuple[Grant, ...]] = {}
        for row in rows:
            grant = Grant(row.id, row.learner_id, row.unit_id, AdminRole(row.role), row.granted_at)
            found[row.learner_id] = (*found.get(row.learner_id, ()), grant)
        return found

    def first_admins(self, week: int, chat_ids: Collection[str]) -> dict[int, datetime]:
        """The people of these chats who have agreed and can be reached, with it on and nothing planned for that week:
        since when they are here. Who only organises never joins as a learner.
        """
        rows = self._connection.execute(
            select(learner.c.id, learner.c.created_at)
            .join(chat, chat.c.learner_id == learner.c.id)
            .outerjoin(digest_off, digest_off.c.learner_id == learner.c.id)
            .outerjoin(digest, (digest.c.learner_id == learner.c.id) & (digest.c.week == week))
            .where(
                chat.c.id.in_(chat_ids),
                chat.c.is_reachable.is_(True),
                digest_off.c.learner_id.is_(None),
                digest.c.learner_id.is_(None),
            )
        )
        return {row.id: row.created_at for row in rows}

    def keep(self, learner_id: int, week: int, figures: str) -> None:
        """Keep what this week's digest says, in the place of last week's."""
        upsert(self._connection, digest, {"learner_id": learner_id}, {"week": week, "figures": figures})

    def last_week(self, learner_id: int) -> int | None:
        """The week of the digest that is kept of hers."""
        found = select(digest.c.week).where(digest.c.learner_id == learner_id)
        return self._connection.execute(found).scalar_one_or_none()

    def of(self, learner_id: int, week: int) -> str | None:
        """What that week's digest says."""
        kept = (digest.c.learner_id == learner_id, digest.c.week == week)
        found = self._connection.execute(select(digest.c.figures).where(*kept)).scalar_one_or_none()
        return str(found) if found is not None else None


def _certificate(row: Row[tuple[object, ...]]) -> Certificate:
    return Certificate(row.code, row.learner_id, row.course_id, row.name, row.course_title, row.unit, row.earned_at)
