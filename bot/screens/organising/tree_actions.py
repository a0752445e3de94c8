"""What the buttons around the tree of units ask for. ``unit`` 0 is the top of the whole tree."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenTree(Action):
    """Show the unit she looks after, or the choice of them."""

    code = "to"


@dataclass(frozen=True)
class BrowseTree(Action):
    """Show a unit and a page of what is below it."""

    code = "tb"
    unit: int
    page: int


@dataclass(frozen=True)
class ArrangeUnit(Action):
    """Show what can be done with a unit."""

    code = "tv"
    unit: int


@dataclass(frozen=True)
class PlanDeed(Action):
    """Begin a deed: «add», «rename», «move», «merge», «split», «close»."""

    code = "tp"
    deed: str
    unit: int


@dataclass(frozen=True)
class ChooseLevel(Action):
    """The new unit is of that level."""

    code = "tl"
    plan: int
    level: str


@dataclass(frozen=True)
class BrowseTargets(Action):
    """Look through the tree for the unit that something goes to, or that goes in."""

    code = "tw"
    plan: int
    unit: int
    page: int


@dataclass(frozen=True)
class TakeTarget(Action):
    """That is the unit."""

    code = "tt"
    plan: int
    unit: int


@dataclass(frozen=True)
class ShowSplit(Action):
    """Show the new units of a split, and what goes where."""

    code = "ts"
    plan: int


@dataclass(frozen=True)
class ListPlaceable(Action):
    """Show who or what can go to the newest unit of a split: «units» or «people»."""

    code = "tq"
    plan: int
    kind: str
    page: int


@dataclass(frozen=True)
class PlaceUnit(Action):
    """The unit below goes to the newest unit of the split, or stays after all."""

    code = "tg"
    plan: int
    unit: int
    page: int


@dataclass(frozen=True)
class PlacePerson(Action):
    """She goes to the newest unit of the split, or stays after all."""

    code = "th"
    plan: int
    learner: int
    page: int


@dataclass(frozen=True)
class AddPart(Action):
    """One more new unit in a split."""

    code = "ta"
    plan: int


@dataclass(frozen=True)
class PreviewPlan(Action):
    """Show what the deed would touch."""

    code = "tk"
    plan: int


@dataclass(frozen=True)
class ConfirmPlan(Action):
    """Do it."""

    code = "ty"
    plan: int


@dataclass(frozen=True)
class DropPlan(Action):
    """Do not do it."""

    code = "tx"
    plan: int


@dataclass(frozen=True)
class ListDeeds(Action):
    """Show what was done in a unit within a day."""

    code = "td"
    unit: int


@dataclass(frozen=True)
class AskUndo(Action):
    """Are you sure you want it back as it was."""

    code = "tu"
    deed: int


@dataclass(frozen=True)
class UndoDeed(Action):
    """Make it as it was."""

    code = "tz"
    deed: int


@dataclass(frozen=True)
class OpenTreeFiles(Action):
    """Saving to a file and loading from one."""

    code = "tf"
    unit: int


@dataclass(frozen=True)
class SaveTree(Action):
    """Send the unit with all below it as a file: «xlsx» or «csv»."""

    code = "te"
    unit: int
    kind: str


@dataclass(frozen=True)
class AskTreeFile(Action):
    """She will send a file."""

    code = "ti"
    unit: int
