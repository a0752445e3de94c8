"""A deed on the tree, step by step: level, name, where to, what goes along; then what it touches, and done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.tree import Deed, Plan, Touched, levels_below
from bot.domain.unit import Unit, UnitPage
from bot.screens.codes import encode
from bot.screens.organising.tree import back_row, number_of, pager, short, to_tree_row, up_button
from bot.screens.organising.tree_actions import (
    AddPart,
    AskUndo,
    BrowseTargets,
    ChooseLevel,
    ConfirmPlan,
    DropPlan,
    ListPlaceable,
    PlacePerson,
    PlaceUnit,
    PreviewPlan,
    ShowSplit,
    TakeTarget,
    UndoDeed,
)
from bot.screens.parts import moment, paragraphs
from bot.screens.screen import Row, Screen, button
from bot.texts import Html, Texts

A_PAGE = 7
UNITS, PEOPLE = "units", "people"


def drop_row(texts: Texts, plan: Plan) -> Row:
    """The way out that changes nothing."""
    return (button(texts.plain("button.tree_drop"), DropPlan(plan.id)),)


def named(texts: Texts, unit: Unit | None) -> str:
    """A unit in a sentence; the top has no name of its own."""
    return f"«{unit.name}»" if unit is not None else texts.plain("tree.the_top")


def which_level(texts: Texts, plan: Plan, above: Unit | None) -> Screen:
    """What the new unit is called."""
    rows = tuple(
        (button(texts.plain(f"level.{level.value}"), ChooseLevel(plan.id, level.value)),)
        for level in levels_below(above.level if above else None)
    )
    return Screen(texts("tree.which_level", above=named(texts, above)), (*rows, drop_row(texts, plan)))


def ask_name(texts: Texts, plan: Plan, unit: Unit | None, *, was_bad: bool = False) -> Screen:
    """The one thing that is typed."""
    if plan.deed is Deed.ADD:
        text = texts("tree.name_add", above=named(texts, unit))
    elif plan.deed is Deed.RENAME:
        text = texts("tree.name_rename", name=unit.name if unit else "")
    else:
        text = texts("tree.name_split", name=unit.name if unit else "")
    fault = texts("tree.bad_name") if was_bad else ""
    return Screen(paragraphs(fault, text), (drop_row(texts, plan),), is_new=was_bad)


def where_to(texts: Texts, plan: Plan, unit: Unit, above: Unit | None, *, units: int, people: int) -> Screen:
    """She closes a unit that is not empty: what is in it goes up, or elsewhere."""
    rows: list[Row] = []
    if above is not None:
        label = texts.plain("button.tree_into", unit=short(above.name))
        rows.append((button(label, TakeTarget(plan.id, above.id)),))
    start = BrowseTargets(plan.id, number_of(above), 0)
    rows.append((button(texts.plain("button.tree_elsewhere"), start),))
    text = texts("tree.where_to", name=unit.name, units=units, people=people)
    return Screen(text, (*rows, drop_row(texts, plan)))


def targets(
    texts: Texts,
    plan: Plan,
    about: Unit,
    chosen: Sequence[Unit],
    path: tuple[Unit, ...],
    page: UnitPage,
    opens: frozenset[int],
    *,
    may_go_up: bool,
) -> Screen:
    """A page of the tree to pick from; what has others below it (``opens``) is opened, the rest is taken at once."""
    here, number = page.parent, number_of(page.parent)
    rows: list[Row] = []
    for each in page.units:
        if each.id == about.id:
            continue
        mark = "✓ " if each.id in plan.sources else ""
        if each.id in opens:
            rows.append((button(f"{mark}{short(each.name)} ▸", BrowseTargets(plan.id, each.id, 0)),))
        else:
            rows.append((button(f"{mark}{short(each.name)}", TakeTarget(plan.id, each.id)),))
    before = BrowseTargets(plan.id, number, page.page - 1) if page.page > 0 else None
    after = BrowseTargets(plan.id, number, page.page + 1) if page.has_more else None
    rows += pager(texts, before, after)
    if here is not None and here.id != about.id:
        label = texts.plain("button.tree_take", unit=short(here.name))
        rows.append((button(label, TakeTarget(plan.id, here.id)),))
    elif here is None and plan.deed is Deed.MOVE:
        rows.append((button(texts.plain("button.tree_take_top"), TakeTarget(plan.id, 0)),))
    if may_go_up:
        above = path[-2] if len(path) > 1 else None
        rows.append((up_button(texts, above, BrowseTargets(plan.id, number_of(above), 0)),))
    if chosen:
        label = texts.plain("button.tree_preview_count", count=len(chosen))
        rows.append((button(label, PreviewPlan(plan.id)),))
    looking = texts("tree.looking_in", unit=here.name) if here is not None else ""
    text = paragraphs(_question(texts, plan, about, chosen), looking)
    return Screen(text, (*rows, drop_row(texts, plan)), again=encode(BrowseTargets(plan.id, number, page.page)))


def _question(texts: Texts, plan: Plan, about: Unit, chosen: Sequence[Unit]) -> str:
    if plan.deed is Deed.MOVE:
        return texts("tree.target_move", name=about.name)
    if plan.deed is Deed.CLOSE:
        return texts("tree.target_close", name=about.name)
    names = ", ".join(unit.name for unit in chosen) or texts.plain("tree.none_chosen")
    return texts("tree.target_merge", name=about.name, chosen=names)


def _parts(texts: Texts, plan: Plan, placed_people: Mapping[int, int]) -> str:
    lines = []
    for part, name in enumerate(plan.parts):
        units = sum(to == part for _, to in plan.placed)
        people = sum(to == part for to in placed_people.values())
        lines.append(texts("tree.part", name=name, units=units, people=people))
    return "\n".join(lines)


def split(
    texts: Texts, plan: Plan, unit: Unit, children: Sequence[Unit], people: int, placed_people: Mapping[int, int]
) -> Screen:
    """The new units so far, and what goes to the newest."""
    rows: list[Row] = []
    if children:
        rows.append((button(texts.plain("button.tree_units_go"), ListPlaceable(plan.id, UNITS, 0)),))
    if people:
        rows.append((button(texts.plain("button.tree_people_go"), ListPlaceable(plan.id, PEOPLE, 0)),))
    rows.append((button(texts.plain("button.tree_one_more"), AddPart(plan.id)),))
    rows.append((button(texts.plain("button.tree_preview"), PreviewPlan(plan.id)),))
    text = texts(
        "tree.split",
        name=unit.name,
        parts=Html(_parts(texts, plan, placed_people)),
        units=len(children) - len(plan.placed),
        people=people - len(placed_people),
    )
    return Screen(text, (*rows, drop_row(texts, plan)), again=encode(ShowSplit(plan.id)))


def placeable(
    texts: Texts, plan: Plan, kind: str, listed: Sequence[tuple[int, str]], placed: Mapping[int, int], page: int
) -> Screen:
    """Who or what can go to the newest unit; what goes to an earlier one is told by an arrow."""
    newest = len(plan.parts) - 1
    rows: list[Row] = []
    start = page * A_PAGE
    for number, name in listed[start : start + A_PAGE]:
        to = placed.get(number)
        mark = "✓ " if to == newest else "→ " if to is not None else ""
        is_unit = kind == UNITS
        action = PlaceUnit(plan.id, number, page) if is_unit else PlacePerson(plan.id, number, page)
        rows.append((button(f"{mark}{short(name)}", action),))
    before = ListPlaceable(plan.id, kind, page - 1) if page > 0 else None
    after = ListPlaceable(plan.id, kind, page + 1) if start + A_PAGE < len(listed) else None
    rows += pager(texts, before, after)
    rows.append((button(texts.plain("button.tree_ready"), ShowSplit(plan.id)),))
    part = plan.parts[newest]
    text = texts("tree.place_units", part=part) if kind == UNITS else texts("tree.place_people", part=part)
    return Screen(text, tuple(rows), again=encode(ListPlaceable(plan.id, kind, page)))


def preview(
    texts: Texts,
    plan: Plan,
    unit: Unit | None,
    target: Unit | None,
    above: Unit | None,
    sources: Sequence[Unit],
    placed_people: Mapping[int, int],
    touched: Touched,
    twins: Sequence[str],
) -> Screen:
    """What will happen, what it touches, and that it can be taken back."""
    said = texts(
        f"treepreview.{plan.deed.value}",
        name=unit.name if unit else "",
        new=plan.name,
        level=texts.plain(f"level.{plan.level.value}") if plan.level else "",
        above=named(texts, unit if plan.deed is Deed.ADD else above),
        target=named(texts, target),
        sources=", ".join(f"«{source.name}»" for source in sources),
    )
    if plan.deed is Deed.SPLIT:
        said += "\n" + _parts(texts, plan, placed_people)
    if plan.deed is Deed.CLOSE and target is not None:
        said += " " + texts("tree.close_into", target=named(texts, target))
    warning = texts("tree.twins", names=", ".join(f"«{name}»" for name in twins)) if twins else ""
    pieces = (texts("tree.preview", deed=texts.plain(f"treedeed.{plan.deed.value}")), said)
    rows = (
        (button(texts.plain("button.tree_confirm"), ConfirmPlan(plan.id)),),
        drop_row(texts, plan),
    )
    text = paragraphs(*pieces, _touches(texts, plan, touched), warning, texts("tree.can_undo"))
    return Screen(text, rows, again=encode(PreviewPlan(plan.id)))


def _touches(texts: Texts, plan: Plan, touched: Touched) -> str:
    if plan.deed is Deed.ADD:
        return ""
    lines = [texts("tree.touches", units=touched.units, people=touched.people)]
    if touched.invitations:
        lines.append(texts("tree.touches_invitations", count=touched.invitations))
    if touched.deadlines:
        lines.append(texts("tree.touches_deadlines", count=touched.deadlines))
    if touched.roles:
        lines.append(texts("tree.touches_roles", count=touched.roles))
        if plan.deed in (Deed.MERGE, Deed.CLOSE):
            lines.append(texts("tree.roles_stay"))
    return "\n".join(lines)


def refused(texts: Texts, key: str, values: Mapping[str, object], plan: Plan | None, start_at: int) -> Screen:
    """It cannot be done, and why; what she has chosen so far stays. ``start_at`` is where she can choose anew."""
    rows: list[Row] = []
    if plan is not None and plan.deed in (Deed.MOVE, Deed.MERGE, Deed.CLOSE):
        start = BrowseTargets(plan.id, start_at, 0)
        rows.append((button(texts.plain("button.tree_elsewhere"), start),))
    rows.append(drop_row(texts, plan) if plan is not None else to_tree_row(texts))
    return Screen(texts(key, **values), tuple(rows))


def done(texts: Texts, deed: Deed, number: int, unit: Unit, count: int) -> Screen:
    """It is done; it can be taken back."""
    text = texts(f"treedone.{deed.value}", name=unit.name, count=count)
    undo = (button(texts.plain("button.tree_undo"), AskUndo(number)),)
    back = back_row(texts, unit.id if unit.is_open else unit.parent_id) if deed is not Deed.LOAD else to_tree_row(texts)
    return Screen(paragraphs(text, texts("tree.can_undo")), (undo, back), again=back[0].code)


def ask_undo(texts: Texts, deed: Deed, number: int, name: str, at: datetime, zone: ZoneInfo) -> Screen:
    """Are you sure."""
    title = texts.plain(f"treedeed.{deed.value}")
    text = texts("tree.ask_undo", deed=title, name=name, at=moment(at, zone))
    rows = ((button(texts.plain("button.tree_undo_now"), UndoDeed(number)),), to_tree_row(texts))
    return Screen(text, rows, again=encode(AskUndo(number)))


def undone(texts: Texts, unit: Unit | None) -> Screen:
    """It is as it was."""
    is_there = unit is not None and unit.is_open
    back = back_row(texts, number_of(unit)) if is_there else to_tree_row(texts)
    return Screen(texts("tree.undone"), (back,), again=back[0].code)
