"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import asking_actions as h
from bot.screens.organising import deadlines_actions as d
from bot.screens.organising import reports_actions as r
from bot.screens.organising import roles_actions as ra
from bot.screens.organising import roster_actions as x
from bot.screens.organising import tree_actions as t
from bot.screens.organising.analysis_actions import AnalysisSheet, OpenAnalysis
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import (
    analysis,
    asking,
    audit,
    deadlines,
    digest,
    home,
    inviting,
    reports,
    roles,
    roster,
    tree,
    tree_deeds,
    tree_files,
)
from handlers.organising.broadcast_routes import BROADCASTS, BROADCASTS_ASKED, BROADCASTS_SHOWN

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
    x.OpenRoster: (Right.ENROL, roster.open_roster),
    x.AskForRoster: (Right.ENROL, roster.ask_for_roster),
    x.TakeTemplate: (Right.ENROL, roster.take_template),
    x.SeeCheck: (Right.ENROL, roster.see_check),
    x.ConfirmRoster: (Right.ENROL, roster.confirm_roster),
    x.DropRoster: (Right.ENROL, roster.drop_roster),
    x.ListMissing: (Right.ENROL, roster.list_missing),
    x.SeeMissing: (Right.ENROL, roster.see_missing),
    x.OpenInviting: (Right.ENROL, inviting.open_inviting),
    x.SeeInvitations: (Right.ENROL, inviting.see_invitations),
    x.MakeInvitation: (Right.ENROL, inviting.make_invitation),
    x.AskPosters: (Right.ENROL, inviting.ask_posters),
    x.PrintPosters: (Right.ENROL, inviting.print_posters),
    x.AskToWithdraw: (Right.ENROL, inviting.ask_to_withdraw),
    x.WithdrawInvitation: (Right.ENROL, inviting.withdraw_invitation),
    x.ReplaceInvitation: (Right.ENROL, inviting.replace_invitation),
    r.ChooseReport: (Right.SEE_RESULTS, reports.choose_report),
    r.OpenReport: (Right.SEE_RESULTS, reports.open_report),
    r.ReportPlaces: (Right.SEE_RESULTS, reports.report_places),
    r.ReportWeeks: (Right.SEE_RESULTS, reports.report_weeks),
    r.ReportChart: (Right.SEE_RESULTS, reports.report_chart),
    r.ReportSheet: (Right.SEE_RESULTS, reports.report_sheet),
    r.ReportNames: (Right.SEE_RESULTS, reports.report_names),
    OpenDigest: (Right.SEE_RESULTS, digest.open_digest),
    SwitchDigest: (Right.SEE_RESULTS, digest.switch_digest),
    OpenAnalysis: (Right.WRITE, analysis.open_analysis),
    AnalysisSheet: (Right.WRITE, analysis.analysis_sheet),
    h.ListQuestions: (Right.CONTACT, asking.list_questions),
    h.SeeQuestion: (Right.CONTACT, asking.see_question),
    h.WriteAnswer: (Right.CONTACT, asking.write_answer),
    h.PreviewAnswer: (Right.CONTACT, asking.preview_answer),
    h.SendAnswer: (Right.CONTACT, asking.send_answer),
    h.PassUp: (Right.CONTACT, asking.pass_up),
    h.AskWhyNot: (Right.CONTACT, asking.ask_why_not),
    h.DeclineQuestion: (Right.CONTACT, asking.decline_question),
    d.ListDeadlines: (Right.CONTACT, deadlines.list_deadlines),
    d.PickDeadlineUnit: (Right.CONTACT, deadlines.pick_unit),
    d.PickDeadlineCourse: (Right.CONTACT, deadlines.pick_course),
    d.PickDeadlineDay: (Right.CONTACT, deadlines.pick_day),
    d.TypeDeadlineDay: (Right.CONTACT, deadlines.type_day),
    d.PreviewDeadline: (Right.CONTACT, deadlines.preview),
    d.SetDeadline: (Right.CONTACT, deadlines.set_deadline),
    d.SeeDeadline: (Right.CONTACT, deadlines.see_deadline),
    d.WithdrawDeadline: (Right.CONTACT, deadlines.withdraw_deadline),
    **BROADCASTS,
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
    x.OpenRoster: roster.open_roster,
    x.SeeCheck: roster.see_check,
    x.ListMissing: roster.list_missing,
    x.SeeMissing: roster.see_missing,
    x.OpenInviting: inviting.open_inviting,
    x.SeeInvitations: inviting.see_invitations,
    x.AskPosters: inviting.ask_posters,
    r.ChooseReport: reports.choose_report,
    r.OpenReport: reports.open_report,
    r.ReportPlaces: reports.report_places,
    r.ReportWeeks: reports.report_weeks,
    OpenDigest: digest.open_digest,
    OpenAnalysis: analysis.open_analysis,
    h.ListQuestions: asking.list_questions,
    h.SeeQuestion: asking.see_question,
    h.PreviewAnswer: asking.preview_answer,
    h.AskWhyNot: asking.ask_why_not,
    d.ListDeadlines: deadlines.list_deadlines,
    d.PickDeadlineUnit: deadlines.pick_unit,
    d.PickDeadlineCourse: deadlines.pick_course,
    d.PickDeadlineDay: deadlines.pick_day,
    d.PreviewDeadline: deadlines.preview,
    d.SeeDeadline: deadlines.see_deadline,
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
    **BROADCASTS_SHOWN,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {
    Awaiting.UNIT_NAME: Asked(Right.ARRANGE, tree_deeds.name_screen, tree_deeds.take_name),
    Awaiting.UNIT_FILE: Asked(Right.ARRANGE, tree_files.file_screen, tree_files.take_file, file=tree_files.LOOK),
    Awaiting.ROSTER: Asked(Right.ENROL, roster.asked_screen, roster.take, file=roster.LOOK),
    Awaiting.ANSWER: Asked(Right.CONTACT, asking.asked_screen, asking.take_answer),
    Awaiting.DEADLINE: Asked(Right.CONTACT, deadlines.asked_day, deadlines.take_day),
    **BROADCASTS_ASKED,
}
