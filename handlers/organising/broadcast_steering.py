"""A broadcast on its way: pause, go on, break off, agree or not, the names of those it missed, take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.broadcast import Broadcast, BroadcastState, Move
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens import general
from bot.screens.incoming import Act, Said
from bot.screens.organising import broadcast_steering as screens
from bot.screens.organising import broadcasts_actions as a
from bot.screens.organising.broadcast_words import reason
from bot.screens.parts import day
from bot.screens.screen import Reply, Screen, show
from bot.services import broadcast_views as views
from bot.services import broadcasting as services
from bot.services.visit import Visit
from handlers.organising.broadcast_common import asked_screens, check_screen, frame_of, her_broadcast, looks, stands
from handlers.organising.broadcasts import unwatch, watch

SURE = {a.Steering.ASK_CANCEL.value: False, a.Steering.ASK_TAKE_BACK.value: True}


def steer(visit: Visit, action: a.Steer) -> Reply:
    """What is done with a broadcast by one tap; done twice, it is done once."""
    one = her_broadcast(visit, action.broadcast)
    if action.deed in SURE:
        unwatch(visit)
        return show(screens.sure(visit.texts, one, is_taking_back=SURE[action.deed]))
    if action.deed not in DEEDS:
        raise StaleButtonError
    has_done = DEEDS[action.deed](visit, one)
    if has_done:
        visit.note(f"announce.{action.deed}", one.audience.unit_id, one.id)
    toast = "" if has_done else visit.texts.plain("toast.broadcast_too_late")
    one = her_broadcast(visit, action.broadcast)
    if one.state is BroadcastState.DRAFT:
        unwatch(visit)
        return show(*looks(visit, one), check_screen(visit, one), toast=toast)
    watch(visit, one)
    return show(stands(visit, one), toast=toast)


def _edit(visit: Visit, one: Broadcast) -> bool:
    return visit.records.broadcasts.take(one.id, Move.EDIT, agreed_by=None, send_at=None, series_id=None)


def _stop_weekly(visit: Visit, one: Broadcast) -> bool:
    visit.records.broadcasts.stop_series(one.series_id or one.id)
    return True


def _take_back(visit: Visit, one: Broadcast) -> bool:
    can = views.account(visit.records, one, visit.now).can_take_back
    return can and services.take_back(visit.records, one, visit.now)


DEEDS: dict[str, Callable[[Visit, Broadcast], bool]] = {
    a.Steering.PAUSE.value: lambda visit, one: services.pause(visit.records, one.id),
    a.Steering.RESUME.value: lambda visit, one: services.resume(visit.records, one.id, visit.now),
    a.Steering.EDIT.value: _edit,
    a.Steering.CANCEL.value: lambda visit, one: services.cancel(visit.records, one.id),
    a.Steering.AGAIN.value: lambda visit, one: bool(services.send_again(visit.records, one.id, visit.now)),
    a.Steering.TAKE_BACK.value: _take_back,
    a.Steering.STOP_WEEKLY.value: _stop_weekly,
}


def _others(visit: Visit, broadcast_id: int) -> Broadcast:
    """Another's broadcast that waits for agreement, in a unit where she may send herself."""
    found = visit.records.broadcasts.get(broadcast_id)
    if found is None or found.state is not BroadcastState.AWAITING:
        raise StaleButtonError
    visit.must(Right.CONTACT, found.audience.unit_id)
    if found.author_id == visit.her.id:
        raise NotAllowedError
    return found


def see_asked(visit: Visit, action: a.SeeAsked) -> Reply:
    """The message, everything to know, and the two buttons: the same as was sent to her when it was asked."""
    one = _others(visit, action.broadcast)
    unwatch(visit)
    *message, question = asked_screens(visit, one, frame_of(visit))
    return show(*message, screens.with_way_back(visit.texts, question))


def agree(visit: Visit, action: a.AgreeToBroadcast) -> Reply:
    """She agrees, and it goes."""
    one = _others(visit, action.broadcast)
    if not services.agree(visit.records, one, visit.her.id, frame_of(visit)):
        raise StaleButtonError
    visit.note("announce.agree", one.audience.unit_id, one.id)
    return show(general.passing(visit.texts, "bulletin.agreed_thanks"))


def ask_why(visit: Visit, action: a.RefuseBroadcast) -> Reply:
    """Why not is to be typed."""
    one = _others(visit, action.broadcast)
    visit.chat = replace(visit.chat, awaiting=Awaiting.BROADCAST_WHY, subject=str(one.id))
    return show(screens.ask_why(visit.texts))


def why_asked(visit: Visit) -> Screen:
    """What asks why, shown once more."""
    return screens.ask_why(visit.texts)


def take_why(visit: Visit, act: Act) -> Reply:
    """Her reason, handed on to the author."""
    if not isinstance(act, Said):
        return show(screens.ask_why(visit.texts))
    one = _others(visit, int(visit.chat.subject or 0))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    if not services.refuse(visit.records, one, visit.her.id, act.text, visit.now):
        raise StaleButtonError
    visit.note("announce.refuse", one.audience.unit_id, one.id)
    return show(general.note(visit.texts, "bulletin.refused_thanks"))


def list_missed(visit: Visit, action: a.ListMissed) -> Reply:
    """Who did not get it and why, in the units she may write to; never who tapped what."""
    one = her_broadcast(visit, action.broadcast)
    found = views.missed(visit.records, one, visit.units_where(Right.CONTACT))
    if not found:
        return show(general.note(visit.texts, "bulletin.sheet_nobody"))
    rows = [(each.name, unit, reason(visit.texts, each.reason or each.state.value)) for each, unit in found]
    written_on = day(one.created_at.astimezone(visit.zone).date())
    visit.note("announce.names", one.audience.unit_id, one.id, people=len(found))
    return show(screens.missed_file(visit.texts, one, views.missed_book(visit.texts, rows, written_on), len(found)))
