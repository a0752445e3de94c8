"""When a broadcast is really sent: quiet hours, the rate, the day and hour somebody typed, the next week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
_TYPED = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?\D{1,6}(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.]|[hg][^\W\d]{0,2})\s?(?P<minute>\d{2})?)?"
)
LATEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nobody's phone rings."""

    since: time
    until: time
    zone: ZoneInfo

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in them."""
        clock = at.astimezone(self.zone).time()
        if self.since <= self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until

    def end_after(self, at: datetime) -> datetime:
        """The first instant that is not quiet, from ``at`` on."""
        return self._next(at, self.until) if self.holds(at) else at

    def begin_after(self, at: datetime) -> datetime:
        """When it next falls quiet."""
        return self._next(at, self.since)

    def _next(self, at: datetime, clock: time) -> datetime:
        local = at.astimezone(self.zone)
        found = datetime.combine(local.date(), clock, self.zone)
        return found if found > local else datetime.combine(local.date() + timedelta(days=1), clock, self.zone)


@dataclass(frozen=True, slots=True)
class Run:
    """When the first and the last message go, and whether a night lies between."""

    begins_at: datetime
    ends_at: datetime
    is_put_off: bool
    has_night: bool


def run_of(at: datetime, people: int, per_second: int, quiet: Quiet | None) -> Run:
    """How sending so many messages from ``at`` on goes; without ``quiet`` it goes straight through."""
    left = timedelta(seconds=people / per_second)
    if quiet is None or quiet.since == quiet.until:
        return Run(at, at + left, is_put_off=False, has_night=False)
    begins_at = moment = quiet.end_after(at)
    has_night = False
    while moment + left > quiet.begin_after(moment):
        night = quiet.begin_after(moment)
        left -= night - moment
        moment = quiet.end_after(night)
        has_night = True
    return Run(begins_at, moment + left, is_put_off=begins_at > at, has_night=has_night)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that «25/11 8:00» or «25/11/2026 lúc 8h30» means; None when it is none, is over, or a year off.

    Without a year it is the next such day.
    """
    typed = _TYPED.fullmatch(" ".join(text.split()).rstrip(" ."))
    if typed is None:
        return None
    local = now.astimezone(zone)
    years = (int(typed["year"]),) if typed["year"] else (local.year, local.year + 1)
    for year in years:
        try:
            day = datetime(year, int(typed["month"]), int(typed["day"]), tzinfo=zone)
            found = day.replace(hour=int(typed["hour"]), minute=int(typed["minute"] or 0))
        except ValueError:
            continue
        is_far = found - now > timedelta(days=200) and not typed["year"]
        if now < found < now + LATEST and not is_far:
            return found
    return None


def a_week_later(at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The same weekday and hour of the next week that is still to come: weeks missed in an outage are left out."""
    local = at.astimezone(zone)
    found = local + WEEK
    while found <= now:
        found += WEEK
    return found
