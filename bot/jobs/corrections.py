"""Corrections: when a law has ended, put down who was taught it, then plan one message a day to each.

People are gone through by their numbers, in pieces; broken off, it begins anew and adds nothing twice. After that it
costs what is due.
"""

from __future__ import annotations

from bot.domain.reminder import Quiet
from bot.jobs.shift import Job, Shift
from bot.services import correcting

NUMBERS_AT_ONCE, DUE_AT_ONCE = 2000, 200


async def correct(shift: Shift) -> int:
    """Put down and plan what is due; how many messages were planned."""
    now, library = shift.now, shift.library()
    if library.corrections_due():
        for sweep in await shift.database.run(correcting.to_sweep, library, shift.zone):
            for after in range(0, sweep.last, NUMBERS_AT_ONCE):
                await shift.database.run(correcting.sweep, sweep, after, NUMBERS_AT_ONCE, now)
            await shift.database.run(correcting.mark_swept, sweep, now)
    quiet, planned = Quiet(shift.quiet_from, shift.quiet_until), 0
    while True:
        looked, more = await shift.database.run(
            correcting.look_at_due, library, now, shift.zone, quiet, DUE_AT_ONCE
        )  # fmt: skip
        planned += more
        if looked < DUE_AT_ONCE:
            return planned


CORRECT = Job("corrections planned", 60, correct)
