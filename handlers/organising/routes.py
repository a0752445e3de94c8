"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import reports_actions as r
from bot.screens.organising.analysis_actions import AnalysisSheet, OpenAnalysis
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import analysis, digest, home, reports

ORGANISING: dict[type[Action], tuple[Open | Right, Handler]] = {
    OpenManagement: (Open.ORGANISER, home.open_management),
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
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
    r.ChooseReport: reports.choose_report,
    r.OpenReport: reports.open_report,
    r.ReportPlaces: reports.report_places,
    r.ReportWeeks: reports.report_weeks,
    OpenDigest: digest.open_digest,
    OpenAnalysis: analysis.open_analysis,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {}
