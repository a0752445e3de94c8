"""The table of regular jobs, in the order in which they run when the sandbox moved its clock."""

from __future__ import annotations

from bot.jobs import asking, confiding, menus, roster
from bot.jobs.broadcasts import BROADCASTS
from bot.jobs.corrections import CORRECT
from bot.jobs.deadlines import REMIND_OF_DEADLINES
from bot.jobs.digest import DIGESTS
from bot.jobs.reminders import REMIND
from bot.jobs.shift import Job

JOBS: tuple[Job, ...] = (
    Job("menus told", 15, menus.tell_menus),
    roster.WATCH,
    roster.FORGET,
    asking.FORGET,
    confiding.TIDY,
    DIGESTS,
    CORRECT,
    REMIND_OF_DEADLINES,
    REMIND,
    BROADCASTS,
)
