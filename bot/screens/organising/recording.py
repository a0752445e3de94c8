"""The authors' screens about reading cards aloud: which card, the words to read, the voice, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.curriculum import Card, Course, Module, VoiceLanguage
from bot.domain.recording import MOST_SECONDS, Recording, RecordingFault, RecordingState
from bot.screens.codes import Action, encode
from bot.screens.listening_actions import (
    AskToWithdrawRecording,
    ListMyRecordings,
    OpenListening,
    SeeRecording,
    WithdrawRecording,
)
from bot.screens.organising.home import management_row
from bot.screens.organising.recording_actions import (
    AgreeToRecording,
    ListRecordings,
    OpenRecordings,
    PickRecordingCourse,
    PickRecordingModule,
    RecordCard,
    RefuseRecording,
    SeeCardRecordings,
    SubmitRecording,
)
from bot.screens.parts import paragraphs
from bot.screens.screen import Button, Row, Screen, button
from bot.texts import Html, Texts

STATES = {
    RecordingState.DRAFT: "voice.draft",
    RecordingState.WAITING: "voice.waiting",
    RecordingState.REFUSED: "voice.refused",
    RecordingState.AGREED: "voice.agreed",
}
FAULTS = {
    RecordingFault.NOT_VOICE: "voice.not_voice",
    RecordingFault.TOO_LONG: "voice.too_long",
    RecordingFault.NOT_FETCHED: "voice.not_fetched",
}
LISTS = {
    "waiting": ("voice.list_waiting", "voice.list_no_waiting"),
    "aside": ("voice.list_aside", "voice.list_no_aside"),
}
LONGEST = 40
Line = tuple[Recording, str, str]
"""A recording, the title of its card, the name of its language."""


def state_words(texts: Texts, one: Recording, *, is_current: bool) -> str:
    """How a recording stands, in a few words."""
    if one.state in (RecordingState.WAITING, RecordingState.AGREED) and not is_current:
        return texts.plain("voice.aside")
    return texts.plain(STATES[one.state])


def _label(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def home(texts: Texts, courses: Sequence[Course], waiting: int, aside: int, mine: int) -> Screen:
    """What there is to hear and to record anew, and the courses."""
    rows: list[Row] = []
    if waiting:
        rows.append((button(texts.plain("button.voices_waiting", count=waiting), ListRecordings("waiting", 0)),))
    if aside:
        rows.append((button(texts.plain("button.voices_aside", count=aside), ListRecordings("aside", 0)),))
    if mine:
        rows.append((button(texts.plain("button.my_recordings", count=mine), ListMyRecordings(0)),))
    rows += [(button(_label(one.title), PickRecordingCourse(one.id)),) for one in courses]
    return Screen(texts("voice.home"), (*rows, management_row(texts)), again=encode(OpenRecordings()))


def modules(texts: Texts, course: Course) -> Screen:
    """Which module."""
    rows = tuple((button(_label(one.title), PickRecordingModule(one.id)),) for one in course.modules)
    text = texts("voice.pick_module", course=course.title)
    return Screen(text, (*rows, _to_home(texts)), again=encode(PickRecordingCourse(course.id)))


def cards(texts: Texts, module: Module, counts: Mapping[str, int]) -> Screen:
    """Which card; ``counts`` are the languages each can be heard in."""
    rows = []
    for number, one in enumerate(module.cards, start=1):
        key = "button.voice_card_heard" if counts.get(one.id) else "button.voice_card"
        values = {"number": number, "title": one.title}
        label = texts.plain(key, **values, count=counts[one.id]) if counts.get(one.id) else texts.plain(key, **values)
        rows.append((button(_label(label), SeeCardRecordings(module.id, one.id)),))
    back = (button(texts.plain("button.back_up"), PickRecordingCourse(module.course_id)),)
    again = encode(PickRecordingModule(module.id))
    return Screen(texts("voice.pick_card", module=module.title), (*rows, back), again=again)


def card(
    texts: Texts, module: Module, one: Card, languages: Sequence[tuple[VoiceLanguage, Recording | None, str]]
) -> Screen:
    """The words, and each language with what there is: to hear, or to be recorded."""
    rows = []
    for language, found, state in languages:
        if found is None:
            label, action = texts.plain("button.record_in", language=language.name), _record(module, one, language)
        else:
            label = texts.plain("button.recorded_in", language=language.name, state=state)
            action = SeeRecording(found.id)
        rows.append((button(_label(label), action),))
    back = (button(texts.plain("button.back_up"), PickRecordingModule(module.id)),)
    text = paragraphs(texts("voice.card", title=one.title), one.text, texts("voice.pick_language"))
    return Screen(text, (*rows, back), again=encode(SeeCardRecordings(module.id, one.id)))


def _record(module: Module, one: Card, language: VoiceLanguage) -> Action:
    return RecordCard(module.id, one.id, language.id)


def ask_voice(texts: Texts, module: Module, one: Card, language: VoiceLanguage, hint: str = "") -> Screen:
    """The words to read, how to record them, and what becomes of her voice."""
    how = texts("voice.how", minutes=MOST_SECONDS // 60)
    text = paragraphs(
        hint,
        texts("voice.read", title=one.title, language=language.name),
        one.text,
        how,
        texts("voice.consent"),
    )
    back = (button(texts.plain("button.leave_recording"), SeeCardRecordings(module.id, one.id)),)
    return Screen(text, (back,), is_new=bool(hint), again=encode(SeeCardRecordings(module.id, one.id)))


def one_recording(
    texts: Texts, one: Recording, card_and_language: tuple[str, str, str], who: str, rows: Sequence[Row], state: str
) -> Screen:
    """A recording to be heard beside its words; ``card_and_language`` are the card's title and text, and the name."""
    title, words, language = card_and_language
    because = texts("voice.because", text=one.refused_because) if one.state is RecordingState.REFUSED else ""
    said = paragraphs(
        texts("voice.one", title=title, language=language, who=who, state=state),
        because,
        texts("voice.words", text=Html(words)) if words else "",
    )
    return Screen(said, tuple(rows), sound=one.sound, is_new=True, again=encode(SeeRecording(one.id)))


