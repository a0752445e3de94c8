"""The roster and the invitations: who is expected, and how she gets there."""

from __future__ import annotations

import random
from collections.abc import Callable

from bot.domain.files import FileKind, SentFile
from bot.domain.invitation import hash_of
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.unit import Level
from bot.screens.codes import Action
from bot.screens.incoming import SentSomething
from bot.screens.organising import roster_actions as x
from bot.screens.roster_actions import ClaimEntry, DenyEntry
from bot.services import roster as services
from bot.sheets.reading import read_table
from handlers.access import Open
from tests.role_lines.line import AskedLine, Line, Spot, reads

A_LIST = "Họ và tên,Mã đơn vị\nBùi Thị Mơ,mau-suoi-may-buoi\n".encode()
CHECKED = frozenset({"roster_check"})
"""A file that was looked at and waits for her yes is hers alone."""


def branch(spot: Spot) -> int:
    """A unit at the spot that takes learners: itself, or a new branch below it."""
    unit = spot.records.units.get(spot.unit)
    assert unit is not None
    if unit.takes_learners:
        return unit.id
    return spot.records.units.put(f"moi-{unit.id}", unit.id, Level.BRANCH, "Chi hội Thôn Mới", spot.now).id


def invited(spot: Spot) -> int:
    """The same, with an invitation that is open."""
    unit = branch(spot)
    until = spot.now.replace(year=spot.now.year + 1)
    spot.records.invitations.add(hash_of(f"invitation to {unit}"), unit, spot.giver, spot.now, until)
    return unit


def checked(spot: Spot) -> int:
    """The number of a file of hers that was looked at, against the units she holds."""
    tops = tuple(grant.unit_id for grant in spot.records.grants.of(spot.her)) or (spot.unit,)
    found = services.check(spot.records, read_table("ds.csv", A_LIST), tops, random.Random(3))
    assert len(found.people) == 1
    return services.keep(spot.records, found, spot.her, spot.now)


def drop(spot: Spot) -> Action:
    """Forgetting such a file."""
    checked(spot)
    return x.DropRoster()


def line(example: Callable[[Spot], Action], deed: str = "") -> Line:
    """All of it takes the same right, in the unit."""
    return Line(Right.ENROL, example, deed)


def hers(example: Callable[[Spot], Action], deed: str = "", drafts: frozenset[str] = frozenset()) -> Line:
    """What is about all that she may enrol into."""
    return Line(Right.ENROL, example, deed, names_unit=False, drafts=drafts)


LINES: dict[type[Action], Line] = {
    x.OpenRoster: reads(Right.ENROL, x.OpenRoster()),
    # The key of telephone numbers, made once, before a file is looked at where nothing can be written.
    x.AskForRoster: hers(lambda _spot: x.AskForRoster(), drafts=frozenset({"roster_key"})),
    x.TakeTemplate: hers(lambda _spot: x.TakeTemplate(), drafts=frozenset({"roster_key"})),
    x.SeeCheck: hers(lambda spot: x.SeeCheck(checked(spot))),
    x.ConfirmRoster: hers(lambda spot: x.ConfirmRoster(checked(spot)), "list.taken"),
    x.DropRoster: hers(drop, drafts=CHECKED),
    x.ListMissing: reads(Right.ENROL, x.ListMissing(0)),
    x.SeeMissing: line(lambda spot: x.SeeMissing(spot.unit, 0)),
    x.OpenInviting: line(lambda spot: x.OpenInviting(spot.unit, 0)),
    x.SeeInvitations: line(lambda spot: x.SeeInvitations(invited(spot))),
    x.MakeInvitation: line(lambda spot: x.MakeInvitation(branch(spot)), "invitation.made"),
    x.AskPosters: line(lambda spot: x.AskPosters(spot.unit)),
    x.PrintPosters: line(lambda spot: x.PrintPosters(spot.unit), "posters.printed"),
    x.AskToWithdraw: line(lambda spot: x.AskToWithdraw(invited(spot), "all")),
    x.WithdrawInvitation: line(lambda spot: x.WithdrawInvitation(invited(spot), "all"), "invitation.withdrawn"),
    x.ReplaceInvitation: line(lambda spot: x.ReplaceInvitation(invited(spot)), "invitation.replaced"),
    ClaimEntry: Line(Open.AGREED, lambda _spot: ClaimEntry(0), names_unit=False),
    DenyEntry: Line(Open.AGREED, lambda _spot: DenyEntry(), names_unit=False),
}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.ROSTER: AskedLine(
        Right.ENROL,
        SentSomething("file", file=SentFile(FileKind.DOCUMENT, "1", "ds.csv"), content=A_LIST),
        names_unit=False,
    ),
}
