"""The screens of a private thread, on her side. Each is put away by one tap and never comes back by itself; each has
the way to the emergency numbers; and on none of them stands a word about why she writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.confiding import THREAD_LASTS, Way
from bot.screens import actions
from bot.screens import confiding_actions as a
from bot.screens.codes import Action
from bot.screens.general import hidden_emergency
from bot.screens.parts import paragraphs, plain
from bot.screens.screen import Row, Screen, button
from bot.texts import Texts

MOST_SHOWN = 3400
"""Characters of a conversation on one screen; what is older stands no more."""


def row(texts: Texts, key: str, action: Action) -> Row:
    """A button as a row of its own."""
    return (button(texts.plain(key), action),)


def below(texts: Texts, *rows: Row, hide: Action | None = None) -> tuple[Row, ...]:
    """The rows of a screen, with the one that hides it first and the numbers last."""
    return (
        row(texts, "button.hide_private", hide or a.HidePrivate()),
        *rows,
        row(texts, "button.emergency", actions.ShowEmergency()),
    )


def private(text: str, rows: tuple[Row, ...], *, is_new: bool = False) -> Screen:
    """A screen that nobody is to find: it cannot be passed on, and is not remembered."""
    return Screen(text, rows, is_new=is_new, is_private=True, again=None)


def choose_reader(texts: Texts, people: Sequence[tuple[int, str, str]], *, was_read_by_other: bool) -> Screen:
    """Whom she wants to write to: number, name and unit of each. Or, where her reader has gone, who reads it now."""
    rows = list[Row]()
    for grant_id, name, _ in people:
        key = "button.hand_to" if was_read_by_other else "button.write_to"
        action = a.HandOver(grant_id) if was_read_by_other else a.ChooseReader(grant_id)
        rows.append((button(texts.plain(key, name=name), action),))
    units = ", ".join(dict.fromkeys(unit for _, _, unit in people))
    if was_read_by_other:
        rows.append(row(texts, "button.delete_private", a.DeletePrivate()))
        return private(texts("private.reader_gone", unit=units), below(texts, *rows))
    return private(texts("private.choose", unit=units), below(texts, *rows))


def explain(texts: Texts, grant_id: int, name: str, unit: str, number: str) -> Screen:
    """Who reads it, who does not, how long it is kept, that nobody stands by; and how it is safe to answer her."""
    text = texts("private.explain", name=name, unit=unit, days=THREAD_LASTS.days, number=number)
    rows = (
        row(texts, "button.answer_here", a.WritePrivate(grant_id, Way.HERE.value)),
        row(texts, "button.come_myself", a.WritePrivate(grant_id, Way.IN_PERSON.value)),
    )
    return private(text, below(texts, *rows))


def nobody(texts: Texts) -> Screen:
    """There is nobody to write to."""
    return private(texts("private.nobody"), below(texts))


def write(texts: Texts, name: str, fault: str = "") -> Screen:
    """She is asked to type it."""
    return private(paragraphs(fault, texts("private.write", name=name)), below(texts), is_new=bool(fault))


def in_thread(texts: Texts) -> Screen:
    """Where she is, in words that tell nothing."""
    return private(texts("private.here"), below(texts))


def preview(texts: Texts, said: str, send: Action, hide: Action | None = None) -> Screen:
    """What she typed, on the only message that holds it; it is kept nowhere until she taps «Gửi»."""
    rows = ((button(texts.plain("button.send_private"), send),), *below(texts, hide=hide))
    text = paragraphs(texts("private.preview"), texts("private.said", text=said))
    return private(text, rows, is_new=True)


def previewed(texts: Texts, shown: str) -> str:
    """What stands on such a message; empty when it is none."""
    heading = f"{plain(texts('private.preview'))}\n\n"
    return shown.removeprefix(heading).strip() if shown.startswith(heading) else ""


def tap_to_send(texts: Texts) -> Screen:
    """She typed «1» or «Gửi»: only the button has the words with it."""
    return private(texts("private.tap_to_send"), below(texts), is_new=True)


def sent(texts: Texts, name: str, way: Way, number: str) -> Screen:
    """It is on its way, and what happens next."""
    key = "private.sent" if way is Way.HERE else "private.sent_coming"
    rows = (row(texts, "button.my_private", a.OpenPrivate(0)),)
    return private(texts(key, name=name, number=number), below(texts, *rows))


def thread(texts: Texts, name: str, way: Way, said: Sequence[str], number: str) -> Screen:
    """Her thread: what was answered and not read yet. What she wrote herself stands one tap further."""
    lines = [texts("private.answered", name=name, text=text) for text in newest(said)]
    news = paragraphs(*lines) or texts("private.no_news", name=name)
    other = Way.IN_PERSON if way is Way.HERE else Way.HERE
    key = "button.not_here" if way is Way.HERE else "button.here_again"
    rows = (
        row(texts, "button.read_private", a.ReadPrivate()),
        row(texts, key, a.ChangeWay(other.value)),
        row(texts, "button.delete_private", a.AskToDelete()),
    )
    hint = texts("private.go_on", number=number) if way is Way.HERE else texts("private.go_on_coming", name=name)
    return private(paragraphs(news, hint), below(texts, *rows))


def whole(texts: Texts, said: Sequence[tuple[bool, str, str]], name: str) -> Screen:
    """All that was said: whether by her, when, what."""
    rows = (row(texts, "button.delete_private", a.AskToDelete()),)
    return private(conversation(texts, said, name), below(texts, *rows))


def conversation(texts: Texts, said: Sequence[tuple[bool, str, str]], name: str) -> str:
    """What two said to each other, the newest of it: whether by who looks at it, when, what."""
    lines = [
        texts("private.mine", at=at, text=text) if is_own else texts("private.theirs", name=name, at=at, text=text)
        for is_own, at, text in said
    ]
    return paragraphs(*newest(lines)) or texts("private.nothing_said")


def newest(lines: Sequence[str]) -> list[str]:
    """As many of the newest as fit a screen, oldest first; the newest always."""
    kept: list[str] = []
    for line in reversed(lines):
        if kept and sum(map(len, kept)) + len(line) > MOST_SHOWN:
            break
        kept.append(line)
    return kept[::-1]


def ask_to_delete(texts: Texts) -> Screen:
    """Are you sure."""
    rows = (row(texts, "button.delete_now", a.DeletePrivate()),)
    return private(texts("private.ask_delete"), below(texts, *rows))


def deleted(texts: Texts) -> Screen:
    """It is gone; the screen tells of nothing."""
    return replace(hidden(texts), text=texts("private.deleted"))


def hidden(texts: Texts) -> Screen:
    """What stands where it was."""
    return hidden_emergency(texts, has_joined=True)


def none_kept(texts: Texts) -> Screen:
    """What is kept of private messages: nothing."""
    rows = (row(texts, "button.to_privacy", actions.OpenPrivacy()),)
    return Screen(texts("private.none_kept"), rows, again=None)


def news(texts: Texts, action: Action, hide: Action) -> Screen:
    """Something was said. On a locked phone, or read by another, it tells nothing."""
    rows = (row(texts, "button.open_private", action), row(texts, "button.hide_private", hide))
    return private(texts("private.news"), rows, is_new=True)


def ended(texts: Texts) -> Screen:
    """Her thread has ended, or its reader has gone; what it was, and what now, she sees when she asks."""
    rows = (row(texts, "button.open_private", a.OpenPrivate(0)), row(texts, "button.hide_private", a.HidePrivate()))
    return private(texts("private.ended"), rows, is_new=True)
