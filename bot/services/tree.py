"""Changing the tree: a plan is put together, looked at, agreed to once, and can be taken back for a day.

Whether she may is asked of the visit by the handlers, in the units that ``needs`` names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.tree import UNDO_WITHIN, Arrangement, Deed, Plan, Rearrangement, Touched, TreeError
from bot.domain.unit import Unit, UnitPage
from bot.errors import StaleButtonError
from bot.services.rearranging import arrangement_of, needs_of, open_unit, twins_of
from bot.services.tree_files import load_arrangement, read_rows
from bot.storage.records import Records

A_PAGE = 7
PLAN_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit (None: the top) with a page of what is below it, and how many people each holds."""

    path: tuple[Unit, ...]
    page: UnitPage
    people: dict[int, int]
    pages: int
    count: int
    """How many units there are on all pages."""
    here: int
    """How many belong to the unit itself."""
    opens: frozenset[int]
    """Those of the page that have others below them."""

    @property
    def unit(self) -> Unit | None:
        """The unit that is looked at."""
        return self.path[-1] if self.path else None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a plan says, in units instead of numbers."""

    plan: Plan
    unit: Unit | None
    target: Unit | None
    sources: tuple[Unit, ...]
    children: tuple[Unit, ...]
    people: tuple[tuple[int, str], ...]
    placed_people: dict[int, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What will happen: shown before she agrees."""

    outline: Outline
    touched: Touched
    twins: tuple[str, ...]


