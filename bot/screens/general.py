"""The screens around the lessons: home, help, emergency numbers, settings, her data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.attempt import Attempt
from bot.domain.curriculum import EmergencyNumber, Library
from bot.domain.learner import Learner, Role, given_name
from bot.domain.progress import ModuleProgress, Standing
from bot.domain.unit import Unit
from bot.screens import actions
from bot.screens.asking_actions import AskQuestion
from bot.screens.confiding_actions import OpenPrivate, SeePrivate
from bot.screens.parts import day, moment, paragraphs
from bot.screens.reminders_actions import OpenReminders
from bot.screens.screen import Attachment, Button, Keyboard, Row, Screen, button
from bot.texts import Texts


def home_row(texts: Texts) -> tuple[Button, ...]:
    """The way home, as a row of its own."""
    return (button(texts.plain("button.home"), actions.GoHome()),)


def _called(texts: Texts, learner: Learner) -> str:
    return given_name(learner.name, texts.family_names)


def welcome(texts: Texts, learner: Learner) -> Screen:
    """The first word after joining; it brings the keys below the writing line."""
    return Screen(texts("home.welcome", name=_called(texts, learner)), keyboard=Keyboard.HOME, is_new=True)


def greeting(texts: Texts, learner: Learner) -> Screen:
    """The first word to who has joined before and starts again; it brings the keys back."""
    return Screen(texts("home.greeting", name=_called(texts, learner)), keyboard=Keyboard.HOME, is_new=True)


def home(texts: Texts, learner: Learner, next_up: ModuleProgress | None, after: ModuleProgress | None) -> Screen:
    """Where everything begins: one obvious button that goes on learning. ``after`` comes after ``next_up``."""
    again = actions.encode(actions.GoHome())
    courses = (button(texts.plain("button.courses"), actions.ListCourses()),)
    name, brief = _called(texts, learner), texts("brief.home")
    if next_up is None:
        return Screen(texts("home.all_passed", name=name), (courses,), again=again, brief=brief)
    module, to_retry = next_up.module, len(next_up.to_retry)
    rows: list[tuple[Button, ...]] = []
    if to_retry and next_up.finished is not None and not next_up.is_result_waiting:
        text = texts("home.retry", name=name, module=module.title, count=to_retry)
        rows.append(retry_row(texts, next_up.finished, to_retry))
        if after is not None:
            rows.append(onward_row(texts, after))
        return Screen(text, (*rows, courses), again=again, brief=brief)
    key = "home.next" if next_up.standing is Standing.NEW else "home.go_on"
    key = "home.result" if next_up.is_result_waiting else key
    values = {"minutes": module.minutes} if key == "home.next" else {}
    label = "button.learn" if next_up.standing is Standing.NEW else "button.go_on"
    onward = (button(texts.plain(label), actions.ContinueLearning()),)
    text = texts(key, name=name, module=module.title, **values)
    return Screen(text, (onward, courses), again=again, brief=brief)


def retry_row(texts: Texts, attempt: Attempt, count: int) -> tuple[Button, ...]:
    """Trying again only what was wrong in an attempt."""
    return (button(texts.plain("button.retry", count=count), actions.RetryWrong(attempt.id)),)


def onward_row(texts: Texts, after: ModuleProgress) -> tuple[Button, ...]:
    """The way on to the next module, passed or not."""
    return (button(texts.plain("button.next_module"), actions.GoOnTo(after.module.id)),)


def help_screen(texts: Texts, *, is_organiser: bool = False) -> Screen:
    """What she can do, in one screen; only who holds a role is told of the organisers' part."""
    rows = (
        (button(texts.plain("button.go_on"), actions.ContinueLearning()),),
        (button(texts.plain("button.ask"), AskQuestion()),),
        (button(texts.plain("button.emergency"), actions.ShowEmergency()),),
        (button(texts.plain("button.settings"), actions.OpenSettings()),),
        (button(texts.plain("button.privacy"), actions.OpenPrivacy()),),
    )
    more = texts("help.managing") if is_organiser else ""
    again = actions.encode(actions.ShowHelp())
    return Screen(paragraphs(texts("help.text"), more), rows, again=again, brief=texts("brief.help"))


