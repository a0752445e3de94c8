"""Writing a broadcast: the list, the words, for whom, the button, the look before sending, the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.audience import Trait
from bot.domain.broadcast import Broadcast, Content, letters
from bot.domain.curriculum import Course, Library, Rich
from bot.domain.learner import Role
from bot.domain.timetable import Run
from bot.domain.unit import Unit
from bot.screens.codes import Action, encode
from bot.screens.organising import broadcasts_actions as a
from bot.screens.organising.broadcast_words import for_whom, mark_name, marks, number, span, title
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.parts import moment, paragraphs
from bot.screens.screen import Row, Screen, button, two_in_a_row
from bot.texts import Html, Texts

A_PAGE = 6
TOP_UNITS = 4


def listing(
    texts: Texts,
    shown: Sequence[Broadcast],
    page: int,
    *,
    has_more: bool,
    to_agree: Sequence[tuple[Broadcast, str]] = (),
) -> Screen:
    """What waits for her to agree, with its authors' names; what she has written, the newest first; a new one."""
    asked: list[Rich] = []
    lines: list[Rich] = []
    rows: list[Row] = []
    for place, (one, author) in enumerate(to_agree, start=1):
        words = title(texts, one.content)
        asked.append(texts("bulletin.to_agree_line", number=place, author=author, title=words))
        rows.append((button(texts.plain("button.broadcast_asked", number=place, title=words), a.SeeAsked(one.id)),))
    for place, one in enumerate(shown, start=1 + len(asked)):
        stage = texts.plain(f"stage.{one.state.value}")
        lines.append(texts("bulletin.line", number=place, stage=stage, title=title(texts, one.content)))
        rows.append((button(f"{place}. {title(texts, one.content)}", a.SeeBroadcast(one.id)),))
    turn = []
    if page:
        turn.append(button(texts.plain("button.broadcast_newer"), a.ListBroadcasts(page - 1)))
    if has_more:
        turn.append(button(texts.plain("button.broadcast_older"), a.ListBroadcasts(page + 1)))
    others = paragraphs(texts("bulletin.to_agree"), "\n".join(asked)) if asked else ""
    mine = paragraphs(texts("bulletin.list_mine"), "\n".join(lines)) if lines else ""
    new = (button(texts.plain("button.broadcast_new"), a.NewBroadcast()),)
    # Behind them: the number before a title is the one that is typed for it.
    rows = [*rows, new, *([tuple(turn)] if turn else [])]
    back = (button(texts.plain("button.broadcast_home"), OpenManagement()),)
    return Screen(paragraphs(texts("bulletin.list"), others, mine), (*rows, back), again=encode(a.ListBroadcasts(page)))


def compose(texts: Texts, draft: Broadcast, hint: Rich = "") -> Screen:
    """What she is asked to send, and what there is of it; ``hint`` says what was not taken, or is to be shortened."""
    content = draft.content
    has = []
    if content.text:
        has.append(texts("bulletin.has_words", count=number(letters(content.text))))
    if content.files:
        has.append(texts("bulletin.has_files", count=len(content.files)))
    text = paragraphs(hint, "\n".join(has) or texts("bulletin.compose"), texts("bulletin.go_on") if has else "")
    rows: list[Row] = []
    if has:
        rows.append((button(texts.plain("button.broadcast_finish"), a.FinishContent(draft.id)),))
        rows.append((button(texts.plain("button.broadcast_rewrite"), a.WriteContent(draft.id)),))
    rows.append((button(texts.plain("button.broadcast_drop"), a.Steer(draft.id, a.Steering.CANCEL.value)),))
    return Screen(text, tuple(rows), again=encode(a.SeeBroadcast(draft.id)))


def announcement(texts: Texts, content: Content, module: str, opens: Action | None) -> tuple[Screen, ...]:
    """The broadcast as people see it. An album cannot carry a button, so the button follows by itself."""
    rows: tuple[Row, ...] = ()
    if opens is not None:
        rows = ((button(texts.plain("button.broadcast_module", module=module), opens),),)
    message = Screen(content.text, rows, files=content.files, is_new=True)
    if content.is_album and rows:
        below = Screen(texts("bulletin.album_button", module=module), rows, is_new=True)
        return replace(message, rows=()), below
    return (message,)


