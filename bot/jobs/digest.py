"""Plans the Monday digests of organisers and authors.

Counting is done beside those who write; each plan is one small transaction.
"""

from __future__ import annotations

from bot.jobs.shift import Job, Shift
from bot.services import digest as services
from bot.services.author_digest import content_news
from bot.services.digest import UnitWeek


async def plan_digests(shift: Shift) -> int:
    """Plan what is due and not yet planned; how many digests that was."""
    week = services.due_week(shift.now, shift.zone)
    if week is None:
        return 0
    planned = 0
    counted: dict[int, UnitWeek] = {}
    library = shift.library()
    has_news = bool(content_news(library, shift.today))
    waiting = await shift.database.read(services.waiting, week, shift.zone, shift.first_admins, tells_authors=has_news)
    for learner_id, roots in waiting.items():
        for root in roots:
            if root not in counted:
                counted[root] = await shift.database.read(
                    services.figures_of, library, root, week.monday, shift.zone, shift.now
                )
        figures = tuple(counted[root] for root in roots)
        planned += await shift.database.run(services.plan, learner_id, week, figures, shift.zone)
    return planned


DIGESTS = Job("digests planned", 60, plan_digests)
