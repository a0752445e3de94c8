"""What the button below a broadcast asks for, on a learner's phone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenFromBroadcast(Action):
    """Open the module that the broadcast speaks of; ``delivery`` tells that she tapped."""

    code = "bb"
    delivery: int
