"""The screens of hearing a card: which languages, the button on the card, and the voice itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.curriculum import Card, Module, VoiceLanguage
from bot.domain.recording import Recording
from bot.screens.actions import OpenSettings, ReadCard
from bot.screens.codes import encode
from bot.screens.listening_actions import Hear, HearNothing, ListMyRecordings, OpenListening, SetListening
from bot.screens.parts import paragraphs
from bot.screens.screen import Button, Row, Screen, button
from bot.texts import Texts


def languages(texts: Texts, voices: Sequence[VoiceLanguage], chosen: Collection[str], recorded: int) -> Screen:
    """The languages to choose from; ``recorded`` is how many recordings of hers there are."""
    rows: list[Row] = []
    for one in voices:
        is_on = one.id in chosen
        label = texts.plain("button.listening_on" if is_on else "button.listening_off", language=one.name)
        rows.append((button(label, SetListening(one.id, int(not is_on))),))
    if chosen:
        rows.append((button(texts.plain("button.hear_nothing"), HearNothing()),))
    if recorded:
        rows.append((button(texts.plain("button.my_recordings", count=recorded), ListMyRecordings(0)),))
    rows.append((button(texts.plain("button.to_settings"), OpenSettings()),))
    names = ", ".join(one.name for one in voices if one.id in chosen)
    chosen_now = texts("listen.chosen", languages=names) if names else texts("listen.none")
    text = paragraphs(texts("listen.ask"), chosen_now, texts("listen.private"))
    return Screen(text, tuple(rows), again=encode(OpenListening()), brief=texts("brief.listening"))


def way_there(texts: Texts, voices: Sequence[VoiceLanguage]) -> tuple[Row, ...]:
    """The button in the settings, where there is any language to hear."""
    return ((button(texts.plain("button.listening"), OpenListening()),),) if voices else ()


def rows(texts: Texts, module: Module, card: Card, offered: Sequence[VoiceLanguage]) -> tuple[Row, ...]:
    """The buttons of a card that can be heard: one language needs no name."""
    if len(offered) == 1:
        return ((button(texts.plain("button.hear"), Hear(module.id, card.id, offered[0].id)),),)
    return tuple(
        (button(texts.plain("button.hear_in", language=one.name), Hear(module.id, card.id, one.id)),) for one in offered
    )


def heard(
    texts: Texts, module: Module, index: int, language: VoiceLanguage, recording: Recording, onward: Button, again: str
) -> Screen:
    """The voice, below the card, with the way on under her thumb; ``again`` shows the card once more."""
    card, place = module.cards[index], f"{index + 1}/{len(module.cards)}"
    text = texts("listen.caption", place=place, title=card.title, language=language.name)
    brief = texts("brief.card", place=place, title=card.title)
    return Screen(text, ((onward,),), sound=recording.sound, is_new=True, again=again, brief=brief)


def card_again(module: Module, card: Card) -> str:
    """What shows the card once more."""
    return encode(ReadCard(module.id, card.id))
