"""What the buttons about reminders ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenReminders(Action):
    """Show when she is reminded, and what she can change."""

    code = "wr"


@dataclass(frozen=True)
class AskHour(Action):
    """Show the hours to choose from."""

    code = "wh"


@dataclass(frozen=True)
class ChooseHour(Action):
    """Be reminded at this minute of the day."""

    code = "wm"
    minute: int


@dataclass(frozen=True)
class AskDaysOff(Action):
    """Show the weekdays."""

    code = "wo"


@dataclass(frozen=True)
class SetDayOff(Action):
    """Have this weekday off (1), or not (0); Monday is 0."""

    code = "wt"
    weekday: int
    off: int


@dataclass(frozen=True)
class PauseReminders(Action):
    """No reminders for a week."""

    code = "wp"


@dataclass(frozen=True)
class StopReminders(Action):
    """No reminders until she wants them again."""

    code = "wx"


@dataclass(frozen=True)
class ResumeReminders(Action):
    """Reminders again."""

    code = "wb"
