"""Regular work about questions: the words go three months after the answer, and what was never sent after a day."""

from __future__ import annotations

from bot.jobs.shift import Job, Shift
from bot.services import asking


async def forget_questions(shift: Shift) -> int:
    """Empty and drop what is old; how many questions."""
    return await shift.database.run(asking.forget, shift.now)


FORGET = Job("questions forgotten", 21_600, forget_questions)
