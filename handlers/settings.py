"""The settings: what she told about herself, shown and forgotten; what is changed there is asked as in joining."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.learner import Awaiting, Learner
from bot.domain.unit import Unit
from bot.screens import actions, general, listening
from bot.screens import joining as screens
from bot.screens.language import way_there
from bot.screens.screen import Reply, Screen, show
from bot.services import joining as services
from bot.services.visit import Visit
from handlers.language import names_of


def path_of(visit: Visit, learner: Learner) -> tuple[Unit, ...]:
    """Her unit and all above it."""
    return visit.records.units.path(learner.unit_id) if learner.unit_id else ()


def settings_screen(visit: Visit, learner: Learner) -> Screen:
    """What she told about herself, with what can be changed."""
    ways = (*listening.way_there(visit.texts, visit.library.voices), *way_there(names_of(visit)))
    return general.settings(visit.texts, learner, path_of(visit, learner), ways)


def open_settings(visit: Visit, _action: actions.OpenSettings) -> Reply:
    """What she told about herself."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    return see_settings(visit, _action)


def see_settings(visit: Visit, _action: actions.OpenSettings) -> Reply:
    """The same, and nothing changes by it."""
    return show(settings_screen(visit, visit.her))


def ask_role(visit: Visit, _action: actions.AskRole) -> Reply:
    """The roles to choose from."""
    return show(screens.ask_role(visit.texts, path_of(visit, visit.her)))


def remove_phone(visit: Visit, _action: actions.RemovePhone) -> Reply:
    """Forget the number."""
    visit.learner = services.change_phone(visit.records, visit.her, None)
    return show(settings_screen(visit, visit.learner), toast=visit.texts.plain("settings.phone_removed"))
