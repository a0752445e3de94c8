"""Entrusting: who holds what where, a link that gives a role, and what she sees who opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.domain.managing import AdminRole, Grant, RoleLink
from bot.domain.unit import Unit
from bot.screens.organising import roles_actions as a
from bot.screens.organising.home import management_row
from bot.screens.parts import day, moment, paragraphs
from bot.screens.screen import Button, Row, Screen, button
from bot.texts import Html, Texts

HOLDERS_A_PAGE = 5
UNITS_A_PAGE = 6
SHARE = "https://t.me/share/url"
"""Where Telegram lets her pick whom to send an address to."""
FROM_SETTINGS = 0
"""In the place of a grant's number: the operator's settings give it, and nobody can withdraw it in the chat."""


@dataclass(frozen=True)
class Place:
    """A unit as the screens of entrusting name it; ``number`` 0 is the whole tree."""

    number: int
    name: str


def role_name(texts: Texts, role: AdminRole) -> str:
    """What an admin role is called."""
    return texts.plain(f"adminrole.{role.value}")


def what_it_allows(texts: Texts, role: AdminRole) -> str:
    """What the holder of a role can do, in half a sentence."""
    return texts.plain(f"cando.{role.value}")


def pick_unit(texts: Texts, below: Place | None, units: Sequence[Unit], page: int, up: Button | None) -> Screen:
    """The units to choose from: those below a place, or her own."""
    start = page * UNITS_A_PAGE if page * UNITS_A_PAGE < len(units) else 0
    rows: list[Row] = [(button(unit.name, a.SeeRoles(unit.id, 0)),) for unit in units[start : start + UNITS_A_PAGE]]
    number = below.number if below is not None else 0
    if start + UNITS_A_PAGE < len(units):
        rows.append((button(texts.plain("button.more"), a.BrowseRoleUnits(number, start // UNITS_A_PAGE + 1)),))
    elif start:
        rows.append((button(texts.plain("button.from_start"), a.BrowseRoleUnits(number, 0)),))
    if up is not None:
        rows.append((up,))
    text = texts("roles.pick_below", unit=below.name) if below is not None else texts("roles.pick_unit")
    return Screen(text, (*rows, management_row(texts)))


def whole_tree(texts: Texts) -> Button:
    """The way to the roles that are held in the whole tree."""
    return button(texts.plain("button.whole_tree"), a.SeeRoles(0, 0))


def back_to(texts: Texts, place: Place) -> Button:
    """The way back to who holds what there."""
    return button(texts.plain("button.to_roles"), a.SeeRoles(place.number, 0))


@dataclass(frozen=True)
class Around:
    """What leads on from a unit: open links, units below, and the list to go back to (0: the first), if any."""

    open_links: int
    has_units_below: bool
    up: int | None
    unreached: frozenset[int] = frozenset()
    """Roles of confidants to whom nobody can write yet."""


def in_unit(
    texts: Texts, place: Place, held: Sequence[tuple[Grant, str]], page: int, around: Around, zone: ZoneInfo
) -> Screen:
    """Who holds what in a unit, and what can be done there."""
    start = page * HOLDERS_A_PAGE if page * HOLDERS_A_PAGE < len(held) else 0
    shown = held[start : start + HOLDERS_A_PAGE]
    lines, rows = [], list[Row]()
    for grant, name in shown:
        role = role_name(texts, grant.role)
        key = "roles.line_unreached" if grant.id in around.unreached else "roles.line"
        lines.append(texts(key, name=name, role=role, date=_day(grant.granted_at, zone)))
        label = texts.plain("roles.holder", name=name, role=role)
        rows.append((button(label, a.AskToWithdrawRole(grant.id)),))
    if start + HOLDERS_A_PAGE < len(held):
        rows.append((button(texts.plain("button.more"), a.SeeRoles(place.number, start // HOLDERS_A_PAGE + 1)),))
    elif start:
        rows.append((button(texts.plain("button.from_start"), a.SeeRoles(place.number, 0)),))
    rows.append((button(texts.plain("button.give_role"), a.ChooseAdminRole(place.number)),))
    if around.open_links:
        label = texts.plain("button.role_links", count=around.open_links)
        rows.append((button(label, a.SeeRoleLinks(place.number)),))
    if around.has_units_below:
        rows.append((button(texts.plain("button.units_below"), a.BrowseRoleUnits(place.number, 0)),))
    if around.up is not None:
        rows.append((button(texts.plain("button.to_units"), a.BrowseRoleUnits(around.up, 0)),))
    text = (
        texts("roles.in_unit", unit=place.name, lines=Html("\n".join(lines)))
        if lines
        else texts("roles.nobody", unit=place.name)
    )
    return Screen(text, (*rows, management_row(texts)))


def _day(at: datetime, zone: ZoneInfo) -> str:
    return day(at.astimezone(zone).date())


def choose_role(texts: Texts, place: Place, roles: Sequence[AdminRole]) -> Screen:
    """The roles that can be given there, each with what it allows."""
    lines = [texts("roles.choice", role=role_name(texts, role), can=what_it_allows(texts, role)) for role in roles]
    rows = tuple((button(role_name(texts, role), a.OfferRole(place.number, role.value)),) for role in roles)
    text = texts("roles.choose", unit=place.name, lines=Html("\n".join(lines)))
    return Screen(text, (*rows, (back_to(texts, place),)))


def link_made(texts: Texts, place: Place, role: AdminRole, link: str, until: str) -> Screen:
    """The link, in a message of its own: it cannot be shown again, because only its hash is kept."""
    name = role_name(texts, role)
    words = texts.plain("roles.share", role=name, unit=place.name)
    share = Button(texts.plain("button.share_link"), url=f"{SHARE}?url={quote(link, safe='')}&text={quote(words)}")
    text = texts("roles.link", role=name, unit=place.name, link=link, until=until)
    return Screen(text, ((share,),), is_new=True)


def links(texts: Texts, place: Place, found: Sequence[RoleLink], zone: ZoneInfo) -> Screen:
    """What was offered in a unit and not accepted yet; a button for each withdraws it."""
    if not found:
        return Screen(texts("roles.no_links", unit=place.name), ((back_to(texts, place),),))
    shown = list(enumerate(found[:UNITS_A_PAGE], start=1))
    lines = [
        texts("roles.link_line", number=number, role=role_name(texts, link.role), until=moment(link.expires_at, zone))
        for number, link in shown
    ]
    rows = tuple(
        (button(texts.plain("button.withdraw_link", number=number), a.WithdrawRoleLink(link.id)),)
        for number, link in shown
    )
    text = texts("roles.links", unit=place.name, lines=Html("\n".join(lines)))
    return Screen(text, (*rows, (back_to(texts, place),)))


def ask_to_withdraw(texts: Texts, place: Place, grant: Grant, name: str, zone: ZoneInfo) -> Screen:
    """Whose role, which, since when; and are you sure."""
    text = texts(
        "roles.ask_withdraw",
        name=name,
        role=role_name(texts, grant.role),
        unit=place.name,
        date=_day(grant.granted_at, zone),
    )
    rows = (
        (button(texts.plain("button.keep_role"), a.SeeRoles(place.number, 0)),),
        (button(texts.plain("button.withdraw_role"), a.WithdrawRole(grant.id)),),
    )
    return Screen(text, rows)


def mine(texts: Texts, held: Sequence[tuple[Grant, Place]]) -> Screen:
    """What she was entrusted with; what she was given by a link she can give up."""
    lines, rows = [], list[Row]()
    for grant, place in held:
        role = role_name(texts, grant.role)
        if grant.id == FROM_SETTINGS:
            lines.append(texts("roles.from_settings", role=role, unit=place.name))
            continue
        lines.append(texts("roles.mine_line", role=role, unit=place.name))
        label = texts.plain("roles.mine_button", role=role, unit=place.name)
        rows.append((button(label, a.AskToGiveUpRole(grant.id)),))
    listed = Html("\n".join(lines))
    text = texts("roles.mine", lines=listed) if rows else texts("roles.mine_by_settings", lines=listed)
    return Screen(text, (*rows, management_row(texts)))


def ask_to_give_up(texts: Texts, place: Place, grant: Grant) -> Screen:
    """Are you sure."""
    rows = (
        (button(texts.plain("button.keep_role"), a.SeeMyRoles()),),
        (button(texts.plain("button.give_up_role"), a.GiveUpRole(grant.id)),),
    )
    return Screen(texts("roles.ask_give_up", role=role_name(texts, grant.role), unit=place.name), rows)


def answered(texts: Texts, key: str, more: str = "") -> Screen:
    """What stands where the offer was, once she has answered; ``more`` is the key of what she has yet to do."""
    return Screen(paragraphs(texts(key), texts(more) if more else ""))


def offer(texts: Texts, place: Place, link: RoleLink, giver: str) -> Screen:
    """What she is given, where and by whom; yes or no."""
    text = texts(
        "offer.text",
        giver=giver,
        role=role_name(texts, link.role),
        unit=place.name,
        can=what_it_allows(texts, link.role),
        logged=texts("offer.logged_private" if link.role is AdminRole.CONFIDANT else "offer.logged"),
    )
    rows = (
        (button(texts.plain("button.accept_role"), a.AcceptRole(link.id)),),
        (button(texts.plain("button.decline_role"), a.DeclineRole(link.id)),),
    )
    return Screen(text, rows)
