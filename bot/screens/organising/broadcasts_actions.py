"""What the buttons of an organiser's broadcasts ask for."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from bot.screens.codes import Action


class Steering(enum.StrEnum):
    """What can be done with a broadcast by one tap."""

    PAUSE = "pause"
    RESUME = "resume"
    EDIT = "edit"
    ASK_CANCEL = "ask_cancel"
    CANCEL = "cancel"
    AGAIN = "again"
    ASK_TAKE_BACK = "ask_take_back"
    TAKE_BACK = "take_back"
    STOP_WEEKLY = "stop_weekly"


class Option(enum.StrEnum):
    """What can be switched on and off before it is sent."""

    WEEKLY = "weekly"
    URGENT = "urgent"


class When(enum.StrEnum):
    """The hours that need no typing."""

    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class OpenAudience(Action):
    """Show whom it is for."""

    code = "ba"
    broadcast: int


@dataclass(frozen=True)
class CheckBroadcast(Action):
    """Show it as it will look, and everything to know before sending."""

    code = "bc"
    broadcast: int


@dataclass(frozen=True)
class ListMissed(Action):
    """Hand her the names of those who did not get it."""

    code = "bd"
    broadcast: int


@dataclass(frozen=True)
class WriteContent(Action):
    """Ask for the words and pictures anew."""

    code = "be"
    broadcast: int


@dataclass(frozen=True)
class ChangeContent(Action):
    """Ask for other words or more pictures; what there is stays until it is replaced."""

    code = "0c"
    broadcast: int


@dataclass(frozen=True)
class SeeAsked(Action):
    """Show another organiser's broadcast that waits for her to agree."""

    code = "0e"
    broadcast: int


@dataclass(frozen=True)
class AgreeToBroadcast(Action):
    """Agree to another organiser's broadcast."""

    code = "bf"
    broadcast: int


@dataclass(frozen=True)
class SendNow(Action):
    """Send it."""

    code = "bg"
    broadcast: int


@dataclass(frozen=True)
class PickModule(Action):
    """Let its button open that module."""

    code = "bh"
    broadcast: int
    module: str


@dataclass(frozen=True)
class DropModule(Action):
    """Let it have no button."""

    code = "bi"
    broadcast: int


@dataclass(frozen=True)
class ScheduleAt(Action):
    """Send it at that hour."""

    code = "bj"
    broadcast: int
    when: str


@dataclass(frozen=True)
class ListModules(Action):
    """Show the modules of a course, for its button."""

    code = "bk"
    broadcast: int
    course: str


@dataclass(frozen=True)
class ListBroadcasts(Action):
    """Show what she has written."""

    code = "bl"
    page: int


@dataclass(frozen=True)
class ChooseModule(Action):
    """Show the courses, for its button."""

    code = "bm"
    broadcast: int


@dataclass(frozen=True)
class NewBroadcast(Action):
    """Begin a new one."""

    code = "bn"


@dataclass(frozen=True)
class BrowseTops(Action):
    """Show the units it may be for, below one (0: where she may)."""

    code = "bo"
    broadcast: int
    parent: int
    page: int


@dataclass(frozen=True)
class PickTop(Action):
    """Let it be for that unit (0: all)."""

    code = "bp"
    broadcast: int
    unit: int


@dataclass(frozen=True)
class AskTime(Action):
    """Ask for day and hour to be typed."""

    code = "bq"
    broadcast: int


@dataclass(frozen=True)
class RefuseBroadcast(Action):
    """Ask why she does not agree."""

    code = "br"
    broadcast: int


@dataclass(frozen=True)
class SeeBroadcast(Action):
    """Show how it stands."""

    code = "bs"
    broadcast: int


@dataclass(frozen=True)
class TurnMark(Action):
    """Ask for a mark, for its absence, or no more for either."""

    code = "bt"
    broadcast: int
    mark: str


@dataclass(frozen=True)
class SwitchOption(Action):
    """Switch weekly repetition or urgency."""

    code = "bv"
    broadcast: int
    option: str


@dataclass(frozen=True)
class ChooseTime(Action):
    """Show the hours to choose from."""

    code = "bw"
    broadcast: int


@dataclass(frozen=True)
class FinishContent(Action):
    """She has sent everything she wants to say."""

    code = "bx"
    broadcast: int


@dataclass(frozen=True)
class Steer(Action):
    """Pause it, go on, break it off, take it back."""

    code = "by"
    broadcast: int
    deed: str


@dataclass(frozen=True)
class TestBroadcast(Action):
    """Send it to herself."""

    code = "bz"
    broadcast: int
