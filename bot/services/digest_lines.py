"""What a digest tells besides the week's figures, where there is something: deadlines, and questions that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from bot.domain.curriculum import Course, Library
from bot.domain.deadline import Deadline
from bot.services.deadlines import ids_of
from bot.services.reports import tree_of
from bot.storage.records import Records

MOST_DEADLINES = 3


class CourseDue(msgspec.Struct, frozen=True):
    """A deadline of last week or of this one; ``finished`` None is «under five»."""

    course: str
    day: date
    unit: int
    """Where it was counted."""
    finished: int | None


class Extras(msgspec.Struct, frozen=True):
    """What else there is to tell of a unit."""

    due: tuple[CourseDue, ...] = ()
    more_due: int = 0
    """Deadlines that are only counted."""
    questions: int = 0
    """How many wait at and below the unit."""
    waits_days: int = 0
    """Whole days that the oldest of them has waited."""


def extras_of(records: Records, library: Library, root: int, monday: date, now: datetime) -> Extras:
    """What else there is to tell of a unit (0: the whole tree) in the week that begins at ``monday``."""
    found = [(one, course) for one in _deadlines(records, root, monday) if (course := library.course(one.course_id))]
    due = tuple(_due(records, one, course, root) for one, course in found[:MOST_DEADLINES])
    questions, oldest = records.questions.oldest_waiting(root or None)
    waits = (now - oldest).days if oldest is not None else 0
    return Extras(due, len(found) - len(due), questions, waits)


def _deadlines(records: Records, root: int, monday: date) -> list[Deadline]:
    """What falls in this week, the nearest first, then what has passed in the last, the latest first."""
    days = [monday + timedelta(days=days) for days in range(-7, 7)]
    if root:
        above = [unit.id for unit in records.units.path(root) if unit.id != root]
        found: Sequence[Deadline] = (*records.deadlines.within(root, days), *records.deadlines.above(above, days))
    else:
        found = records.deadlines.on(days)
    return sorted(found, key=lambda one: (one.day < monday, abs((one.day - monday).days), one.id))


def _due(records: Records, one: Deadline, course: Course, root: int) -> CourseDue:
    """A deadline set above the unit concerns all of it; one set below concerns those there."""
    is_above = root != 0 and root not in {unit.id for unit in records.units.path(one.unit_id)}
    place = root if is_above else one.unit_id
    return CourseDue(course.id, one.day, place, _finished(records, course, place))


def _finished(records: Records, course: Course, place: int) -> int | None:
    """How many have passed the course: the same figure that the reports show, so that no two can be compared."""
    tree = tree_of(records, place, records.reports.joined(place))
    counted = records.reports.courses(place, {course.id: ids_of(course)})
    return tree.shown({row.unit_id: row.passed for row in counted}).get(place)
