"""What a deed on the tree comes to: every unit and everybody it changes, worked out before anything is done.

A deed that makes no sense is refused here, with the sentence that says why.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.folding import fold_keeping_marks
from bot.domain.tree import (
    DEEPEST,
    Arrangement,
    Change,
    Deed,
    PeopleMove,
    Plan,
    State,
    TreeError,
    may_stand_under,
    state_of,
)
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.storage.records import Records

WHOLE_TREE = 0
"""In the place of a unit's number: the right is needed in the whole tree."""


def arrangement_of(records: Records, plan: Plan) -> Arrangement:
    """All that the plan changes; TreeError when it cannot be done."""
    if plan.deed not in _WORKED_OUT:
        # A file is looked at when it comes, and has no other preview.
        raise StaleButtonError
    return _WORKED_OUT[plan.deed](records, plan)


def needs_of(records: Records, plan: Plan) -> tuple[int, ...]:
    """The units in which she must be allowed to change the tree: where something is taken away and where it goes."""
    about = plan.unit_id or WHOLE_TREE
    if plan.deed in (Deed.ADD, Deed.RENAME, Deed.LOAD):
        return (about,)
    needed = [] if plan.deed is Deed.MERGE else [parent_of(records, about)]
    if plan.deed is Deed.MERGE:
        needed = [about, *(parent_of(records, source) for source in plan.sources)]
    if plan.has_target:
        needed.append(plan.target_id or WHOLE_TREE)
    return tuple(dict.fromkeys(needed))


def parent_of(records: Records, unit_id: int) -> int:
    """The unit above; WHOLE_TREE for one at the top."""
    unit = records.units.get(unit_id)
    if unit is None:
        raise StaleButtonError
    return unit.parent_id or WHOLE_TREE


def open_unit(records: Records, unit_id: int | None) -> Unit:
    """The unit; StaleButtonError when it is closed, or never was."""
    unit = records.units.get(unit_id) if unit_id is not None else None
    if unit is None or not unit.is_open:
        raise StaleButtonError
    return unit


def twins_of(records: Records, plan: Plan) -> tuple[str, ...]:
    """Names that would stand twice below the same unit once the deed is done."""
    arrangement = arrangement_of(records, plan)
    changed = {change.unit_id for change in arrangement.changes}
    twins = []
    for change in arrangement.changes:
        above = change.after.parent_id
        if not change.after.is_open or (above is not None and above < 0):
            continue
        others = {fold_keeping_marks(unit.name) for unit in records.units.children(above) if unit.id not in changed}
        others |= {
            fold_keeping_marks(other.after.name)
            for other in arrangement.changes
            if other is not change and other.after.is_open and other.after.parent_id == above
        }
        if fold_keeping_marks(change.after.name) in others:
            twins.append(change.after.name)
    return tuple(dict.fromkeys(twins))


def _add(records: Records, plan: Plan) -> Arrangement:
    above = open_unit(records, plan.unit_id) if plan.unit_id is not None else None
    if plan.level is None or not plan.name:
        raise StaleButtonError
    if not may_stand_under(plan.level, above.level if above else None):
        raise TreeError("tree.wrong_level", name=plan.name, above=above.name if above else "")
    _fits(records, above, 1)
    return Arrangement((Change(-1, None, State(above.id if above else None, plan.level, plan.name)),))


def _fits(records: Records, above: Unit | None, height: int) -> None:
    depth = len(records.units.path(above.id)) if above is not None else 0
    if depth + height > DEEPEST:
        raise TreeError("tree.too_deep", most=DEEPEST)


def _rename(records: Records, plan: Plan) -> Arrangement:
    unit = open_unit(records, plan.unit_id)
    if not plan.name:
        raise StaleButtonError
    if plan.name == unit.name:
        raise TreeError("tree.same_name", name=unit.name)
    return Arrangement((Change(unit.id, state_of(unit), replace(state_of(unit), name=plan.name)),))


def _move(records: Records, plan: Plan) -> Arrangement:
    unit = open_unit(records, plan.unit_id)
    above = open_unit(records, plan.target_id) if plan.target_id is not None else None
    if not plan.has_target:
        raise StaleButtonError
    if unit.parent_id == (above.id if above else None):
        raise TreeError("tree.already_there", name=unit.name)
    _under(records, unit, above)
    return Arrangement(
        (Change(unit.id, state_of(unit), replace(state_of(unit), parent_id=above.id if above else None)),)
    )


