"""Private threads, on the side of the person named for them: only those opened with her, whatever else she may."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.confiding import Thread, Way
from bot.domain.learner import Awaiting, JoiningStep
from bot.errors import StaleButtonError
from bot.screens.confiding import preview, previewed, tap_to_send
from bot.screens.incoming import Act, Said
from bot.screens.organising import confiding as screens
from bot.screens.organising import confiding_actions as a
from bot.screens.screen import Reply, Screen, show
from bot.services import confiding as services
from bot.services.visit import Visit
from handlers.confiding import called, fault_of, gone, in_order, is_send


def list_threads(visit: Visit, _action: a.ListThreads) -> Reply:
    """Who has written to her."""
    return show(_listed(visit))


def _listed(visit: Visit) -> Screen:
    people = [(one.id, *_whose(visit, one), services.is_waiting(visit, one)) for one in services.mine(visit)]
    return screens.listed(visit.texts, people, has_joined=visit.chat.step is JoiningStep.JOINED)


def _whose(visit: Visit, thread: Thread) -> tuple[str, str]:
    """Her given name and her unit."""
    learner = visit.records.learners.get(thread.learner_id)
    if learner is None:
        raise StaleButtonError
    unit = visit.records.units.get(learner.unit_id) if learner.unit_id is not None else None
    return called(visit, learner.name), unit.name if unit is not None else visit.texts.plain("settings.none")


def see_thread(visit: Visit, action: a.SeeThread) -> Reply:
    """What was said."""
    thread = services.opened_with_me(visit, action.thread)
    name, unit = _whose(visit, thread)
    said = in_order(visit, services.look(visit, thread))
    return show(screens.one(visit.texts, thread.id, name, unit, thread.way, said))


def write_back(visit: Visit, action: a.WriteBack) -> Reply:
    """She will type the answer."""
    thread = _answerable(visit, action.thread)
    _enter(visit, thread)
    return show(screens.write(visit.texts, thread.id, _whose(visit, thread)[0]))


def _answerable(visit: Visit, thread_id: int) -> Thread:
    thread = services.opened_with_me(visit, thread_id)
    if thread.way is not Way.HERE:
        raise StaleButtonError
    return thread


def _enter(visit: Visit, thread: Thread) -> None:
    visit.chat = replace(visit.chat, awaiting=Awaiting.PRIVATE_ANSWER, subject=str(thread.id))


def asked_screen(visit: Visit) -> Screen:
    """What asks for it."""
    thread = _subject(visit)
    return screens.write(visit.texts, thread.id, _whose(visit, thread)[0])


def _subject(visit: Visit) -> Thread:
    if not visit.chat.subject.isdecimal():
        raise StaleButtonError
    return _answerable(visit, int(visit.chat.subject))


def take_answer(visit: Visit, act: Act) -> Reply:
    """She typed it, and is shown it before it is sent. It is kept nowhere."""
    thread = _subject(visit)
    fault = fault_of(visit, act)
    if fault:
        return show(screens.write(visit.texts, thread.id, _whose(visit, thread)[0], fault))
    said = act.text.strip() if isinstance(act, Said) else ""
    if is_send(visit, said):
        return show(tap_to_send(visit.texts))
    return gone(visit, preview(visit.texts, said, a.SendBack(thread.id), a.HideThread()))


def send_back(visit: Visit, action: a.SendBack) -> Reply:
    """It is sent; a second tap sends nothing."""
    thread = _answerable(visit, action.thread)
    _enter(visit, thread)
    said = previewed(visit.texts, visit.shown)
    if not said or visit.message_id is None:
        return show(tap_to_send(visit.texts))
    services.answer(visit, thread, said)
    return show(screens.sent(visit.texts, thread.id, _whose(visit, thread)[0]))


def ask_to_close(visit: Visit, action: a.AskToClose) -> Reply:
    """Are you sure."""
    thread = services.opened_with_me(visit, action.thread)
    return show(screens.ask_to_close(visit.texts, thread.id, _whose(visit, thread)[0]))


def close_thread(visit: Visit, action: a.CloseThread) -> Reply:
    """It is over for both."""
    services.close(visit, services.opened_with_me(visit, action.thread))
    return show(_listed(visit), toast=visit.texts.plain("toast.thread_closed"))


def hide_thread(visit: Visit, _action: a.HideThread) -> Reply:
    """Put it away."""
    return show(screens.hidden(visit.texts))
