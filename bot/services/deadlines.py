"""Deadlines: setting and withdrawing them, reminding who has not finished, and the count on the day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Course, Library, Module
from bot.domain.deadline import COUNT_AT, Deadline, days_that_speak, nearest
from bot.domain.delivery import DeliveryKind
from bot.domain.learner import Learner
from bot.domain.progress import ModuleProgress, Standing
from bot.domain.reminder import Quiet, ReminderPlan, end_of, instant, minute_of
from bot.services import studying
from bot.services.visit import Visit
from bot.storage.records import Records

COUNT_WITHIN = timedelta(days=30)
"""After a longer outage nobody cares for the count any more."""
COUNT_KEEPS = timedelta(days=7)
UNITS_AT_ONCE, LEARNERS_AT_ONCE = 100, 200
"""What one transaction looks at, about."""


def set_deadline(visit: Visit, unit_id: int, course_id: str, day: date) -> Deadline | None:
    """Set it, in the place of an earlier one for the same course and unit; None when just that one is set already."""
    older = [one for one in visit.records.deadlines.of_unit(unit_id, visit.today) if one.course_id == course_id]
    if any(one.day == day for one in older):
        return None
    for one in older:
        visit.records.deadlines.change(one.id, withdrawn_at=visit.now)
    is_operators = any(grant.id == 0 for grant in visit.grants)
    by, now = visit.her.id, visit.now
    number = visit.records.deadlines.add(unit_id, course_id, day, by, now, is_operators=is_operators)
    visit.note("deadline.set", unit_id=unit_id, subject_id=number, course=course_id, day=str(day), replaced=len(older))
    return visit.records.deadlines.get(number)


def withdraw(visit: Visit, deadline: Deadline) -> bool:
    """Withdraw it; False when it was before."""
    if deadline.withdrawn_at is not None:
        return False
    visit.records.deadlines.change(deadline.id, withdrawn_at=visit.now)
    visit.note("deadline.withdraw", unit_id=deadline.unit_id, subject_id=deadline.id, course=deadline.course_id)
    return True


def to_sweep(records: Records, library: Library, today: date) -> tuple[tuple[Deadline, tuple[int, ...]], ...]:
    """What speaks today and was not yet planned for today, each with the units it concerns."""
    found = [one for one in records.deadlines.on(days_that_speak(today)) if one.swept_on != today]
    taught = [one for one in found if library.course(one.course_id) is not None]
    return tuple((one, records.units.below(one.unit_id)) for one in taught)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a sweep has come: the place in the list of units, and the last learner looked at there."""

    unit: int = 0
    after: int = 0


def sweep(
    records: Records,
    library: Library,
    deadline: Deadline,
    unit_ids: tuple[int, ...],
    place: Place,
    now: datetime,
    zone: ZoneInfo,
    quiet: Quiet,
) -> tuple[Place, int]:
    """Plan today's reminder for a piece of those concerned: where to go on, and how many were planned.

    It takes the place of the everyday nudge. Doing it twice plans nothing twice.
    """
    course = library.course(deadline.course_id)
    if course is None:
        return Place(len(unit_ids)), 0
    looked = planned = 0
    last = place.unit + UNITS_AT_ONCE
    while place.unit < min(len(unit_ids), last) and looked < LEARNERS_AT_ONCE:
        unit_id = unit_ids[place.unit]
        plans = records.deadlines.concerned(unit_id, ids_of(course), place.after, LEARNERS_AT_ONCE)
        planned += _plan_reminders(records, deadline, plans, now, zone, quiet)
        looked += len(plans)
        is_whole = len(plans) < LEARNERS_AT_ONCE
        place = Place(place.unit + 1) if is_whole else Place(place.unit, plans[-1].learner_id)
    return place, planned


