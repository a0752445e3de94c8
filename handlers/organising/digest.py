"""The Monday digest: worded when it is sent, switched off and on in one tap."""

from __future__ import annotations

from bot.domain.learner import given_name
from bot.domain.report import week_of
from bot.errors import StaleButtonError
from bot.screens.organising import author_digest
from bot.screens.organising import digest as screens
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.parts import day
from bot.screens.screen import Reply, show
from bot.services import digest as services
from bot.services.author_digest import content_news, writes
from bot.services.digest import UnitWeek
from bot.services.sending import Sending
from bot.services.visit import Visit

DUE_AMONG_SEVERAL = 1
"""Deadlines told of each unit where she has several, so that it stays a few lines."""


def open_digest(visit: Visit, _action: OpenDigest) -> Reply:
    """Whether it is on."""
    return show(screens.switch(visit.texts, is_on=visit.records.digests.off_at(visit.her.id) is None))


def switch_digest(visit: Visit, action: SwitchDigest) -> Reply:
    """On or off; a second tap changes nothing."""
    if action.on not in (0, 1):
        raise StaleButtonError
    is_on = bool(action.on)
    if is_on is not (visit.records.digests.off_at(visit.her.id) is None):
        services.switch(visit.records, visit.her.id, visit.now, is_on=is_on)
        visit.note("digest_switched", on=is_on)
    return show(screens.switch(visit.texts, is_on=is_on))


def compose(sending: Sending) -> Reply | None:
    """The digest's words; None when she switched it off, or holds nothing any more."""
    records, learner = sending.records, sending.learner
    held = services.roots_of(sending.grants)
    figures = services.kept(records, learner.id, sending.delivery.subject)
    units = [one for one in figures if one.unit in held]
    told = [_unit(sending, one, is_alone=len(units) == 1) for one in units]
    lessons = _lessons(sending)
    if not (told or lessons) or records.digests.off_at(learner.id) is not None:
        return None
    called = given_name(learner.name, sending.texts.family_names)
    if not told:
        return show(author_digest.content_digest(sending.texts, called, lessons))
    last = week_of(sending.now.astimezone(sending.zone).date()).before()
    days = (day(last.monday).rsplit("/", 1)[0], day(last.sunday).rsplit("/", 1)[0])
    return show(screens.digest(sending.texts, called, days, [*told, lessons] if lessons else told))


def _lessons(sending: Sending) -> list[str]:
    """What an author is told besides; one message, also for who is both."""
    today = sending.now.astimezone(sending.zone).date()
    news = content_news(sending.library, today)
    if not news or not writes(sending.grants):
        return []
    return author_digest.content_lines(sending.texts, news.endings, news.long_unread, today)


def _unit(sending: Sending, one: UnitWeek, *, is_alone: bool) -> list[str]:
    name = _name(sending, one.unit)
    lines = screens.unit_lines(sending.texts, name, one.joined, one.active, one.passed)
    monday = week_of(sending.now.astimezone(sending.zone).date()).monday
    due = one.extras.due if is_alone else one.extras.due[:DUE_AMONG_SEVERAL]
    for each in due:
        course = sending.library.course(each.course)
        if course is not None:
            place = _name(sending, each.unit) if each.unit != one.unit else ""
            lines.append(screens.due_line(sending.texts, course.title, each, place, is_over=each.day < monday))
    more_due = one.extras.more_due + len(one.extras.due) - len(due)
    return [*lines, *screens.rest_lines(sending.texts, more_due, one.extras.questions, one.extras.waits_days)]


def _name(sending: Sending, unit_id: int) -> str:
    unit = sending.records.units.get(unit_id) if unit_id else None
    return unit.name if unit is not None else sending.texts.plain("report.everywhere")
