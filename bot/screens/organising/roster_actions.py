"""What the buttons of the roster and of inviting ask for. Unit 0 stands for all that she may enrol into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenRoster(Action):
    """Show how many are expected and have come."""

    code = "xa"


@dataclass(frozen=True)
class AskForRoster(Action):
    """Ask for the file."""

    code = "xb"


@dataclass(frozen=True)
class TakeTemplate(Action):
    """Hand out the template."""

    code = "xc"


@dataclass(frozen=True)
class SeeCheck(Action):
    """Show what a checked file would bring."""

    code = "xd"
    check: int


@dataclass(frozen=True)
class ConfirmRoster(Action):
    """Take what was checked."""

    code = "xe"
    check: int


@dataclass(frozen=True)
class DropRoster(Action):
    """Forget what was checked."""

    code = "xf"


@dataclass(frozen=True)
class ListMissing(Action):
    """Show in which units somebody is expected still."""

    code = "xg"
    page: int


@dataclass(frozen=True)
class SeeMissing(Action):
    """Show who is expected still in a unit."""

    code = "xh"
    unit: int
    page: int


@dataclass(frozen=True)
class OpenInviting(Action):
    """Show the units to invite into, below one (0: the top)."""

    code = "xi"
    parent: int
    page: int


@dataclass(frozen=True)
class SeeInvitations(Action):
    """Show the invitations to a unit."""

    code = "xj"
    unit: int


@dataclass(frozen=True)
class MakeInvitation(Action):
    """Make an invitation to a unit, to be sent on."""

    code = "xk"
    unit: int


@dataclass(frozen=True)
class AskPosters(Action):
    """Show what printing posters for a unit and all below would make."""

    code = "xl"
    unit: int


@dataclass(frozen=True)
class PrintPosters(Action):
    """Print them."""

    code = "xm"
    unit: int


@dataclass(frozen=True)
class AskToWithdraw(Action):
    """Show what withdrawing an invitation touches; «all» for all of the unit."""

    code = "xn"
    unit: int
    ref: str


@dataclass(frozen=True)
class WithdrawInvitation(Action):
    """Withdraw it."""

    code = "xo"
    unit: int
    ref: str


@dataclass(frozen=True)
class ReplaceInvitation(Action):
    """Withdraw all that lead to a unit and make a new one."""

    code = "xp"
    unit: int
