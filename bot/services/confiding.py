"""Confiding: who is named, one private thread a woman, read by that person alone; and its end.

Nothing here writes into the audit: that somebody wrote is nobody's business but the two's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.confiding import (
    MOST_NAMED,
    PRIVATE_KINDS,
    ROOM_LASTS,
    THREAD_LASTS,
    Thread,
    ThreadLine,
    Way,
    can_be_named_at,
    is_present,
    needs_word,
)
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.learner import Awaiting, JoiningStep, Learner, given_name
from bot.domain.managing import AdminRole
from bot.domain.unit import Unit
from bot.errors import NotAllowedError, StaleButtonError
from bot.services.visit import Visit
from bot.storage.records import Records

IN_A_THREAD = (Awaiting.PRIVATE, Awaiting.PRIVATE_ANSWER)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to whom she may write: the number of her role, her full name, and the unit that named her."""

    grant_id: int
    name: str
    unit: Unit


def named_for(records: Records, learner: Learner) -> tuple[Named, ...]:
    """Who is named nearest above her, besides herself, and can be reached; never higher than in her commune."""
    for unit in reversed(records.units.path(learner.unit_id) if learner.unit_id is not None else ()):
        if not can_be_named_at(unit.level):
            break
        if found := records.threads.named_in(unit.id, learner.id):
            return tuple(Named(number, name, unit) for number, name in found)
    return ()


def can_confide(visit: Visit) -> bool:
    """Whether there is anybody for her to write to, or a thread of hers already."""
    if visit.learner is None or visit.chat.step is not JoiningStep.JOINED:
        return False
    return visit.records.threads.of(visit.learner.id) is not None or bool(named_for(visit.records, visit.learner))


def named(visit: Visit, grant_id: int) -> Named:
    """The one of that number; StaleButtonError when she is not named for her any more."""
    found = next((one for one in named_for(visit.records, visit.her) if one.grant_id == grant_id), None)
    if found is None:
        raise StaleButtonError
    return found


def can_be_named(records: Records, unit_id: int | None) -> bool:
    """Whether somebody may be named in a unit: in a commune or below, and as long as there are not enough."""
    unit = records.units.get(unit_id) if unit_id is not None else None
    if unit is None or not can_be_named_at(unit.level):
        return False
    held = [grant for grant in records.grants.in_unit(unit.id) if grant.role is AdminRole.CONFIDANT]
    return len(held) < MOST_NAMED


# Her side.


def hers(visit: Visit) -> Thread | None:
    """Her thread; one that is over goes at this moment."""
    return _if_open(visit, visit.records.threads.of(visit.her.id))


def _if_open(visit: Visit, thread: Thread | None) -> Thread | None:
    if thread is not None and thread.is_over(visit.now):
        visit.records.threads.drop([thread.id])
        return None
    return thread


def reader_name(visit: Visit, thread: Thread) -> str:
    """What the person is called who reads it; empty when nobody does any more."""
    reader = visit.records.learners.get(thread.reader_id) if thread.reader_id is not None else None
    return given_name(reader.name, visit.texts.family_names) if reader is not None else ""


def say(visit: Visit, grant_id: int, way: Way, text: str) -> Thread:
    """Send what she confirmed, into her thread or a new one; StaleButtonError when that person is named no more.

    ``grant_id`` 0 is her thread. What was sent by the same tap before is not sent again.
    """
    thread = hers(visit)
    if thread is None:
        opened = visit.records.threads.open(visit.her.id, named(visit, grant_id).grant_id, way, visit.now)
        thread = opened or visit.records.threads.of(visit.her.id)
    if thread is None or thread.reader_id is None or grant_id not in (0, thread.grant_id):
        raise StaleButtonError
    is_first = not visit.records.threads.lines(thread.id)
    _say(visit, thread, text, thread.reader_id, is_urgent=is_first)
    return thread


def _say(visit: Visit, thread: Thread, text: str, to: int, *, is_urgent: bool) -> None:
    threads = visit.records.threads
    waiting = threads.latest_unread(thread.id, visit.her.id)
    number = threads.say(thread.id, visit.her.id, text, visit.message_id or 0, visit.now)
    if number is None or not needs_word(waiting, visit.now):
        return
    # A private message outside the quiet hours' rule: only where it begins, or where the other is in it this minute.
    urgent = is_urgent or _is_present(visit.records, to, visit.now)
    visit.records.deliveries.plan(DeliveryKind.PRIVATE, number, to, visit.now, is_urgent=urgent)


def _is_present(records: Records, learner_id: int, now: datetime) -> bool:
    chat_id = records.chats.of_learner(learner_id)
    chat = records.chats.get(chat_id) if chat_id is not None else None
    return chat is not None and is_present(chat.awaiting in IN_A_THREAD, chat.seen_at, now)


