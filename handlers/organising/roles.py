"""Entrusting: who may do what where, given by a link that holds once, withdrawn with the next update."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.learner import Awaiting, JoiningStep
from bot.domain.managing import ROLE_LINK_LASTS, AdminRole, Right
from bot.errors import StaleButtonError
from bot.screens import general
from bot.screens.actions import encode
from bot.screens.organising import roles as screens
from bot.screens.organising import roles_actions as a
from bot.screens.organising.home import short_name
from bot.screens.organising.roles import Around, Place
from bot.screens.parts import moment
from bot.screens.screen import Reply, Screen, show
from bot.services import confiding, inviting
from bot.services import managing as services
from bot.services.managing import Offer
from bot.services.visit import Visit
from handlers import joining
from handlers.organising.home import management_screen

WHOLE_TREE = 0
"""In the place of a unit's number."""


def open_roles(visit: Visit, _action: a.OpenRoles) -> Reply:
    """Her unit, where she has one; otherwise the choice."""
    places = visit.units_where(Right.APPOINT)
    if len(places) == 1 and places[0] is not None:
        return show(_unit_screen(visit, places[0], 0))
    return show(_pick_screen(visit, WHOLE_TREE, 0))


def browse_role_units(visit: Visit, action: a.BrowseRoleUnits) -> Reply:
    """The units below one, or the beginning of the choice."""
    return show(_pick_screen(visit, action.unit, action.page))


def see_roles(visit: Visit, action: a.SeeRoles) -> Reply:
    """Who holds what there."""
    return show(_unit_screen(visit, action.unit, action.page))


def choose_admin_role(visit: Visit, action: a.ChooseAdminRole) -> Reply:
    """The roles to choose from."""
    visit.must(Right.APPOINT, action.unit or None)
    roles = services.roles_to_give(visit.records, action.unit or None)
    return show(screens.choose_role(visit.texts, _place(visit, action.unit), roles))


def offer_role(visit: Visit, action: a.OfferRole) -> Reply:
    """A link for somebody, in a message that can be sent on; who holds what follows in one of its own."""
    visit.must(Right.APPOINT, action.unit or None)
    if action.role not in AdminRole.__members__.values():
        raise StaleButtonError
    role, place = AdminRole(action.role), _place(visit, action.unit)
    if role not in services.roles_to_give(visit.records, action.unit or None):
        # Two were named meanwhile, or nobody can be named there.
        return show(_unit_screen(visit, action.unit, 0), toast=visit.texts.plain("roles.enough_named"))
    token = services.offer_role(visit, action.unit or None, role)
    until = moment(visit.now + ROLE_LINK_LASTS, visit.zone)
    link = f"{visit.private_link}?start={token}"
    made = screens.link_made(visit.texts, place, role, link, until)
    return show(made, replace(_unit_screen(visit, action.unit, 0), is_new=True))


def see_role_links(visit: Visit, action: a.SeeRoleLinks) -> Reply:
    """What was offered there and waits."""
    visit.must(Right.APPOINT, action.unit or None)
    return show(_links_screen(visit, action.unit))


def withdraw_role_link(visit: Visit, action: a.WithdrawRoleLink) -> Reply:
    """The link holds no longer; what is left is shown."""
    link = services.withdraw_link(visit, action.link)
    return show(_links_screen(visit, link.unit_id or WHOLE_TREE), toast=visit.texts.plain("toast.link_withdrawn"))


def ask_to_withdraw_role(visit: Visit, action: a.AskToWithdrawRole) -> Reply:
    """Are you sure; of her own role she is asked in other words."""
    held = services.held(visit, action.grant)
    place = _place(visit, held.grant.unit_id or WHOLE_TREE)
    if held.grant.learner_id == visit.her.id:
        return show(screens.ask_to_give_up(visit.texts, place, held.grant))
    return show(screens.ask_to_withdraw(visit.texts, place, held.grant, held.name, visit.zone))


def withdraw_role(visit: Visit, action: a.WithdrawRole) -> Reply:
    """The role is gone; who still holds one there is shown, if she may still see it."""
    held = services.withdraw_role(visit, action.grant)
    toast = visit.texts.plain("roles.withdrawn", name=held.name)
    if held.grant.learner_id == visit.her.id:
        return show(where(visit), toast=toast)
    return show(_unit_screen(visit, held.grant.unit_id or WHOLE_TREE, 0), toast=toast)


def see_my_roles(visit: Visit, _action: a.SeeMyRoles) -> Reply:
    """What she was entrusted with."""
    held = [(grant, _place(visit, grant.unit_id or WHOLE_TREE)) for grant in visit.grants]
    return show(screens.mine(visit.texts, held))


def ask_to_give_up_role(visit: Visit, action: a.AskToGiveUpRole) -> Reply:
    """Are you sure."""
    grant = services.own(visit, action.grant)
    return show(screens.ask_to_give_up(visit.texts, _place(visit, grant.unit_id or WHOLE_TREE), grant))


def give_up_role(visit: Visit, action: a.GiveUpRole) -> Reply:
    """She holds it no longer."""
    grant = services.give_up_role(visit, action.grant)
    role = screens.role_name(visit.texts, grant.role)
    return show(where(visit), toast=visit.texts.plain("roles.given_up", role=role))


# The other side: who opens the link.


