"""``/quantri``: what an organiser can do, by her rights."""

from __future__ import annotations

from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.general import unit_name
from bot.screens.organising import home as screens
from bot.screens.organising.analysis_actions import OpenAnalysis
from bot.screens.organising.digest_actions import OpenDigest
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.reports_actions import ChooseReport
from bot.screens.screen import Reply, show
from bot.services.visit import Visit

MENU: tuple[tuple[Right, str, Action], ...] = (
    (Right.SEE_RESULTS, "button.manage_results", ChooseReport()),
    (Right.SEE_RESULTS, "button.manage_digest", OpenDigest()),
    (Right.WRITE, "button.manage_analysis", OpenAnalysis()),
)
"""Right, key of the label, and what it opens, in the order shown."""


def open_management(visit: Visit, _action: OpenManagement) -> Reply:
    """The organisers' home."""
    choices = [(key, action) for right, key, action in MENU if visit.may(right)]
    names = []
    for number in dict.fromkeys(grant.unit_id for grant in visit.grants):
        path = visit.records.units.path(number) if number is not None else ()
        names.append(unit_name(visit.texts, path) if path else visit.texts.plain("manage.everywhere"))
    return show(screens.management(visit.texts, choices, ", ".join(names)))
