"""The tree of units: an organiser looks through what she looks after, and begins to change it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.tree import Deed, Rearrangement, TreeError
from bot.errors import StaleButtonError
from bot.screens.organising import tree as screens
from bot.screens.organising import tree_plans
from bot.screens.organising.tree_actions import (
    ArrangeUnit,
    AskUndo,
    BrowseTree,
    ListDeeds,
    OpenTree,
    UndoDeed,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import tree as services
from bot.services.visit import Visit


def must(visit: Visit, unit_number: int) -> int | None:
    """The unit of a button (None: the whole tree), if she may change the tree there; else NotAllowedError."""
    unit_id = unit_number or None
    visit.must(Right.ARRANGE, unit_id)
    return unit_id


def may_above(visit: Visit, unit_id: int) -> bool:
    """Whether she may change the tree also in the unit above."""
    path = visit.records.units.path(unit_id)
    if len(path) > 1:
        return visit.may(Right.ARRANGE, path[-2].id)
    return None in visit.units_where(Right.ARRANGE)


def open_tree(visit: Visit, _action: OpenTree) -> Reply:
    """Where she may change the tree: that unit, or the choice of several."""
    return show(home_screen(visit))


def home_screen(visit: Visit) -> Screen:
    """The beginning of the tree, as far as it is hers."""
    numbers = visit.units_where(Right.ARRANGE)
    if None in numbers:
        return unit_screen(visit, None, 0)
    units = [unit for number in numbers if (unit := visit.records.units.get(number or 0)) is not None and unit.is_open]
    return unit_screen(visit, units[0].id, 0) if len(units) == 1 else screens.choose_unit(visit.texts, units)


def browse_tree(visit: Visit, action: BrowseTree) -> Reply:
    """A unit, and a page of what is below it."""
    return show(unit_screen(visit, must(visit, action.unit), action.page))


def unit_screen(visit: Visit, unit_id: int | None, page: int) -> Screen:
    """The screen of a unit; one that was closed shows what it has become, or what is above it."""
    if unit_id is not None:
        standing = visit.records.units.standing(unit_id)
        if standing is None:
            raise StaleButtonError
        unit_id = standing.id
        visit.must(Right.ARRANGE, unit_id)
    view = services.view_unit(visit.records, unit_id, page)
    return screens.unit(
        visit.texts,
        view.path,
        view.page,
        view.people,
        count=view.count,
        pages=view.pages,
        here=view.here,
        may_go_up=unit_id is not None and may_above(visit, unit_id),
    )


def arrange_unit(visit: Visit, action: ArrangeUnit) -> Reply:
    """What can be done with it."""
    unit_id = must(visit, action.unit)
    unit = visit.records.units.get(unit_id) if unit_id is not None else None
    if unit is None or not unit.is_open:
        raise StaleButtonError
    return show(screens.arrange(visit.texts, unit, may_above=may_above(visit, unit.id)))


def list_deeds(visit: Visit, action: ListDeeds) -> Reply:
    """What was done within a day in the unit and below."""
    unit_id = must(visit, action.unit)
    lines = [
        (done.id, done.deed, _name(visit, done), done.made_at)
        for done in services.recent(visit.records, unit_id, visit.now)
        if all(_may(visit, number) for number in done.needs)
    ]
    return show(screens.deeds(visit.texts, unit_id, lines, visit.zone))


def _may(visit: Visit, unit_number: int) -> bool:
    if unit_number:
        return visit.may(Right.ARRANGE, unit_number)
    return None in visit.units_where(Right.ARRANGE)


def _name(visit: Visit, done: Rearrangement) -> str:
    """What the deed was about: the new unit, where there is just one."""
    new = [change.after.name for change in done.arrangement.changes if change.before is None]
    if done.deed is Deed.ADD and new:
        return new[0]
    unit = visit.records.units.get(done.unit_id)
    return unit.name if unit is not None else ""


def ask_undo(visit: Visit, action: AskUndo) -> Reply:
    """Are you sure, if it can be undone at all."""
    try:
        done = _hers(visit, action.deed)
    except TreeError as error:
        return show(tree_plans.refused(visit.texts, error.key, error.values, None, 0))
    name = _name(visit, done)
    return show(tree_plans.ask_undo(visit.texts, done.deed, done.id, name, done.made_at, visit.zone))


def undo_deed(visit: Visit, action: UndoDeed) -> Reply:
    """Make it as it was."""
    try:
        done = _hers(visit, action.deed)
    except TreeError as error:
        return show(tree_plans.refused(visit.texts, error.key, error.values, None, 0))
    services.undo(visit.records, done, visit.now)
    counts = {"number": done.id, "units": len(done.arrangement.changes)}
    visit.note("tree_undo", done.unit_id, work=done.deed.value, **counts)
    return show(tree_plans.undone(visit.texts, visit.records.units.get(done.unit_id)))


def _hers(visit: Visit, number: int) -> Rearrangement:
    """The deed, if she may undo it: where it was done, she must hold the right today."""
    known = visit.records.tree.rearrangement(number)
    if known is None:
        raise StaleButtonError
    for unit_number in known.needs:
        visit.must(Right.ARRANGE, unit_number or None)
    return services.undoable(visit.records, number, visit.now)


def waits_for_nothing(visit: Visit) -> None:
    """What she types next is free again."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
