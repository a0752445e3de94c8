"""Which language the bot speaks with her: hers to choose at any time, also before she has agreed to anything."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class AskLanguage(Action):
    """Show the languages to choose from."""

    code = "ul"


@dataclass(frozen=True)
class ChooseLanguage(Action):
    """Speak that language with her."""

    code = "uc"
    language: str
