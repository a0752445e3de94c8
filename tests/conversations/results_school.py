"""People who have learned, put straight into the tables, so that a report has something to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from bot.domain.attempt import Answer, Drawn, Result
from bot.domain.curriculum import Module, Question, QuestionKind
from bot.domain.managing import AdminRole
from bot.storage.records import Records
from bot.storage.tables import learner
from tests.chatting import Meeting, Talker

ALL_RIGHT = frozenset[str]()


def goes_through(
    records: Records,
    learner_id: int,
    module: Module,
    at: datetime,
    wrong: Iterable[str] = ALL_RIGHT,
    *,
    passes: bool | None = None,
) -> int:
    """One finished attempt in the module's order; a single-choice question is answered by choice, others by mark."""
    wrong = set(wrong)
    records.study.enrol(learner_id, module.course_id, at)
    records.study.keep_revision(module, at)
    drawn = tuple(Drawn(question.id, question.revision, ()) for question in module.questions)
    attempt = records.study.start_attempt(learner_id, module, drawn, at)
    for position, question in enumerate(module.questions):
        is_right = question.id not in wrong
        records.study.add_answer(attempt, Answer(position, 0, _chosen(question, is_right), is_right, at))
    right = len(module.questions) - len(wrong)
    result = Result(right, len(module.questions), 0 if passes else 101 if passes is False else module.pass_percent, ())
    records.study.finish_attempt(attempt.id, at, result)
    records.study.see_result(attempt.id, at)
    return attempt.id


def _chosen(question: Question, is_right: bool) -> tuple[int, ...]:
    match question.kind:
        case QuestionKind.SITUATION:
            choices = question.steps[0].choices
            return 0, next((n for n, choice in enumerate(choices) if choice.is_right == is_right), 0)
        case QuestionKind.SEVERAL:
            return 0, int(question.choices[0].is_right == is_right)
        case QuestionKind.ORDER:
            return tuple(range(len(question.choices))) if is_right else tuple(range(len(question.choices)))[::-1]
    return (next(n for n, choice in enumerate(question.choices) if choice.is_right == is_right),)


def joins(records: Records, name: str, key: str | None, at: datetime) -> int:
    """Somebody who has joined a unit."""
    unit = records.units.by_key(key) if key is not None else None
    assert key is None or unit is not None
    one = records.learners.add(name, unit.id if unit is not None else None, at)
    records.learners.change(one.id, joined_at=at)
    return one.id


def people(
    records: Records, key: str, count: int, at: datetime, modules: Mapping[str, bool], taught: Iterable[Module]
) -> tuple[int, ...]:
    """So many in a unit, each with these modules finished: passed or not."""
    known = {module.id: module for module in taught}
    numbers = []
    for place in range(count):
        number = joins(records, f"Chị {key} {place}", key, at)
        for module_id, is_passed in modules.items():
            goes_through(records, number, known[module_id], at, passes=is_passed)
        numbers.append(number)
    return tuple(numbers)


def entrust(records: Records, name: str, key: str | None, role: AdminRole, now: datetime) -> None:
    """Give a learner an admin role in a unit; in the whole tree where there is no key."""
    number = records.connection.execute(select(learner.c.id).where(learner.c.name == name)).scalar_one()
    unit = records.units.by_key(key) if key is not None else None
    records.grants.give(number, unit.id if unit is not None else None, role, None, now)


async def entrusted(met: Meeting, name: str, key: str | None, role: AdminRole = AdminRole.ORGANISER) -> Talker:
    """A learner who holds an admin role in a unit."""
    talker = await met.learner(name)
    await met.app.database.run(entrust, name, key, role, met.clock.now())
    return talker


def file_of(met: Meeting, message: Mapping[str, object]) -> bytes:
    """The file or the largest picture of a message."""
    document = message.get("document")
    if not isinstance(document, dict):
        photo = message["photo"]
        assert isinstance(photo, list)
        document = photo[-1]
    stored = met.world.files.get(document["file_id"])
    assert stored is not None
    return stored.content
