"""Reminders: when a learner is nudged, and when she is left in peace.

Her plan is looked at only when it is due, and everything follows from what is known then: when she was last here, and
whether the last nudge reached her. So nothing is written while she studies. A nudge comes in her hour, on the first,
third and seventh day after she was last here; after three without any sign of her, one word tells how to come back,
and then there is silence until she does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_MINUTE = 19 * 60 + 30
LADDER = (1, 3, 7)
"""Days after she was last here."""
FAREWELL_DAY = 14
STEPS = (*LADDER, FAREWELL_DAY)
SPACING = 2
"""Days from one nudge to the next at least: every other day."""
GENTLE = 3
"""Days of peace for who comes back after a silence."""
FIRST_LOOK = timedelta(hours=12)
PAUSE = 7
"""Days of peace she may ask for."""
NOTHING_LEFT = 7
"""Days until who has passed everything is looked at again: there may be a new lesson."""
DAY_MINUTES = 24 * 60
MOST_DAYS = 16
"""The next day that is not off is found within so many."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the night, in which nothing is sent."""

    since: time
    until: time

    def covers(self, minute: int) -> bool:
        """Whether a minute of the day lies in them."""
        since, until = minute_of(self.since), minute_of(self.until)
        if since <= until:
            return since <= minute < until
        return minute >= since or minute < until

    def waking(self, minute: int) -> int:
        """The minute itself, or half an hour before the night where it lies in it."""
        return (minute_of(self.since) - 30) % DAY_MINUTES if self.covers(minute) else minute


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """What one learner wants of reminders, and where she stands on the ladder."""

    learner_id: int
    minute: int = DEFAULT_MINUTE
    """Her hour, in minutes after midnight where she lives."""
    days_off: frozenset[int] = frozenset()
    """Weekdays without a nudge; Monday is 0."""
    paused_until: datetime | None = None
    is_off: bool = False
    next_at: datetime | None = None
    """When the plan is looked at next; None while there is silence until she comes back."""
    unanswered: int = 0
    """Nudges that reached her since she was last here: her rung of the ladder."""
    last_on: date | None = None
    last_at: datetime | None = None
    """When the last nudge was planned, and for which day."""
    awaits: bool = False
    """Whether it is still to be found out how that nudge came out."""
    wording: int = 0
    """The wording said last, from 1; 0 before there was one."""

    def is_paused(self, now: datetime) -> bool:
        """Whether she asked for a week's peace, and it lasts."""
        return self.paused_until is not None and now < self.paused_until

    def is_open_on(self, day: date) -> bool:
        """Whether that weekday is none of her days off."""
        return day.weekday() not in self.days_off


@dataclass(frozen=True, slots=True)
class Decision:
    """What a look at a plan comes to: the plan from now on, and whether to nudge now."""

    plan: ReminderPlan
    is_nudge: bool = False


def decide(
    plan: ReminderPlan, now: datetime, zone: ZoneInfo, quiet: Quiet, seen_at: datetime, *, was_sent: bool
) -> Decision:
    """Look at a plan that is due. ``was_sent``: the nudge planned last reached her."""
    is_lost = plan.awaits and not was_sent
    plan = judged(plan, seen_at, was_sent=was_sent)
    if plan.is_off or plan.unanswered >= len(STEPS):
        return Decision(replace(plan, next_at=None))
    today = now.astimezone(zone).date()
    rung = seen_at.astimezone(zone).date() + timedelta(days=STEPS[plan.unanswered])
    due_on = max(today, rung, _spaced(plan, SPACING if is_lost else _gap(plan)))
    at = first_slot(plan, due_on, now, zone, quiet)
    if at is None or at > now:
        return Decision(replace(plan, next_at=at))
    nudged = replace(plan, last_on=today, last_at=now, awaits=True)
    return Decision(replace(nudged, next_at=first_slot(nudged, _spaced(nudged), now, zone, quiet)), is_nudge=True)


def judged(plan: ReminderPlan, seen_at: datetime, *, was_sent: bool) -> ReminderPlan:
    """The plan with the last nudge judged: any sign of her since begins the ladder anew."""
    if plan.last_at is not None and seen_at >= plan.last_at:
        return replace(plan, unanswered=0, awaits=False)
    if plan.awaits:
        return replace(plan, unanswered=plan.unanswered + was_sent, awaits=False)
    return plan


def is_farewell(plan: ReminderPlan) -> bool:
    """Whether the nudge to be worded is the word that tells how to come back."""
    return plan.unanswered >= len(LADDER)


def put_off(before: ReminderPlan, days: int, now: datetime, zone: ZoneInfo, quiet: Quiet | None = None) -> ReminderPlan:
    """The plan looked at again in her hour in so many days: nothing was planned."""
    day = now.astimezone(zone).date() + timedelta(days=days)
    return replace(before, next_at=first_slot(before, day, now, zone, quiet))


def look_anew(plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> ReminderPlan:
    """The plan after she changed it: looked at in her next hour that it allows."""
    if plan.is_off:
        return replace(plan, next_at=None)
    day = max(now.astimezone(zone).date(), _spaced(plan))
    at = first_slot(plan, day, now, zone)
    if at is not None and at <= now:
        at = first_slot(plan, day + timedelta(days=1), now, zone)
    return replace(plan, next_at=at)


def first_slot(
    plan: ReminderPlan, day: date, now: datetime, zone: ZoneInfo, quiet: Quiet | None = None
) -> datetime | None:
    """Her first hour from ``day`` on that is no day off and in no pause; None when every day is off.

    Today's hour, when it has passed, counts as come, as long as the night has not begun.
    """
    local = now.astimezone(zone)
    is_night = quiet is not None and quiet.covers(local.hour * 60 + local.minute)
    minute = quiet.waking(plan.minute) if quiet is not None else plan.minute
    if plan.paused_until is not None:
        day = max(day, plan.paused_until.astimezone(zone).date())
    for step in range(MOST_DAYS):
        one = day + timedelta(days=step)
        at = instant(one, minute, zone)
        is_possible = at is not None and plan.is_open_on(one)
        if at is None or not is_possible or (plan.paused_until is not None and at < plan.paused_until):
            continue
        if at > now or (one == local.date() and not is_night):
            return at
    return None


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """That minute of that day; None for a day that a zone left out."""
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    at = local.astimezone(UTC)
    return at if at.astimezone(zone).date() == day else None


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def another_wording(last: int, count: int, dice: random.Random) -> int:
    """The number of a wording, from 1 to ``count``, and never the same twice running."""
    drawn = dice.randint(1, count - 1) if 1 <= last <= count else dice.randint(1, count)
    return drawn + 1 if 1 <= last <= count and drawn >= last else drawn


def minute_of(value: time) -> int:
    """The minute of the day."""
    return value.hour * 60 + value.minute


def _spaced(plan: ReminderPlan, days: int = SPACING) -> date:
    """The first day on which the next nudge may come."""
    return plan.last_on + timedelta(days=days) if plan.last_on is not None else date.min


def _gap(plan: ReminderPlan) -> int:
    """Days from the last nudge to this rung: a ladder that began late is climbed no faster for that."""
    return STEPS[plan.unanswered] - STEPS[plan.unanswered - 1] if plan.unanswered else SPACING
