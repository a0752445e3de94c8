"""Regular work about the roster: guessing is noticed, and who never came is forgotten."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain.managing import OWN_ACCORD
from bot.domain.roster import UNMATCHED_LASTS
from bot.jobs.shift import Job, Shift
from bot.services.inviting import HOUR, WRONG_LASTS, is_guessed_at
from bot.services.roster import CHECK_LASTS
from bot.storage.records import Records

logger = logging.getLogger(__name__)

DEED = "guessing.noticed"


async def watch_guesses(shift: Shift) -> int:
    """Say so when more wrong tokens came within an hour than slips can explain; how many."""
    count = await shift.database.run(_watch, shift.now)
    if count:
        logger.warning("%d wrong tokens of invitations and roles within an hour: somebody may be guessing", count)
    return count


def _watch(records: Records, now: datetime) -> int:
    records.invitations.forget_wrong(now - WRONG_LASTS)
    count = is_guessed_at(records, now)
    if count and not records.invitations.was_noted(DEED, now - HOUR):
        records.audit.note(DEED, None, OWN_ACCORD, now, count=count)
    return count


async def forget_the_missing(shift: Shift) -> int:
    """Forget who was expected for half a year and never came, and files nobody said yes to."""
    return await shift.database.run(_forget, shift.now)


def _forget(records: Records, now: datetime) -> int:
    return records.roster.forget(now - UNMATCHED_LASTS, now - CHECK_LASTS)


WATCH = Job("wrong invitation tokens", 300, watch_guesses)
FORGET = Job("the roster forgets", 21_600, forget_the_missing)
