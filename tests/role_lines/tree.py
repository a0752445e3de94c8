"""The tree of units. A deed is about a unit just made below the spot, so that the right is needed in the spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.files import FileKind, SentFile
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.tree import Deed, Plan, levels_below
from bot.screens.codes import Action
from bot.screens.incoming import Said, SentSomething
from bot.screens.organising import tree_actions as t
from bot.services import tree as services
from bot.settings import VIETNAM
from tests.role_lines.line import AskedLine, Line, Spot, reads

PLANNED = frozenset({"tree_plan", "tree_plan_person"})
"""A deed that is being put together is hers alone, and changes nothing yet."""
NEW_NAME = "Nơi mới"
A_FILE = "Mã,Tên,Cấp,Mã cấp trên\nmau-suoi-may-xoai,Chi hội Thôn Xoài,Chi hội,mau-suoi-may\n".encode()


def unit_below(spot: Spot, above_id: int, key: str = "thu") -> int:
    """A new unit right below another."""
    above = spot.records.units.get(above_id)
    assert above is not None
    level = levels_below(above.level)[0]
    return spot.records.units.put(f"{key}-{above_id}", above_id, level, f"Nơi thử {key}", spot.now).id


def begun(spot: Spot, deed: Deed, unit_id: int, **chosen: Any) -> Plan:
    """A deed that she has begun."""
    plan = spot.records.plans.begin(deed, unit_id, spot.her, spot.now)
    return spot.records.plans.save(replace(plan, **chosen))


def begun_below(spot: Spot, deed: Deed, **chosen: Any) -> int:
    """The number of a deed that she has begun, about a unit below the spot."""
    return begun(spot, deed, unit_below(spot, spot.unit), **chosen).id


def splitting(spot: Spot) -> Plan:
    """A unit below the spot is being split."""
    return begun(spot, Deed.SPLIT, unit_below(spot, spot.unit), parts=(NEW_NAME,))


def place_unit(spot: Spot) -> Action:
    """A unit that could go to the new one."""
    plan = splitting(spot)
    return t.PlaceUnit(plan.id, unit_below(spot, plan.unit_id or 0), 0)


def place_person(spot: Spot) -> Action:
    """Somebody who could."""
    plan = splitting(spot)
    return t.PlacePerson(plan.id, spot.records.learners.add("Mơ", plan.unit_id, spot.now).id, 0)


def take_target(spot: Spot) -> Action:
    """One more unit that goes into another."""
    return t.TakeTarget(begun_below(spot, Deed.MERGE), unit_below(spot, spot.unit, "kia"))


def done(spot: Spot) -> int:
    """The number of a deed that she has done."""
    plan = begun(spot, Deed.RENAME, unit_below(spot, spot.unit), name=NEW_NAME)
    return services.carry_out(spot.records, plan, spot.now, VIETNAM)[0].id


def line(example: Callable[[Spot], Action], deed: str = "", drafts: frozenset[str] = frozenset()) -> Line:
    """All of it takes the same right."""
    return Line(Right.ARRANGE, example, deed, drafts=drafts)


LINES: dict[type[Action], Line] = {
    t.OpenTree: reads(Right.ARRANGE, t.OpenTree()),
    t.BrowseTree: line(lambda spot: t.BrowseTree(spot.unit, 0)),
    t.ArrangeUnit: line(lambda spot: t.ArrangeUnit(spot.unit)),
    t.PlanDeed: line(lambda spot: t.PlanDeed(Deed.CLOSE.value, unit_below(spot, spot.unit)), drafts=PLANNED),
    t.ChooseLevel: line(
        lambda spot: t.ChooseLevel(begun(spot, Deed.ADD, spot.unit).id, "group"), drafts=PLANNED
    ),
    t.BrowseTargets: line(lambda spot: t.BrowseTargets(begun_below(spot, Deed.MOVE), spot.unit, 0)),
    t.TakeTarget: line(take_target, drafts=PLANNED),
    t.ShowSplit: line(lambda spot: t.ShowSplit(splitting(spot).id)),
    t.ListPlaceable: line(lambda spot: t.ListPlaceable(splitting(spot).id, "units", 0)),
    t.PlaceUnit: line(place_unit, drafts=PLANNED),
    t.PlacePerson: line(place_person, drafts=PLANNED),
    t.AddPart: line(lambda spot: t.AddPart(splitting(spot).id)),
    t.PreviewPlan: line(lambda spot: t.PreviewPlan(begun_below(spot, Deed.RENAME, name=NEW_NAME))),
    t.ConfirmPlan: line(lambda spot: t.ConfirmPlan(begun_below(spot, Deed.RENAME, name=NEW_NAME)), "tree_rename"),
    t.DropPlan: line(lambda spot: t.DropPlan(begun_below(spot, Deed.CLOSE)), drafts=PLANNED),
    t.ListDeeds: line(lambda spot: t.ListDeeds(spot.unit)),
    t.AskUndo: line(lambda spot: t.AskUndo(done(spot))),
    t.UndoDeed: line(lambda spot: t.UndoDeed(done(spot)), "tree_undo"),
    t.OpenTreeFiles: line(lambda spot: t.OpenTreeFiles(spot.unit)),
    t.SaveTree: line(lambda spot: t.SaveTree(spot.unit, "csv"), "tree_save"),
    t.AskTreeFile: line(lambda spot: t.AskTreeFile(spot.unit)),
}  # fmt: skip

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.UNIT_NAME: AskedLine(
        Right.ARRANGE, Said("Chi hội Thôn Xoài"), lambda spot: str(begun_below(spot, Deed.RENAME))
    ),
    Awaiting.UNIT_FILE: AskedLine(
        Right.ARRANGE,
        SentSomething("file", file=SentFile(FileKind.DOCUMENT, "1", "cay.csv"), content=A_FILE),
        lambda spot: str(spot.unit),
    ),
}
