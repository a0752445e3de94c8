"""Which language the bot speaks with her. She chooses; the bot never guesses, for many phones are set to English."""

from __future__ import annotations

from bot.domain.learner import JoiningStep
from bot.errors import StaleButtonError
from bot.screens import language as screens
from bot.screens.language_actions import AskLanguage, ChooseLanguage
from bot.screens.screen import Reply, show
from bot.services.visit import Visit


def ask_language(visit: Visit, _action: AskLanguage) -> Reply:
    """The languages to choose from."""
    return show(screens.ask_language(visit.texts, names_of(visit)))


def choose_language(visit: Visit, action: ChooseLanguage) -> Reply:
    """From now on in that one. Where she is follows, in a message of its own; nothing else changes."""
    if action.language not in visit.languages.codes:
        raise StaleButtonError
    visit.talk_in(action.language)
    if visit.learner is None:
        return Reply()
    return show(screens.changed(visit.texts, has_joined=visit.chat.step is JoiningStep.JOINED))


def names_of(visit: Visit) -> dict[str, str]:
    """What each language calls itself, by its code."""
    return {code: visit.languages(code).plain("language.name") for code in visit.languages.codes}


def offered(visit: Visit) -> dict[str, str]:
    """The other languages, for who is new here and whose phone is not set to Vietnamese, or who chose one already."""
    first, *_ = visit.languages.codes or ("",)
    is_foreign = bool(visit.phone_language) and visit.phone_language.partition("-")[0] != first
    names = names_of(visit) if is_foreign or visit.chat.language != first else {}
    return {code: name for code, name in names.items() if code != visit.chat.language}
