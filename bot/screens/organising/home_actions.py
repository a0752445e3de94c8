"""What the buttons of the organisers' home ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenManagement(Action):
    """Show what she can do as an organiser."""

    code = "qt"
