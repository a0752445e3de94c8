"""Counts by unit, made fit to be shown: nothing under five, and nothing that a subtraction would bring to light.

What is shown for a unit is worked out from below, from its parts alone, so that everybody sees the same figure for
it, wherever she stands in the tree. A part of at least five is shown. Parts under five are not; together they enter
the sum only as one lump of at least five, in which each of them could still be more than one number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

LEAST = 5
"""Counts under it are not shown."""
WEEKS = 8
Children = Mapping[int, Sequence[int]]


def own_part(unit_id: int) -> int:
    """The number that stands for those who belong to a unit itself, beside the units below it."""
    return -unit_id - 1


def publish(children: Children, counts: Mapping[int, int], root: int) -> dict[int, int | None]:
    """What may be shown of each part at and below ``root``; None is «under five».

    ``counts`` belong to parts without children. A shown sum may lack a few people, never have some too many.
    """
    sums: dict[int, int] = {}
    for part in _from_below(children, root):
        below = [sums[child] for child in children.get(part, ())]
        sums[part] = _sum(below) if below else counts.get(part, 0)
    return {part: value if value >= LEAST else None for part, value in sums.items()}


def _sum(parts: Sequence[int]) -> int:
    """The sum of what is shown and of the lump of what is not; under five when nothing may be told."""
    shown = sum(value for value in parts if value >= LEAST)
    small = [value for value in parts if value < LEAST]
    lump = sum(small)
    if lump < LEAST:
        # Too few to be told. Where nothing else is shown, the unit passes them on to the one above it, hidden.
        return shown or lump
    # Four everywhere would give each of them away: one is left out, as if somewhere there were three.
    return shown + min(lump, (LEAST - 1) * len(small) - 1)


def _from_below(children: Children, root: int) -> list[int]:
    """Every part at and below ``root``, each after those below it."""
    found, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(children.get(part, ()))
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Week:
    """A week, Monday to Sunday, where the learners live."""

    monday: date

    @property
    def number(self) -> int:
        """Its ISO year and number, 202648."""
        year, week, _ = self.monday.isocalendar()
        return year * 100 + week

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """The instant of its first midnight."""
        return datetime.combine(self.monday, clock_time(), zone)

    def before(self, weeks: int = 1) -> Week:
        """The week so many earlier."""
        return Week(self.monday - timedelta(weeks=weeks))


def week_of(day: date) -> Week:
    """The week a day is in."""
    return Week(day - timedelta(days=day.weekday()))


def last_weeks(day: date, count: int = WEEKS) -> tuple[Week, ...]:
    """The weeks up to the one a day is in, oldest first."""
    this = week_of(day)
    return tuple(this.before(back) for back in range(count - 1, -1, -1))
