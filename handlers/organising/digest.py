"""The Monday digest: worded when it is sent, switched off and on in one tap."""

from __future__ import annotations

from bot.domain.learner import given_name
from bot.domain.report import week_of
from bot.errors import StaleButtonError
from bot.screens.organising import digest as screens
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.parts import day
from bot.screens.screen import Reply, show
from bot.services import digest as services
from bot.services.digest import UnitWeek
from bot.services.sending import Sending
from bot.services.visit import Visit


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
    """The digest's words; None when she switched it off or holds no unit any more."""
    records, learner = sending.records, sending.learner
    held = services.roots_of(records.grants.of(learner.id))
    figures = services.kept(records, learner.id, sending.delivery.subject)
    told = [_unit(sending, one) for one in figures if one.unit in held]
    if not told or records.digests.off_at(learner.id) is not None:
        return None
    last = week_of(sending.now.astimezone(sending.zone).date()).before()
    days = (day(last.monday).rsplit("/", 1)[0], day(last.sunday).rsplit("/", 1)[0])
    called = given_name(learner.name, sending.texts.family_names)
    return show(screens.digest(sending.texts, called, days, told))


def _unit(sending: Sending, one: UnitWeek) -> list[str]:
    unit = sending.records.units.get(one.unit) if one.unit else None
    name = unit.name if unit is not None else sending.texts.plain("report.everywhere")
    lines = screens.unit_lines(sending.texts, name, one.joined, one.active, one.passed)
    return [*lines, *(sending.texts(key, count=count) for key, count in one.more)]
