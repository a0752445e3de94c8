"""Questions learners asked: typed, sent, passed up, answered once, and forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from bot.domain.asking import AskedQuestion, Outcome
from bot.domain.managing import RIGHTS, Right
from bot.storage.records.insert import upsert
from bot.storage.records.units import subtrees
from bot.storage.tables import answer_draft, question_asked, role_grant

ANSWERING = tuple(role.value for role, rights in RIGHTS.items() if Right.CONTACT in rights)
WAITS = question_asked.c.sent_at.is_not(None) & question_asked.c.answered_at.is_(None)


class Questions:
    """One row a question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, learner_id: int, text: str, now: datetime, *, is_lookup: bool) -> AskedQuestion:
        """Keep what she typed; what she typed before and did not send goes."""
        not_sent = (question_asked.c.learner_id == learner_id, question_asked.c.sent_at.is_(None))
        self._connection.execute(delete(question_asked).where(*not_sent))
        values = {
            "learner_id": learner_id,
            "text": text,
            "typed_at": now,
            "is_lookup": is_lookup,
            "outcome": Outcome.OPEN.value,
            "answer": "",
        }
        return _question(
            self._connection.execute(insert(question_asked).values(**values).returning(question_asked)).one()
        )

    def get(self, question_id: int) -> AskedQuestion | None:
        """The question of that number."""
        row = self._connection.execute(select(question_asked).where(question_asked.c.id == question_id)).one_or_none()
        return _question(row) if row is not None else None

    def unsent_of(self, learner_id: int) -> AskedQuestion | None:
        """What she typed last and has not sent."""
        hers = (question_asked.c.learner_id == learner_id, question_asked.c.sent_at.is_(None))
        row = self._connection.execute(select(question_asked).where(*hers)).first()
        return _question(row) if row is not None else None

    def of(self, learner_id: int) -> tuple[AskedQuestion, ...]:
        """All of hers, oldest first."""
        hers = select(question_asked).where(question_asked.c.learner_id == learner_id).order_by(question_asked.c.id)
        return tuple(_question(row) for row in self._connection.execute(hers))

    def count_open_of(self, learner_id: int) -> int:
        """How many of hers wait."""
        return self._count(WAITS, question_asked.c.learner_id == learner_id)

    def send(self, question_id: int, unit_id: int | None, stands_at: int | None, now: datetime) -> bool:
        """It goes to who has that unit in hand; False when it was sent before."""
        one = (question_asked.c.id == question_id, question_asked.c.sent_at.is_(None))
        return self._change(*one, unit_id=unit_id, stands_at=stands_at, sent_at=now)

    def pass_to(self, question_id: int, stands_at: int | None) -> bool:
        """It goes to who has another unit in hand; False when it waits no more."""
        return self._change(question_asked.c.id == question_id, WAITS, stands_at=stands_at)

    def close(self, question_id: int, outcome: Outcome, answer: str, by: int, now: datetime) -> bool:
        """Answer it, or say why not; False when somebody was quicker."""
        values = {"outcome": outcome.value, "answer": answer, "answered_by": by, "answered_at": now}
        is_first = self._change(question_asked.c.id == question_id, WAITS, **values)
        self._connection.execute(
            delete(answer_draft).where(answer_draft.c.question_id == question_id, answer_draft.c.learner_id == by)
        )
        return is_first

    def _change(self, *conditions: ColumnElement[bool], **values: object) -> bool:
        return bool(self._connection.execute(update(question_asked).where(*conditions).values(**values)).rowcount)

    def waiting(self, unit_ids: Collection[int | None], count: int, skip: int = 0) -> tuple[AskedQuestion, ...]:
        """What waits in these units and under them, the ones' own first, then by age; all for ``(None,)``."""
        is_own = _is_theirs(unit_ids)
        statement = select(question_asked).where(WAITS, _is_within(unit_ids))
        statement = statement.order_by(is_own.desc(), question_asked.c.sent_at, question_asked.c.id)
        return tuple(_question(row) for row in self._connection.execute(statement.limit(count).offset(skip)))

    def count_waiting(self, unit_ids: Collection[int | None], *, own: bool) -> int:
        """How many wait in these units themselves, or where nobody is any more; else in them and under them."""
        return self._count(WAITS, _is_within(unit_ids), *((_is_theirs(unit_ids),) if own else ()))

    def oldest_waiting(self, unit_id: int | None) -> tuple[int, datetime | None]:
        """How many wait in a unit and below it (None: everywhere), and when the oldest was sent."""
        statement = select(func.count(), func.min(question_asked.c.sent_at)).where(WAITS, _is_within((unit_id,)))
        count, oldest = self._connection.execute(statement).one()
        return int(count), oldest

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        statement = select(func.count()).select_from(question_asked).where(*conditions)
        return int(self._connection.execute(statement).scalar_one())

    def answered_in(self, unit_ids: Collection[int | None], learner_id: int) -> frozenset[int | None]:
        """Those of the units (None: the whole tree) in which somebody else may answer by a role held there."""
        numbers = [number for number in unit_ids if number is not None]
        statement = select(role_grant.c.unit_id).where(
            or_(role_grant.c.unit_id.in_(numbers), role_grant.c.unit_id.is_(None)),
            role_grant.c.withdrawn_at.is_(None),
            role_grant.c.role.in_(ANSWERING),
            role_grant.c.learner_id != learner_id,
        )
        return frozenset(self._connection.execute(statement).scalars())

    # Answers being written.

    def draft(self, question_id: int, learner_id: int, text: str, now: datetime) -> None:
        """Keep what she typed as an answer."""
        key = {"question_id": question_id, "learner_id": learner_id}
        upsert(self._connection, answer_draft, key, {"text": text, "typed_at": now})

    def drafted(self, question_id: int, learner_id: int) -> str:
        """What she typed as an answer; empty when nothing."""
        hers = (answer_draft.c.question_id == question_id, answer_draft.c.learner_id == learner_id)
        return self._connection.execute(select(answer_draft.c.text).where(*hers)).scalar() or ""

    def drafts_of(self, learner_id: int) -> tuple[tuple[datetime, str], ...]:
        """The answers she has begun."""
        hers = select(answer_draft.c.typed_at, answer_draft.c.text).where(answer_draft.c.learner_id == learner_id)
        return tuple((row.typed_at, row.text) for row in self._connection.execute(hers.order_by("typed_at")))

    def answers_by(self, learner_id: int) -> tuple[tuple[datetime, str], ...]:
        """The answers she has given, as long as their words are kept."""
        columns = select(question_asked.c.answered_at, question_asked.c.answer)
        hers = (question_asked.c.answered_by == learner_id, question_asked.c.answer != "")
        rows = self._connection.execute(columns.where(*hers).order_by(question_asked.c.id))
        return tuple((row.answered_at, row.answer) for row in rows)

    def forget(self, answered_before: datetime, typed_before: datetime, drafted_before: datetime) -> int:
        """Empty what was answered long ago, and drop what was never sent; how many questions."""
        old = (question_asked.c.answered_at < answered_before, question_asked.c.text != "")
        emptied = self._connection.execute(update(question_asked).where(*old).values(text="", answer="")).rowcount
        unsent = (question_asked.c.sent_at.is_(None), question_asked.c.typed_at < typed_before)
        dropped = self._connection.execute(delete(question_asked).where(*unsent)).rowcount
        self._connection.execute(delete(answer_draft).where(answer_draft.c.typed_at < drafted_before))
        return int(emptied + dropped)


