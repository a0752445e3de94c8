"""The organisers' home: one button for each thing she may do."""

from __future__ import annotations

from collections.abc import Iterable

from bot.screens.codes import Action, encode
from bot.screens.general import home_row
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.screen import Screen, button
from bot.texts import Texts


def management(texts: Texts, choices: Iterable[tuple[str, Action]], units: str) -> Screen:
    """What she can do; ``choices`` are keys of labels with their actions, ``units`` says where."""
    rows = tuple((button(texts.plain(key), action),) for key, action in choices)
    return Screen(texts("manage.home", units=units), (*rows, home_row(texts)), again=encode(OpenManagement()))
