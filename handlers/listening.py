"""«🔊 Nghe»: in which languages she would like to hear a card, and hearing it. It is a taste, and told to nobody."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.curriculum import Card, Module
from bot.errors import StaleButtonError
from bot.screens import actions
from bot.screens import listening as screens
from bot.screens import studying as study_screens
from bot.screens.listening_actions import Hear, HearNothing, OpenListening, SetListening
from bot.screens.organising.recording import state_words
from bot.screens.parts import moment
from bot.screens.screen import Attachment, Button, Made, Reply, Row, Screen, button, show
from bot.services import listening as services
from bot.services.making import Making
from bot.services.recording import content_of, is_current
from bot.services.studying import CardView, see_card
from bot.services.visit import Visit


def sounds_of(visit: Visit, module: Module, card: Card) -> tuple[Row, ...]:
    """The buttons to hear a card in the languages she chose; none for most."""
    found = services.offers(visit.records, visit.her, visit.library, module, card)
    return screens.rows(visit.texts, module, card, [one.language for one in found])


def open_listening(visit: Visit, _action: OpenListening) -> Reply:
    """The languages."""
    return show(_languages(visit))


def _languages(visit: Visit) -> Screen:
    recorded = len(visit.records.recordings.of(visit.her.id))
    chosen = visit.records.listening.of(visit.her.id)
    return screens.languages(visit.texts, visit.library.voices, chosen, recorded)


def set_listening(visit: Visit, action: SetListening) -> Reply:
    """One more, or one less; the same tap twice is the same wish."""
    services.choose(visit.records, visit.her, visit.library, action.language, is_on=bool(action.on))
    return show(_languages(visit))


def hear_nothing(visit: Visit, _action: HearNothing) -> Reply:
    """None of them."""
    visit.records.listening.remove(visit.her.id)
    return show(_languages(visit))


def hear(visit: Visit, action: Hear) -> Reply:
    """The voice, as a message of its own below the card; where there is none any more, a word that says so."""
    view = see_card(visit.library, action.module, action.card)
    onward, again = _onward(visit, action, view)
    found = services.offer(visit.records, visit.library, view.module, view.card, action.language)
    if found is not None:
        heard = (found.language, found.recording, onward, again)
        return show(screens.heard(visit.texts, view.module, view.index, *heard))
    card = study_screens.card_screen(visit.texts, visit.library, view.module, view.index)
    return show(
        replace(card, text=visit.texts("listen.gone"), rows=((onward,),), picture=None, is_new=True, again=again)
    )


def _onward(visit: Visit, action: Hear, view: CardView) -> tuple[Button, str]:
    """The way on, and what shows the card once more: one she opened from a result leads back to that."""
    before = actions.decode(visit.chat.last_screen)
    if isinstance(before, actions.Reread) and actions.encode(action) in visit.chat.choices:
        return button(visit.texts.plain("button.to_this_card"), before), visit.chat.last_screen
    return study_screens.forward(visit.texts, view.module, view.index), screens.card_again(view.module, view.card)


def make_sound(making: Making) -> Made:
    """The bytes of a recording, for a channel that does not keep it yet."""
    content = content_of(making)
    return Made(attachment=Attachment("nghe.ogg", content) if content is not None else None)


def about_listening(visit: Visit) -> list[str]:
    """What she likes to hear and what she has recorded, for the file with everything about her."""
    say, lines = visit.texts.plain, []
    names = {one.id: one.name for one in visit.library.voices}
    chosen = sorted(visit.records.listening.of(visit.her.id))
    if chosen:
        lines.append(say("data.listening", languages=", ".join(names.get(one, one) for one in chosen)))
    for one in visit.records.recordings.of(visit.her.id):
        state = state_words(visit.texts, one, is_current=is_current(visit.library, one))
        lines.append(
            say(
                "data.recording",
                card=_title(visit, one.module_id, one.card_id),
                language=names.get(one.language, one.language),
                at=moment(one.recorded_at, visit.zone),
                seconds=one.seconds,
                state=state,
            )
        )
    return ["", *lines] if lines else []


def _title(visit: Visit, module_id: str, card_id: str) -> str:
    try:
        return see_card(visit.library, module_id, card_id).card.title
    except StaleButtonError:
        return card_id