def emergency(
    texts: Texts, library: Library, *, was_told: bool, said_id: int | None = None, can_confide: bool = False
) -> Screen:
    """The numbers to call, all of them or, when somebody wrote of danger, the few she needs. One tap puts it away, and
    with it the message ``said_id`` in which she wrote of it.

    Whoever is in danger, and from what, sees the same words: the bot does not guess, and who looks over her shoulder
    learns nothing. ``can_confide`` adds the way to the person named for it, in words that do not say what for.
    """
    known = library.emergency_numbers
    if was_told:
        needed = [(entry.number, entry.in_need) for entry in known if entry.in_need]
        lines = [(texts("emergency.police"), texts("emergency.police_how")), *(needed or _all_numbers(known))]
        opening, closing = texts("emergency.told"), texts("emergency.hide_hint")
    else:
        lines = _all_numbers(known)
        opening, closing = texts("emergency.title"), texts("emergency.commune")
    numbers = "\n".join(texts("emergency.number", number=number, when=when) for number, when in lines)
    text = paragraphs(opening, numbers, closing)
    hide = actions.HideEmergency() if said_id is None else actions.HideWhatWasSaid(said_id)
    rows: tuple[tuple[Button, ...], ...] = ((button(texts.plain("button.hide"), hide),),)
    if can_confide:
        rows = (*rows, (button(texts.plain("button.private"), OpenPrivate(said_id or 0)),))
    # Nobody who takes up her phone is to be shown it again.
    return Screen(text, rows, is_new=True, again=None)


def _all_numbers(known: Iterable[EmergencyNumber]) -> list[tuple[str, str]]:
    return [(entry.number, entry.when) for entry in known]


def hidden_emergency(texts: Texts, *, has_joined: bool) -> Screen:
    """What stands where the numbers were: nothing that tells of them, and one button on."""
    label = "button.go_on" if has_joined else "button.carry_on"
    onward = actions.ContinueLearning() if has_joined else actions.GoHome()
    return Screen(texts("emergency.hidden"), ((button(texts.plain(label), onward),),), again=None)


def unit_name(texts: Texts, path: tuple[Unit, ...]) -> str:
    """A unit with what is above it, from the smallest up; a polite blank when there is none."""
    return ", ".join(unit.name for unit in reversed(path)) or texts.plain("settings.none")


def role_name(texts: Texts, role: Role | None) -> str:
    """What the role is called."""
    return texts.plain(f"role.{role.value}") if role else texts.plain("settings.none")


def settings(texts: Texts, learner: Learner, path: tuple[Unit, ...], ways: tuple[Row, ...] = ()) -> Screen:
    """What she told about herself, with a button to change each, and the ways to what else is set."""
    text = texts(
        "settings.text",
        name=learner.name,
        unit=unit_name(texts, path),
        role=role_name(texts, learner.role),
        phone=texts.plain("settings.phone_kept") if learner.phone else texts.plain("settings.none"),
    )
    phone = (
        button(texts.plain("button.remove_phone"), actions.RemovePhone())
        if learner.phone
        else button(texts.plain("button.share_phone"), actions.AskPhone())
    )
    rows = (
        (button(texts.plain("button.change_name"), actions.AskName()),),
        (button(texts.plain("button.change_unit"), actions.BrowseUnits(0, 0)),),
        (button(texts.plain("button.change_role"), actions.AskRole()),),
        (phone,),
        (button(texts.plain("button.reminders"), OpenReminders()),),
        *ways,
        home_row(texts),
    )
    return Screen(text, rows, again=actions.encode(actions.OpenSettings()), brief=texts("brief.settings"))


