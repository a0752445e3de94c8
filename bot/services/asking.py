"""Asking: what may answer already, whose question it is to answer, and answering it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.domain.asking import ANSWER_DRAFT_LASTS, DRAFT_LASTS, TEXT_LASTS, AskedQuestion, Outcome
from bot.domain.curriculum import Library
from bot.domain.delivery import DeliveryKind
from bot.domain.managing import Right
from bot.domain.search import Hit, SearchIndex
from bot.errors import StaleButtonError
from bot.services.visit import Visit
from bot.storage.records import Records


@dataclass(frozen=True)
class _Shelf:
    """A library, known by its revision."""

    revision: str
    library: Library = field(compare=False)


@lru_cache(maxsize=2)
def _index(shelf: _Shelf) -> SearchIndex:
    return SearchIndex.of(shelf.library)


def hits(library: Library, text: str) -> tuple[Hit, ...]:
    """The cards that may answer; the index is built once for a revision of the library."""
    return _index(_Shelf(library.revision, library)).find(text)


def own(visit: Visit, question_id: int) -> AskedQuestion:
    """A question of hers; StaleButtonError for any other number."""
    question = visit.records.questions.get(question_id)
    if question is None or question.learner_id != visit.her.id or question.is_lookup:
        raise StaleButtonError
    return question


def send(visit: Visit, question: AskedQuestion) -> bool:
    """It goes to the nearest who can answer; False when it was sent before."""
    unit_id = visit.her.unit_id
    return visit.records.questions.send(question.id, unit_id, _nearest(visit, unit_id), visit.now)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a question can stand: a unit, or the whole tree (None)."""

    unit_id: int | None


def _nearest(visit: Visit, unit_id: int | None) -> int | None:
    """The nearest unit in which somebody may answer, None for the whole tree; her own where nobody may anywhere."""
    path = [unit.id for unit in visit.records.units.path(unit_id)] if unit_id is not None else []
    found = _desk_among(visit, path[::-1], visit.her.id)
    return found.unit_id if found is not None else unit_id


def desk_above(visit: Visit, question: AskedQuestion) -> Desk | None:
    """The next level above at which somebody may answer; None when there is none."""
    if question.stands_at is None:
        return None
    *above, _ = (unit.id for unit in visit.records.units.path(question.stands_at))
    return _desk_among(visit, above[::-1], question.learner_id)


def _desk_among(visit: Visit, upwards: Sequence[int], but_for: int) -> Desk | None:
    answering = visit.records.questions.answered_in((*upwards, None), but_for)
    for number in upwards:
        if number in answering:
            return Desk(number)
    return Desk(None) if None in answering or visit.first_admins else None


def pass_up(visit: Visit, question: AskedQuestion) -> bool:
    """Hand it to the level above; False when there is none, or it waits no more."""
    above = desk_above(visit, question)
    if above is None or not visit.records.questions.pass_to(question.id, above.unit_id):
        return False
    visit.note("question.passed", question.stands_at, question=question.id)
    return True


def answer(visit: Visit, question: AskedQuestion, text: str) -> bool:
    """Answer it; False when somebody was quicker."""
    if not _close(visit, question, Outcome.ANSWERED, text):
        return False
    visit.note("question.answered", question.stands_at, question=question.id)
    return True


def decline(visit: Visit, question: AskedQuestion, reason: Outcome) -> bool:
    """Say that it is not answered, and why; False when somebody was quicker."""
    if not _close(visit, question, reason, ""):
        return False
    visit.note("question.declined", question.stands_at, question=question.id)
    return True


def _close(visit: Visit, question: AskedQuestion, outcome: Outcome, text: str) -> bool:
    if not visit.records.questions.close(question.id, outcome, text, visit.her.id, visit.now):
        return False
    visit.records.deliveries.plan(DeliveryKind.ANSWER, question.id, question.learner_id, visit.now)
    return True


def waiting_for(visit: Visit) -> int:
    """How many questions wait for her own level."""
    return visit.records.questions.count_waiting(visit.units_where(Right.CONTACT), own=True)


def forget(records: Records, now: datetime) -> int:
    """The words of old answers go, and what was typed and never sent."""
    return records.questions.forget(now - TEXT_LASTS, now - DRAFT_LASTS, now - ANSWER_DRAFT_LASTS)
