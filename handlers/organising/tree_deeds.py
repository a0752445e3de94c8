"""A deed on the tree, step by step: begun, filled in, looked at, agreed to. Nothing happens before she agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.tree import Deed, Plan, TreeError, clean_unit_name, levels_below
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.screens.incoming import Act, Said
from bot.screens.organising import tree_plans as screens
from bot.screens.organising.tree_actions import (
    AddPart,
    BrowseTargets,
    ChooseLevel,
    ConfirmPlan,
    DropPlan,
    ListPlaceable,
    PlacePerson,
    PlaceUnit,
    PlanDeed,
    PreviewPlan,
    ShowSplit,
    TakeTarget,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import tree as services
from bot.services.visit import Visit
from handlers.organising.tree import home_screen, may_above, must, unit_screen, waits_for_nothing


class OfPlan(Protocol):
    """A button that belongs to a plan."""

    @property
    def plan(self) -> int:
        """The number of the plan."""


BEGUN = frozenset(Deed) - {Deed.LOAD}
A = TypeVar("A", bound=OfPlan)


def kindly(handler: Callable[[Visit, A, Plan], Reply]) -> Callable[[Visit, A], Reply]:
    """Give the handler her plan, if she may still carry it out, and tell her why where something cannot be done."""

    def handle(visit: Visit, action: A) -> Reply:
        plan = services.plan_of(visit.records, visit.her.id, action.plan)
        if plan.done_id is not None and not isinstance(action, ConfirmPlan):
            raise StaleButtonError
        _must_all(visit, plan)
        try:
            return handler(visit, action, plan)
        except TreeError as error:
            above = _above(visit, plan)
            start = above.id if above is not None else 0
            return show(screens.refused(visit.texts, error.key, error.values, plan, start))

    return handle


def _must_all(visit: Visit, plan: Plan) -> None:
    for number in services.needs(visit.records, plan):
        visit.must(Right.ARRANGE, number or None)


def _unit(visit: Visit, plan: Plan) -> Unit | None:
    return visit.records.units.get(plan.unit_id) if plan.unit_id is not None else None


def _above(visit: Visit, plan: Plan) -> Unit | None:
    unit = _unit(visit, plan)
    return visit.records.units.get(unit.parent_id) if unit is not None and unit.parent_id is not None else None


def plan_deed(visit: Visit, action: PlanDeed) -> Reply:
    """Begin: the first thing that has to be known."""
    unit_id = must(visit, action.unit)
    if action.deed not in BEGUN or (unit_id is None and action.deed != Deed.ADD):
        raise StaleButtonError
    _must_all(visit, Plan(0, visit.her.id, visit.now, Deed(action.deed), unit_id))
    plan = services.begin(visit.records, visit.her.id, Deed(action.deed), unit_id, visit.now)
    unit = _unit(visit, plan)
    if plan.deed is Deed.ADD:
        levels = levels_below(unit.level if unit else None)
        if len(levels) > 1:
            return show(screens.which_level(visit.texts, plan, unit))
        plan = visit.records.plans.save(replace(plan, level=levels[0]))
    if plan.deed in (Deed.ADD, Deed.RENAME, Deed.SPLIT):
        return show(_ask_name(visit, plan))
    if plan.deed is Deed.CLOSE and unit is not None:
        return show(_where_to(visit, plan, unit))
    above = _above(visit, plan)
    has_right = unit_id is not None and may_above(visit, unit_id)
    return show(
        _targets(visit, plan, above.id if above is not None and has_right else unit_id if not has_right else None, 0)
    )


def _ask_name(visit: Visit, plan: Plan) -> Screen:
    visit.chat = replace(visit.chat, awaiting=Awaiting.UNIT_NAME, subject=str(plan.id))
    return screens.ask_name(visit.texts, plan, _unit(visit, plan))


@kindly
def choose_level(visit: Visit, action: ChooseLevel, plan: Plan) -> Reply:
    """The new unit is of that level."""
    unit = _unit(visit, plan)
    level = next((each for each in levels_below(unit.level if unit else None) if each == action.level), None)
    if level is None or plan.deed is not Deed.ADD:
        raise StaleButtonError
    return show(_ask_name(visit, visit.records.plans.save(replace(plan, level=level))))


def name_screen(visit: Visit) -> Screen:
    """What asks for the name, where she wants to know where she is."""
    plan = _asked_plan(visit)
    if plan is None:
        waits_for_nothing(visit)
        return home_screen(visit)
    _must_all(visit, plan)
    return screens.ask_name(visit.texts, plan, _unit(visit, plan))


def _asked_plan(visit: Visit) -> Plan | None:
    plan = visit.records.plans.get(int(visit.chat.subject)) if visit.chat.subject.isdecimal() else None
    return plan if plan is not None and plan.made_by == visit.her.id and plan.done_id is None else None


def take_name(visit: Visit, act: Act) -> Reply:
    """She typed it."""
    plan = _asked_plan(visit)
    if plan is None:
        raise StaleButtonError
    _must_all(visit, plan)
    name = clean_unit_name(act.text) if isinstance(act, Said) else None
    if name is None:
        return show(screens.ask_name(visit.texts, plan, _unit(visit, plan), was_bad=True))
    waits_for_nothing(visit)
    if plan.deed is Deed.SPLIT:
        plan = visit.records.plans.save(replace(plan, parts=(*plan.parts, name)))
        return show(replace(_split(visit, plan), is_new=True))
    plan = visit.records.plans.save(replace(plan, name=name))
    try:
        return show(replace(_preview(visit, plan), is_new=True))
    except TreeError as error:
        return show(replace(screens.refused(visit.texts, error.key, error.values, plan, 0), is_new=True))


# Where to, or what goes in.


@kindly
def browse_targets(visit: Visit, action: BrowseTargets, plan: Plan) -> Reply:
    """Another page, or another part of the tree."""
    return show(_targets(visit, plan, must(visit, action.unit), action.page))


def _targets(visit: Visit, plan: Plan, unit_id: int | None, page: int) -> Screen:
    about = _unit(visit, plan)
    if about is None:
        raise StaleButtonError
    visit.must(Right.ARRANGE, unit_id)
    view = services.view_unit(visit.records, unit_id, page)
    chosen = services.outline(visit.records, plan).sources
    may_go_up = unit_id is not None and may_above(visit, unit_id)
    return screens.targets(visit.texts, plan, about, chosen, view.path, view.page, view.opens, may_go_up=may_go_up)


@kindly
def take_target(visit: Visit, action: TakeTarget, plan: Plan) -> Reply:
    """That one: looked at next, or, in a merge, one more."""
    if plan.deed not in (Deed.MOVE, Deed.MERGE, Deed.CLOSE):
        raise StaleButtonError
    target_id = must(visit, action.unit)
    plan = services.with_target(visit.records, plan, target_id)
    _must_all(visit, plan)
    visit.records.plans.save(plan)
    if plan.deed is not Deed.MERGE:
        return show(_preview(visit, plan))
    unit = visit.records.units.get(action.unit)
    above_id = unit.parent_id if unit is not None else None
    return show(_targets(visit, plan, above_id, services.page_of(visit.records, action.unit)))


def _where_to(visit: Visit, plan: Plan, unit: Unit) -> Screen:
    """Closing: an empty unit is looked at at once, for another it is asked where everything goes."""
    units, people = len(visit.records.units.children(unit.id)), len(visit.records.tree.people_in(unit.id))
    if not units and not people:
        return _preview(visit, plan)
    return screens.where_to(visit.texts, plan, unit, _above(visit, plan), units=units, people=people)


# Splitting.


@kindly
def show_split(visit: Visit, _action: ShowSplit, plan: Plan) -> Reply:
    """The new units, and what goes where."""
    return show(_split(visit, plan))


def _split(visit: Visit, plan: Plan) -> Screen:
    seen = services.outline(visit.records, plan)
    if seen.unit is None or not plan.parts:
        raise StaleButtonError
    return screens.split(visit.texts, plan, seen.unit, seen.children, len(seen.people), seen.placed_people)


@kindly
def list_placeable(visit: Visit, action: ListPlaceable, plan: Plan) -> Reply:
    """Who or what can go to the newest unit."""
    return show(_placeable(visit, plan, action.kind, action.page))


def _placeable(visit: Visit, plan: Plan, kind: str, page: int) -> Screen:
    seen = services.outline(visit.records, plan)
    if kind not in (screens.UNITS, screens.PEOPLE) or not plan.parts:
        raise StaleButtonError
    if kind == screens.UNITS:
        listed = [(unit.id, unit.name) for unit in seen.children]
        return screens.placeable(visit.texts, plan, kind, listed, dict(plan.placed), page)
    return screens.placeable(visit.texts, plan, kind, seen.people, seen.placed_people, page)


@kindly
def place_unit(visit: Visit, action: PlaceUnit, plan: Plan) -> Reply:
    """That unit goes there, or stays after all."""
    plan = services.place_child(visit.records, plan, action.unit)
    return show(_placeable(visit, plan, screens.UNITS, action.page))


@kindly
def place_person(visit: Visit, action: PlacePerson, plan: Plan) -> Reply:
    """She goes there, or stays after all."""
    services.place_person(visit.records, plan, action.learner)
    return show(_placeable(visit, plan, screens.PEOPLE, action.page))


@kindly
def add_part(visit: Visit, _action: AddPart, plan: Plan) -> Reply:
    """One more new unit."""
    return show(_ask_name(visit, plan))


# Looking at it, and agreeing.


@kindly
def preview_plan(visit: Visit, _action: PreviewPlan, plan: Plan) -> Reply:
    """What it would touch."""
    return show(_preview(visit, plan))


def _preview(visit: Visit, plan: Plan) -> Screen:
    seen = services.preview(visit.records, plan, visit.now)
    shown = seen.outline
    return screens.preview(
        visit.texts,
        plan,
        shown.unit,
        shown.target,
        _above(visit, plan),
        shown.sources,
        shown.placed_people,
        seen.touched,
        seen.twins,
    )


@kindly
def confirm_plan(visit: Visit, _action: ConfirmPlan, plan: Plan) -> Reply:
    """Do it, once."""
    done, is_first = services.carry_out(visit.records, plan, visit.now, visit.zone)
    new = [change.unit_id for change in done.arrangement.changes if change.before is None]
    about = new[0] if done.deed is Deed.ADD else done.unit_id
    if is_first:
        people = sum(len(visit.records.tree.came_with(done, move)) for move in done.arrangement.people)
        counts = {"number": done.id, "units": len(done.arrangement.changes), "people": people}
        visit.note(f"tree_{done.deed.value}", plan.unit_id if done.deed is Deed.LOAD else about, **counts)
    unit = visit.records.units.get(about)
    if unit is None:
        raise StaleButtonError
    return show(screens.done(visit.texts, done.deed, done.id, unit, len(done.arrangement.changes)))


def drop_plan(visit: Visit, action: DropPlan) -> Reply:
    """Not this time."""
    plan = services.open_plan(visit.records, visit.her.id, action.plan)
    screen = unit_screen(visit, must(visit, plan.unit_id or 0), 0)
    visit.records.plans.drop(plan.id)
    return show(screen, toast=visit.texts.plain("tree.nothing_happened"))
