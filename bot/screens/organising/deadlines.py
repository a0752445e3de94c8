"""The organisers' screens about deadlines: a list, three questions, one look at the whole, and done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.curriculum import Course
from bot.domain.deadline import FEWEST, STAGES, Counts, Deadline
from bot.domain.unit import Unit
from bot.screens.codes import encode
from bot.screens.organising.deadlines_actions import (
    ListDeadlines,
    PickDeadlineCourse,
    PickDeadlineDay,
    PickDeadlineUnit,
    PreviewDeadline,
    SeeDeadline,
    SetDeadline,
    TypeDeadlineDay,
    WithdrawDeadline,
)
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.parts import day, paragraphs
from bot.screens.screen import Button, Screen, button
from bot.texts import Texts

SOON, LATER = timedelta(days=14), timedelta(days=30)
Line = tuple[Deadline, str, str]
"""A deadline, the title of its course, the name of its unit."""


def listed(texts: Texts, lines: Iterable[Line]) -> Screen:
    """What is set and not over, the nearest first."""
    rows: list[tuple[Button, ...]] = []
    said = []
    for number, (one, course, unit) in enumerate(lines, start=1):
        said.append(texts("deadlines.line", number=number, course=course, unit=unit, date=day(one.day)))
        label = texts.plain("button.see_deadline", number=number, date=day(one.day))
        rows.append((button(label, SeeDeadline(one.id)),))
    rows.append((button(texts.plain("button.new_deadline"), PickDeadlineUnit(0, 0)),))
    rows.append((button(texts.plain("button.management"), OpenManagement()),))
    text = paragraphs(texts("deadlines.title"), "\n".join(said) or texts("deadlines.none"))
    return Screen(text, tuple(rows), again=encode(ListDeadlines()))


def pick_unit(
    texts: Texts, unit: Unit | None, below: Iterable[Unit], page: int, *, has_more: bool, up: int | None
) -> Screen:
    """For whom: the unit itself, or one below it."""
    rows: list[tuple[Button, ...]] = []
    number = unit.id if unit is not None else 0
    if unit is not None:
        rows.append((button(texts.plain("button.whole_unit"), PickDeadlineCourse(unit.id)),))
    rows += [(button(one.name, PickDeadlineUnit(one.id, 0)),) for one in below]
    if has_more:
        rows.append((button(texts.plain("button.more"), PickDeadlineUnit(number, page + 1)),))
    if up is not None:
        rows.append((button(texts.plain("button.up"), PickDeadlineUnit(up, 0)),))
    rows.append(_back(texts))
    text = texts("deadlines.ask_unit_in", unit=unit.name) if unit is not None else texts("deadlines.ask_unit")
    return Screen(text, tuple(rows), again=encode(PickDeadlineUnit(number, page)))


def pick_course(texts: Texts, unit: Unit, courses: Iterable[Course]) -> Screen:
    """Which course."""
    rows = tuple((button(course.title, PickDeadlineDay(unit.id, course.id)),) for course in courses)
    text = texts("deadlines.ask_course", unit=unit.name)
    return Screen(text, (*rows, _back(texts)), again=encode(PickDeadlineCourse(unit.id)))


def pick_day(texts: Texts, unit: Unit, course: Course, today: date) -> Screen:
    """By when."""
    soon, later = today + SOON, today + LATER
    rows = (
        (
            button(
                texts.plain("button.two_weeks", date=day(soon)), PreviewDeadline(unit.id, course.id, soon.toordinal())
            ),
        ),
        (
            button(
                texts.plain("button.a_month", date=day(later)), PreviewDeadline(unit.id, course.id, later.toordinal())
            ),
        ),
        (button(texts.plain("button.another_day"), TypeDeadlineDay(unit.id, course.id)),),
        _back(texts),
    )
    text = texts("deadlines.ask_day", unit=unit.name, course=course.title)
    return Screen(text, rows, again=encode(PickDeadlineDay(unit.id, course.id)))


def type_day(texts: Texts, unit: Unit, course: Course, today: date, *, is_again: bool = False) -> Screen:
    """The day is typed; again when it was none that fits."""
    example = day(today + SOON).rpartition("/")[0]
    text = texts("deadlines.type_day", course=course.title, example=example)
    text = paragraphs(texts("deadlines.no_day"), text) if is_again else text
    rows = ((button(texts.plain("button.to_days"), PickDeadlineDay(unit.id, course.id)),), _back(texts))
    return Screen(text, rows, is_new=is_again, again=encode(PickDeadlineDay(unit.id, course.id)))


def preview(
    texts: Texts, unit: Unit, course: Course, until: date, today: date, people: int, older: Deadline | None
) -> Screen:
    """Everything at one look, before it is set."""
    days = [until - timedelta(days=stage) for stage in STAGES]
    days = [one for one in days if one >= today]
    text = paragraphs(
        texts("deadlines.preview", unit=unit.name, course=course.title, date=day(until), people=people),
        texts(
            "deadlines.what_happens",
            days=", ".join(day(one) for one in days) or texts.plain("deadlines.no_reminder"),
            after=day(until + timedelta(days=1)),
        ),
        texts("deadlines.replaces", date=day(older.day)) if older is not None else "",
    )
    rows = (
        (button(texts.plain("button.set_deadline"), SetDeadline(unit.id, course.id, until.toordinal())),),
        (button(texts.plain("button.to_days"), PickDeadlineDay(unit.id, course.id)),),
        _back(texts),
    )
    return Screen(text, rows, again=encode(PreviewDeadline(unit.id, course.id, until.toordinal())))


def one(texts: Texts, deadline: Deadline, course: str, unit: str, people: int) -> Screen:
    """A deadline that is set, and the way to withdraw it."""
    text = texts("deadlines.one", unit=unit, course=course, date=day(deadline.day), people=people)
    rows = ((button(texts.plain("button.withdraw_deadline"), WithdrawDeadline(deadline.id)),), _back(texts))
    return Screen(text, rows, again=encode(SeeDeadline(deadline.id)))


def count(texts: Texts, deadline: Deadline, course: str, unit: str, counts: Counts) -> Screen:
    """The day after: how many, never who."""

    def shown(number: int) -> str:
        return str(number) if number >= FEWEST else texts.plain("deadlines.few", fewest=FEWEST)

    text = texts(
        "deadlines.count",
        unit=unit,
        course=course,
        date=day(deadline.day),
        finished=shown(counts.finished),
        under_way=shown(counts.under_way),
        not_started=shown(counts.not_started),
    )
    return Screen(text, ((button(texts.plain("button.to_deadlines"), ListDeadlines()),),), is_new=True)


def _back(texts: Texts) -> tuple[Button, ...]:
    return (button(texts.plain("button.to_deadlines"), ListDeadlines()),)
