"""Regular work for authors: pictures that no draft and no issue shows any more go after a day."""

from __future__ import annotations

from datetime import timedelta

from bot.jobs.shift import Job, Shift
from bot.services import authoring

KEPT = timedelta(days=1)


async def forget_pictures(shift: Shift) -> int:
    """Delete what nothing shows; how many pictures."""
    return await shift.database.run(authoring.forget_pictures, shift.now - KEPT)


FORGET = Job("pictures forgotten", 21_600, forget_pictures)
