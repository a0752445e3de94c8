"""Regular work about private threads: what has expired, or has nobody to read it, goes."""

from __future__ import annotations

from bot.jobs.shift import Job, Shift
from bot.services import confiding


async def tidy_threads(shift: Shift) -> int:
    """Delete and end. How many is nobody's business: a count would stand in the log and the metrics."""
    await shift.database.run(confiding.tidy, shift.now)
    return 0


TIDY = Job("private threads", 300, tidy_threads)
