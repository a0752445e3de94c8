"""The screens of inviting: which unit, its invitations, a link to be sent on, posters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.unit import Unit
from bot.screens.codes import Action, encode
from bot.screens.organising.roster_actions import (
    AskPosters,
    AskToWithdraw,
    MakeInvitation,
    OpenInviting,
    OpenRoster,
    PrintPosters,
    ReplaceInvitation,
    SeeInvitations,
    WithdrawInvitation,
)
from bot.screens.parts import day, file_words
from bot.screens.screen import Attachment, Row, Screen, button
from bot.texts import Html, Texts

UNITS_A_PAGE = 6
LINKS_SHOWN = 5
ALL = "all"

Link = tuple[str, datetime, datetime, int, int]
"""Of an invitation: its name in a button, when it was made, until when it is open, how many opened it, and joined."""


def units(
    texts: Texts, parent: Unit | None, listed: Sequence[Unit], page: int, opens: frozenset[int], up: int | None
) -> Screen:
    """The units to invite into; one with others below opens them. ``up`` is the unit to go back up to."""
    number = parent.id if parent else 0
    shown = listed[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    rows: list[Row] = []
    if parent is not None and parent.takes_learners:
        rows.append((button(texts.plain("button.branch_invitations"), SeeInvitations(parent.id)),))
    for unit in shown:
        action: Action = OpenInviting(unit.id, 0) if unit.id in opens else SeeInvitations(unit.id)
        rows.append((button(unit.name, action),))
    if (page + 1) * UNITS_A_PAGE < len(listed):
        rows.append((button(texts.plain("button.more"), OpenInviting(number, page + 1)),))
    elif page:
        rows.append((button(texts.plain("button.from_start"), OpenInviting(number, 0)),))
    if listed and not (parent is not None and parent.takes_learners):
        rows.append((button(texts.plain("button.all_posters"), AskPosters(number)),))
    if up is not None:
        rows.append((button(texts.plain("button.up"), OpenInviting(up, 0)),))
    else:
        rows.append((button(texts.plain("button.to_roster"), OpenRoster()),))
    text = texts("invite.units_in", unit=parent.name) if parent else texts("invite.units")
    return Screen(
        text if listed or parent else texts("invite.no_units"), tuple(rows), again=encode(OpenInviting(number, page))
    )


def invitations(texts: Texts, unit: Unit, links: Sequence[Link], zone: ZoneInfo) -> Screen:
    """The invitations that lead to a unit, the newest first, and what can be done with them."""
    rows: list[Row] = [
        (button(texts.plain("button.make_invitation"), MakeInvitation(unit.id)),),
        (button(texts.plain("button.one_poster"), AskPosters(unit.id)),),
    ]
    lines = []
    for place, (ref, made, until, opened, joined) in enumerate(links[:LINKS_SHOWN], start=1):
        values = {"made": _day(made, zone), "until": _day(until, zone), "opened": opened, "joined": joined}
        lines.append(texts("invite.link", number=place, **values))
        rows.append((button(texts.plain("button.withdraw_one", number=place), AskToWithdraw(unit.id, ref)),))
    if len(links) > LINKS_SHOWN:
        lines.append(texts("invite.more_links", count=len(links) - LINKS_SHOWN))
    if len(links) > 1:
        rows.append((button(texts.plain("button.withdraw_all", count=len(links)), AskToWithdraw(unit.id, ALL)),))
    if links:
        rows.append((button(texts.plain("button.replace_invitation"), ReplaceInvitation(unit.id)),))
    rows.append((button(texts.plain("button.other_unit"), OpenInviting(unit.parent_id or 0, 0)),))
    if lines:
        text = texts("invite.open_links", unit=unit.name, links=Html("\n".join(lines)))
    else:
        text = texts("invite.no_links", unit=unit.name)
    return Screen(text, tuple(rows), again=encode(SeeInvitations(unit.id)))


def to_send_on(texts: Texts, unit: Unit, link: str, until: datetime, zone: ZoneInfo) -> Screen:
    """The words to copy into Zalo, in a message of their own."""
    return Screen(texts("invite.send_on", unit=unit.name, link=link, day=_day(until, zone)), is_new=True, again=None)


def made(texts: Texts, unit: Unit) -> Screen:
    """What to do with the message above."""
    rows = (
        (button(texts.plain("button.unit_invitations"), SeeInvitations(unit.id)),),
        (button(texts.plain("button.to_roster"), OpenRoster()),),
    )
    return Screen(texts("invite.made"), rows, again=encode(SeeInvitations(unit.id)), is_new=True)


def ask_posters(texts: Texts, number: int, where: str, count: int, until: datetime, zone: ZoneInfo) -> Screen:
    """What printing would make."""
    back: Action = OpenInviting(number, 0)
    if not count:
        return Screen(texts("invite.no_branches"), ((button(texts.plain("button.invite_back"), back),),))
    rows = (
        (button(texts.plain("button.print_posters", count=count), PrintPosters(number)),),
        (button(texts.plain("button.invite_back"), back),),
    )
    text = texts("invite.ask_posters", unit=where, count=count, day=_day(until, zone))
    return Screen(text, rows, again=encode(AskPosters(number)))


def posters(texts: Texts, where: str, count: int, content: bytes) -> Screen:
    """The posters, as a file to print."""
    name = f"{texts.plain('invite.file')}-{file_words(where)}.pdf"
    return Screen(texts("invite.posters", count=count), attachment=Attachment(name, content), is_new=True)


def printed(texts: Texts, number: int) -> Screen:
    """What to do with them, and where to go on."""
    rows = (
        (button(texts.plain("button.other_unit"), OpenInviting(number, 0)),),
        (button(texts.plain("button.to_roster"), OpenRoster()),),
    )
    return Screen(texts("invite.printed"), rows, again=encode(OpenInviting(number, 0)), is_new=True)


def ask_to_withdraw(texts: Texts, unit: Unit, ref: str, counts: tuple[int, int]) -> Screen:
    """What withdrawing touches; ``counts`` are the links and who joined by them."""
    links, joined = counts
    rows = (
        (button(texts.plain("button.withdraw_yes", count=links), WithdrawInvitation(unit.id, ref)),),
        (button(texts.plain("button.invite_back"), SeeInvitations(unit.id)),),
    )
    text = texts("invite.ask_withdraw", unit=unit.name, count=links, joined=joined)
    return Screen(text, rows, again=encode(SeeInvitations(unit.id)))


def _day(value: datetime, zone: ZoneInfo) -> str:
    return day(value.astimezone(zone).date())
