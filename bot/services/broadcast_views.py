"""What is known of a broadcast, gathered for a screen or a file; nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast import CAN_BE_TAKEN_BACK, Broadcast, BroadcastState, Tally, needs_agreement
from bot.domain.managing import Right, has_right_in
from bot.domain.timetable import Quiet, Run, run_of
from bot.services.broadcasting import Frame, taking_back, who_may_agree
from bot.services.visit import Visit
from bot.sheets.table import SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.storage.records.announcing import Missed
from bot.storage.records.audiences import Headcount
from bot.texts import Texts

MOST_NAMES = 50_000


@dataclass(frozen=True, slots=True)
class Prospect:
    """What there is to know before sending."""

    heads: Headcount
    run: Run
    needs_second: bool
    others: int


def quiet_of(frame: Frame) -> Quiet:
    """The quiet hours."""
    return Quiet(frame.house.quiet_from, frame.house.quiet_until, frame.zone)


def prospect(records: Records, broadcast: Broadcast, at: datetime, frame: Frame) -> Prospect:
    """Whom it would reach and how it would go, were it sent at that instant."""
    heads = records.audiences.headcount(broadcast.audience, frame.modules, frame.now, frame.house.weekly_budget)
    quiet = None if broadcast.is_urgent else quiet_of(frame)
    left_out = heads.blocked + (0 if broadcast.is_urgent else heads.paused)
    run = run_of(at, heads.people - left_out, frame.house.bulk_per_second, quiet)
    is_asked = needs_agreement(heads.people, frame.house.broadcast_agreement, is_urgent=broadcast.is_urgent)
    others = len(who_may_agree(records, broadcast, frame)) if is_asked else 0
    return Prospect(heads, run, is_asked, others)


def to_agree(visit: Visit) -> tuple[Broadcast, ...]:
    """Others' broadcasts that she may agree to: never her own, and only where she may send herself."""
    waiting = (one for one in visit.records.broadcasts.awaiting() if one.author_id != visit.her.id)
    return tuple(one for one in waiting if _may_send(visit, one.audience.unit_id))


def _may_send(visit: Visit, unit_id: int | None) -> bool:
    path = set() if unit_id is None else {unit.id for unit in visit.records.units.path(unit_id)}
    return has_right_in(visit.grants, Right.CONTACT, path)


def count_to_agree(visit: Visit) -> int:
    """How many wait for her to agree."""
    return len(to_agree(visit))


def is_told_in_the_morning(broadcast: Broadcast, frame: Frame) -> bool:
    """Whether those who may agree are not told yet: it was asked for in the quiet hours, and they still last."""
    asked_at = broadcast.asked_at
    return not broadcast.is_urgent and asked_at is not None and frame.now < quiet_of(frame).end_after(asked_at)


@dataclass(frozen=True, slots=True)
class Account:
    """How a broadcast stands."""

    broadcast: Broadcast
    tally: Tally
    taken: Tally
    again: int
    can_take_back: bool


def account(records: Records, broadcast: Broadcast, now: datetime) -> Account:
    """How it stands, and what can still be done."""
    tally = records.announcing.tally(broadcast.id)
    taken = taking_back(records, broadcast.id) if broadcast.taken_back_at is not None else Tally()
    is_done = broadcast.state is BroadcastState.DONE
    again = records.announcing.again(broadcast.id) if is_done else 0
    last_at = broadcast.finished_at or now
    is_young = broadcast.started_at is not None and now - last_at < CAN_BE_TAKEN_BACK
    can_take_back = is_young and broadcast.taken_back_at is None and bool(tally.sent or tally.open)
    return Account(broadcast, tally, taken, again, can_take_back)


def missed(records: Records, broadcast: Broadcast, unit_ids: tuple[int | None, ...]) -> tuple[tuple[Missed, str], ...]:
    """Who did not get it within these units, each with the name of her unit."""
    found = records.announcing.missed(broadcast.id, unit_ids, MOST_NAMES)
    names: dict[int, str] = {}
    for number in {one.unit_id for one in found if one.unit_id is not None}:
        names[number] = ", ".join(unit.name for unit in reversed(records.units.path(number)))
    return tuple((one, names.get(one.unit_id or 0, "")) for one in found)


def missed_book(texts: Texts, rows: Sequence[tuple[str, str, str]], written_on: str) -> bytes:
    """The names of those who did not get it, with unit and reason, as a workbook."""
    say = texts.plain
    headings = (say("bulletin.sheet_name"), say("bulletin.sheet_unit"), say("bulletin.sheet_why"))
    return workbook([SheetTable(say("bulletin.sheet"), headings, rows, (say("bulletin.sheet_note", day=written_on),))])
