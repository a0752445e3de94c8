"""The organisers' home, entrusting, and the audit."""

from __future__ import annotations

from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import roles_actions as ra
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Open
from tests.role_lines.line import Line, reads

LINES: dict[type[Action], Line] = {
    OpenManagement: reads(Open.ORGANISER, OpenManagement()),
    ra.OpenRoles: reads(Right.APPOINT, ra.OpenRoles()),
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
    ra.SeeMyRoles: reads(Open.ORGANISER, ra.SeeMyRoles()),
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
    ra.ReadAudit: reads(Right.AUDIT, ra.ReadAudit(0)),
    ra.ExportAudit: Line(Right.AUDIT, lambda _spot: ra.ExportAudit(), "journal.exported", names_unit=False),
}  # fmt: skip
