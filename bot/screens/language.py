"""The screens around the language the bot speaks with her."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.language_actions import AskLanguage, ChooseLanguage
from bot.screens.screen import Keyboard, Row, Screen, button
from bot.texts import Texts


def ask_language(texts: Texts, names: Mapping[str, str]) -> Screen:
    """The languages, each called by its own name. It is gone once she has chosen, and never comes back by itself."""
    return Screen(texts("language.ask"), choices(names), again=None)


def choices(names: Mapping[str, str]) -> tuple[Row, ...]:
    """A button for each language."""
    return tuple((button(name, ChooseLanguage(code)),) for code, name in names.items())


def way_there(names: Mapping[str, str]) -> tuple[Row, ...]:
    """The way there, where there is a choice. It names them all, so that who cannot read the rest finds it."""
    return ((button(" / ".join(names.values()), AskLanguage()),),) if len(names) > 1 else ()


def changed(texts: Texts, *, has_joined: bool) -> Screen:
    """The first word in the new language; who has joined gets the keys below the writing line in it, too."""
    return Screen(texts("language.changed"), keyboard=Keyboard.HOME if has_joined else Keyboard.KEEP, is_new=True)
