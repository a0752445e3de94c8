"""Inviting: links to be sent on, posters for one branch or for all, and taking links back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.alphabet import alphabetical
from bot.domain.managing import Right
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.screens.organising import inviting as screens
from bot.screens.organising.roster_actions import (
    AskPosters,
    AskToWithdraw,
    MakeInvitation,
    OpenInviting,
    PrintPosters,
    ReplaceInvitation,
    SeeInvitations,
    WithdrawInvitation,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import inviting as services
from bot.services.posters import posters
from bot.services.units import INVITATION_LASTS
from bot.services.visit import Visit
from handlers.organising.roster import only_unit, tops

MOST_POSTERS = 1000
"""A file of more pages could not be sent, nor would anybody print it in one go."""


def _unit(visit: Visit, number: int) -> Unit:
    """The unit, in which she may enrol."""
    visit.must(Right.ENROL, number)
    unit = visit.records.units.get(number)
    if unit is None:
        raise StaleButtonError
    return unit


def open_inviting(visit: Visit, action: OpenInviting) -> Reply:
    """The units to invite into, below one of hers; without one, all that is hers."""
    parent = _unit(visit, action.parent) if action.parent else None
    held = tops(visit)
    if parent is None and len(held) == 1:
        parent = visit.records.units.get(held[0]) if held[0] is not None else None
    if parent is not None:
        listed = visit.records.units.children(parent.id)
    elif None in held:
        listed = visit.records.units.children(None)
    else:
        listed = tuple(unit for number in held if number is not None and (unit := visit.records.units.get(number)))
    shown = sorted(listed, key=lambda unit: (alphabetical(unit.name), unit.id))
    opens = visit.records.units.with_others_below([unit.id for unit in shown])
    page = action.page if action.page * screens.UNITS_A_PAGE < len(shown) else 0
    return show(screens.units(visit.texts, parent, shown, page, opens, _above(visit, parent)))


def _above(visit: Visit, parent: Unit | None) -> int | None:
    """The unit to go back up to (0: all that is hers); None at the top."""
    if parent is None or visit.units_where(Right.ENROL) == (parent.id,):
        return None
    above = parent.parent_id
    return above if above is not None and visit.may(Right.ENROL, above) else 0


def see_invitations(visit: Visit, action: SeeInvitations) -> Reply:
    """The invitations to a unit."""
    return show(_invitations(visit, _unit(visit, action.unit)))


def _invitations(visit: Visit, unit: Unit) -> Screen:
    links = [
        (one.ref, one.created_at, one.expires_at, one.opened, one.joined)
        for one in visit.records.invitations.of_unit(unit.id)
        if one.is_open(visit.now)
    ]
    return screens.invitations(visit.texts, unit, links, visit.zone)


def make_invitation(visit: Visit, action: MakeInvitation) -> Reply:
    """A new link, in a message of its own that can be sent on."""
    unit = _open_unit(visit, action.unit)
    visit.note("invitation.made", unit_id=unit.id)
    return _new_link(visit, unit)


def _open_unit(visit: Visit, number: int) -> Unit:
    """The same, where learners can belong to it."""
    unit = _unit(visit, number)
    if not unit.takes_learners:
        raise StaleButtonError
    return unit


def _new_link(visit: Visit, unit: Unit) -> Reply:
    (made,) = services.invite_to(visit.records, (unit,), visit.her.id, visit.now, visit.dice)
    link = f"{visit.private_link}?start={made.token}"
    return show(
        screens.to_send_on(visit.official, unit, link, made.expires_at, visit.zone), screens.made(visit.texts, unit)
    )


def ask_posters(visit: Visit, action: AskPosters) -> Reply:
    """How many it would be."""
    units, where = _poster_units(visit, action.unit)
    until = visit.now + INVITATION_LASTS
    return show(screens.ask_posters(visit.texts, action.unit, where, len(units), until, visit.zone))


def print_posters(visit: Visit, action: PrintPosters) -> Reply:
    """A page for each branch, each with an invitation of its own."""
    units, where = _poster_units(visit, action.unit)
    if not units:
        raise StaleButtonError
    invited = services.invite_to(visit.records, units, visit.her.id, visit.now, visit.dice)
    visit.note("posters.printed", action.unit or only_unit(visit), count=len(invited))
    content = posters(visit.official, invited, visit.private_link, visit.zone)
    return show(screens.posters(visit.texts, where, len(invited), content), screens.printed(visit.texts, action.unit))


def _poster_units(visit: Visit, number: int) -> tuple[tuple[Unit, ...], str]:
    """The units to print for, and what they are together called."""
    if not number:
        return services.branches(visit.records, tops(visit))[:MOST_POSTERS], visit.texts.plain("manage.everywhere")
    unit = _unit(visit, number)
    units = (unit,) if unit.takes_learners else services.branches(visit.records, (number,))[:MOST_POSTERS]
    return units, unit.name


def ask_to_withdraw(visit: Visit, action: AskToWithdraw) -> Reply:
    """What withdrawing touches."""
    unit = _unit(visit, action.unit)
    every = [one for one in visit.records.invitations.of_unit(unit.id) if one.is_open(visit.now)]
    meant = [one for one in every if action.ref in (screens.ALL, one.ref)]
    if not meant:
        raise StaleButtonError
    return show(screens.ask_to_withdraw(visit.texts, unit, action.ref, (len(meant), sum(one.joined for one in meant))))


def withdraw_invitation(visit: Visit, action: WithdrawInvitation) -> Reply:
    """It leads nowhere from now on."""
    unit = _unit(visit, action.unit)
    ref = "" if action.ref == screens.ALL else action.ref
    count = services.withdraw(visit.records, unit.id, ref, visit.now)
    if count:
        visit.note("invitation.withdrawn", unit_id=unit.id, count=count)
    return show(_invitations(visit, unit), toast=visit.texts.plain("invite.withdrawn"))


def replace_invitation(visit: Visit, action: ReplaceInvitation) -> Reply:
    """All that led there are withdrawn, and there is a new one."""
    unit = _open_unit(visit, action.unit)
    count = services.withdraw(visit.records, unit.id, "", visit.now)
    visit.note("invitation.replaced", unit_id=unit.id, count=count)
    return replace(_new_link(visit, unit), toast=visit.texts.plain("invite.withdrawn"))
