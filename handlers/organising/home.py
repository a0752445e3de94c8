"""``/quantri``: what an organiser can do, by her rights."""

from __future__ import annotations

from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.general import unit_name
from bot.screens.organising import home as screens
from bot.screens.organising.broadcasts_actions import ListBroadcasts
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.screen import Reply, show
from bot.services.visit import Visit

MENU: tuple[tuple[Right, str, Action], ...] = ((Right.CONTACT, "button.broadcasts", ListBroadcasts(0)),)
"""Right, key of the label, and what it opens, in the order shown."""


def open_management(visit: Visit, _action: OpenManagement) -> Reply:
    """The organisers' home."""
    choices = [(key, action) for right, key, action in MENU if visit.may(right)]
    names = []
    for number in dict.fromkeys(grant.unit_id for grant in visit.grants):
        path = visit.records.units.path(number) if number is not None else ()
        names.append(unit_name(visit.texts, path) if path else visit.texts.plain("manage.everywhere"))
    return show(screens.management(visit.texts, choices, ", ".join(names)))
