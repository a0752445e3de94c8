"""What the buttons ask for of the person to whom women write in private."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class ListThreads(Action):
    """Show who has written to her."""

    code = "fl"
    is_private = True


@dataclass(frozen=True)
class SeeThread(Action):
    """Show what was said."""

    code = "fv"
    is_private = True
    thread: int


@dataclass(frozen=True)
class WriteBack(Action):
    """Type an answer."""

    code = "fr"
    is_private = True
    thread: int


@dataclass(frozen=True)
class SendBack(Action):
    """Send what stands on the message with this button."""

    code = "fc"
    is_private = True
    thread: int


@dataclass(frozen=True)
class AskToClose(Action):
    """Are you sure."""

    code = "fk"
    is_private = True
    thread: int


@dataclass(frozen=True)
class CloseThread(Action):
    """End the thread for both."""

    code = "fj"
    is_private = True
    thread: int


@dataclass(frozen=True)
class HideThread(Action):
    """Put it away."""

    code = "fn"
    is_private = True
