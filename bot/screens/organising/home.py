"""The organisers' home: what waits for her, and one button for each thing she may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.unit import Unit
from bot.screens.actions import GoHome
from bot.screens.codes import Action, encode
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.roles_actions import SeeMyRoles
from bot.screens.parts import paragraphs
from bot.screens.screen import Button, Screen, button, two_in_a_row
from bot.texts import Html, Texts

MOST_UNITS = 3
"""Units named on the home screen; of the others only how many."""


def management(
    texts: Texts, choices: Iterable[tuple[str, Action]], units: Sequence[str], waiting: Sequence[str] = ()
) -> Screen:
    """What she can do; ``choices`` are keys of labels with their actions, ``waiting`` lines of what waits for her."""
    named = ", ".join(units[:MOST_UNITS])
    if len(units) > MOST_UNITS:
        named = texts.plain("manage.more_units", units=named, count=len(units) - MOST_UNITS)
    text = paragraphs(
        texts("manage.home", units=named),
        texts("manage.waiting", lines=Html("\n".join(waiting))) if waiting else "",
        texts("manage.ask"),
    )
    rows = two_in_a_row([button(texts.plain(key), action) for key, action in choices])
    own = button(texts.plain("button.my_roles"), SeeMyRoles()), button(texts.plain("button.to_learning"), GoHome())
    return Screen(text, (*rows, own), again=encode(OpenManagement()))


def short_name(texts: Texts, path: tuple[Unit, ...]) -> str:
    """A unit as organisers call it: a branch or a group with the one above it, a commune or a province alone."""
    if not path:
        return texts.plain("manage.everywhere")
    return ", ".join(unit.name for unit in reversed(path[-2:] if path[-1].takes_learners else path[-1:]))


def management_row(texts: Texts) -> tuple[Button, ...]:
    """The way back to the organisers' home, as a row of its own."""
    return (button(texts.plain("button.management"), OpenManagement()),)
