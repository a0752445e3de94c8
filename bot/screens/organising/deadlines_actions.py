"""What the buttons about deadlines ask for. ``day`` counts from the first day of the calendar, as Python does."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class ListDeadlines(Action):
    """Show the deadlines of her units."""

    code = "wl"


@dataclass(frozen=True)
class PickDeadlineUnit(Action):
    """Show a unit (0: the units she has in hand) and those below it, a page at a time."""

    code = "wu"
    unit: int
    page: int


@dataclass(frozen=True)
class PickDeadlineCourse(Action):
    """Choose the course."""

    code = "wc"
    unit: int


@dataclass(frozen=True)
class PickDeadlineDay(Action):
    """Choose the day."""

    code = "wd"
    unit: int
    course: str


@dataclass(frozen=True)
class TypeDeadlineDay(Action):
    """Type the day."""

    code = "wy"
    unit: int
    course: str


@dataclass(frozen=True)
class PreviewDeadline(Action):
    """Show whom it concerns and what will happen."""

    code = "wv"
    unit: int
    course: str
    day: int


@dataclass(frozen=True)
class SetDeadline(Action):
    """Set it."""

    code = "ws"
    unit: int
    course: str
    day: int


@dataclass(frozen=True)
class SeeDeadline(Action):
    """Show a deadline that is set."""

    code = "wi"
    deadline: int


@dataclass(frozen=True)
class WithdrawDeadline(Action):
    """Withdraw it."""

    code = "ww"
    deadline: int
