"""A private thread, on her side: she writes to the one person named for it, sees the answers, and ends it.

What she types is on her screen only until she sends it: the message she wrote is deleted, the one that shows it back
holds it, and its button brings it along.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.confiding import LONGEST, Thread, ThreadLine, Way
from bot.domain.folding import fold
from bot.domain.learner import Awaiting, given_name
from bot.errors import StaleButtonError
from bot.screens import confiding as screens
from bot.screens import confiding_actions as a
from bot.screens import general
from bot.screens.incoming import Act, Said
from bot.screens.organising.confiding_actions import HideThread, SeeThread
from bot.screens.parts import moment
from bot.screens.screen import Reply, Screen, show
from bot.services import confiding as services
from bot.services.confiding import Named
from bot.services.sending import Sending
from bot.services.visit import Visit

HERS = "0:here"
"""In the place of a person and a way: into the thread she has."""


def open_private(visit: Visit, action: a.OpenPrivate) -> Reply:
    """Her thread, or how one begins; what she wrote before the numbers were shown goes, and is not carried over."""
    return Reply((_where(visit),), deletes=(action.message,) if action.message else ())


def _where(visit: Visit) -> Screen:
    thread = services.hers(visit)
    people = services.named_for(visit.records, visit.her)
    if thread is None:
        if len(people) == 1:
            return _explained(visit, people[0])
        return _choice(visit, people, was_read_by_other=False) if people else screens.nobody(visit.texts)
    if thread.reader_id is None:
        return _choice(visit, people, was_read_by_other=True)
    return _thread(visit, thread)


def _choice(visit: Visit, people: tuple[Named, ...], *, was_read_by_other: bool) -> Screen:
    shown = [(one.grant_id, called(visit, one.name), one.unit.name) for one in people]
    return screens.choose_reader(visit.texts, shown, was_read_by_other=was_read_by_other)


def _explained(visit: Visit, one: Named) -> Screen:
    name = called(visit, one.name)
    return screens.explain(visit.texts, one.grant_id, name, one.unit.name, police(visit))


def called(visit: Visit, name: str) -> str:
    """The given name."""
    return given_name(name, visit.texts.family_names)


def police(visit: Visit) -> str:
    """The first of the numbers that somebody in danger is shown."""
    known = visit.library.emergency_numbers
    return next((entry.number for entry in known if entry.in_need), known[0].number if known else "")


def _thread(visit: Visit, thread: Thread) -> Screen:
    """Her thread with what is new; from now on what she types is meant for it."""
    lines = services.look(visit, thread)
    fresh = [line.text for line in lines if line.author_id != visit.her.id and line.read_at is None]
    _enter(visit, HERS)
    return screens.thread(visit.texts, _reader(visit, thread), thread.way, fresh, police(visit))


def _enter(visit: Visit, subject: str) -> None:
    visit.chat = replace(visit.chat, awaiting=Awaiting.PRIVATE, subject=subject)


def _reader(visit: Visit, thread: Thread) -> str:
    """Who reads it, by name; «ấy» where nobody does any more."""
    return services.reader_name(visit, thread) or visit.texts.plain("private.her")


def choose_reader(visit: Visit, action: a.ChooseReader) -> Reply:
    """What becomes of what she writes to that one."""
    return show(_explained(visit, services.named(visit, action.grant)))


def write_private(visit: Visit, action: a.WritePrivate) -> Reply:
    """She will type it."""
    name, _, _ = _to_whom(visit, action.grant, action.way)
    _enter(visit, f"{action.grant}:{action.way}")
    return show(screens.write(visit.texts, name))


def _to_whom(visit: Visit, grant: int, way: str) -> tuple[str, int, Way]:
    """Whom she writes to, by name; StaleButtonError when that one is named no more."""
    if way not in Way.__members__.values():
        raise StaleButtonError
    thread = services.hers(visit)
    if thread is not None and thread.reader_id is not None and grant in (0, thread.grant_id):
        return _reader(visit, thread), 0, thread.way
    return called(visit, services.named(visit, grant).name), grant, Way(way)


def asked_screen(visit: Visit) -> Screen:
    """Where she is, without a word of what was said."""
    return screens.in_thread(visit.texts)


def take_private(visit: Visit, act: Act) -> Reply:
    """She typed it, and is shown it before it is sent. It is kept nowhere."""
    grant, _, way = visit.chat.subject.partition(":")
    if not grant.isdecimal():
        raise StaleButtonError
    name, number, how = _to_whom(visit, int(grant), way)
    fault = fault_of(visit, act)
    if fault:
        return show(screens.write(visit.texts, name, fault))
    said = act.text.strip() if isinstance(act, Said) else ""
    if is_send(visit, said):
        return show(screens.tap_to_send(visit.texts))
    return gone(visit, screens.preview(visit.texts, said, a.SendPrivate(number, how.value)))


def fault_of(visit: Visit, act: Act) -> str:
    """What is wrong with what was sent; empty when nothing is."""
    if not isinstance(act, Said) or not any(letter.isalnum() for letter in act.text):
        return visit.texts("private.only_words")
    return visit.texts("private.too_long", most=LONGEST) if len(act.text) > LONGEST else ""


def is_send(visit: Visit, said: str) -> bool:
    """Whether she typed what stands on the button instead of tapping it."""
    return fold(said) in ("1", fold(visit.texts.plain("button.send_private")))


def gone(visit: Visit, screen: Screen) -> Reply:
    """A screen in the place of the message she wrote."""
    return Reply((screen,), deletes=(visit.said_id,) if visit.said_id is not None else ())


def send_private(visit: Visit, action: a.SendPrivate) -> Reply:
    """It is sent; a second tap sends nothing."""
    _enter(visit, f"{action.grant}:{action.way}")
    said = screens.previewed(visit.texts, visit.shown)
    if not said or visit.message_id is None:
        return show(screens.tap_to_send(visit.texts))
    if action.way not in Way.__members__.values():
        raise StaleButtonError
    thread = services.say(visit, action.grant, Way(action.way), said)
    _enter(visit, HERS)
    return show(screens.sent(visit.texts, _reader(visit, thread), thread.way, police(visit)))


def read_private(visit: Visit, _action: a.ReadPrivate) -> Reply:
    """Everything that was said."""
    thread = services.hers(visit)
    if thread is None:
        raise StaleButtonError
    _enter(visit, HERS)
    said = in_order(visit, services.look(visit, thread))
    return show(screens.whole(visit.texts, said, _reader(visit, thread)))


def in_order(visit: Visit, lines: tuple[ThreadLine, ...]) -> list[tuple[bool, str, str]]:
    """Whether by who looks at it, when, what."""
    return [(line.author_id == visit.her.id, moment(line.said_at, visit.zone), line.text) for line in lines]


def change_way(visit: Visit, action: a.ChangeWay) -> Reply:
    """She is answered another way from now on."""
    if action.way not in Way.__members__.values():
        raise StaleButtonError
    thread = services.set_way(visit, Way(action.way))
    if thread is None or thread.reader_id is None:
        raise StaleButtonError
    return show(_thread(visit, thread), toast=visit.texts.plain("settings.saved"))


def ask_to_delete(visit: Visit, _action: a.AskToDelete) -> Reply:
    """Are you sure."""
    return show(screens.ask_to_delete(visit.texts))


def delete_private(visit: Visit, _action: a.DeletePrivate) -> Reply:
    """Her thread goes."""
    services.delete(visit)
    return show(screens.deleted(visit.texts))


def hand_over(visit: Visit, action: a.HandOver) -> Reply:
    """Another person reads it from now on, because she says so."""
    return show(_thread(visit, services.hand_over(visit, action.grant)))


def hide_private(visit: Visit, _action: a.HidePrivate) -> Reply:
    """Put it away; nothing is awaited any more."""
    return show(screens.hidden(visit.texts))


def see_private(visit: Visit, _action: a.SeePrivate) -> Reply:
    """What is kept of her private messages: her right to it, on a screen that she can hide."""
    thread = services.hers(visit)
    if thread is None:
        return show(screens.none_kept(visit.texts))
    said = in_order(visit, services.look(visit, thread))
    return show(screens.whole(visit.texts, said, _reader(visit, thread)))


def leave_if_away(visit: Visit) -> None:
    """What is typed long after she was in a thread is not meant for it, whoever holds the phone."""
    if services.is_away(visit):
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")


# What is sent unasked.


def compose_news(sending: Sending) -> Reply | None:
    """Something was said, and not read yet; not a word of what."""
    line = sending.records.threads.line(sending.delivery.subject)
    thread = sending.records.threads.get(line.thread_id) if line is not None else None
    if line is None or thread is None or line.read_at is not None or thread.is_over(sending.now):
        return None
    if thread.reader_id is None:
        return None  # that its reader has gone is told by itself
    if thread.reader_id == sending.learner.id:
        return show(screens.news(sending.texts, SeeThread(thread.id), HideThread()))
    if thread.learner_id == sending.learner.id and thread.way is Way.HERE:
        return show(screens.news(sending.texts, a.OpenPrivate(0), a.HidePrivate()))
    return None


def compose_end(sending: Sending) -> Reply | None:
    """Her thread has ended, or nobody reads it any more."""
    return show(screens.ended(sending.texts))


def emergency(visit: Visit, *, was_told: bool, said_id: int | None = None) -> Screen:
    """The numbers, and for who has somebody to write to, a button that does not say what for."""
    can_confide = services.can_confide(visit)
    return general.emergency(visit.texts, visit.library, was_told=was_told, said_id=said_id, can_confide=can_confide)
