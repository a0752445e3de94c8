"""Results of units, how questions do, the Monday digest, and certificates."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import reports_actions as r
from bot.screens.organising.analysis_actions import AnalysisSheet, OpenAnalysis
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.results_actions import CheckCertificate, OpenCertificate
from handlers.access import Open
from tests.role_lines.line import Line, Spot, reads


def line(example: Callable[[Spot], Action], deed: str = "") -> Line:
    """A unit's results take the same right, in the unit."""
    return Line(Right.SEE_RESULTS, example, deed)


LINES: dict[type[Action], Line] = {
    OpenCertificate: reads(Open.JOINED, OpenCertificate("an-toan")),
    CheckCertificate: reads(Open.ANYBODY, CheckCertificate()),
    r.ChooseReport: reads(Right.SEE_RESULTS, r.ChooseReport()),
    r.OpenReport: line(lambda spot: r.OpenReport(spot.unit)),
    r.ReportPlaces: line(lambda spot: r.ReportPlaces(spot.unit, 0, "an-toan")),
    r.ReportWeeks: line(lambda spot: r.ReportWeeks(spot.unit)),
    r.ReportChart: line(lambda spot: r.ReportChart(spot.unit), "chart_taken"),
    r.ReportSheet: line(lambda spot: r.ReportSheet(spot.unit), "sheet_taken"),
    r.ReportNames: line(lambda spot: r.ReportNames(spot.unit), "names_taken"),
    OpenDigest: reads(Open.ORGANISER, OpenDigest()),
    SwitchDigest: Line(Open.ORGANISER, lambda _spot: SwitchDigest(0), "digest_switched", names_unit=False),
    OpenAnalysis: reads(Right.WRITE, OpenAnalysis()),
    AnalysisSheet: Line(Right.WRITE, lambda _spot: AnalysisSheet(), "analysis_taken", names_unit=False),
}
