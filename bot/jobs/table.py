"""The table of regular jobs, in the order in which they run when the sandbox moved its clock."""

from __future__ import annotations

from bot.jobs.broadcasts import BROADCASTS
from bot.jobs.shift import Job

JOBS: tuple[Job, ...] = (BROADCASTS,)
