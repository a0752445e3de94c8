"""Deadlines: the day by which an organiser would like a course to be finished in her unit.

They remind seven, three days and one day before, and only who has not finished; afterwards the organiser is told
how many, never who.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

STAGES = (7, 3, 1)
"""Days before the day on which reminders come."""
COUNT_AT = time(8)
"""When the organiser gets the count, on the day after."""
FEWEST = 5
"""Smaller numbers are not shown: they would point at people."""
EARLIEST, LATEST = 1, 366
"""Days from today within which a deadline may lie."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By ``day``, the learners of a unit are to have finished a course."""

    id: int
    unit_id: int
    course_id: str
    day: date
    set_by: int | None
    """The organiser who gets the count; None when she has left."""
    is_operators: bool
    """She is one of the operator's first administrators, whose rights are no grants."""
    set_at: datetime
    withdrawn_at: datetime | None = None
    swept_on: date | None = None
    """The last day on which its reminders were planned."""
    counted_at: datetime | None = None

    def speaks_on(self, day: date) -> bool:
        """Whether its reminders come on that day."""
        return (self.day - day).days in STAGES


class CourseStanding(enum.StrEnum):
    """How somebody stands in a course."""

    FINISHED = "finished"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand how in a course."""

    finished: int
    under_way: int
    not_started: int


def days_that_speak(today: date) -> tuple[date, ...]:
    """The days whose deadlines remind today."""
    return tuple(today + timedelta(days=days) for days in STAGES)


def nearest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The one that comes first."""
    return min(deadlines, key=lambda one: (one.day, one.id), default=None)


def day_written(text: str, today: date) -> date | None:
    """The day somebody typed as «20/12» or «20/12/2026»; without a year, the next such day. None when it is none."""
    pieces = [piece for piece in text.replace("-", "/").replace(".", "/").replace(" ", "/").split("/") if piece]
    if len(pieces) not in (2, 3) or not all(piece.isascii() and piece.isdigit() for piece in pieces):
        return None
    numbers = [int(piece) for piece in pieces]
    years = (today.year, today.year + 1) if len(numbers) == 2 else (numbers[2] + (2000 if numbers[2] < 100 else 0),)
    for year in years:
        try:
            day = date(year, numbers[1], numbers[0])
        except ValueError:
            continue
        if len(numbers) == 3 or day > today:
            return day
    return None


def is_fit(day: date, today: date) -> bool:
    """Whether a deadline may be set for that day."""
    return EARLIEST <= (day - today).days <= LATEST