def audience(texts: Texts, draft: Broadcast, unit: str, count: int) -> Screen:
    """For whom it is, with how many that are now."""
    whom = draft.audience
    sign = {**dict.fromkeys(whom.wanted, "✓ "), **dict.fromkeys(whom.unwanted, "✗ ")}

    def turned(words: type[Trait | Role]) -> tuple[Row, ...]:
        names = {each.value: _capital(mark_name(texts, each.value, whom.silent_days)) for each in words}
        shown = [button(sign.get(word, "") + name, a.TurnMark(draft.id, word)) for word, name in names.items()]
        return two_in_a_row(shown, "✓ ", "✗ ")

    values = {"unit": unit, "marks": marks(texts, whom), "count": number(count)}
    days = texts.plain("button.broadcast_audience_days", days=whom.silent_days)
    rows = (
        (button(texts.plain("button.broadcast_audience_unit"), a.BrowseTops(draft.id, 0, 0)),),
        *turned(Trait),
        *turned(Role),
        (button(days, a.TurnMark(draft.id, "days")),),
        (button(texts.plain("button.broadcast_audience_done"), a.CheckBroadcast(draft.id)),),
    )
    return Screen(texts("bulletin.audience", **values), rows, again=encode(a.OpenAudience(draft.id)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def tops(
    texts: Texts, draft: Broadcast, parent: Unit | None, units: Sequence[Unit], page: int, *, may_all: bool
) -> Screen:
    """The units it may be for; ``may_all`` when the whole of what is shown may be taken."""
    rows: list[Row] = []
    if may_all:
        label = (
            texts.plain("button.broadcast_top_all", unit=parent.name)
            if parent
            else texts.plain("button.broadcast_top_everywhere")
        )
        rows.append((button(label, a.PickTop(draft.id, parent.id if parent else 0)),))
    start = page * A_PAGE
    rows += [(button(unit.name, a.BrowseTops(draft.id, unit.id, 0)),) for unit in units[start : start + A_PAGE]]
    parent_id = parent.id if parent else 0
    if start + A_PAGE < len(units):
        rows.append((button(texts.plain("button.broadcast_top_more"), a.BrowseTops(draft.id, parent_id, page + 1)),))
    rows.append((button(texts.plain("button.broadcast_top_back"), a.OpenAudience(draft.id)),))
    where = parent.name if parent else texts.plain("bulletin.tops_where")
    return Screen(
        texts("bulletin.tops", unit=where), tuple(rows), again=encode(a.BrowseTops(draft.id, parent_id, page))
    )


def courses(texts: Texts, library: Library, draft: Broadcast) -> Screen:
    """The courses, to find the module that the button opens."""
    rows = [(button(course.title, a.ListModules(draft.id, course.id)),) for course in library.courses]
    none = (button(texts.plain("button.broadcast_module_none"), a.DropModule(draft.id)),)
    return Screen(texts("bulletin.courses"), (*rows, none), again=encode(a.ChooseModule(draft.id)))


def modules(texts: Texts, course: Course, draft: Broadcast) -> Screen:
    """The modules of a course, for the button."""
    rows = [(button(module.title, a.PickModule(draft.id, module.id)),) for module in course.modules]
    back = (button(texts.plain("button.broadcast_module_back"), a.CheckBroadcast(draft.id)),)
    text = texts("bulletin.modules", course=course.title)
    return Screen(text, (*rows, back), again=encode(a.ListModules(draft.id, course.id)))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What there is to know before sending."""

    unit: str
    people: int
    blocked: int
    paused: int
    over_budget: int
    by_unit: tuple[tuple[str, int], ...]
    run: Run
    needs_second: bool
    others: int
    """How many there are who could agree."""
    may_urge: bool


def check(texts: Texts, draft: Broadcast, outlook: Outlook, zone: ZoneInfo) -> Screen:
    """Everything to know before sending, in one screen."""
    whom = for_whom(texts, draft.audience, outlook.unit)
    again = encode(a.SeeBroadcast(draft.id))
    change = (
        button(texts.plain("button.broadcast_audience"), a.OpenAudience(draft.id)),
        button(texts.plain("button.broadcast_words"), a.ChangeContent(draft.id)),
    )
    drop = (button(texts.plain("button.broadcast_drop"), a.Steer(draft.id, a.Steering.ASK_CANCEL.value)),)
    if not outlook.people:
        return Screen(texts("bulletin.check_nobody", audience=whom), (change, drop), is_new=True, again=again)
    units = Html(unit_lines(texts, outlook.by_unit))
    head = texts("bulletin.check", people=number(outlook.people), audience=whom, units=units)
    text = paragraphs(head, "\n".join(details(texts, draft, outlook, zone)))
    rows: list[Row] = [(button(texts.plain("button.broadcast_test"), a.TestBroadcast(draft.id)),)]
    if not outlook.needs_second or outlook.others:
        rows.append(
            (
                button(texts.plain("button.broadcast_now"), a.SendNow(draft.id)),
                button(texts.plain("button.broadcast_later"), a.ChooseTime(draft.id)),
            )
        )
    rows += [change, *_switches(texts, draft)]
    if outlook.may_urge:
        key = "button.broadcast_urgent_is_on" if draft.is_urgent else "button.broadcast_urgent_is_off"
        rows.append((button(texts.plain(key), a.SwitchOption(draft.id, a.Option.URGENT.value)),))
    return Screen(text, (*rows, drop), is_new=True, again=again)


def _switches(texts: Texts, draft: Broadcast) -> tuple[Row, ...]:
    key = "button.broadcast_weekly_is_on" if draft.is_weekly else "button.broadcast_weekly_is_off"
    return (
        (button(texts.plain("button.broadcast_button"), a.ChooseModule(draft.id)),),
        (button(texts.plain(key), a.SwitchOption(draft.id, a.Option.WEEKLY.value)),),
    )


def unit_lines(texts: Texts, by_unit: Sequence[tuple[str, int]]) -> Rich:
    """The largest units with their people, and how many others there are."""
    lines = [texts("bulletin.unit_line", unit=name, count=number(count)) for name, count in by_unit[:TOP_UNITS]]
    rest = by_unit[TOP_UNITS:]
    if rest:
        count = number(sum(count for _, count in rest))
        lines.append(texts("bulletin.unit_others", units=number(len(rest)), count=count))
    return "\n".join(lines)


def details(texts: Texts, draft: Broadcast, outlook: Outlook, zone: ZoneInfo) -> list[Rich]:
    """Who is left out and why, when it really goes, and what is particular about it, a line each."""
    lines = []
    if outlook.blocked:
        lines.append(texts("bulletin.left_blocked", count=number(outlook.blocked)))
    if outlook.paused and not draft.is_urgent:
        lines.append(texts("bulletin.left_paused", count=number(outlook.paused)))
    if outlook.over_budget and not draft.is_urgent:
        lines.append(texts("bulletin.left_budget", count=number(outlook.over_budget)))
    run = outlook.run
    lines.append(texts("bulletin.takes", span=span(texts, run.ends_at - run.begins_at)))
    if run.is_put_off:
        lines.append(texts("bulletin.quiet_now", at=moment(run.begins_at, zone)))
    if run.has_night:
        lines.append(texts("bulletin.quiet_between", at=moment(run.ends_at, zone)))
    if draft.is_urgent:
        lines.append(texts("bulletin.urgent_on"))
    if draft.is_weekly:
        lines.append(texts("bulletin.weekly_on"))
    if outlook.needs_second:
        lines.append(texts("bulletin.needs_second" if outlook.others else "bulletin.nobody_to_agree"))
    if draft.refused_because:
        lines.append(texts("bulletin.was_refused", because=draft.refused_because))
    return lines


def times(texts: Texts, draft: Broadcast, *, has_tonight: bool) -> Screen:
    """The hours to choose from."""
    rows: list[Row] = []
    if has_tonight:
        rows.append(
            (button(texts.plain("button.broadcast_time_tonight"), a.ScheduleAt(draft.id, a.When.TONIGHT.value)),)
        )
    rows += [
        (button(texts.plain("button.broadcast_time_tomorrow"), a.ScheduleAt(draft.id, a.When.TOMORROW.value)),),
        (button(texts.plain("button.broadcast_time_other"), a.AskTime(draft.id)),),
        (button(texts.plain("button.broadcast_time_back"), a.CheckBroadcast(draft.id)),),
    ]
    return Screen(texts("bulletin.when"), tuple(rows), again=encode(a.ChooseTime(draft.id)))


def ask_time(texts: Texts, draft: Broadcast, key: str = "bulletin.type_time") -> Screen:
    """The hour is to be typed."""
    rows = ((button(texts.plain("button.broadcast_time_back"), a.CheckBroadcast(draft.id)),),)
    return Screen(texts(key), rows, again=encode(a.ChooseTime(draft.id)))


def scheduled(
    texts: Texts, one: Broadcast, unit: str, people: int, at: datetime, zone: ZoneInfo, night: Rich
) -> Screen:
    """It waits for its hour; ``night`` says when it really goes, where that is later."""
    values = {"at": moment(at, zone), "audience": for_whom(texts, one.audience, unit), "people": number(people)}
    weekly = texts("bulletin.weekly_on") if one.is_weekly else ""
    rows = waiting_rows(texts, one)
    text = paragraphs(texts("bulletin.scheduled", **values), night, weekly)
    return Screen(text, rows, again=encode(a.SeeBroadcast(one.id)))


def waiting_rows(texts: Texts, one: Broadcast) -> tuple[Row, ...]:
    """What can be done with what is not sent yet."""
    stop = [(button(texts.plain("button.broadcast_weekly_stop"), a.Steer(one.id, a.Steering.STOP_WEEKLY.value)),)]
    return (
        (button(texts.plain("button.broadcast_edit"), a.Steer(one.id, a.Steering.EDIT.value)),),
        (button(texts.plain("button.broadcast_unschedule"), a.Steer(one.id, a.Steering.ASK_CANCEL.value)),),
        *(stop if one.is_weekly else []),
        (button(texts.plain("button.to_broadcasts"), a.ListBroadcasts(0)),),
    )
