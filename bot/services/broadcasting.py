"""Broadcasts: written, agreed to, begun, paused, finished. Sending itself is not here: that is rows of deliveries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience
from bot.domain.broadcast import LASTS, Broadcast, BroadcastState, Content, Move, Tally, fault_of, needs_agreement
from bot.domain.delivery import DeliveryKind
from bot.domain.house import HouseRules
from bot.domain.managing import RIGHTS, Right
from bot.domain.notes import Note, subject_of
from bot.domain.timetable import a_week_later
from bot.errors import StaleButtonError
from bot.storage.records import Records

CHUNK = 5000
"""Rows that one transaction plans or changes; nobody else waits longer than that takes."""
CANDIDATE_ROLES = tuple(role for role, rights in RIGHTS.items() if Right.CONTACT in rights)
MOST_ASKED = 20
"""So many are asked to agree at most, those nearest to the unit first."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What everything here needs to know of the world."""

    now: datetime
    zone: ZoneInfo
    house: HouseRules
    modules: tuple[str, ...]
    """The ids of what is taught."""
    first_admins: Collection[str] = ()


def begin_draft(records: Records, author_id: int, unit_id: int | None, now: datetime) -> Broadcast:
    """A new draft; one in which nothing was written or chosen yet is taken up again."""
    newest = next(iter(records.broadcasts.of_author(author_id, 1)), None)
    if newest is not None and newest.state is BroadcastState.DRAFT:
        chosen = (newest.content, newest.audience, newest.module_id, newest.is_urgent, newest.is_weekly)
        if chosen == (Content(), Audience(unit_id), "", False, False):
            return newest
    return records.broadcasts.draft(author_id, Audience(unit_id), now)


def hers(records: Records, broadcast_id: int, learner_id: int) -> Broadcast:
    """Her broadcast of that number; StaleButtonError when it is not hers or gone."""
    found = records.broadcasts.get(broadcast_id)
    if found is None or found.author_id != learner_id:
        raise StaleButtonError
    return found


def submit(records: Records, draft: Broadcast, send_at: datetime, frame: Frame) -> bool:
    """Send it at that instant, or ask for agreement first; False when that cannot be, or somebody was quicker."""
    people = records.audiences.count(draft.audience, frame.modules, frame.now)
    if fault_of(draft.content) is not None or not people:
        return False
    series = {"series_id": draft.id} if draft.is_weekly else {"series_id": None}
    values = {"send_at": send_at, "agreed_by": None, "refused_because": "", **series}
    if needs_agreement(people, frame.house.broadcast_agreement, is_urgent=draft.is_urgent):
        if not who_may_agree(records, draft, frame):
            return False
        if not records.broadcasts.take(draft.id, Move.ASK, asked_at=frame.now, **values):
            return False
        ask_others(records, draft, frame)
        return True
    if not records.broadcasts.take(draft.id, Move.SCHEDULE, asked_at=None, **values):
        return False
    start_if_due(records, draft.id, frame)
    return True


def who_may_agree(records: Records, broadcast: Broadcast, frame: Frame) -> tuple[int, ...]:
    """Who holds the right to send there, without its author; those whose right is held nearest come last to mind."""
    path = () if broadcast.audience.unit_id is None else records.units.path(broadcast.audience.unit_id)
    found = records.grants.holders(CANDIDATE_ROLES, [unit.id for unit in path])
    first = [records.chats.get(chat_id) for chat_id in sorted(frame.first_admins)]
    everybody = (*found, *(chat.learner_id for chat in first if chat is not None and chat.learner_id is not None))
    return tuple(number for number in dict.fromkeys(everybody) if number != broadcast.author_id)


def ask_others(records: Records, broadcast: Broadcast, frame: Frame) -> int:
    """Tell everybody who may that her agreement is asked for; how many."""
    asked = who_may_agree(records, broadcast, frame)[:MOST_ASKED]
    for learner_id in asked:
        tell(records, broadcast, Note.ASKED, learner_id, frame.now)
    return len(asked)


def agree(records: Records, broadcast: Broadcast, learner_id: int, frame: Frame) -> bool:
    """A second organiser agrees: it goes at its time, or at once when that is over."""
    if learner_id == broadcast.author_id:
        raise StaleButtonError
    if not records.broadcasts.take(broadcast.id, Move.SCHEDULE, agreed_by=learner_id):
        return False
    tell(records, broadcast, Note.AGREED, broadcast.author_id, frame.now)
    start_if_due(records, broadcast.id, frame)
    return True


def refuse(records: Records, broadcast: Broadcast, learner_id: int, because: str, now: datetime) -> bool:
    """She does not agree: it is a draft again, and its author learns why."""
    if learner_id == broadcast.author_id:
        raise StaleButtonError
    if not records.broadcasts.take(broadcast.id, Move.REFUSE, refused_because=because[:300]):
        return False
    tell(records, broadcast, Note.REFUSED, broadcast.author_id, now)
    return True