def _is_theirs(unit_ids: Collection[int | None]) -> ColumnElement[bool]:
    """Of what is within these units: it stands in one itself, or where whoever could answer has lost her role since."""
    holds = select(role_grant.c.id).where(
        role_grant.c.unit_id == question_asked.c.stands_at,
        role_grant.c.withdrawn_at.is_(None),
        role_grant.c.role.in_(ANSWERING),
    )
    is_left_alone = question_asked.c.stands_at.is_not(None) & ~holds.exists()
    return or_(_stands_in(unit_ids), is_left_alone)


def _stands_in(unit_ids: Collection[int | None]) -> ColumnElement[bool]:
    numbers = [number for number in unit_ids if number is not None]
    stands_at = question_asked.c.stands_at
    return stands_at.is_(None) if None in unit_ids else func.coalesce(stands_at, -1).in_(numbers)


def _is_within(unit_ids: Collection[int | None]) -> ColumnElement[bool]:
    if None in unit_ids:
        return question_asked.c.id > 0
    numbers = [number for number in unit_ids if number is not None]
    return question_asked.c.stands_at.in_(select(subtrees(numbers).c.id))


def _question(row: Row[Any]) -> AskedQuestion:
    return AskedQuestion(
        id=row.id,
        learner_id=row.learner_id,
        text=row.text,
        typed_at=row.typed_at,
        is_lookup=row.is_lookup,
        sent_at=row.sent_at,
        unit_id=row.unit_id,
        stands_at=row.stands_at,
        outcome=Outcome(row.outcome),
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