def her_rows(texts: Texts, one: Recording, *, is_current: bool, can_write: bool) -> tuple[Row, ...]:
    """What can be done with a recording of hers."""
    rows: list[Row] = []
    if can_write and one.state is RecordingState.DRAFT and is_current:
        rows.append((button(texts.plain("button.submit_recording"), SubmitRecording(one.id)),))
    if can_write:
        rows.append((_anew(texts, one),))
    is_shared = one.state in (RecordingState.WAITING, RecordingState.AGREED)
    key = "button.withdraw_recording" if is_shared else "button.drop_recording"
    action: Action = AskToWithdrawRecording(one.id) if is_shared else WithdrawRecording(one.id)
    rows.append((button(texts.plain(key), action),))
    return (*rows, _after(texts, one, can_write=can_write))


def others_rows(texts: Texts, one: Recording, *, is_current: bool) -> tuple[Row, ...]:
    """What can be done with another author's: heard first, then agreed to or sent back."""
    rows: list[Row] = []
    if one.state is RecordingState.WAITING:
        if is_current:
            rows.append((button(texts.plain("button.agree_recording"), AgreeToRecording(one.id)),))
        rows.append((button(texts.plain("button.refuse_recording"), RefuseRecording(one.id)),))
    else:
        rows.append((_anew(texts, one),))
        rows.append((button(texts.plain("button.withdraw_recording"), AskToWithdrawRecording(one.id)),))
    return (*rows, _after(texts, one, can_write=True))


def _anew(texts: Texts, one: Recording) -> Button:
    return button(texts.plain("button.record_anew"), RecordCard(one.module_id, one.card_id, one.language))


def _after(texts: Texts, one: Recording, *, can_write: bool) -> Row:
    if not can_write:
        return (button(texts.plain("button.back_up"), ListMyRecordings(0)),)
    return (button(texts.plain("button.back_up"), SeeCardRecordings(one.module_id, one.card_id)),)


def note(texts: Texts, one: Recording, card: str, language: str, who: str) -> Screen:
    """Unasked: another author's recording waits to be heard, or hers came back."""
    key = "note.voice_asked" if one.state is RecordingState.WAITING else "note.voice_refused"
    text = texts(key, card=card, language=language, who=who, because=one.refused_because)
    action = SeeRecording(one.id)
    return Screen(text, ((button(texts.plain("button.hear"), action),),), is_new=True, again=encode(OpenRecordings()))


def said(texts: Texts, key: str, one: Recording) -> Screen:
    """A word on what was done with a recording, and the way to its card and to the others."""
    return Screen(texts(key), (_after(texts, one, can_write=True), _to_home(texts)), again=encode(OpenRecordings()))


def ask_why(texts: Texts, one: Recording, hint: str = "") -> Screen:
    """Why it is to be made once more."""
    back = (button(texts.plain("button.back_up"), SeeRecording(one.id)),)
    return Screen(paragraphs(hint, texts("voice.ask_why")), (back,), is_new=True, again=encode(OpenRecordings()))


def sure(texts: Texts, one: Recording) -> Screen:
    """Whether it is to go."""
    rows = (
        (button(texts.plain("button.keep_recording"), SeeRecording(one.id)),),
        (button(texts.plain("button.withdraw_now"), WithdrawRecording(one.id)),),
    )
    return Screen(texts("voice.sure"), rows, again=encode(SeeRecording(one.id)))


def listed(texts: Texts, kind: str, lines: Sequence[Line], page: int, *, has_more: bool) -> Screen:
    """What waits to be heard, or was set aside."""
    title, none = LISTS[kind]
    more = [(button(texts.plain("button.later"), ListRecordings(kind, page + 1)),)] if has_more else []
    text = texts(title) if lines else texts(none)
    rows = (*(_line(texts, *line) for line in lines), *more, _to_home(texts))
    return Screen(text, rows, again=encode(ListRecordings(kind, page)))


def mine(texts: Texts, lines: Sequence[Line], page: int, *, has_more: bool) -> Screen:
    """Her own voice, wherever it is heard."""
    more = [(button(texts.plain("button.later"), ListMyRecordings(page + 1)),)] if has_more else []
    text = texts("voice.mine") if lines else texts("voice.mine_none")
    back = (button(texts.plain("button.back_up"), OpenListening()),)
    return Screen(text, (*(_line(texts, *line) for line in lines), *more, back), again=encode(ListMyRecordings(page)))


def _line(texts: Texts, one: Recording, title: str, language: str) -> Row:
    label = texts.plain("button.see_recording", language=language, title=title)
    return (button(_label(label), SeeRecording(one.id)),)


def _to_home(texts: Texts) -> Row:
    return (button(texts.plain("button.to_recordings"), OpenRecordings()),)