def _under(records: Records, unit: Unit, above: Unit | None) -> None:
    """TreeError unless the unit can stand below that one: not within itself, not below a lower one, not too deep."""
    path = records.units.path(above.id) if above is not None else ()
    if any(each.id == unit.id for each in path):
        raise TreeError("tree.no_cycle", name=unit.name)
    if above is not None and not may_stand_under(unit.level, above.level):
        raise TreeError("tree.wrong_level", name=unit.name, above=above.name)
    _fits(records, above, records.tree.height(unit.id))


def _merge(records: Records, plan: Plan) -> Arrangement:
    target = open_unit(records, plan.unit_id)
    sources = [open_unit(records, number) for number in plan.sources]
    if not sources:
        raise TreeError("tree.nothing_to_merge", name=target.name)
    above = {unit.id for unit in records.units.path(target.id)}
    gone = {unit.id for unit in sources}
    changes: list[Change] = []
    people = []
    for source in sources:
        if source.id in above:
            raise TreeError("tree.no_cycle", name=source.name)
        _people_may_go(records, source, target)
        changes.append(Change(source.id, state_of(source), replace(state_of(source), is_open=False)))
        for child in records.units.children(source.id):
            if child.id not in gone:
                _under(records, child, target)
                changes.append(Change(child.id, state_of(child), replace(state_of(child), parent_id=target.id)))
        people.append(PeopleMove(source.id, target.id))
    return Arrangement(tuple(changes), tuple(people), tuple((source.id, target.id) for source in sources))


def _people_may_go(records: Records, unit: Unit, target: Unit) -> None:
    """People go to a unit that takes learners, or to one above their own."""
    is_above = any(each.id == target.id for each in records.units.path(unit.id))
    if not target.takes_learners and not is_above and records.tree.people_in(unit.id):
        raise TreeError("tree.no_people_there", name=unit.name, target=target.name)


def _split(records: Records, plan: Plan) -> Arrangement:
    unit = open_unit(records, plan.unit_id)
    if not plan.parts:
        raise StaleButtonError
    new = [Change(-1 - part, None, replace(state_of(unit), name=name)) for part, name in enumerate(plan.parts)]
    children = {child.id: child for child in records.units.children(unit.id)}
    moved = [
        Change(number, state_of(children[number]), replace(state_of(children[number]), parent_id=-1 - part))
        for number, part in plan.placed
        if number in children
    ]
    here = {number for number, _ in records.tree.people_in(unit.id)}
    chosen = {number: part for number, part in records.plans.people(plan.id).items() if number in here}
    people = [
        PeopleMove(unit.id, -1 - part, tuple(number for number, to in chosen.items() if to == part))
        for part in sorted(set(chosen.values()))
    ]
    return Arrangement((*new, *moved), tuple(people))


def _close(records: Records, plan: Plan) -> Arrangement:
    unit = open_unit(records, plan.unit_id)
    children = records.units.children(unit.id)
    people = records.tree.people_in(unit.id)
    if not plan.has_target and (children or people):
        raise TreeError("tree.where_to", name=unit.name, units=len(children), people=len(people))
    target = open_unit(records, plan.target_id) if plan.target_id is not None else None
    changes = [Change(unit.id, state_of(unit), replace(state_of(unit), is_open=False))]
    if target is None:
        return Arrangement(tuple(changes))
    if any(each.id == unit.id for each in records.units.path(target.id)):
        raise TreeError("tree.not_into_itself", name=unit.name)
    _people_may_go(records, unit, target)
    for child in children:
        _under(records, child, target)
        changes.append(Change(child.id, state_of(child), replace(state_of(child), parent_id=target.id)))
    return Arrangement(tuple(changes), (PeopleMove(unit.id, target.id),), ((unit.id, target.id),))


_WORKED_OUT = {
    Deed.ADD: _add,
    Deed.RENAME: _rename,
    Deed.MOVE: _move,
    Deed.MERGE: _merge,
    Deed.SPLIT: _split,
    Deed.CLOSE: _close,
}
