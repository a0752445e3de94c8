"""The screens of the roster: how many have come, the file, what it would bring, who is expected still."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.roster import Entry
from bot.domain.unit import Unit
from bot.screens.codes import encode
from bot.screens.general import role_name
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.roster_actions import (
    AskForRoster,
    ConfirmRoster,
    DropRoster,
    ListMissing,
    OpenInviting,
    OpenRoster,
    SeeCheck,
    SeeInvitations,
    SeeMissing,
    TakeTemplate,
)
from bot.screens.screen import Attachment, Row, Screen, button
from bot.texts import Html, Texts

UNITS_SHOWN = 5
UNITS_A_PAGE = 6
NAMES_A_PAGE = 15


def home(texts: Texts, expected: int, joined: int) -> Screen:
    """How many are expected and have come, and what can be done."""
    rows: list[Row] = [(button(texts.plain("button.roster_send"), AskForRoster()),)]
    if expected > joined:
        rows.append((button(texts.plain("button.roster_missing"), ListMissing(0)),))
    rows += [
        (button(texts.plain("button.inviting"), OpenInviting(0, 0)),),
        (button(texts.plain("button.roster_template"), TakeTemplate()),),
        (button(texts.plain("button.roster_to_manage"), OpenManagement()),),
    ]
    if expected:
        text = texts("roster.home", expected=expected, joined=joined, missing=expected - joined)
    else:
        text = texts("roster.home_empty")
    return Screen(text, tuple(rows), again=encode(OpenRoster()))


def ask_for_file(texts: Texts) -> Screen:
    """Send it here."""
    rows = (
        (button(texts.plain("button.roster_template"), TakeTemplate()),),
        (button(texts.plain("button.to_roster"), OpenRoster()),),
    )
    return Screen(texts("roster.send"), rows, again=encode(OpenRoster()), is_new=True)


def template(texts: Texts, content: bytes) -> Screen:
    """The template, as a file."""
    return Screen(texts("roster.template"), attachment=Attachment(f"{texts.plain('roster.file')}.xlsx", content))


def marked(texts: Texts, name: str, content: bytes, wrong: int) -> Screen:
    """Her own table with what is to be corrected."""
    stem = name.rpartition(".")[0][:60] or texts.plain("roster.file")
    prefix = texts.plain("roster.marked_file")
    stem = stem if stem.startswith(prefix) else f"{prefix}{stem}"
    return Screen(texts("roster.marked", count=wrong), attachment=Attachment(f"{stem}.xlsx", content))


def summary(
    texts: Texts, check_id: int, counts: tuple[int, int, int, int], by_unit: Sequence[tuple[Unit, int]]
) -> Screen:
    """What a checked file would bring; ``counts`` are new, to be changed, known, to be corrected."""
    new, changed, known, wrong = counts
    lines = [texts("roster.checked", new=new, known=known, wrong=wrong)]
    if changed:
        lines.append(texts("roster.changed", count=changed))
    if by_unit:
        listed = [texts("roster.in_unit", unit=unit.name, count=count) for unit, count in by_unit[:UNITS_SHOWN]]
        rest = len(by_unit) - UNITS_SHOWN
        if rest > 0:
            listed.append(texts("roster.more_units", count=rest))
        lines.append("\n".join(listed))
    if not (new or changed):
        lines.append(texts("roster.nothing_wrong" if wrong else "roster.nothing_new"))
        rows: tuple[Row, ...] = (
            (button(texts.plain("button.roster_again"), AskForRoster()),),
            (button(texts.plain("button.to_roster"), OpenRoster()),),
        )
        return Screen("\n\n".join(lines), rows, again=encode(OpenRoster()), is_new=True)
    lines.append(texts("roster.confirm_some" if wrong else "roster.confirm"))
    rows = (
        (button(texts.plain("button.roster_take", count=new + changed), ConfirmRoster(check_id)),),
        (button(texts.plain("button.roster_drop"), DropRoster()),),
    )
    return Screen("\n\n".join(lines), rows, again=encode(SeeCheck(check_id)), is_new=True)


def taken(texts: Texts, new: int, changed: int, joined: int) -> Screen:
    """It is on the roster; what comes next is inviting them."""
    pieces = [texts("roster.taken", new=new)]
    if changed:
        pieces.append(texts("roster.taken_changed", count=changed))
    if joined:
        pieces.append(texts("roster.taken_joined", count=joined))
    pieces.append(texts("roster.then_invite"))
    rows = (
        (button(texts.plain("button.inviting"), OpenInviting(0, 0)),),
        (button(texts.plain("button.to_roster"), OpenRoster()),),
    )
    return Screen("\n".join(pieces), rows, again=encode(OpenRoster()))


def stale(texts: Texts) -> Screen:
    """The tree or the roster is another by now, or the file was dropped."""
    rows = (
        (button(texts.plain("button.roster_again"), AskForRoster()),),
        (button(texts.plain("button.to_roster"), OpenRoster()),),
    )
    return Screen(texts("roster.stale"), rows, again=encode(OpenRoster()))


def missing_units(texts: Texts, units: Sequence[tuple[Unit, int]], page: int, total: int) -> Screen:
    """The units in which somebody is expected still, a page of them."""
    shown = units[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    rows: list[Row] = [
        (button(texts.plain("roster.unit_button", unit=unit.name, count=count), SeeMissing(unit.id, 0)),)
        for unit, count in shown
    ]
    if (page + 1) * UNITS_A_PAGE < len(units):
        rows.append((button(texts.plain("button.more"), ListMissing(page + 1)),))
    elif page:
        rows.append((button(texts.plain("button.from_start"), ListMissing(0)),))
    rows.append((button(texts.plain("button.to_roster"), OpenRoster()),))
    text = texts("roster.missing_units", count=total) if total else texts("roster.nobody_missing")
    return Screen(text, tuple(rows), again=encode(ListMissing(page)))


def missing(texts: Texts, unit: Unit, entries: Sequence[Entry], page: int) -> Screen:
    """Who is expected still in one unit, by the alphabet."""
    shown = entries[page * NAMES_A_PAGE : (page + 1) * NAMES_A_PAGE]
    names = "\n".join(
        texts("roster.person_role", name=one.name, role=role_name(texts, one.role))
        if one.role
        else texts("roster.person", name=one.name)
        for one in shown
    )
    rows: list[Row] = [(button(texts.plain("button.unit_invitations"), SeeInvitations(unit.id)),)]
    if (page + 1) * NAMES_A_PAGE < len(entries):
        rows.append((button(texts.plain("button.more"), SeeMissing(unit.id, page + 1)),))
    elif page:
        rows.append((button(texts.plain("button.from_start"), SeeMissing(unit.id, 0)),))
    rows.append((button(texts.plain("button.to_missing"), ListMissing(0)),))
    if entries:
        text = texts("roster.missing", unit=unit.name, count=len(entries), names=Html(names))
    else:
        text = texts("roster.nobody_missing")
    return Screen(text, tuple(rows), again=encode(SeeMissing(unit.id, page)))
