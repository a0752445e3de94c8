"""The screens of the person to whom women write in private: who wrote, what was said, the answer, and the end."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.confiding import THREAD_LASTS, Way
from bot.screens.confiding import below, conversation, private, row
from bot.screens.organising import confiding_actions as a
from bot.screens.organising.home import management_row
from bot.screens.parts import paragraphs
from bot.screens.screen import Row, Screen, button
from bot.texts import Texts


def listed(texts: Texts, people: Sequence[tuple[int, str, str, bool]], *, has_joined: bool) -> Screen:
    """Who has written: number of the thread, name, unit, whether something is new. Only names, never what about."""
    rows: list[Row] = []
    for number, name, unit, is_new in people:
        key = "button.thread_new" if is_new else "button.thread"
        rows.append((button(texts.plain(key, name=name, unit=unit), a.SeeThread(number)),))
    text = texts("private.listed", days=THREAD_LASTS.days) if rows else texts("private.none", days=THREAD_LASTS.days)
    text = paragraphs(text, "" if has_joined else texts("private.join_first"))
    return private(text, (*below(texts, *rows, hide=a.HideThread()), management_row(texts)))


def one(texts: Texts, number: int, name: str, unit: str, way: Way, said: Sequence[tuple[bool, str, str]]) -> Screen:
    """What was said, and what can be done."""
    rows = [row(texts, "button.close_thread", a.AskToClose(number))]
    if way is Way.HERE:
        rows.insert(0, row(texts, "button.write_back", a.WriteBack(number)))
    key = "private.from" if way is Way.HERE else "private.from_coming"
    text = paragraphs(texts(key, name=name, unit=unit), conversation(texts, said, name))
    return private(text, (*below(texts, *rows, hide=a.HideThread()), to_list(texts)))


def write(texts: Texts, number: int, name: str, fault: str = "") -> Screen:
    """She is asked to type the answer."""
    rows = below(texts, row(texts, "button.to_thread", a.SeeThread(number)), hide=a.HideThread())
    return private(paragraphs(fault, texts("private.write_back", name=name)), rows, is_new=bool(fault))


def sent(texts: Texts, number: int, name: str) -> Screen:
    """It is on its way."""
    rows = below(texts, row(texts, "button.to_thread", a.SeeThread(number)), hide=a.HideThread())
    return private(texts("private.sent_back", name=name), (*rows, to_list(texts)))


def ask_to_close(texts: Texts, number: int, name: str) -> Screen:
    """Are you sure."""
    rows = (
        row(texts, "button.to_thread", a.SeeThread(number)),
        row(texts, "button.close_now", a.CloseThread(number)),
    )
    return private(texts("private.ask_close", name=name), below(texts, *rows, hide=a.HideThread()))


def hidden(texts: Texts) -> Screen:
    """What stands where it was."""
    return Screen(texts("emergency.hidden"), (management_row(texts),), again=None)


def to_list(texts: Texts) -> Row:
    """The way back to who has written."""
    return row(texts, "button.to_threads", a.ListThreads())
