"""What is asked of a meeting kit beyond showing it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class PrintKit(Action):
    """Hand over the meeting kit of a module as a page to print."""

    code = "0k"
    module: str
