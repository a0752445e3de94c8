"""«Hạn học»: by when a unit is to have finished a course."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.alphabet import alphabetical
from bot.domain.curriculum import Course
from bot.domain.deadline import Deadline, day_written, is_fit
from bot.domain.learner import Awaiting
from bot.domain.managing import Right, has_right_in
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.screens.general import unit_name
from bot.screens.incoming import Act, Said
from bot.screens.organising import deadlines as screens
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
from bot.screens.screen import Reply, Screen, show
from bot.services import deadlines as services
from bot.services.sending import Sending
from bot.services.visit import Visit

MOST = 8
"""Lines of the list, and units on a page."""


def list_deadlines(visit: Visit, _action: ListDeadlines) -> Reply:
    """What is set in her units."""
    return show(_listed(visit))


def _listed(visit: Visit) -> Screen:
    found: dict[int, Deadline] = {}
    for unit_id in visit.units_where(Right.CONTACT):
        found |= {one.id: one for one in visit.records.deadlines.below(unit_id, visit.today, MOST)}
    nearest = sorted(found.values(), key=lambda one: (one.day, one.id))[:MOST]
    return screens.listed(visit.texts, [(one, _title(visit, one), _unit(visit, one.unit_id).name) for one in nearest])


def pick_unit(visit: Visit, action: PickDeadlineUnit) -> Reply:
    """Her units, and what lies below them; one alone is opened at once."""
    mine = visit.units_where(Right.CONTACT)
    if action.unit == 0 and len(mine) == 1 and mine[0] is not None:
        return pick_unit(visit, PickDeadlineUnit(mine[0], 0))
    if action.unit == 0:
        unit, up = None, None
        tops = visit.records.units.children(None)
        units = tops if mine == (None,) else tuple(_unit(visit, number) for number in mine if number is not None)
    else:
        visit.must(Right.CONTACT, action.unit)
        unit = _unit(visit, action.unit)
        units = visit.records.units.children(unit.id)
        up = _up(visit, unit, mine)
    ordered = sorted(units, key=lambda one: (alphabetical(one.name), one.id))
    start = action.page * MOST
    shown = ordered[start : start + MOST]
    return show(screens.pick_unit(visit.texts, unit, shown, action.page, has_more=len(ordered) > start + MOST, up=up))


def _up(visit: Visit, unit: Unit, mine: tuple[int | None, ...]) -> int | None:
    """The way up, as far as she has it in hand."""
    if unit.id in mine or unit.parent_id is None:
        return 0 if len(mine) > 1 or mine == (None,) else None
    return unit.parent_id


def pick_course(visit: Visit, action: PickDeadlineCourse) -> Reply:
    """Which course."""
    visit.must(Right.CONTACT, action.unit)
    return show(screens.pick_course(visit.texts, _unit(visit, action.unit), visit.library.courses))


def pick_day(visit: Visit, action: PickDeadlineDay) -> Reply:
    """By when."""
    visit.must(Right.CONTACT, action.unit)
    unit, course = _unit(visit, action.unit), _course(visit, action.course)
    return show(screens.pick_day(visit.texts, unit, course, visit.today))


def type_day(visit: Visit, action: TypeDeadlineDay) -> Reply:
    """She will type it."""
    visit.must(Right.CONTACT, action.unit)
    unit, course = _unit(visit, action.unit), _course(visit, action.course)
    visit.chat = replace(visit.chat, awaiting=Awaiting.DEADLINE, subject=f"{unit.id}:{course.id}")
    return show(screens.type_day(visit.texts, unit, course, visit.today))


def asked_day(visit: Visit) -> Screen:
    """What asks for the day."""
    unit, course = _subject(visit)
    return screens.type_day(visit.texts, unit, course, visit.today)


def take_day(visit: Visit, act: Act) -> Reply:
    """She typed it; anything else is asked for once more."""
    unit, course = _subject(visit)
    visit.must(Right.CONTACT, unit.id)
    until = day_written(act.text, visit.today) if isinstance(act, Said) else None
    if until is None or not is_fit(until, visit.today):
        return show(screens.type_day(visit.texts, unit, course, visit.today, is_again=True))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
    return show(replace(_preview(visit, unit, course, until), is_new=True))


def _subject(visit: Visit) -> tuple[Unit, Course]:
    number, _, course = visit.chat.subject.partition(":")
    if not number.isdecimal():
        raise StaleButtonError
    return _unit(visit, int(number)), _course(visit, course)


def preview(visit: Visit, action: PreviewDeadline) -> Reply:
    """Whom it concerns, and what will happen."""
    visit.must(Right.CONTACT, action.unit)
    unit, course, until = _unit(visit, action.unit), _course(visit, action.course), _day(visit, action.day)
    return show(_preview(visit, unit, course, until))


def _preview(visit: Visit, unit: Unit, course: Course, until: date) -> Screen:
    set_before = visit.records.deadlines.of_unit(unit.id, visit.today)
    older = next((one for one in set_before if one.course_id == course.id and one.day != until), None)
    people = visit.records.deadlines.people(unit.id)
    return screens.preview(visit.texts, unit, course, until, visit.today, people, older)


def set_deadline(visit: Visit, action: SetDeadline) -> Reply:
    """Set it; a second tap sets nothing."""
    visit.must(Right.CONTACT, action.unit)
    unit, course, until = _unit(visit, action.unit), _course(visit, action.course), _day(visit, action.day)
    services.set_deadline(visit, unit.id, course.id, until)
    return show(_listed(visit), toast=visit.texts.plain("toast.deadline_set"))


def see_deadline(visit: Visit, action: SeeDeadline) -> Reply:
    """One that is set."""
    deadline = _deadline(visit, action.deadline)
    if deadline.withdrawn_at is not None:
        return show(_listed(visit))
    people = visit.records.deadlines.people(deadline.unit_id)
    name = unit_name(visit.texts, visit.records.units.path(deadline.unit_id))
    return show(screens.one(visit.texts, deadline, _title(visit, deadline), name, people))


def withdraw_deadline(visit: Visit, action: WithdrawDeadline) -> Reply:
    """Withdraw it; nobody is reminded of it from now on."""
    services.withdraw(visit, _deadline(visit, action.deadline))
    return show(_listed(visit), toast=visit.texts.plain("toast.deadline_withdrawn"))


def compose_count(sending: Sending) -> Reply | None:
    """The count for whoever set it; None when it was withdrawn, or she has the unit in hand no more."""
    deadline = sending.records.deadlines.get(sending.delivery.subject)
    course = sending.library.course(deadline.course_id) if deadline is not None else None
    if deadline is None or course is None or deadline.withdrawn_at is not None or not _still_hers(sending, deadline):
        return None
    counts = sending.records.deadlines.counts(deadline.unit_id, services.ids_of(course))
    name = unit_name(sending.texts, sending.records.units.path(deadline.unit_id))
    return show(screens.count(sending.texts, deadline, course.title, name, counts))


def _still_hers(sending: Sending, deadline: Deadline) -> bool:
    path = {unit.id for unit in sending.records.units.path(deadline.unit_id)}
    grants = sending.records.grants.of(sending.learner.id)
    return deadline.is_operators or has_right_in(grants, Right.CONTACT, path)


def _deadline(visit: Visit, deadline_id: int) -> Deadline:
    deadline = visit.records.deadlines.get(deadline_id)
    if deadline is None:
        raise StaleButtonError
    visit.must(Right.CONTACT, deadline.unit_id)
    return deadline


def _unit(visit: Visit, unit_id: int) -> Unit:
    unit = visit.records.units.get(unit_id)
    if unit is None:
        raise StaleButtonError
    return unit


def _course(visit: Visit, course_id: str) -> Course:
    course = visit.library.course(course_id)
    if course is None:
        raise StaleButtonError
    return course


def _day(visit: Visit, ordinal: int) -> date:
    """The day of a button; one so old that its day has come is stale."""
    until = date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None
    if until is None or not is_fit(until, visit.today):
        raise StaleButtonError
    return until


def _title(visit: Visit, deadline: Deadline) -> str:
    course = visit.library.course(deadline.course_id)
    return course.title if course is not None else deadline.course_id
