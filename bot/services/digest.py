"""The organisers' Monday morning: figures worked out on a snapshot, kept beside the plan to send them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.curriculum import Library
from bot.domain.delivery import DeliveryKind
from bot.domain.managing import Grant, Right, grants_of_first_admin, units_with_right
from bot.domain.report import Week, week_of
from bot.services.author_digest import writes
from bot.services.digest_lines import Extras, extras_of
from bot.services.reports import trend_of
from bot.storage.records import Records

SENT_AT = clock_time(8)
STALE_AFTER = timedelta(days=2)
"""After an outage a digest may come until Wednesday morning, not later."""
MOST_UNITS = 3


class UnitWeek(msgspec.Struct, frozen=True):
    """A unit's last week and the one before; None is «under five»."""

    unit: int
    joined: tuple[int | None, int | None]
    active: tuple[int | None, int | None]
    passed: tuple[int | None, int | None]
    extras: Extras = Extras()


def due_week(now: datetime, zone: ZoneInfo) -> Week | None:
    """The week whose digest is due now: from Monday at eight until Wednesday at eight; None at any other time."""
    week = week_of(now.astimezone(zone).date())
    begins = sent_at(week, zone)
    return week if begins <= now < begins + STALE_AFTER else None


def sent_at(week: Week, zone: ZoneInfo) -> datetime:
    """The instant at which a week's digest is to be sent."""
    return datetime.combine(week.monday, SENT_AT, zone)


def roots_of(grants: Iterable[Grant]) -> tuple[int, ...]:
    """The units she is told of; 0 is the whole tree."""
    return tuple(number or 0 for number in units_with_right(grants, Right.SEE_RESULTS))[:MOST_UNITS]


def waiting(
    records: Records, week: Week, zone: ZoneInfo, first_admins: Collection[str] = (), *, tells_authors: bool = False
) -> dict[int, tuple[int, ...]]:
    """Who is to get that week's digest and has none planned, and the units she is told of: none for who is an author
    only, and gets one if there is something to tell of the lessons.

    Who was given a role, or came as one of the first administrators, after that Monday morning is told for the first
    time on the next.
    """
    at, found = sent_at(week, zone), {}
    candidates = records.digests.candidates(week.number)
    for learner_id, since in records.digests.first_admins(week.number, first_admins).items():
        candidates[learner_id] = (*grants_of_first_admin(learner_id, since), *candidates.get(learner_id, ()))
    for learner_id, grants in candidates.items():
        held = [grant for grant in grants if grant.granted_at < at]
        roots = roots_of(held)
        if roots or (tells_authors and writes(held)):
            found[learner_id] = roots
    return found


def figures_of(records: Records, library: Library, root: int, monday: date, zone: ZoneInfo, now: datetime) -> UnitWeek:
    """A unit's week that ended the day before ``monday``, and the one before it."""
    trend = trend_of(records, root, monday - timedelta(days=1), zone, weeks=2)
    joined, active, passed = ((pair[1], pair[0]) for pair in (trend.joined, trend.active, trend.passed))
    return UnitWeek(root, joined, active, passed, extras_of(records, library, root, monday, now))


def plan(records: Records, learner_id: int, week: Week, figures: tuple[UnitWeek, ...], zone: ZoneInfo) -> bool:
    """Keep what her digest says and plan to send it; False when that was done before, or she has left meanwhile."""
    if records.learners.get(learner_id) is None or records.digests.of(learner_id, week.number) is not None:
        return False
    at = sent_at(week, zone)
    records.digests.keep(learner_id, week.number, msgspec.json.encode(figures).decode())
    return records.deliveries.plan(DeliveryKind.DIGEST, week.number, learner_id, at, expires_at=at + STALE_AFTER)


def kept(records: Records, learner_id: int, week_number: int) -> tuple[UnitWeek, ...]:
    """What was kept for that week; nothing when there is none."""
    found = records.digests.of(learner_id, week_number)
    return msgspec.json.decode(found, type=tuple[UnitWeek, ...]) if found is not None else ()


def switch(records: Records, learner_id: int, now: datetime, *, is_on: bool) -> None:
    """On or off; what is planned and not yet sent goes with it."""
    records.digests.switch(learner_id, now, is_on=is_on)
    number = records.digests.last_week(learner_id)
    if not is_on and number is not None:
        records.deliveries.cancel(DeliveryKind.DIGEST, number, "switched off", learner_id)
