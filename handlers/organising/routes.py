"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import roles_actions as ra
from bot.screens.organising import tree_actions as t
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import audit, home, roles, tree, tree_deeds, tree_files

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
    t.OpenTree: (Right.ARRANGE, tree.open_tree),
    t.BrowseTree: (Right.ARRANGE, tree.browse_tree),
    t.ArrangeUnit: (Right.ARRANGE, tree.arrange_unit),
    t.ListDeeds: (Right.ARRANGE, tree.list_deeds),
    t.AskUndo: (Right.ARRANGE, tree.ask_undo),
    t.UndoDeed: (Right.ARRANGE, tree.undo_deed),
    t.PlanDeed: (Right.ARRANGE, tree_deeds.plan_deed),
    t.ChooseLevel: (Right.ARRANGE, tree_deeds.choose_level),
    t.BrowseTargets: (Right.ARRANGE, tree_deeds.browse_targets),
    t.TakeTarget: (Right.ARRANGE, tree_deeds.take_target),
    t.ShowSplit: (Right.ARRANGE, tree_deeds.show_split),
    t.ListPlaceable: (Right.ARRANGE, tree_deeds.list_placeable),
    t.PlaceUnit: (Right.ARRANGE, tree_deeds.place_unit),
    t.PlacePerson: (Right.ARRANGE, tree_deeds.place_person),
    t.AddPart: (Right.ARRANGE, tree_deeds.add_part),
    t.PreviewPlan: (Right.ARRANGE, tree_deeds.preview_plan),
    t.ConfirmPlan: (Right.ARRANGE, tree_deeds.confirm_plan),
    t.DropPlan: (Right.ARRANGE, tree_deeds.drop_plan),
    t.OpenTreeFiles: (Right.ARRANGE, tree_files.open_tree_files),
    t.SaveTree: (Right.ARRANGE, tree_files.save_tree),
    t.AskTreeFile: (Right.ARRANGE, tree_files.ask_tree_file),
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
    t.OpenTree: tree.open_tree,
    t.BrowseTree: tree.browse_tree,
    t.ArrangeUnit: tree.arrange_unit,
    t.ListDeeds: tree.list_deeds,
    t.AskUndo: tree.ask_undo,
    t.BrowseTargets: tree_deeds.browse_targets,
    t.ShowSplit: tree_deeds.show_split,
    t.ListPlaceable: tree_deeds.list_placeable,
    t.PreviewPlan: tree_deeds.preview_plan,
    t.OpenTreeFiles: tree_files.open_tree_files,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {
    Awaiting.UNIT_NAME: Asked(Right.ARRANGE, tree_deeds.name_screen, tree_deeds.take_name),
    Awaiting.UNIT_FILE: Asked(Right.ARRANGE, tree_files.file_screen, tree_files.take_file, reads_files=True),
}
