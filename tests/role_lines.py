"""The role matrix, line by line: for every action, to whom it is open, an example of it, and what it writes.

A new action needs a line here. ``example`` is given a ``Spot`` and returns the action as a button of that unit would
carry it, making first whatever it is about (a draft, a question, somebody's role). Who may do it follows from the
right, so nothing is said of roles here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.invitation import hash_of
from bot.domain.learner import Awaiting
from bot.domain.managing import AdminRole, Right
from bot.screens import actions as a
from bot.screens.codes import Action, encode
from bot.screens.incoming import Act
from bot.screens.organising import roles_actions as ra
from bot.screens.organising.home_actions import OpenManagement
from bot.services.joining import CONSENT_VERSION
from bot.storage.records import Records
from handlers.access import Open


@dataclass
class Spot:
    """Where an action is tried: in a unit, by somebody who holds a role in perhaps another one."""

    records: Records
    now: datetime
    unit: int
    her_grant: int
    """The number of the role she herself holds; 0 when she holds none."""
    giver: int
    """A learner who is not she; a first administrator."""
    wanted: str = ""
    """What her chat remembers that she came for."""

    def grant_here(self) -> int:
        """The number of a role that somebody else holds in the unit."""
        return self.records.grants.give(self.giver, self.unit, AdminRole.VIEWER, None, self.now).id

    def link_here(self) -> int:
        """The number of a link that offers a role in the unit."""
        until = self.now.replace(year=self.now.year + 1)
        token_hash = hash_of(f"link in {self.unit}")
        return self.records.role_links.add(token_hash, self.unit, AdminRole.AUTHOR, self.giver, self.now, until)

    def opened_link(self) -> int:
        """The same, when she has opened it."""
        link = self.link_here()
        self.wanted = encode(ra.SeeOffer(link))
        return link


@dataclass(frozen=True)
class Line:
    """One action. ``deed`` is what it writes into the audit; empty when it only reads."""

    access: Open | Right
    example: Callable[[Spot], Action]
    deed: str = ""
    names_unit: bool = True
    """Whether the action carries, directly or by what it is about, a unit in which the right has to be held."""
    drafts: frozenset[str] = frozenset()
    """Tables it may change without a deed: what is only begun, and hers alone."""


@dataclass(frozen=True)
class AskedLine:
    """Something she is asked to type or to send; ``subject`` is what the chat remembers that it is about."""

    access: Open | Right
    says: Act
    subject: Callable[[Spot], str] = lambda _spot: ""
    names_unit: bool = True


def _learners(access: Open, *examples: Action) -> dict[type[Action], Line]:
    """What learners do, whatever else they may be entrusted with; the numbers in it are nobody's."""
    return {type(each): Line(access, lambda _spot, each=each: each, names_unit=False) for each in examples}  # type: ignore[misc]


def _reads(access: Open | Right, example: Action) -> Line:
    """What only shows something and names no unit."""
    return Line(access, lambda _spot: example, names_unit=False)


ANYBODY = (
    a.ReadConsent(), a.AgreeToConsent(CONSENT_VERSION), a.DeclineConsent(), a.ShowHelp(), a.ShowEmergency(),
    a.HideEmergency(), a.HideWhatWasSaid(1), a.OpenPrivacy(),
)  # fmt: skip
AGREED = (
    a.BrowseUnits(0, 0), a.ChooseUnit(0), a.ChooseRole("member"), a.ConfirmName(), a.AskName(), a.SkipPhone(),
    a.SeeMyData(), a.AskToLeave(), a.Leave(),
)  # fmt: skip
JOINED = (
    a.AskPhone(), a.RemovePhone(), a.OpenSettings(), a.AskRole(), a.GoHome(), a.ContinueLearning(), a.ListCourses(),
    a.OpenCourse("an-toan"), a.OpenModule("nhan-dien-bao-luc"), a.ReadCard("nhan-dien-bao-luc", ""),
    a.ShowKit("nhan-dien-bao-luc"), a.GoOnTo("nhan-dien-bao-luc"), a.ShowResults(),
    a.StartQuiz("nhan-dien-bao-luc"), a.PickChoice(1, 0, 0, 0), a.ClearOrder(1, 0), a.NextQuestion(1), a.ShowResult(1),
    a.Reread(1, 0), a.RetryWrong(1),
)  # fmt: skip

LINES: dict[type[Action], Line] = {
    **_learners(Open.ANYBODY, *ANYBODY),
    **_learners(Open.AGREED, *AGREED),
    **_learners(Open.JOINED, *JOINED),
    OpenManagement: _reads(Open.ORGANISER, OpenManagement()),
    # Entrusting.
    ra.OpenRoles: _reads(Right.APPOINT, ra.OpenRoles()),
    ra.BrowseRoleUnits: Line(Right.APPOINT, lambda spot: ra.BrowseRoleUnits(spot.unit, 0)),
    ra.SeeRoles: Line(Right.APPOINT, lambda spot: ra.SeeRoles(spot.unit, 0)),
    ra.ChooseAdminRole: Line(Right.APPOINT, lambda spot: ra.ChooseAdminRole(spot.unit)),
    ra.OfferRole: Line(Right.APPOINT, lambda spot: ra.OfferRole(spot.unit, "owner"), "entrust.offered"),
    ra.SeeRoleLinks: Line(Right.APPOINT, lambda spot: ra.SeeRoleLinks(spot.unit)),
    ra.WithdrawRoleLink: Line(
        Right.APPOINT, lambda spot: ra.WithdrawRoleLink(spot.link_here()), "entrust.link_withdrawn"
    ),
    ra.AskToWithdrawRole: Line(Right.APPOINT, lambda spot: ra.AskToWithdrawRole(spot.grant_here())),
    ra.WithdrawRole: Line(Right.APPOINT, lambda spot: ra.WithdrawRole(spot.grant_here()), "entrust.withdrawn"),
    ra.SeeMyRoles: _reads(Open.ORGANISER, ra.SeeMyRoles()),
    ra.AskToGiveUpRole: Line(
        Open.ORGANISER, lambda spot: ra.AskToGiveUpRole(spot.her_grant), names_unit=False
    ),
    ra.GiveUpRole: Line(
        Open.ORGANISER, lambda spot: ra.GiveUpRole(spot.her_grant), "entrust.given_up", names_unit=False
    ),
    ra.SeeOffer: Line(Open.AGREED, lambda spot: ra.SeeOffer(spot.opened_link()), names_unit=False),
    ra.AcceptRole: Line(
        Open.AGREED, lambda spot: ra.AcceptRole(spot.opened_link()), "entrust.accepted", names_unit=False
    ),
    ra.DeclineRole: Line(
        Open.AGREED, lambda spot: ra.DeclineRole(spot.opened_link()), "entrust.declined", names_unit=False
    ),
    ra.ReadAudit: _reads(Right.AUDIT, ra.ReadAudit(0)),
    ra.ExportAudit: Line(Right.AUDIT, lambda _spot: ra.ExportAudit(), "journal.exported", names_unit=False),
}  # fmt: skip

ASKED_LINES: dict[Awaiting, AskedLine] = {}
"""The same for what she is asked to type or to send."""
