"""Whom a broadcast is for, and the module that its button opens: chosen by buttons, always with the count now."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.alphabet import alphabetical
from bot.domain.audience import Audience, mark_of
from bot.domain.broadcast import Broadcast
from bot.domain.managing import Right
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.screens.organising import broadcasts as screens
from bot.screens.organising import broadcasts_actions as a
from bot.screens.screen import Reply, Screen, show
from bot.services.visit import Visit
from handlers.organising.broadcast_common import check_screen, frame_of, her_draft, looks, unit_title


def audience_screen(visit: Visit, draft: Broadcast) -> Screen:
    """For whom it is, with the count now."""
    count = visit.records.audiences.count(draft.audience, frame_of(visit).modules, visit.now)
    return screens.audience(visit.texts, draft, unit_title(visit, draft.audience.unit_id), count)


def open_audience(visit: Visit, action: a.OpenAudience) -> Reply:
    """For whom it is."""
    return show(audience_screen(visit, her_draft(visit, action.broadcast)))


def turn_mark(visit: Visit, action: a.TurnMark) -> Reply:
    """One mark more, or turned, or less; «days» is what counts as silence."""
    draft = her_draft(visit, action.broadcast)
    mark = mark_of(action.mark)
    if mark is None and action.mark != "days":
        raise StaleButtonError
    return _changed(visit, draft, draft.audience.turned(mark) if mark else draft.audience.with_next_silence())


def _changed(visit: Visit, draft: Broadcast, audience: Audience) -> Reply:
    visit.records.broadcasts.change_draft(draft.id, audience=audience)
    return show(audience_screen(visit, replace(draft, audience=audience)))


def browse_tops(visit: Visit, action: a.BrowseTops) -> Reply:
    """The units it may be for: those she may write to, and all below them."""
    draft = her_draft(visit, action.broadcast)
    held = visit.units_where(Right.CONTACT)
    if action.parent:
        visit.must(Right.CONTACT, action.parent)
        parent = visit.records.units.get(action.parent)
        if parent is None:
            raise StaleButtonError
        units = visit.records.units.children(parent.id)
        return show(screens.tops(visit.texts, draft, parent, _sorted(units), action.page, may_all=True))
    if None in held:
        units = visit.records.units.children(None)
    else:
        found = (visit.records.units.get(number) for number in held if number is not None)
        units = tuple(unit for unit in found if unit is not None)
    return show(screens.tops(visit.texts, draft, None, _sorted(units), action.page, may_all=None in held))


def _sorted(units: tuple[Unit, ...]) -> list[Unit]:
    return sorted(units, key=lambda unit: (alphabetical(unit.name), unit.id))


def pick_top(visit: Visit, action: a.PickTop) -> Reply:
    """It is for that unit from now on."""
    draft = her_draft(visit, action.broadcast)
    unit_id = action.unit or None
    visit.must(Right.CONTACT, unit_id)
    if unit_id is not None and visit.records.units.get(unit_id) is None:
        raise StaleButtonError
    return _changed(visit, draft, replace(draft.audience, unit_id=unit_id))


def choose_module(visit: Visit, action: a.ChooseModule) -> Reply:
    """The courses, to find a module in."""
    return show(screens.courses(visit.texts, visit.library, her_draft(visit, action.broadcast)))


def list_modules(visit: Visit, action: a.ListModules) -> Reply:
    """The modules of one."""
    draft = her_draft(visit, action.broadcast)
    course = visit.library.course(action.course)
    if course is None:
        raise StaleButtonError
    return show(screens.modules(visit.texts, course, draft))


def pick_module(visit: Visit, action: a.PickModule) -> Reply:
    """The button opens that module."""
    if visit.library.module(action.module) is None:
        raise StaleButtonError
    return _with_module(visit, action.broadcast, action.module)


def drop_module(visit: Visit, action: a.DropModule) -> Reply:
    """There is no button."""
    return _with_module(visit, action.broadcast, "")


def _with_module(visit: Visit, broadcast_id: int, module_id: str) -> Reply:
    draft = replace(her_draft(visit, broadcast_id), module_id=module_id)
    visit.records.broadcasts.change_draft(draft.id, module_id=module_id)
    return show(*looks(visit, draft), check_screen(visit, draft))