def view_unit(records: Records, unit_id: int | None, page: int) -> UnitView:
    """A unit and what is below it; StaleButtonError when it is not in the tree any more."""
    unit = open_unit(records, unit_id) if unit_id is not None else None
    units = records.units.children(unit_id)
    pages = max(1, -(-len(units) // A_PAGE))
    page = page if page < pages else 0
    shown = units[page * A_PAGE : (page + 1) * A_PAGE]
    people = records.tree.people_below([each.id for each in shown] + ([unit.id] if unit else []))
    return UnitView(
        records.units.path(unit.id) if unit else (),
        UnitPage(unit, shown, page, page + 1 < pages),
        people,
        pages,
        len(units),
        len(records.tree.people_in(unit.id)) if unit else 0,
        records.units.with_others_below([each.id for each in shown]),
    )


def page_of(records: Records, unit_id: int) -> int:
    """The page on which a unit stands among its neighbours."""
    unit = open_unit(records, unit_id)
    numbers = [each.id for each in records.units.children(unit.parent_id)]
    return numbers.index(unit_id) // A_PAGE


def begin(
    records: Records, made_by: int, deed: Deed, unit_id: int | None, now: datetime, content: bytes | None = None
) -> Plan:
    """A new plan; what lay about since yesterday goes."""
    if unit_id is not None:
        open_unit(records, unit_id)
    records.plans.forget(now - PLAN_LASTS)
    return records.plans.begin(deed, unit_id, made_by, now, content)


def plan_of(records: Records, made_by: int, number: int) -> Plan:
    """Her plan of that number; StaleButtonError when it is not hers, or was dropped."""
    plan = records.plans.get(number)
    if plan is None or plan.made_by != made_by:
        raise StaleButtonError
    return plan


def open_plan(records: Records, made_by: int, number: int) -> Plan:
    """The same, still to be done."""
    plan = plan_of(records, made_by, number)
    if plan.done_id is not None:
        raise StaleButtonError
    return plan


def with_target(records: Records, plan: Plan, target_id: int | None) -> Plan:
    """The plan with the unit that something goes to, not kept yet; in a merge, one more goes in, or stays out."""
    if plan.deed is Deed.MERGE:
        number = open_unit(records, target_id).id
        if number == plan.unit_id:
            raise TreeError("tree.not_into_itself", name=open_unit(records, number).name)
        kept = tuple(source for source in plan.sources if source != number)
        return replace(plan, sources=kept if number in plan.sources else (*kept, number))
    return replace(plan, target_id=target_id, has_target=True)


def place_child(records: Records, plan: Plan, child_id: int) -> Plan:
    """The unit below goes to the newest of a split's units, or stays after all."""
    if child_id not in {child.id for child in records.units.children(plan.unit_id)}:
        raise StaleButtonError
    newest = len(plan.parts) - 1
    others = tuple(pair for pair in plan.placed if pair[0] != child_id)
    is_back = (child_id, newest) in plan.placed
    return records.plans.save(replace(plan, placed=others if is_back else (*others, (child_id, newest))))


def place_person(records: Records, plan: Plan, learner_id: int) -> None:
    """The same with somebody who belongs to the unit itself."""
    newest = len(plan.parts) - 1
    if learner_id not in {number for number, _ in records.tree.people_in(plan.unit_id or 0)}:
        raise StaleButtonError
    is_back = records.plans.people(plan.id).get(learner_id) == newest
    records.plans.place(plan.id, learner_id, None if is_back else newest)


def outline(records: Records, plan: Plan) -> Outline:
    """The plan in units."""
    is_split = plan.deed is Deed.SPLIT
    return Outline(
        plan,
        records.units.get(plan.unit_id) if plan.unit_id is not None else None,
        records.units.get(plan.target_id) if plan.target_id is not None else None,
        tuple(unit for unit in map(records.units.get, plan.sources) if unit is not None),
        records.units.children(plan.unit_id) if is_split else (),
        records.tree.people_in(plan.unit_id) if is_split and plan.unit_id is not None else (),
        records.plans.people(plan.id) if is_split else {},
    )


def preview(records: Records, plan: Plan, now: datetime) -> Preview:
    """What the plan would do; TreeError when it cannot be done."""
    arrangement = arrangement_of(records, plan)
    roots = {change.unit_id for change in arrangement.changes if change.before is not None}
    if plan.deed is Deed.MERGE and plan.unit_id is not None:
        roots.add(plan.unit_id)
    if plan.deed is Deed.SPLIT and plan.unit_id is not None:
        roots = {plan.unit_id}
    return Preview(outline(records, plan), records.tree.touched(roots, now), twins_of(records, plan))


def needs(records: Records, plan: Plan) -> tuple[int, ...]:
    """Where she must be allowed to change the tree (0: the whole of it)."""
    return needs_of(records, plan)


def carry_out(records: Records, plan: Plan, now: datetime, zone: ZoneInfo) -> tuple[Rearrangement, bool]:
    """Do it, and whether this was the first time: agreeing twice does it once."""
    if plan.done_id is not None:
        done = records.tree.rearrangement(plan.done_id)
        if done is None:
            raise StaleButtonError
        return done, False
    arrangement = _arrangement(records, plan, now, zone)
    if not arrangement.changes:
        raise TreeError("tree.nothing_new")
    done = records.tree.carry_out(plan.deed, plan.unit_id, plan.made_by, arrangement, needs_of(records, plan), now)
    records.plans.finish(plan.id, done.id)
    return done, True


def _arrangement(records: Records, plan: Plan, now: datetime, zone: ZoneInfo) -> Arrangement:
    if plan.deed is not Deed.LOAD:
        return arrangement_of(records, plan)
    return load_arrangement(records, plan.unit_id, read_rows(records.plans.content(plan.id)), now, zone)


def undoable(records: Records, number: int, now: datetime) -> Rearrangement:
    """The deed, if it can be taken back; TreeError says what is in the way."""
    done = records.tree.rearrangement(number)
    if done is None:
        raise StaleButtonError
    if done.undone_at is not None:
        raise TreeError("tree.undone_already")
    if now - done.made_at > UNDO_WITHIN:
        raise TreeError("tree.undo_too_late")
    _nothing_in_the_way(records, done, now)
    return done


def _nothing_in_the_way(records: Records, done: Rearrangement, now: datetime) -> None:
    changed = {change.unit_id for change in done.arrangement.changes}
    units = records.units.many(changed)
    for change in done.arrangement.changes:
        unit = units[change.unit_id]
        if (unit.parent_id, unit.level, unit.name, unit.is_open) != (
            change.after.parent_id,
            change.after.level,
            change.after.name,
            change.after.is_open,
        ):
            raise TreeError("tree.changed_since", name=unit.name)
    above = {change.before.parent_id for change in done.arrangement.changes if change.before is not None}
    for unit in records.units.many({number for number in above if number is not None} - changed).values():
        if not unit.is_open:
            raise TreeError("tree.parent_closed_since", name=unit.name)
    new = {change.unit_id for change in done.arrangement.changes if change.before is None and change.after.is_open}
    if not new:
        return
    brought = {number for move in done.arrangement.people for number in records.tree.came_with(done, move)}
    depending = records.tree.depending_on(new, changed, brought, now)
    if depending is not None:
        key, unit_id = depending
        raise TreeError(_IN_THE_WAY[key], name=units[unit_id].name)


_IN_THE_WAY = {
    "units": "tree.has_units_since",
    "people": "tree.has_people_since",
    "invitations": "tree.has_invitations_since",
    "roles": "tree.has_roles_since",
    "deadlines": "tree.has_deadlines_since",
}


def undo(records: Records, done: Rearrangement, now: datetime) -> None:
    """Take it back."""
    records.tree.undo(done, now)


def recent(records: Records, unit_id: int | None, now: datetime, count: int = 6) -> tuple[Rearrangement, ...]:
    """What was done lately in a unit and below, and still stands."""
    return records.tree.recent(unit_id, now - UNDO_WITHIN, count)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last instant of a day: what is asked of a day is answered as it was in the evening."""
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)


def who_belonged_on(records: Records, unit_id: int, day: date, zone: ZoneInfo) -> tuple[int, ...]:
    """Who belonged to the unit, or to what was under it, on that day."""
    return records.tree.who_belonged(unit_id, end_of(day, zone))
