"""What an organiser asks of a unit's results; unit 0 is the whole tree."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class ChooseReport(Action):
    """Show the units whose results she may see."""

    code = "vb"


@dataclass(frozen=True)
class OpenReport(Action):
    """Show the results of a unit."""

    code = "vr"
    unit: int


@dataclass(frozen=True)
class ReportPlaces(Action):
    """Show the units below one side by side, in one course."""

    code = "vu"
    unit: int
    page: int
    course: str


@dataclass(frozen=True)
class ReportWeeks(Action):
    """Show the last eight weeks of a unit."""

    code = "vt"
    unit: int


@dataclass(frozen=True)
class ReportChart(Action):
    """Draw a unit's results."""

    code = "vp"
    unit: int


@dataclass(frozen=True)
class ReportSheet(Action):
    """Hand over a unit's results as a spreadsheet."""

    code = "vx"
    unit: int


@dataclass(frozen=True)
class ReportNames(Action):
    """Hand over a list of a unit's people and what they passed."""

    code = "vn"
    unit: int