def hand_over(visit: Visit, grant_id: int) -> Thread:
    """She wants another person to read her thread, whose reader has gone; StaleButtonError unless that is so."""
    thread = hers(visit)
    if thread is None or thread.reader_id is not None:
        raise StaleButtonError
    visit.records.threads.hand_over(thread.id, named(visit, grant_id).grant_id)
    anew = visit.records.threads.get(thread.id)
    said = [line for line in visit.records.threads.lines(thread.id) if line.author_id == visit.her.id]
    if anew is None or anew.reader_id is None:
        raise StaleButtonError
    if said:
        visit.records.deliveries.plan(DeliveryKind.PRIVATE, said[-1].id, anew.reader_id, visit.now)
    return anew


def set_way(visit: Visit, way: Way) -> Thread | None:
    """How it is safe to answer her from now on."""
    thread = hers(visit)
    if thread is not None:
        visit.records.threads.set_way(thread.id, way)
    return hers(visit)


def delete(visit: Visit) -> None:
    """She wants it gone, and it is; nobody is told."""
    thread = visit.records.threads.of(visit.her.id)
    if thread is not None:
        visit.records.threads.drop([thread.id])


def look(visit: Visit, thread: Thread) -> tuple[ThreadLine, ...]:
    """What was said, as it stood; from now on it counts as read."""
    lines = visit.records.threads.lines(thread.id)
    visit.records.threads.read(thread.id, visit.her.id, visit.now)
    return lines


# The side of who reads.


def mine(visit: Visit) -> tuple[Thread, ...]:
    """The threads that were opened with her."""
    return tuple(thread for thread in visit.records.threads.read_by(visit.her.id) if not thread.is_over(visit.now))


def is_waiting(visit: Visit, thread: Thread) -> bool:
    """Whether something in it waits to be read by her who reads."""
    return visit.records.threads.latest_unread(thread.id, thread.learner_id) is not None


def waiting_for(visit: Visit) -> int:
    """How many threads of her own have something new."""
    return sum(is_waiting(visit, thread) for thread in mine(visit))


def opened_with_me(visit: Visit, thread_id: int) -> Thread:
    """A thread that she may read; nobody else may, whatever her rights."""
    thread = _if_open(visit, visit.records.threads.get(thread_id))
    if thread is None:
        raise StaleButtonError
    if thread.reader_id != visit.her.id:
        raise NotAllowedError
    return thread


def answer(visit: Visit, thread: Thread, text: str) -> None:
    """Send the answer; never by night, unless she is in the conversation right now."""
    if thread.way is not Way.HERE:
        raise StaleButtonError
    _say(visit, thread, text, thread.learner_id, is_urgent=False)


def close(visit: Visit, thread: Thread) -> None:
    """It is over for both; she is told so in words that tell nothing."""
    _end(visit.records, thread, visit.now)


def _end(records: Records, thread: Thread, now: datetime) -> None:
    records.threads.drop([thread.id])
    if thread.way is Way.HERE:
        records.deliveries.plan(DeliveryKind.PRIVATE_END, thread.id, thread.learner_id, now)


# By itself.


def is_away(visit: Visit) -> bool:
    """Whether her chat still waits for words of a thread that she left alone for too long."""
    seen_at = visit.chat.seen_at
    return visit.chat.awaiting in IN_A_THREAD and seen_at is not None and visit.now - seen_at > ROOM_LASTS


def tidy(records: Records, now: datetime) -> None:
    """Delete what has expired, end what nobody reads any more, forget what was sent about either."""
    records.threads.drop(records.threads.over(now - THREAD_LASTS))
    for thread in records.threads.forsaken():
        her = records.learners.get(thread.learner_id)
        if her is None or not named_for(records, her):
            _end(records, thread, now)
        elif thread.way is Way.HERE:
            # Somebody else could read it, if she says so.
            records.deliveries.plan(DeliveryKind.PRIVATE_END, thread.id, thread.learner_id, now)
    records.threads.forget_deliveries()


def without_private(deliveries: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
    """The deliveries that may stand in a list or a file."""
    return tuple(one for one in deliveries if one.kind not in PRIVATE_KINDS)


def unreached(records: Records, unit_id: int | None) -> frozenset[int]:
    """The roles in a unit of those who take private messages but are offered to no learner yet, by number."""
    if unit_id is None:
        return frozenset()
    offered = {number for number, _name in records.threads.named_in(unit_id, 0)}
    held = (grant for grant in records.grants.in_unit(unit_id) if grant.role is AdminRole.CONFIDANT)
    return frozenset(grant.id for grant in held if grant.id not in offered)
