"""Reminders: looking at the plans that are due, and what a learner wants of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.deadline import STAGES
from bot.domain.delivery import DeliveryKind
from bot.domain.reminder import (
    FIRST_LOOK,
    GENTLE,
    NOTHING_LEFT,
    PAUSE,
    Quiet,
    ReminderPlan,
    decide,
    end_of,
    look_anew,
    put_off,
)
from bot.errors import StaleButtonError
from bot.services import studying
from bot.storage.records import Records
from bot.storage.records.reminders import DuePlan

AWAY = timedelta(days=1)
"""Nobody falls silent, or is given up, within less of her last sign."""


def begin(records: Records, learner_id: int, now: datetime) -> None:
    """She has joined: her plan begins, and is looked at before her next evening."""
    records.reminders.begin(learner_id, now + FIRST_LOOK)


def come_back(records: Records, learner_id: int, now: datetime) -> None:
    """She is here again after a day or more: if there was silence, it ends, gently."""
    records.reminders.wake(learner_id, now + timedelta(days=GENTLE) - FIRST_LOOK)


def look_at_due(
    records: Records, library: Library, now: datetime, zone: ZoneInfo, quiet: Quiet, most: int
) -> tuple[int, int]:
    """Look at so many plans that are due: how many were, and how many nudges were planned.

    Every one is looked at again in the future or falls silent, so that doing this twice plans nothing twice.
    """
    due = records.reminders.due(now, most)
    today = now.astimezone(zone).date()
    waiting = [(one.plan.learner_id, one.plan.last_on) for one in due if one.plan.awaits]
    reached = records.reminders.reached((number, day) for number, day in waiting if day is not None)
    nudged: list[tuple[DuePlan, ReminderPlan]] = []
    for one in due:
        if one.seen_at is None or not one.is_reachable:
            records.reminders.silence(one.plan.learner_id)
            continue
        was_sent = one.plan.learner_id in reached
        decision = decide(one.plan, now, zone, quiet, one.seen_at, was_sent=was_sent)
        if decision.is_nudge:
            nudged.append((one, decision.plan))
        else:
            records.reminders.save(decision.plan)
    keep_free = _near_deadlines(records, library, [one.plan.learner_id for one, _ in nudged], today)
    planned = 0
    for one, plan in nudged:
        before = replace(one.plan, unanswered=plan.unanswered, awaits=False)
        if plan.learner_id in keep_free:
            records.reminders.save(put_off(before, 1, now, zone, quiet))
        elif not _has_something_left(records, library, plan.learner_id):
            records.reminders.save(put_off(before, NOTHING_LEFT, now, zone, quiet))
        else:
            records.reminders.save(plan)
            end = end_of(today, zone)
            kind, subject = DeliveryKind.REMINDER, today.toordinal()
            planned += records.deliveries.plan(kind, subject, plan.learner_id, now, expires_at=end)
    return len(due), planned


def _has_something_left(records: Records, library: Library, learner_id: int) -> bool:
    learner = records.learners.get(learner_id)
    return learner is not None and studying.place_to_continue(records, learner, library) is not None


def _near_deadlines(records: Records, library: Library, learner_ids: list[int], today: date) -> frozenset[int]:
    """Those for whom a deadline speaks today, spoke yesterday or will tomorrow: the everyday nudge makes room."""
    found: set[int] = set()
    if not learner_ids:
        return frozenset()
    near = [today + timedelta(days=days) for days in (-1, 0, 1)]
    days = {day + timedelta(days=stage) for day in near for stage in STAGES}
    for course_id, concerned in records.deadlines.concerning(learner_ids, days).items():
        course = library.course(course_id)
        if course is not None:
            found |= records.deadlines.unfinished_among(concerned, [module.id for module in course.modules])
    return frozenset(found)


def plan_of_hers(records: Records, learner_id: int, now: datetime) -> ReminderPlan:
    """Her plan; one begins for who has joined without."""
    plan = records.reminders.get(learner_id)
    if plan is None:
        begin(records, learner_id, now)
        plan = records.reminders.get(learner_id)
    if plan is None:
        raise StaleButtonError
    return plan


def change(records: Records, plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """Keep what she changed; she is here, so silence is over, and her next hour is looked at."""
    anew = look_anew(plan, now, zone)
    records.reminders.save(anew)
    return anew


def choose_hour(records: Records, plan: ReminderPlan, minute: int, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """Her hour from now on."""
    return change(records, replace(plan, minute=minute), now, zone)


def set_day(
    records: Records, plan: ReminderPlan, weekday: int, now: datetime, zone: ZoneInfo, *, is_off: bool
) -> ReminderPlan | None:
    """A weekday off, or on again; None when no day would be left."""
    days_off = plan.days_off | {weekday} if is_off else plan.days_off - {weekday}
    return None if len(days_off) == 7 else change(records, replace(plan, days_off=days_off), now, zone)


def pause(records: Records, plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """A week without nudges: on the same weekday they come again."""
    last = now.astimezone(zone).date() + timedelta(days=PAUSE - 1)
    return change(records, replace(plan, paused_until=end_of(last, zone), is_off=False), now, zone)


def stop(records: Records, plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """No nudges until she wants them again; what is planned for today does not come."""
    today = now.astimezone(zone).date().toordinal()
    for kind in (DeliveryKind.REMINDER, DeliveryKind.DEADLINE):
        records.deliveries.cancel(kind, today, "stopped", plan.learner_id)
    return change(records, replace(plan, is_off=True, paused_until=None), now, zone)


def resume(records: Records, plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """Nudges again."""
    return change(records, replace(plan, is_off=False, paused_until=None), now, zone)
