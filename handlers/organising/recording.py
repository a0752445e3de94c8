"""«Ghi âm thẻ bài»: an author picks a card and a language, reads the words aloud, and hears herself."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.curriculum import Card, Module, VoiceLanguage
from bot.domain.files import FileKind
from bot.domain.learner import Awaiting
from bot.domain.recording import Recording, RecordingFault, RecordingState, fault_of
from bot.errors import StaleButtonError
from bot.screens.incoming import Act, SentSomething
from bot.screens.organising import recording as screens
from bot.screens.organising.recording_actions import (
    OpenRecordings,
    PickRecordingCourse,
    PickRecordingModule,
    RecordCard,
    SeeCardRecordings,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import recording as services
from bot.services.visit import Visit
from handlers.organising.recording_review import shown

BEST_FIRST = (RecordingState.WAITING, RecordingState.AGREED, RecordingState.REFUSED, RecordingState.DRAFT)
"""Of several recordings of a card in a language, which one its button leads to."""


def open_recordings(visit: Visit, _action: OpenRecordings) -> Reply:
    """What there is to hear and to record."""
    waiting, aside = len(services.waiting_for(visit)), len(services.set_aside(visit))
    mine = len(visit.records.recordings.of(visit.her.id))
    return show(screens.home(visit.texts, visit.library.courses, waiting, aside, mine))


def pick_course(visit: Visit, action: PickRecordingCourse) -> Reply:
    """Which module of it."""
    course = visit.library.course(action.course)
    if course is None:
        raise StaleButtonError
    return show(screens.modules(visit.texts, course))


def pick_module(visit: Visit, action: PickRecordingModule) -> Reply:
    """Which card of it."""
    module = visit.library.module(action.module)
    if module is None:
        raise StaleButtonError
    counts = {card.id: len(_agreed(visit, module, card)) for card in module.cards}
    return show(screens.cards(visit.texts, module, counts))


def _agreed(visit: Visit, module: Module, card: Card) -> set[str]:
    """The languages in which a card can be heard as it is."""
    return {
        one.language
        for one in visit.records.recordings.of_card(module.id, card.id)
        if one.state is RecordingState.AGREED and services.is_current(visit.library, one)
    }


def see_card(visit: Visit, action: SeeCardRecordings) -> Reply:
    """The words of a card, and each language with what there is."""
    module, card = services.card_of(visit.library, action.module, action.card)
    found = visit.records.recordings.of_card(module.id, card.id)
    lines = [(language, *_best(visit, found, language)) for language in visit.library.voices]
    return show(screens.card(visit.texts, module, card, lines))


def _best(visit: Visit, found: tuple[Recording, ...], language: VoiceLanguage) -> tuple[Recording | None, str]:
    """The recording to lead to and how it stands: one that says what the card says, the one to be acted on first."""
    ranked = sorted(
        (one for one in found if one.language == language.id and _concerns(visit, one)),
        key=lambda one: (not services.is_current(visit.library, one), BEST_FIRST.index(one.state), -one.id),
    )
    if not ranked:
        return None, ""
    best = ranked[0]
    return best, screens.state_words(visit.texts, best, is_current=services.is_current(visit.library, best))


def _concerns(visit: Visit, one: Recording) -> bool:
    return one.recorded_by == visit.her.id or one.state in services.SHARED


def record_card(visit: Visit, action: RecordCard) -> Reply:
    """She will read it."""
    one = services.begin(visit, action.module, action.card, action.language)
    return show(_ask(visit, one))


def _ask(visit: Visit, one: Recording, hint: str = "") -> Screen:
    visit.chat = replace(visit.chat, awaiting=Awaiting.RECORDING, subject=str(one.id))
    return screens.ask_voice(visit.texts, *_about(visit, one), hint)


def _about(visit: Visit, one: Recording) -> tuple[Module, Card, VoiceLanguage]:
    """What she reads and in which language; StaleButtonError when either is gone."""
    module, card = services.card_of(visit.library, one.module_id, one.card_id)
    language = visit.library.voice(one.language)
    if language is None:
        raise StaleButtonError
    return module, card, language


def asked_screen(visit: Visit) -> Screen:
    """What asks for her voice."""
    return screens.ask_voice(visit.texts, *_about(visit, _subject(visit)))


def _subject(visit: Visit) -> Recording:
    one = services.own(visit, int(visit.chat.subject) if visit.chat.subject.isdecimal() else 0)
    if one.digest:
        raise StaleButtonError
    return one


def take_voice(visit: Visit, act: Act) -> Reply:
    """Her voice: kept, and played back to her. Words that changed while she read are read anew."""
    one = _subject(visit)
    if not services.is_current(visit.library, one):
        anew = services.begin(visit, one.module_id, one.card_id, one.language)
        return show(_ask(visit, anew, visit.texts("voice.changed")))
    fault, content, seconds = _heard(act)
    if fault is not None:
        return show(_ask(visit, one, visit.texts(screens.FAULTS[fault])))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
    return show(shown(visit, services.take_in(visit, one, content, seconds)))


def _heard(act: Act) -> tuple[RecordingFault | None, bytes, int]:
    """The sound she sent and how long it is, or what is wrong with it."""
    file = act.file if isinstance(act, SentSomething) else None
    if not isinstance(act, SentSomething) or file is None or file.kind is not FileKind.VOICE:
        return RecordingFault.NOT_VOICE, b"", 0
    return fault_of(file.seconds, file.size, act.content), act.content or b"", file.seconds
