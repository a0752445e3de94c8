"""Deadlines: on the days they speak, plan a reminder for who has not finished; afterwards, the count.

A unit may hold a province, so it is gone through in pieces. One that is broken off begins anew and plans nothing twice.
"""

from __future__ import annotations

from bot.domain.deadline import Deadline
from bot.domain.reminder import Quiet
from bot.jobs.shift import Job, Shift
from bot.services import deadlines


async def remind_of_deadlines(shift: Shift) -> int:
    """Plan what is due today; how many messages."""
    planned = 0
    for deadline, unit_ids in await shift.database.run(deadlines.to_sweep, shift.library(), shift.today):
        planned += await _sweep(shift, deadline, unit_ids)
        await shift.database.run(deadlines.mark_swept, deadline.id, shift.today)
    return planned + await shift.database.run(deadlines.plan_counts, shift.now, shift.zone)


async def _sweep(shift: Shift, deadline: Deadline, unit_ids: tuple[int, ...]) -> int:
    quiet, library = Quiet(shift.quiet_from, shift.quiet_until), shift.library()
    place, total = deadlines.Place(), 0
    while place.unit < len(unit_ids):
        place, planned = await shift.database.run(
            deadlines.sweep, library, deadline, unit_ids, place, shift.now, shift.zone, quiet
        )
        total += planned
    return total


REMIND_OF_DEADLINES = Job("deadline messages planned", 60, remind_of_deadlines)