def start(visit: Visit, token: str) -> Reply:
    """``/start`` by the link of a role: what is offered; before that the consent, where it is missing."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    minutes = inviting.minutes_to_wait(visit.records, visit.chat.id, visit.now)
    if minutes:
        wait = general.note(visit.texts, "join.wait", minutes=minutes)
        return show(wait, replace(where(visit), is_new=True))
    offer = services.offer_behind(visit, token)
    if offer is None:
        inviting.note_guess(visit.records, visit.chat.id, token, visit.now)
        return show(general.note(visit.texts, "offer.bad_link"), replace(where(visit), is_new=True))
    visit.chat = replace(visit.chat, wanted=encode(a.SeeOffer(offer.link.id)))
    if visit.learner is None:
        consent = replace(joining.step_screen(visit), is_new=True)
        return show(general.note(visit.texts, "offer.consent_first"), consent)
    return show(replace(_offer_screen(visit, offer), is_new=True))


def see_offer(visit: Visit, action: a.SeeOffer) -> Reply:
    """What is offered to her."""
    offer = _offer_to_her(visit, action.link)
    return show(_offer_screen(visit, offer)) if offer is not None else _void(visit)


def accept_role(visit: Visit, action: a.AcceptRole) -> Reply:
    """She takes it, and is shown what she can do."""
    offer = _offer_to_her(visit, action.link)
    if offer is None:
        return _void(visit)
    visit.chat = replace(visit.chat, wanted="")
    key = "offer.accepted" if services.accept(visit, offer) is not None else "offer.held"
    # Nobody is offered a confidant who has not joined, so she is told at once, not when she happens to look.
    is_idle = offer.link.role is AdminRole.CONFIDANT and visit.chat.step is not JoiningStep.JOINED
    more = "private.join_first" if is_idle else ""
    return show(screens.answered(visit.texts, key, more), replace(management_screen(visit), is_new=True))


def decline_role(visit: Visit, action: a.DeclineRole) -> Reply:
    """She leaves it; a finger that slipped can open the link again."""
    offer = _offer_to_her(visit, action.link)
    if offer is None:
        return _void(visit)
    services.decline(visit, offer)
    visit.chat = replace(visit.chat, wanted="")
    return show(screens.answered(visit.texts, "offer.declined"), replace(where(visit), is_new=True))


def _offer_to_her(visit: Visit, link_id: int) -> Offer | None:
    """The offer whose link she opened herself, None when it holds no longer; StaleButtonError for any other number."""
    if visit.chat.wanted != encode(a.SeeOffer(link_id)):
        raise StaleButtonError
    return services.offer_of(visit, link_id)


def _void(visit: Visit) -> Reply:
    """Somebody else was quicker, or it was withdrawn, or it waited too long."""
    visit.chat = replace(visit.chat, wanted="")
    return show(screens.answered(visit.texts, "offer.bad_link"), replace(where(visit), is_new=True))


def _offer_screen(visit: Visit, offer: Offer) -> Screen:
    place = _place(visit, offer.link.unit_id or WHOLE_TREE)
    return screens.offer(visit.texts, place, offer.link, offer.giver)


# Pieces.


def where(visit: Visit) -> Screen:
    """The organisers' home for who holds a role; for everybody else the step or home of learners."""
    return management_screen(visit) if visit.grants else joining.where(visit)


def _place(visit: Visit, number: int) -> Place:
    """A unit by number, named with the one above it; StaleButtonError when there is none of that number."""
    if number == WHOLE_TREE:
        return Place(WHOLE_TREE, short_name(visit.texts, ()))
    path = visit.records.units.path(number)
    if not path:
        raise StaleButtonError
    return Place(number, short_name(visit.texts, path))


def _pick_screen(visit: Visit, number: int, page: int) -> Screen:
    """The units below one; the way up leads to who holds what there."""
    texts = visit.texts
    units = services.units_to_appoint_in(visit, number or None)
    if number != WHOLE_TREE:
        place = _place(visit, number)
        return screens.pick_unit(texts, place, units, page, screens.back_to(texts, place))
    is_everywhere = None in visit.units_where(Right.APPOINT)
    return screens.pick_unit(texts, None, units, page, screens.whole_tree(texts) if is_everywhere else None)


def _unit_screen(visit: Visit, number: int, page: int) -> Screen:
    visit.must(Right.APPOINT, number or None)
    place = _place(visit, number)
    held = [(found.grant, found.name) for found in services.holders(visit.records, number or None)]
    links = visit.records.role_links.open_in(number or None, visit.now)
    below = number != WHOLE_TREE and bool(visit.records.units.children(number))
    around = Around(len(links), below, _list_above(visit, number), confiding.unreached(visit.records, number or None))
    return screens.in_unit(visit.texts, place, held, page, around, visit.zone)


def _list_above(visit: Visit, number: int) -> int | None:
    """The unit in whose list this one stands, 0 for the first list; None when she has only this one."""
    unit = visit.records.units.get(number)
    if unit is not None and unit.parent_id is not None and visit.may(Right.APPOINT, unit.parent_id):
        return unit.parent_id
    return None if visit.units_where(Right.APPOINT) == (number,) else WHOLE_TREE


def _links_screen(visit: Visit, number: int) -> Screen:
    links = visit.records.role_links.open_in(number or None, visit.now)
    return screens.links(visit.texts, _place(visit, number), links, visit.zone)
