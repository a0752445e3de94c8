"""What somebody answers who is asked whether she is the one on the list."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class ClaimEntry(Action):
    """She is the one."""

    code = "xq"
    entry: int


@dataclass(frozen=True)
class DenyEntry(Action):
    """She is not."""

    code = "xr"