def privacy(texts: Texts) -> Screen:
    """What is kept of her, and what she can do about it."""
    rows = (
        (button(texts.plain("button.see_data"), actions.SeeMyData()),),
        (button(texts.plain("button.correct_data"), actions.OpenSettings()),),
        (button(texts.plain("button.see_private"), SeePrivate()),),
        (button(texts.plain("button.read_promise"), actions.ReadConsent()),),
        (button(texts.plain("button.leave"), actions.AskToLeave()),),
        home_row(texts),
    )
    again = actions.encode(actions.OpenPrivacy())
    return Screen(texts("privacy.text"), rows, again=again, brief=texts("brief.privacy"))


def ask_to_leave(texts: Texts, recordings: int = 0) -> Screen:
    """Are you sure: what goes, and that it cannot come back; ``recordings`` of her voice go, too."""
    rows = (
        (button(texts.plain("button.stay"), actions.GoHome()),),
        (button(texts.plain("button.leave_now"), actions.Leave()),),
    )
    # The question that erases everything is put to her only when she asks for it.
    voice = texts("privacy.recordings", count=recordings) if recordings else ""
    return Screen(paragraphs(texts("privacy.ask_to_leave"), voice), rows, again=actions.encode(actions.OpenPrivacy()))


def has_left(texts: Texts) -> tuple[Screen, Screen]:
    """The last words after erasing: one takes the place of the question, one takes the keys away."""
    return Screen(texts("privacy.left")), Screen(texts("privacy.goodbye"), keyboard=Keyboard.REMOVE, is_new=True)


def data_file(texts: Texts, lines: Iterable[str], zone: ZoneInfo, now: datetime) -> Screen:
    """Everything about her as a text file that any phone opens."""
    content = "\r\n".join((texts.plain("data.title", at=moment(now, zone)), "", *lines, ""))
    name = texts.plain("data.file_name", date=day(now.astimezone(zone).date()).replace("/", "-"))
    # The mark at the beginning tells Windows' editor that this is Unicode.
    attachment = Attachment(name, ("\ufeff" + content).encode("utf-8"))
    return Screen(texts("data.caption"), attachment=attachment, is_new=True, is_private=True)


def note(texts: Texts, key: str, **values: object) -> Screen:
    """A short word of its own."""
    return Screen(texts(key, **values), is_new=True)


def passing(texts: Texts, key: str, **values: object) -> Screen:
    """A short word in the place of what was tapped, which is not to come back."""
    return Screen(texts(key, **values), again=None)


def only_private(texts: Texts, link: str) -> Screen:
    """What a group is told: the way to a private chat."""
    rows = ((Button(texts.plain("button.to_private"), url=link),),) if link else ()
    return Screen(texts("lost.group"), rows, is_new=True)


def numbers_in_group(texts: Texts, library: Library, link: str) -> Screen:
    """What a group is told when somebody asks there for the numbers, or speaks of danger: the numbers, to all alike."""
    needed = [entry.number for entry in library.emergency_numbers if entry.in_need]
    numbers = ", ".join(needed or [entry.number for entry in library.emergency_numbers])
    return replace(only_private(texts, link), text=texts("emergency.group", numbers=numbers))


def lost(texts: Texts, key: str, where: Screen) -> Screen:
    """An answer to what was not understood: a hint, then where she is with the same choices.

    Her screen stands above; a line is enough to find it. A question is put again, for its choices are in it.
    """
    place = where.brief or where.text
    picture = None if where.brief else where.picture
    return replace(where, text=paragraphs(texts(key), place), picture=picture, is_new=True)


def sad(texts: Texts, where: Screen) -> Screen:
    """An answer to sadness: a kind word, whom to call if it is more than that, and where she is."""
    kind = lost(texts, "lost.sad", where)
    return replace(kind, rows=(*kind.rows, (button(texts.plain("button.emergency"), actions.ShowEmergency()),)))
