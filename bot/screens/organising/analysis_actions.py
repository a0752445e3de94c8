"""What an author asks about her questions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenAnalysis(Action):
    """Show the questions to look at first."""

    code = "va"


@dataclass(frozen=True)
class AnalysisSheet(Action):
    """Hand over the figures of every question."""

    code = "vs"
