"""A file that nobody asked for: who keeps lists or writes lessons is led to the button that takes it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.managing import Right
from bot.screens.codes import Action, encode
from bot.screens.general import lost
from bot.screens.incoming import SentSomething
from bot.screens.organising.roster_actions import OpenRoster
from bot.screens.organising.tree_actions import OpenTreeFiles
from bot.screens.screen import Screen, button
from bot.services.visit import Visit

TABLES = (".xlsx", ".csv")


def unasked(visit: Visit, sent: SentSomething, where: Screen) -> Screen:
    """Where she is, with what is said of such a thing; below a table the ways to where one is taken."""
    if sent.kind != "file":
        return lost(visit.texts, f"lost.{sent.kind}", where)
    is_table = sent.file is not None and sent.file.name.lower().endswith(TABLES)
    ways = _ways(visit) if is_table else []
    is_author = visit.may(Right.WRITE)
    if not ways:
        return lost(visit.texts, "lost.file_of_author" if is_author else "lost.file", where)
    said = lost(visit.texts, "lost.table_of_author" if is_author else "lost.table", where)
    shown = said.codes()
    rows = [(button(visit.texts.plain(key), way),) for key, way in ways if encode(way) not in shown]
    return replace(said, rows=(*said.rows, *rows))


def _ways(visit: Visit) -> list[tuple[str, Action]]:
    """Where she may bring a table, with the keys of their labels."""
    ways: list[tuple[str, Action]] = []
    if visit.may(Right.ENROL):
        ways.append(("button.roster", OpenRoster()))
    if visit.may(Right.ARRANGE):
        ways.append(("button.unasked_tree", OpenTreeFiles(visit.units_where(Right.ARRANGE)[0] or 0)))
    return ways
