"""The tree of units on her phone: look through it, choose what to do, and see what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.tree import Deed
from bot.domain.unit import Unit, UnitPage
from bot.screens.codes import Action, encode
from bot.screens.general import unit_name
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.tree_actions import (
    ArrangeUnit,
    AskUndo,
    BrowseTree,
    ListDeeds,
    OpenTree,
    OpenTreeFiles,
    PlanDeed,
)
from bot.screens.parts import moment, paragraphs
from bot.screens.screen import Button, Row, Screen, button
from bot.texts import Html, Texts

SHORT = 28
"""Letters of a name that a button shows; the rest is on the screen it opens."""


def short(name: str) -> str:
    """The beginning of a name, as a button shows it."""
    return name if len(name) <= SHORT else name[: SHORT - 1].rstrip() + "…"


def number_of(unit: Unit | None) -> int:
    """The number of a unit in a button; 0 for the top."""
    return unit.id if unit is not None else 0


def up_button(texts: Texts, above: Unit | None, action: Action) -> Button:
    """The way up, with the name of where it leads."""
    label = texts.plain("button.tree_up", unit=short(above.name)) if above else texts.plain("button.tree_to_top")
    return button(label, action)


def pager(texts: Texts, before: Action | None, after: Action | None) -> tuple[Row, ...]:
    """Back and forth, in one row."""
    row = []
    if before is not None:
        row.append(button(texts.plain("button.tree_page_before"), before))
    if after is not None:
        row.append(button(texts.plain("button.tree_page_after"), after))
    return (tuple(row),) if row else ()


def back_row(texts: Texts, unit_id: int | None) -> Row:
    """Back to the unit."""
    return (button(texts.plain("button.tree_back"), BrowseTree(unit_id or 0, 0)),)


def choose_unit(texts: Texts, units: Sequence[Unit]) -> Screen:
    """She looks after several units: which one."""
    rows = tuple((button(short(unit.name), BrowseTree(unit.id, 0)),) for unit in units)
    return Screen(texts("tree.choose"), (*rows, _to_management(texts)), again=encode(OpenTree()))


def _to_management(texts: Texts) -> Row:
    return (button(texts.plain("button.management"), OpenManagement()),)


def unit(
    texts: Texts,
    path: tuple[Unit, ...],
    page: UnitPage,
    people: Mapping[int, int],
    *,
    count: int,
    pages: int,
    here: int,
    may_go_up: bool,
) -> Screen:
    """A unit and a page of what is below it; ``count`` is how many there are on all pages."""
    rows: list[Row] = []
    number = number_of(page.parent)
    for each in page.units:
        label = texts.plain("button.tree_unit", name=short(each.name), people=people.get(each.id, 0))
        rows.append((button(label, BrowseTree(each.id, 0)),))
    before = BrowseTree(number, page.page - 1) if page.page > 0 else None
    after = BrowseTree(number, page.page + 1) if page.has_more else None
    rows += pager(texts, before, after)
    if page.parent is not None:
        rows.append((button(texts.plain("button.tree_arrange"), ArrangeUnit(number)),))
    else:
        rows.append((button(texts.plain("button.tree_add_here"), PlanDeed(Deed.ADD.value, 0)),))
    rows.append((button(texts.plain("button.tree_files"), OpenTreeFiles(number)),))
    rows.append((button(texts.plain("button.tree_deeds"), ListDeeds(number)),))
    if may_go_up:
        above = path[-2] if len(path) > 1 else None
        rows.append((up_button(texts, above, BrowseTree(number_of(above), 0)),))
    else:
        rows.append(_to_management(texts))
    text = paragraphs(_about(texts, path, people, here), _below(texts, count, page.page, pages))
    return Screen(text, tuple(rows), again=encode(BrowseTree(number, page.page)))


def _about(texts: Texts, path: tuple[Unit, ...], people: Mapping[int, int], here: int) -> str:
    if not path:
        return texts("tree.whole")
    unit = path[-1]
    above = texts("tree.above", unit=unit_name(texts, path[:-1])) + "\n" if len(path) > 1 else ""
    level = texts.plain(f"level.{unit.level.value}")
    return texts("tree.unit", name=unit.name, level=level, above=Html(above), people=people.get(unit.id, 0), here=here)


def _below(texts: Texts, count: int, page: int, pages: int) -> str:
    if not count:
        return texts("tree.nothing_below")
    if pages == 1:
        return texts("tree.below", count=count)
    return texts("tree.below_page", count=count, page=page + 1, pages=pages)


def arrange(texts: Texts, unit: Unit, *, may_above: bool) -> Screen:
    """What can be done with a unit; what changes its place takes a right above it."""
    choices = [("button.tree_add", Deed.ADD), ("button.tree_rename", Deed.RENAME), ("button.tree_merge", Deed.MERGE)]
    if may_above:
        choices += [
            ("button.tree_move", Deed.MOVE),
            ("button.tree_split", Deed.SPLIT),
            ("button.tree_close", Deed.CLOSE),
        ]
    rows = tuple((button(texts.plain(key), PlanDeed(deed.value, unit.id)),) for key, deed in choices)
    text = texts("tree.arrange", name=unit.name)
    return Screen(text, (*rows, back_row(texts, unit.id)), again=encode(ArrangeUnit(unit.id)))


def deeds(texts: Texts, unit_id: int | None, done: Sequence[tuple[int, Deed, str, datetime]], zone: ZoneInfo) -> Screen:
    """What was done within a day, with a button to take each back; a line is number, deed, unit, instant."""
    again = encode(ListDeeds(unit_id or 0))
    if not done:
        return Screen(texts("tree.no_deeds"), (back_row(texts, unit_id),), again=again)
    lines, buttons = [], []
    for place, (number, deed, name, at) in enumerate(done, start=1):
        title = texts.plain(f"treedeed.{deed.value}")
        lines.append(texts("tree.deed_line", number=place, deed=title, name=name, at=moment(at, zone)))
        buttons.append(button(texts.plain("button.tree_undo_deed", number=place), AskUndo(number)))
    rows = [tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3)]
    return Screen(paragraphs(texts("tree.deeds"), "\n".join(lines)), (*rows, back_row(texts, unit_id)), again=again)


def to_tree_row(texts: Texts) -> Row:
    """Back to the beginning of the tree, where the unit is not to be told."""
    return (button(texts.plain("button.tree"), OpenTree()),)
