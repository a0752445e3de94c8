"""What the files about broadcasts share: whose it is, where her right to it is asked for, how it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.broadcast import Broadcast, BroadcastState, fault_of
from bot.domain.curriculum import Rich
from bot.domain.learner import Learner, given_name
from bot.domain.managing import Right
from bot.errors import StaleButtonError
from bot.screens import actions
from bot.screens.codes import Action
from bot.screens.organising import broadcast_steering as steering
from bot.screens.organising import broadcasts as screens
from bot.screens.organising.broadcasts import Outlook
from bot.screens.parts import moment
from bot.screens.screen import Screen
from bot.services import broadcast_views as views
from bot.services import broadcasting as services
from bot.services.broadcasting import Frame
from bot.services.sending import Sending
from bot.services.visit import Visit


def frame_of(visit: Visit) -> Frame:
    """What the services need to know of the world."""
    modules = tuple(module.id for module in visit.library.modules())
    return Frame(visit.now, visit.zone, visit.house, modules, visit.first_admins)


def her_broadcast(visit: Visit, broadcast_id: int) -> Broadcast:
    """Her broadcast, in a unit where she may still send."""
    found = services.hers(visit.records, broadcast_id, visit.her.id)
    visit.must(Right.CONTACT, found.audience.unit_id)
    return found


def her_draft(visit: Visit, broadcast_id: int) -> Broadcast:
    """The same, while it can still be changed."""
    found = her_broadcast(visit, broadcast_id)
    if found.state is not BroadcastState.DRAFT:
        raise StaleButtonError
    return found


def unit_title(visit: Visit | Sending, unit_id: int | None) -> str:
    """What a unit is called; all of them for None."""
    unit = visit.records.units.get(unit_id) if unit_id is not None else None
    return unit.name if unit is not None else visit.texts.plain("manage.everywhere")


def looks(visit: Visit | Sending, one: Broadcast, opens: Action | None = None) -> tuple[Screen, ...]:
    """The broadcast as people see it; its button opens the module, or does what ``opens`` says."""
    module = visit.library.module(one.module_id) if one.module_id else None
    button = (opens or actions.OpenModule(module.id)) if module is not None else None
    return screens.announcement(visit.texts, one.content, module.title if module else "", button)


def outlook_of(visit: Visit | Sending, one: Broadcast, at: datetime, frame: Frame, *, may_urge: bool) -> Outlook:
    """Everything to know before sending."""
    seen = views.prospect(visit.records, one, at, frame)
    own = visit.texts.plain("bulletin.unit_itself")
    by_unit = tuple(
        (own if number is None or number == one.audience.unit_id else unit_title(visit, number), count)
        for number, count in seen.heads.by_unit
    )
    return Outlook(
        unit_title(visit, one.audience.unit_id),
        seen.heads.people,
        seen.heads.blocked,
        seen.heads.paused,
        seen.heads.over_budget,
        by_unit,
        seen.run,
        seen.needs_second,
        seen.others,
        may_urge,
    )


def check_screen(visit: Visit, draft: Broadcast) -> Screen:
    """The look before sending; what cannot be sent yet leads back to the words."""
    hint = fault_hint(visit, draft)
    if hint:
        return screens.compose(visit.texts, draft, hint if draft.content.text or draft.content.files else "")
    may_urge = visit.may(Right.APPOINT, draft.audience.unit_id) if draft.audience.unit_id else _is_owner(visit)
    outlook = outlook_of(visit, draft, visit.now, frame_of(visit), may_urge=may_urge)
    return screens.check(visit.texts, draft, outlook, visit.zone)


def _is_owner(visit: Visit) -> bool:
    return None in visit.units_where(Right.APPOINT)


def fault_hint(visit: Visit, draft: Broadcast) -> Rich:
    """What has to be changed before it can be sent; empty when nothing."""
    fault = fault_of(draft.content)
    if fault is None:
        return ""
    return fault_words(visit, fault[0].value, fault[1])


def fault_words(visit: Visit, fault: str, over: int = 0) -> Rich:
    """What is wrong, in her words."""
    return visit.texts(f"fault.{fault}", over=over)


def stands(visit: Visit, one: Broadcast) -> Screen:
    """How it stands, whatever it has come to."""
    if one.state is BroadcastState.DRAFT:
        return check_screen(visit, one)
    frame = frame_of(visit)
    at = max(one.send_at or visit.now, visit.now)
    if one.state is BroadcastState.AWAITING:
        outlook = outlook_of(visit, one, at, frame, may_urge=False)
        is_later = views.is_told_in_the_morning(one, frame)
        asked = min(outlook.others, services.MOST_ASKED)
        return steering.awaiting(visit.texts, one, outlook, visit.zone, asked, is_told_later=is_later)
    if one.state is BroadcastState.SCHEDULED:
        outlook = outlook_of(visit, one, at, frame, may_urge=False)
        night = visit.texts("bulletin.quiet_now", at=moment(outlook.run.begins_at, visit.zone))
        shown = night if outlook.run.is_put_off else ""
        return screens.scheduled(visit.texts, one, outlook.unit, outlook.people, at, visit.zone, shown)
    seen = views.account(visit.records, one, visit.now)
    unit = unit_title(visit, one.audience.unit_id)
    return steering.standing(
        visit.texts, one, seen.tally, seen.taken, unit, again=seen.again, can_take_back=seen.can_take_back
    )


def author_of(visit: Visit | Sending, one: Broadcast) -> str:
    """What its author is called."""
    return called(visit, visit.records.learners.get(one.author_id))


def asked_screens(visit: Visit | Sending, one: Broadcast, frame: Frame) -> tuple[Screen, ...]:
    """To the second organiser: the message, everything to know, and two buttons."""
    at = max(one.send_at or frame.now, frame.now)
    outlook = replace(outlook_of(visit, one, at, frame, may_urge=False), needs_second=False)
    return *looks(visit, one), steering.asked(visit.texts, one, author_of(visit, one), outlook, frame.zone)


def called(visit: Visit | Sending, learner: Learner | None) -> str:
    """What somebody is called."""
    return given_name(learner.name, visit.texts.family_names) if learner is not None else ""
