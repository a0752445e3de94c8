"""What the buttons of entrusting and of the audit ask for. A unit of 0 is the whole tree."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenRoles(Action):
    """Begin entrusting: her unit, or the choice among hers."""

    code = "yr"


@dataclass(frozen=True)
class BrowseRoleUnits(Action):
    """Show the units below one, to entrust somebody there."""

    code = "yb"
    unit: int
    page: int


@dataclass(frozen=True)
class SeeRoles(Action):
    """Show who holds what in a unit."""

    code = "yu"
    unit: int
    page: int


@dataclass(frozen=True)
class ChooseAdminRole(Action):
    """Show the roles that can be given in a unit."""

    code = "yg"
    unit: int


@dataclass(frozen=True)
class OfferRole(Action):
    """Make a link that gives that role there, once."""

    code = "yl"
    unit: int
    role: str


@dataclass(frozen=True)
class SeeRoleLinks(Action):
    """Show the links to a unit that nobody has accepted yet."""

    code = "yo"
    unit: int


@dataclass(frozen=True)
class WithdrawRoleLink(Action):
    """Let a link hold no longer."""

    code = "yw"
    link: int


@dataclass(frozen=True)
class AskToWithdrawRole(Action):
    """Show a role that somebody holds, and ask whether it shall be withdrawn."""

    code = "ya"
    grant: int


@dataclass(frozen=True)
class WithdrawRole(Action):
    """Withdraw it."""

    code = "yd"
    grant: int


@dataclass(frozen=True)
class SeeMyRoles(Action):
    """Show what she herself was entrusted with."""

    code = "ym"


@dataclass(frozen=True)
class AskToGiveUpRole(Action):
    """Ask whether she wants to give up a role of hers."""

    code = "yp"
    grant: int


@dataclass(frozen=True)
class GiveUpRole(Action):
    """Give it up."""

    code = "yq"
    grant: int


@dataclass(frozen=True)
class SeeOffer(Action):
    """Show the role that the link she came by offers her."""

    code = "yf"
    link: int


@dataclass(frozen=True)
class AcceptRole(Action):
    """Take it."""

    code = "yy"
    link: int


@dataclass(frozen=True)
class DeclineRole(Action):
    """Leave it."""

    code = "yz"
    link: int


@dataclass(frozen=True)
class ReadAudit(Action):
    """Show the audit, from the line before that number (0: the newest)."""

    code = "yn"
    before: int


@dataclass(frozen=True)
class ExportAudit(Action):
    """Hand her the audit as a table."""

    code = "yx"
