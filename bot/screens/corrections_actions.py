"""What the buttons of a correction say."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class AnswerCorrection(Action):
    """Her choice, by its place on the screen; the wording says which screen that was."""

    code = "ka"
    source: str
    revision: str
    choice: int


@dataclass(frozen=True)
class SeeCorrection(Action):
    """Show it once more, with the answer if she gave one."""

    code = "kb"
    source: str