def tell(records: Records, broadcast: Broadcast, note: Note, learner_id: int, now: datetime) -> None:
    """Let somebody know, of what is urgent at night too; the same word twice within a minute is said once."""
    subject = subject_of(broadcast.id, note, int(now.timestamp()) // 60)
    records.deliveries.plan(DeliveryKind.BROADCAST_NOTE, subject, learner_id, now, is_urgent=broadcast.is_urgent)


def start_if_due(records: Records, broadcast_id: int, frame: Frame) -> bool:
    """Begin it where its time has come: the first deliveries are planned with it, the job plans the others."""
    broadcast = records.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.SCHEDULED:
        return False
    if broadcast.send_at is None or broadcast.send_at > frame.now:
        return False
    if not _author_may(records, broadcast, frame):
        if records.broadcasts.take(broadcast.id, Move.CANCEL):
            records.audit.note(
                "announce.no_right", None, "", frame.now, unit_id=broadcast.audience.unit_id, subject_id=broadcast.id
            )
            tell(records, broadcast, Note.NO_RIGHT, broadcast.author_id, frame.now)
        return False
    if broadcast.is_weekly:
        again_at = a_week_later(broadcast.send_at, frame.now, frame.zone)
        records.broadcasts.repeat(broadcast, again_at, frame.now)
    people = records.audiences.count(broadcast.audience, frame.modules, frame.now)
    is_asked = needs_agreement(people, frame.house.broadcast_agreement, is_urgent=broadcast.is_urgent)
    if is_asked and broadcast.agreed_by is None:
        # The circle has grown since she wrote it.
        if records.broadcasts.take(broadcast.id, Move.ASK, asked_at=frame.now):
            ask_others(records, broadcast, frame)
        return False
    if not records.broadcasts.take(broadcast.id, Move.START, started_at=frame.now):
        return False
    records.audit.note(
        "announce.start",
        broadcast.author_id,
        "",
        frame.now,
        unit_id=broadcast.audience.unit_id,
        subject_id=broadcast.id,
        people=people,
    )
    plan_some(records, replace(broadcast, state=BroadcastState.RUNNING, started_at=frame.now), frame)
    return True


def _author_may(records: Records, broadcast: Broadcast, frame: Frame) -> bool:
    """Whether its author may still send there: her right may have been withdrawn since."""
    nobody = replace(broadcast, author_id=0)
    return broadcast.author_id in who_may_agree(records, nobody, frame)


def plan_some(records: Records, broadcast: Broadcast, frame: Frame) -> int:
    """Plan the next deliveries; how many. With the last of them it is noted that nobody is added any more."""
    planned = records.audiences.plan(
        broadcast.id,
        broadcast.audience,
        frame.modules,
        # Whoever was silent, or had not begun, when it started.
        broadcast.started_at or frame.now,
        frame.now,
        frame.now + LASTS,
        CHUNK,
        is_urgent=broadcast.is_urgent,
    )
    if planned < CHUNK:
        records.broadcasts.note(broadcast.id, planned_at=frame.now)
    return planned


def pause(records: Records, broadcast_id: int, because: str = "") -> bool:
    """Hold back what is not sent; what is on its way at this moment arrives."""
    if not records.broadcasts.take(broadcast_id, Move.PAUSE, paused_because=because):
        return False
    records.announcing.put_aside(broadcast_id, CHUNK)
    return True


def pause_for_failures(records: Records, broadcast_id: int, now: datetime) -> bool:
    """Too much failed: it is paused and its author told. Whoever sends calls this."""
    broadcast = records.broadcasts.get(broadcast_id)
    if broadcast is None or not pause(records, broadcast_id, "failures"):
        return False
    unit_id = broadcast.audience.unit_id
    records.audit.note("announce.failures", None, "", now, unit_id=unit_id, subject_id=broadcast_id)
    tell(records, broadcast, Note.FAILURES, broadcast.author_id, now)
    return True


def resume(records: Records, broadcast_id: int, now: datetime) -> bool:
    """Go on where it was held."""
    if not records.broadcasts.take(broadcast_id, Move.RESUME, paused_because=""):
        return False
    records.announcing.bring_back(broadcast_id, now, now + LASTS, CHUNK)
    return True


def cancel(records: Records, broadcast_id: int) -> bool:
    """Break it off, or throw it away; what was sent stays sent."""
    if not records.broadcasts.take(broadcast_id, Move.CANCEL):
        return False
    records.announcing.cancel(broadcast_id, CHUNK)
    return True


def send_again(records: Records, broadcast_id: int, now: datetime) -> int:
    """Once more to whom it did not reach, never to who got it; how many. The rows stay the same ones."""
    if not records.announcing.again(broadcast_id):
        return 0
    if not records.broadcasts.take(broadcast_id, Move.AGAIN, finished_at=None):
        return 0
    return records.announcing.send_again(broadcast_id, now, now + LASTS)


def take_back(records: Records, broadcast: Broadcast, now: datetime) -> bool:
    """Delete it from everybody's phone where that is still possible, and send no more of it; once."""
    if broadcast.taken_back_at is not None or broadcast.started_at is None:
        return False
    cancel(records, broadcast.id)
    records.broadcasts.note(broadcast.id, taken_back_at=now)
    records.announcing.plan_taking_back(broadcast.id, now, CHUNK)
    return True


def finish_if_done(records: Records, broadcast: Broadcast, now: datetime) -> bool:
    """Nothing is left to be sent: it is done, and its author gets the report."""
    if broadcast.planned_at is None or records.announcing.is_open(broadcast.id):
        return False
    if not records.broadcasts.take(broadcast.id, Move.FINISH, finished_at=now):
        return False
    tell(records, broadcast, Note.DONE, broadcast.author_id, now)
    return True


def taking_back(records: Records, broadcast_id: int) -> Tally:
    """How far taking it back has come: «sent» is what was deleted."""
    return records.announcing.tally(broadcast_id, DeliveryKind.TAKE_BACK)
