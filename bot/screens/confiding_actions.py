"""What the buttons of a woman's private thread ask for. She has one at most, so none of them names it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenPrivate(Action):
    """Show her thread, or how one begins; the message of hers goes by which the numbers were opened (0: none)."""

    code = "fp"
    is_private = True
    message: int


@dataclass(frozen=True)
class ChooseReader(Action):
    """Show what becomes of what she writes to that person."""

    code = "fe"
    is_private = True
    grant: int


@dataclass(frozen=True)
class WritePrivate(Action):
    """Type to that person, who may answer that way; 0 is whoever reads her thread."""

    code = "fw"
    is_private = True
    grant: int
    way: str


@dataclass(frozen=True)
class SendPrivate(Action):
    """Send what stands on the message with this button."""

    code = "fs"
    is_private = True
    grant: int
    way: str


@dataclass(frozen=True)
class ReadPrivate(Action):
    """Show everything that was said in her thread."""

    code = "ft"
    is_private = True


@dataclass(frozen=True)
class ChangeWay(Action):
    """Let her be answered another way from now on."""

    code = "fa"
    is_private = True
    way: str


@dataclass(frozen=True)
class AskToDelete(Action):
    """Are you sure."""

    code = "fx"
    is_private = True


@dataclass(frozen=True)
class DeletePrivate(Action):
    """Delete her thread."""

    code = "fz"
    is_private = True


@dataclass(frozen=True)
class HandOver(Action):
    """Let another person read her thread, whose reader has gone."""

    code = "fo"
    is_private = True
    grant: int


@dataclass(frozen=True)
class HidePrivate(Action):
    """Put it away."""

    code = "fh"
    is_private = True


@dataclass(frozen=True)
class SeePrivate(Action):
    """Show what is kept of private messages, be there any or not."""

    code = "fd"
    is_private = True
