"""Recordings heard: by who made them, by a second author who agrees or sends them back; and taken away."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.authoring import AuthorNote
from bot.domain.learner import Awaiting, given_name
from bot.domain.managing import Right
from bot.domain.recording import LONGEST_WHY, Recording, RecordingState
from bot.errors import StaleButtonError
from bot.screens import general
from bot.screens.incoming import Act, Said
from bot.screens.listening_actions import AskToWithdrawRecording, ListMyRecordings, SeeRecording, WithdrawRecording
from bot.screens.organising import recording as screens
from bot.screens.organising.recording_actions import (
    AgreeToRecording,
    ListRecordings,
    RefuseRecording,
    SubmitRecording,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import recording as services
from bot.services.publishing import writers
from bot.services.sending import Sending
from bot.services.visit import Visit

A_PAGE = 6
LAST_PAGE = 10_000


def see_recording(visit: Visit, action: SeeRecording) -> Reply:
    """Hear it, and see how it stands."""
    return show(shown(visit, services.audible(visit, action.recording)))


def shown(visit: Visit, one: Recording) -> Screen:
    """A recording with its words beside it, as far as the card is still taught."""
    is_current, is_hers = services.is_current(visit.library, one), one.recorded_by == visit.her.id
    if is_hers:
        can_write = visit.may(Right.WRITE)
        rows = screens.her_rows(visit.texts, one, is_current=is_current, can_write=can_write)
    else:
        rows = screens.others_rows(visit.texts, one, is_current=is_current)
    title, words = _card(visit, one)
    state = screens.state_words(visit.texts, one, is_current=is_current)
    return screens.one_recording(visit.texts, one, (title, words, _language(visit, one)), _who(visit, one), rows, state)


def compose(sending: Sending, recording_id: int, word: AuthorNote) -> Reply | None:
    """What an author is told of a recording; None when it was withdrawn, changed its state or is read anew."""
    one = sending.records.recordings.get(recording_id)
    wanted = RecordingState.WAITING if word is AuthorNote.VOICE_ASKED else RecordingState.REFUSED
    if one is None or one.state is not wanted or not services.is_current(sending.library, one):
        return None
    _, card = services.card_of(sending.library, one.module_id, one.card_id)
    found, who = sending.library.voice(one.language), sending.records.learners.get(one.recorded_by)
    called = given_name(who.name, sending.texts.family_names) if who is not None else ""
    return show(screens.note(sending.texts, one, card.title, found.name if found is not None else one.language, called))


def _card(visit: Visit, one: Recording) -> tuple[str, str]:
    """The title and text of its card; its id alone when that is not taught any more."""
    try:
        card = services.card_of(visit.library, one.module_id, one.card_id)[1]
    except StaleButtonError:
        return one.card_id, ""
    return card.title, card.text


def _language(visit: Visit, one: Recording) -> str:
    language = visit.library.voice(one.language)
    return language.name if language is not None else one.language


def _who(visit: Visit, one: Recording) -> str:
    who = visit.records.learners.get(one.recorded_by)
    return given_name(who.name, visit.texts.family_names) if who is not None else ""


def submit(visit: Visit, action: SubmitRecording) -> Reply:
    """To a second author; a second tap changes nothing."""
    one = services.own(visit, action.recording)
    if services.submit(visit, one):
        others = writers(visit.records, visit.first_admins, but_for=visit.her.id)
        return show(screens.said(visit.texts, "voice.submitted" if others else "voice.submitted_alone", one))
    return show(shown(visit, services.audible(visit, one.id)))


def agree(visit: Visit, action: AgreeToRecording) -> Reply:
    """She has heard it, and learners may."""
    one = services.audible(visit, action.recording)
    if services.agree(visit, one):
        return show(screens.said(visit.texts, "voice.agreed_thanks", one))
    return show(shown(visit, services.audible(visit, one.id)))


def refuse(visit: Visit, action: RefuseRecording) -> Reply:
    """She will say why."""
    one = _others(visit, action.recording)
    visit.chat = replace(visit.chat, awaiting=Awaiting.RECORDING_WHY, subject=str(one.id))
    return show(screens.ask_why(visit.texts, one))


def _others(visit: Visit, recording_id: int) -> Recording:
    """Another author's recording."""
    one = services.audible(visit, recording_id)
    if one.recorded_by == visit.her.id:
        raise StaleButtonError
    return one


def _subject(visit: Visit) -> Recording:
    return _others(visit, int(visit.chat.subject) if visit.chat.subject.isdecimal() else 0)


def why_asked(visit: Visit) -> Screen:
    """What asks why."""
    return screens.ask_why(visit.texts, _subject(visit))


def take_why(visit: Visit, act: Act) -> Reply:
    """Her sentence, kept for who made it."""
    one = _subject(visit)
    if not isinstance(act, Said) or not any(letter.isalnum() for letter in act.text):
        return show(screens.ask_why(visit.texts, one, visit.texts("voice.only_words")))
    if len(act.text) > LONGEST_WHY:
        return show(screens.ask_why(visit.texts, one, visit.texts("voice.why_too_long", most=LONGEST_WHY)))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
    if not services.refuse(visit, one, act.text.strip()):
        return show(shown(visit, services.audible(visit, one.id)))
    return show(replace(screens.said(visit.texts, "voice.refused_thanks", one), is_new=True))


def list_recordings(visit: Visit, action: ListRecordings) -> Reply:
    """What waits for her ears, or was set aside because its card changed."""
    if action.kind not in screens.LISTS:
        raise StaleButtonError
    found = services.waiting_for(visit) if action.kind == "waiting" else services.set_aside(visit)
    page = min(action.page, LAST_PAGE)
    lines, has_more = _page(visit, found, page)
    return show(screens.listed(visit.texts, action.kind, lines, page, has_more=has_more))


def list_mine(visit: Visit, action: ListMyRecordings) -> Reply:
    """What she has recorded, also when she is no author any more: the voice is hers."""
    page = min(action.page, LAST_PAGE)
    lines, has_more = _page(visit, visit.records.recordings.of(visit.her.id)[::-1], page)
    return show(screens.mine(visit.texts, lines, page, has_more=has_more))


def _page(visit: Visit, found: tuple[Recording, ...], page: int) -> tuple[list[screens.Line], bool]:
    start = page * A_PAGE
    lines = [(one, _card(visit, one)[0], _language(visit, one)) for one in found[start : start + A_PAGE]]
    return lines, len(found) > start + A_PAGE


def ask_to_withdraw(visit: Visit, action: AskToWithdrawRecording) -> Reply:
    """Is it to go."""
    return show(screens.sure(visit.texts, services.audible(visit, action.recording)))


def withdraw(visit: Visit, action: WithdrawRecording) -> Reply:
    """It is gone; hers for whatever reason, another's as an author."""
    one = services.audible(visit, action.recording)
    services.withdraw(visit, one)
    if visit.may(Right.WRITE):
        return show(screens.said(visit.texts, "voice.withdrawn", one))
    return show(general.note(visit.texts, "voice.withdrawn"), list_mine(visit, ListMyRecordings(0)).screens[0])
