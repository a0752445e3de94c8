"""What an organiser says about her Monday digest."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenDigest(Action):
    """Show whether it is on."""

    code = "vg"


@dataclass(frozen=True)
class SwitchDigest(Action):
    """Switch it on (1) or off (0)."""

    code = "vd"
    on: int