def _plan_reminders(
    records: Records,
    deadline: Deadline,
    plans: tuple[ReminderPlan, ...],
    now: datetime,
    zone: ZoneInfo,
    quiet: Quiet,
) -> int:
    today = now.astimezone(zone).date()
    rested = _had_one_yesterday(records, deadline, plans, today)
    planned = 0
    for plan in plans:
        at = slot_today(plan, now, zone, quiet)
        if at is None or plan.learner_id in rested:
            continue
        records.deliveries.cancel(DeliveryKind.REMINDER, today.toordinal(), "deadline", plan.learner_id)
        kind, end = DeliveryKind.DEADLINE, end_of(today, zone)
        planned += records.deliveries.plan(kind, today.toordinal(), plan.learner_id, at, expires_at=end)
    return planned


def _had_one_yesterday(
    records: Records, deadline: Deadline, plans: tuple[ReminderPlan, ...], today: date
) -> frozenset[int]:
    """Whom another deadline reminded yesterday; on the last day before this one, nobody is passed over."""
    if not plans or (deadline.day - today).days == 1:
        return frozenset()
    return records.deadlines.reminded_on(today - timedelta(days=1), [plan.learner_id for plan in plans])


def slot_today(plan: ReminderPlan, now: datetime, zone: ZoneInfo, quiet: Quiet) -> datetime | None:
    """Her hour today, now when it has passed; None on a day off, in a pause, and when night has come."""
    local = now.astimezone(zone)
    at = instant(local.date(), quiet.waking(plan.minute), zone)
    if at is None or not plan.is_open_on(local.date()) or plan.is_paused(max(at, now)) or plan.is_off:
        return None
    is_night = quiet.covers(local.hour * 60 + local.minute)
    if at > now:
        return at
    return None if is_night else now


def mark_swept(records: Records, deadline_id: int, today: date) -> None:
    """Everybody concerned is planned for today."""
    records.deadlines.change(deadline_id, swept_on=today)


def plan_counts(records: Records, now: datetime, zone: ZoneInfo) -> int:
    """Plan the count for whoever set a deadline that is over: at eight on the day after. How many."""
    today = now.astimezone(zone).date()
    planned = 0
    for one in records.deadlines.to_count(today, today - COUNT_WITHIN):
        records.deadlines.change(one.id, counted_at=now)
        at = instant(one.day + timedelta(days=1), minute_of(COUNT_AT), zone) or now
        if one.set_by is not None:
            end = max(at, now).astimezone(UTC) + COUNT_KEEPS
            kind = DeliveryKind.DEADLINE_COUNT
            planned += records.deliveries.plan(kind, one.id, one.set_by, max(at, now), expires_at=end)
    return planned


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline that speaks to her today, and the next thing to learn for it."""

    deadline: Deadline
    course: Course
    next_up: ModuleProgress


def speaks_to(records: Records, learner: Learner, library: Library, today: date) -> Due | None:
    """The nearest deadline that speaks today in a unit of hers and whose course she has not finished."""
    if learner.unit_id is None:
        return None
    path = [unit.id for unit in records.units.path(learner.unit_id)]
    progress = {item.module.id: item for item in studying.overview(records, learner, library)}
    found: dict[int, Due] = {}
    deadlines = records.deadlines.above(path, days_that_speak(today))
    for one in deadlines:
        course = library.course(one.course_id)
        unpassed = [progress[module.id] for module in course.modules] if course is not None else []
        unpassed = [item for item in unpassed if item.standing is not Standing.PASSED]
        if course is not None and unpassed:
            under_way = [item for item in unpassed if item.standing is Standing.UNDER_WAY]
            found[one.id] = Due(one, course, (under_way or unpassed)[0])
    first = nearest(one.deadline for one in found.values())
    return found[first.id] if first is not None else None


def ids_of(course: Course) -> tuple[str, ...]:
    """The numbers of its modules."""
    return tuple(module.id for module in course.modules)


def place_in_course(library: Library, module: Module) -> int:
    """Which module of its course it is, from 1."""
    course = library.course(module.course_id)
    listed = ids_of(course) if course is not None else ()
    return listed.index(module.id) + 1 if module.id in listed else 1
