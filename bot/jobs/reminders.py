"""The reminder tick: looks at the plans that are due, in small transactions, and plans nudges.

What it costs is what is due; whoever studies, is silent or wants no nudges is not touched.
"""

from __future__ import annotations

from bot.domain.reminder import Quiet
from bot.jobs.shift import Job, Shift
from bot.services.reminders import look_at_due

AT_ONCE = 200


async def remind(shift: Shift) -> int:
    """Look at everything that is due now; how many nudges were planned."""
    now, library = shift.now, shift.library()
    quiet = Quiet(shift.quiet_from, shift.quiet_until)
    total = 0
    while True:
        looked, planned = await shift.database.run(look_at_due, library, now, shift.zone, quiet, AT_ONCE)
        total += planned
        if looked < AT_ONCE:
            return total


REMIND = Job("reminders planned", 60, remind)
