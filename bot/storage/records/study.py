"""Bookmarks, enrolments, attempts and answers."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.domain.attempt import Answer, Attempt, Drawn, Result
from bot.domain.curriculum import Module
from bot.domain.progress import Bookmark
from bot.storage.records.insert import insert_if_new, upsert
from bot.storage.tables import answer, attempt, bookmark, enrolment, module_revision

ATTEMPT = select(attempt).where(attempt.c.id == bindparam("attempt_id"))
ATTEMPT_LOCKED = ATTEMPT.with_for_update()
ANSWERS = (
    select(answer).where(answer.c.attempt_id == bindparam("attempt_id")).order_by(answer.c.position, answer.c.part)
)
ATTEMPTS_OF = select(attempt).where(attempt.c.learner_id == bindparam("learner_id")).order_by(attempt.c.id)
ANSWERS_OF = (
    select(answer)
    .join(attempt, attempt.c.id == answer.c.attempt_id)
    .where(attempt.c.learner_id == bindparam("learner_id"))
    .order_by(answer.c.attempt_id, answer.c.position, answer.c.part)
)


class Study:
    """What learners did. Attempts and answers are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_bookmark(self, learner_id: int, module_id: str, card_id: str | None, now: datetime) -> None:
        """Remember where she is in a module."""
        key = {"learner_id": learner_id, "module_id": module_id}
        upsert(self._connection, bookmark, key, {"card_id": card_id, "at": now})

    def bookmarks(self, learner_id: int) -> tuple[Bookmark, ...]:
        """Where she is in every module she opened."""
        rows = self._connection.execute(select(bookmark).where(bookmark.c.learner_id == learner_id))
        return tuple(Bookmark(row.module_id, row.card_id, row.at) for row in rows)

    def enrol(self, learner_id: int, course_id: str, now: datetime) -> None:
        """Note when she began a course, once."""
        values = {"learner_id": learner_id, "course_id": course_id, "at": now}
        insert_if_new(self._connection, enrolment, values)

    def enrolments(self, learner_id: int) -> tuple[tuple[str, datetime], ...]:
        """The courses she began, and when."""
        rows = self._connection.execute(
            select(enrolment.c.course_id, enrolment.c.at).where(enrolment.c.learner_id == learner_id)
        )
        return tuple((row.course_id, row.at) for row in rows)

    def keep_revision(self, module: Module, now: datetime) -> None:
        """Keep the module's wording, so that an attempt can be finished and read after an edit."""
        values = {
            "module_id": module.id,
            "revision": module.revision,
            "body": msgspec.json.encode(module),
            "first_used_at": now,
        }
        insert_if_new(self._connection, module_revision, values)

    def module_at(self, module_id: str, revision: str) -> Module | None:
        """A module as it was worded in that revision."""
        body = self._connection.execute(
            select(module_revision.c.body).where(
                module_revision.c.module_id == module_id, module_revision.c.revision == revision
            )
        ).scalar_one_or_none()
        return msgspec.json.decode(body, type=Module) if body is not None else None

    def start_attempt(
        self,
        learner_id: int,
        module: Module,
        drawn: tuple[Drawn, ...],
        now: datetime,
        *,
        carried: int = 0,
        retry_of: int | None = None,
    ) -> Attempt:
        """A new attempt; the caller has looked that none is under way."""
        out_of = carried + len(drawn)
        number = self._connection.execute(
            insert(attempt)
            .values(
                learner_id=learner_id,
                module_id=module.id,
                module_revision=module.revision,
                drawn=msgspec.json.encode(drawn),
                picked="[]",
                carried=carried,
                out_of=out_of,
                pass_percent=module.pass_percent,
                started_at=now,
                retry_of=retry_of,
            )
            .returning(attempt.c.id)
        ).scalar_one()
        return Attempt(
            int(number), learner_id, module.id, module.revision, drawn, (), (), carried, out_of, module.pass_percent,
            now, None, retry_of,
        )  # fmt: skip

    def attempt(self, attempt_id: int, *, lock: bool = False) -> Attempt | None:
        """One attempt with its answers; locked until the transaction ends, when it is to be changed."""
        statement = ATTEMPT_LOCKED if lock else ATTEMPT
        row = self._connection.execute(statement, {"attempt_id": attempt_id}).one_or_none()
        return _attempt(row, self._answers(attempt_id)) if row is not None else None

    def attempts(self, learner_id: int) -> tuple[Attempt, ...]:
        """All her attempts with their answers, oldest first."""
        rows = self._connection.execute(ATTEMPTS_OF, {"learner_id": learner_id}).all()
        given = self._connection.execute(ANSWERS_OF, {"learner_id": learner_id})
        by_attempt: dict[int, list[Answer]] = {}
        for row in given:
            by_attempt.setdefault(row.attempt_id, []).append(_answer(row))
        return tuple(_attempt(row, tuple(by_attempt.get(row.id, ()))) for row in rows)

    def _answers(self, attempt_id: int) -> tuple[Answer, ...]:
        rows = self._connection.execute(ANSWERS, {"attempt_id": attempt_id})
        return tuple(_answer(row) for row in rows)

    def add_answer(self, to: Attempt, given: Answer) -> bool:
        """Add an answer; False when that part was answered already."""
        drawn = to.drawn[given.position]
        values = {
            "attempt_id": to.id,
            "position": given.position,
            "part": given.part,
            "question_id": drawn.question_id,
            "question_revision": drawn.revision,
            "chosen": msgspec.json.encode(given.chosen).decode(),
            "is_right": given.is_right,
            "at": given.at,
        }
        return insert_if_new(self._connection, answer, values)

    def set_picked(self, attempt_id: int, picked: tuple[int, ...]) -> None:
        """Remember the choices of an order question placed so far."""
        encoded = msgspec.json.encode(picked).decode()
        self._connection.execute(update(attempt).where(attempt.c.id == attempt_id).values(picked=encoded))

    def drop_questions(self, left: Attempt) -> None:
        """Some of its questions are asked no more; it goes on as it is now."""
        values = {
            "dropped": msgspec.json.encode(left.dropped).decode(),
            "out_of": left.out_of,
            "picked": msgspec.json.encode(left.picked).decode(),
        }
        self._connection.execute(update(attempt).where(attempt.c.id == left.id).values(**values))

    def finish_attempt(self, attempt_id: int, now: datetime, result: Result) -> None:
        """Every question is answered; how it came out is kept beside it for the reports."""
        unfinished = (attempt.c.id == attempt_id, attempt.c.finished_at.is_(None))
        values = {"finished_at": now, "right_answers": result.right, "is_passed": result.is_passed}
        self._connection.execute(update(attempt).where(*unfinished).values(**values))

    def see_result(self, attempt_id: int, now: datetime) -> None:
        """She has looked at the result; only the first time is noted."""
        unseen = (attempt.c.id == attempt_id, attempt.c.finished_at.is_not(None), attempt.c.seen_at.is_(None))
        self._connection.execute(update(attempt).where(*unseen).values(seen_at=now))


def _attempt(row: Row[tuple[object, ...]], answers: tuple[Answer, ...]) -> Attempt:
    return Attempt(
        id=row.id,
        learner_id=row.learner_id,
        module_id=row.module_id,
        module_revision=row.module_revision,
        drawn=msgspec.json.decode(row.drawn, type=tuple[Drawn, ...]),
        answers=answers,
        picked=tuple(msgspec.json.decode(row.picked, type=list[int])),
        carried=row.carried,
        out_of=row.out_of,
        pass_percent=row.pass_percent,
        started_at=row.started_at,
        finished_at=row.finished_at,
        retry_of=row.retry_of,
        seen_at=row.seen_at,
        dropped=tuple(msgspec.json.decode(row.dropped, type=list[int])),
    )


def _answer(row: Row[tuple[object, ...]]) -> Answer:
    chosen = tuple(msgspec.json.decode(row.chosen, type=list[int]))
    return Answer(row.position, row.part, chosen, row.is_right, row.at)
