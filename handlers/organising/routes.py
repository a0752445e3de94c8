"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import roles_actions as ra
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import audit, home, roles

ORGANISING: dict[type[Action], tuple[Open | Right, Handler]] = {
    OpenManagement: (Open.ORGANISER, home.open_management),
    ra.OpenRoles: (Right.APPOINT, roles.open_roles),
    ra.BrowseRoleUnits: (Right.APPOINT, roles.browse_role_units),
    ra.SeeRoles: (Right.APPOINT, roles.see_roles),
    ra.ChooseAdminRole: (Right.APPOINT, roles.choose_admin_role),
    ra.OfferRole: (Right.APPOINT, roles.offer_role),
    ra.SeeRoleLinks: (Right.APPOINT, roles.see_role_links),
    ra.WithdrawRoleLink: (Right.APPOINT, roles.withdraw_role_link),
    ra.AskToWithdrawRole: (Right.APPOINT, roles.ask_to_withdraw_role),
    ra.WithdrawRole: (Right.APPOINT, roles.withdraw_role),
    ra.SeeMyRoles: (Open.ORGANISER, roles.see_my_roles),
    ra.AskToGiveUpRole: (Open.ORGANISER, roles.ask_to_give_up_role),
    ra.GiveUpRole: (Open.ORGANISER, roles.give_up_role),
    ra.SeeOffer: (Open.AGREED, roles.see_offer),
    ra.AcceptRole: (Open.AGREED, roles.accept_role),
    ra.DeclineRole: (Open.AGREED, roles.decline_role),
    ra.ReadAudit: (Right.AUDIT, audit.read_audit),
    ra.ExportAudit: (Right.AUDIT, audit.export_audit),
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {}
