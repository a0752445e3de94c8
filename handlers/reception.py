"""The reception: who comes in is led to her handler, whatever she does, and is never left without an answer.

Violence comes first: a message that speaks of it is answered with the numbers to call before anything else is
made of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.certificate import LINK, looks_like_code
from bot.domain.danger import speaks_of_danger
from bot.domain.folding import fold
from bot.domain.learner import Awaiting, JoiningStep
from bot.domain.managing import is_role_token
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens import actions, general
from bot.screens.incoming import (
    Act,
    ChangedReach,
    Commanded,
    Corrected,
    Incoming,
    Said,
    SentSomething,
    SharedContact,
    SpokeInGroup,
    Tapped,
)
from bot.screens.language_actions import ChooseLanguage
from bot.screens.organising.broadcasts_actions import TurnMark
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.screen import Keyboard, Reply, Screen, show
from bot.services.kits import LINK as MODULE_LINK
from bot.services.reminders import AWAY, come_back
from bot.services.visit import Visit
from handlers import caring, certificates, confiding, joining, kits
from handlers.access import Asked, Open, must_be_open
from handlers.organising import roles
from handlers.place import is_managing, where
from handlers.routes import ASKED, COMMANDS, ROUTES
from handlers.typed import label_of, number_of, word_of
from handlers.unasked import unasked

SECOND_TAP = timedelta(seconds=2)

PUT_BY = (Awaiting.QUESTION, Awaiting.LOOKUP)
"""Who wrote of danger is not taken to be asking any more: what she types next is kept nowhere."""


def answer(visit: Visit, incoming: Incoming) -> Reply:
    """What she did, answered."""
    act = incoming.act
    confiding.leave_if_away(visit)
    _note_return(visit)
    if _is_second_tap(visit, incoming):
        return Reply()
    is_answered = _belongs_to_answered_album(visit, act)
    asked = ASKED.get(visit.chat.awaiting)
    is_danger = not (asked is not None and asked.is_said_there(act)) and _speaks_of_danger(visit, act)
    card = caring.told_of_danger(visit, incoming) if is_danger else Reply()
    if is_danger and visit.chat.awaiting in PUT_BY:
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    if is_danger and not (asked is not None and asked.is_for_others):
        return card
    if is_answered and asked is None:
        return Reply()
    try:
        reply = _lead(visit, act)
        return replace(reply, screens=(*card.screens, *reply.screens)) if is_danger else reply
    except StaleButtonError:
        if is_danger:
            return card
        key = "toast.stale_managing" if is_managing(visit) else "toast.stale"
        return show(_anew(where(visit)), toast=visit.texts.plain(key) if isinstance(act, Tapped) else "")
    except NotAllowedError:
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
        if is_danger:
            return card
        if isinstance(act, Tapped):
            return show(_anew(where(visit)), toast=visit.texts.plain("toast.not_allowed"), is_alert=True)
        return show(general.note(visit.texts, "toast.not_allowed"), _anew(where(visit)))


def _note_return(visit: Visit) -> None:
    """She was away for a day or more, or could not be reached: if reminders fell silent, they begin anew.

    Nothing is looked up or written for who was here today.
    """
    seen_at = visit.chat.seen_at
    is_back = seen_at is None or visit.now - seen_at >= AWAY or not visit.chat.is_reachable
    if visit.learner is not None and is_back:
        come_back(visit.records, visit.learner.id, visit.now)


def _is_second_tap(visit: Visit, incoming: Incoming) -> bool:
    """Whether a finger trembled: the same button of the same message, twice within two seconds."""
    act, chat = incoming.act, visit.chat
    action = actions.decode(act.code) if isinstance(act, Tapped) else None
    # What was never a button of ours is not kept: nobody knows what it holds. A mark is turned further by each tap.
    is_kept = isinstance(act, Tapped) and action is not None and not isinstance(action, TurnMark)
    tap = f"{incoming.target.message_id}:{act.code}" if is_kept and isinstance(act, Tapped) else ""
    is_soon = chat.seen_at is not None and visit.now - chat.seen_at < SECOND_TAP
    visit.chat = replace(chat, last_tap=tap)
    return bool(tap) and tap == chat.last_tap and is_soon


def _belongs_to_answered_album(visit: Visit, act: Act) -> bool:
    """Whether it is one more picture of an album: each arrives by itself, and one answer is enough for all."""
    album = act.album if isinstance(act, SentSomething) else ""
    is_answered = bool(album) and album == visit.chat.last_album
    if album:
        visit.chat = replace(visit.chat, last_album=album)
    return is_answered


def _speaks_of_danger(visit: Visit, act: Act) -> bool:
    match act:
        case Said(text) | Corrected(text) | SpokeInGroup(text):
            words = text
        case Commanded(name, rest):
            words = f"{name} {rest}"
        case SentSomething(_, caption):
            words = caption
        case _:
            return False
    return speaks_of_danger(words, visit.library.danger_phrases, visit.library.danger_exceptions)


def _lead(visit: Visit, act: Act) -> Reply:
    match act:
        case Tapped(code):
            return _perform(visit, actions.decode(code))
        case Commanded("start", argument) if is_role_token(argument):
            return roles.start(visit, argument)
        case Commanded("start", argument) if argument.startswith(LINK):
            return certificates.check(visit, argument)
        case Commanded("start", argument) if argument.startswith(MODULE_LINK):
            return kits.from_paper(visit, argument.removeprefix(MODULE_LINK))
        case Commanded(name, rest) if fold(name) == "kiemtra" and rest.strip():
            return certificates.check(visit, rest)
        case Commanded("start", argument):
            return joining.start(visit, argument)
        case Commanded(name, rest):
            return _commanded(visit, name, rest)
        case Said():
            return _said(visit, act)
        case SharedContact():
            return _shared(visit, act)
        case Corrected(text):
            return _corrected(visit, text)
        case SentSomething():
            asked = ASKED.get(visit.chat.awaiting)
            if asked is not None:
                return _take(visit, asked, act)
            return show(unasked(visit, act, where(visit)))
        case ChangedReach(is_reachable):
            visit.chat = replace(visit.chat, is_reachable=is_reachable)
            return Reply()
        case SpokeInGroup(text):
            return _in_group(visit, text)


def _in_group(visit: Visit, text: str) -> Reply:
    """A group is led to the private chat; who asks there for the numbers has them at once."""
    if text.startswith("/") and COMMANDS.get(fold(text.split()[0])) == actions.ShowEmergency():
        return show(general.numbers_in_group(visit.texts, visit.library, visit.private_link))
    return show(general.only_private(visit.texts, visit.private_link))


def _perform(visit: Visit, action: actions.Action | None, *, is_tap: bool = True) -> Reply:
    if action is None:
        raise StaleButtonError
    is_open_to, handler = ROUTES[type(action)]
    if is_open_to is not Open.ANYBODY and visit.learner is None:
        if isinstance(action, OpenManagement):
            visit.chat = replace(visit.chat, wanted=actions.encode(action))
        return show(_anew(joining.step_screen(visit)))
    if is_open_to is Open.JOINED and visit.chat.step is not JoiningStep.JOINED:
        return show(_anew(joining.step_screen(visit)))
    if isinstance(action, OpenManagement) and not is_tap and not visit.grants:
        # To who has nothing to do there, it is a command like any other that does not exist.
        return show(_lost(visit, "lost.command"))
    must_be_open(visit, is_open_to)
    has_contact_keys = visit.chat.awaiting is Awaiting.PHONE
    if not isinstance(action, actions.AskName | actions.AskPhone | actions.SkipPhone):
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    reply = handler(visit, action)
    if isinstance(action, actions.AgreeToConsent):
        reply = _wanted(visit) or reply
    if isinstance(action, ChooseLanguage):
        reply = show(*reply.screens, replace(where(visit), is_new=bool(reply.screens)))
    if has_contact_keys and visit.chat.awaiting is Awaiting.NOTHING:
        reply = _with_keys_back(visit, reply)
    if is_tap:
        return reply
    return replace(reply, screens=tuple(_anew(screen) for screen in reply.screens), toast="")


def _wanted(visit: Visit) -> Reply | None:
    """What she came for before she was asked for her consent, now that she has given it; None when it was to learn."""
    if visit.learner is None:
        return None
    visit.look_again()
    # A first administrator who only pressed start was invited nowhere: she finds her work, and learning from there.
    is_to_manage = visit.chat.step is JoiningStep.UNIT and bool(visit.grants)
    action = actions.decode(visit.chat.wanted) or (OpenManagement() if is_to_manage else None)
    if action is None:
        return None
    if isinstance(action, OpenManagement):
        visit.chat = replace(visit.chat, wanted="")
        if not visit.grants:
            return None
    return _perform(visit, action)


def _with_keys_back(visit: Visit, reply: Reply) -> Reply:
    """She turned away from sharing her number: the keys of every day come back, whatever she turned to."""
    if visit.is_gone or any(screen.keyboard is Keyboard.HOME for screen in reply.screens):
        return reply
    keys_back = replace(general.note(visit.texts, "settings.phone_left"), keyboard=Keyboard.HOME)
    return replace(reply, screens=(keys_back, *(_anew(screen) for screen in reply.screens)))


def _commanded(visit: Visit, name: str, rest: str) -> Reply:
    """A command, also with its diacritics («/khẩncấp») or written as two words («/khan cap»)."""
    action = COMMANDS.get(fold(name)) or word_of(visit, f"{name} {rest}")
    if action is None:
        return show(_lost(visit, "lost.command"))
    return _perform(visit, action, is_tap=False)


def _take(visit: Visit, asked: Asked, act: Act) -> Reply:
    """She was asked for it, and gives it; her right to it is looked at once more."""
    must_be_open(visit, asked.access)
    return asked.take(visit, act)


def _said(visit: Visit, act: Said) -> Reply:
    """A number is a choice, a word is a button, and a name is a name only where it was asked for."""
    text = act.text
    number = number_of(visit, text)
    # Asked to type something, too, she may answer by a button's number: nobody writes a bare number to others.
    if number is not None and (visit.chat.awaiting not in ASKED or 1 <= number <= len(visit.chat.choices)):
        return _numbered(visit, number)
    label = label_of(visit, text)
    if label is not None:
        return _perform(visit, label, is_tap=False)
    word = word_of(visit, text)
    is_key = word is not None and not text.strip()[:1].isalnum()
    is_urgent = isinstance(word, actions.ShowEmergency)
    asked = ASKED.get(visit.chat.awaiting)
    if asked is not None and not is_key and not is_urgent:
        return _take(visit, asked, act)
    if visit.chat.awaiting is Awaiting.NAME and not is_key and not is_urgent and visit.learner is not None:
        return joining.take_name(visit, text)
    if word is not None:
        return _perform(visit, word, is_tap=False)
    if speaks_of_danger(text, visit.library.sad_phrases):
        return show(general.sad(visit.texts, where(visit)))
    if looks_like_code(text):
        return certificates.check(visit, text)
    return show(_lost(visit, "lost.text" if visit.chat.step is JoiningStep.JOINED else "lost.text_before"))


def _numbered(visit: Visit, number: int) -> Reply:
    choices = visit.chat.choices
    if not 1 <= number <= len(choices):
        return show(_lost(visit, "lost.number"))
    if not choices[number - 1]:
        return show(_lost(visit, "lost.placed"))
    return _perform(visit, actions.decode(choices[number - 1]), is_tap=False)


def _shared(visit: Visit, contact: SharedContact) -> Reply:
    """A contact is taken only where it was asked for."""
    is_asked = visit.chat.step is JoiningStep.PHONE or visit.chat.awaiting is Awaiting.PHONE
    if visit.learner is None or not is_asked:
        return show(_lost(visit, "lost.contact"))
    return joining.take_phone(visit, contact)


def _corrected(visit: Visit, text: str) -> Reply:
    if visit.chat.awaiting is Awaiting.NAME and visit.learner is not None:
        return joining.take_name(visit, text)
    return show(_lost(visit, "lost.corrected"))


def _lost(visit: Visit, key: str) -> Screen:
    return general.lost(visit.texts, key, where(visit))


def _anew(screen: Screen) -> Screen:
    return replace(screen, is_new=True)
