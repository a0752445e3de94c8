"""«Phân tích câu hỏi»: for those who write, how their questions do; nobody is told of, everybody is counted."""

from __future__ import annotations

from bot.domain.analysis import to_look_at
from bot.domain.managing import Right
from bot.screens.organising import analysis as screens
from bot.screens.organising.analysis_actions import AnalysisSheet, OpenAnalysis
from bot.screens.parts import day, moment, plain
from bot.screens.screen import Attachment, Made, Reply, show
from bot.services import analysis as services
from bot.services.making import Making
from bot.services.visit import Visit


def open_analysis(visit: Visit, _action: OpenAnalysis) -> Reply:
    """The questions to look at first."""
    return show(screens.analysis(visit.texts, _asker(visit)), toast=visit.texts.plain("toast.counting"))


def analysis_sheet(visit: Visit, _action: AnalysisSheet) -> Reply:
    """Every question's figures."""
    visit.note("analysis_taken")
    return show(*screens.sheet(visit.texts, _asker(visit)))


def _asker(visit: Visit) -> dict[str, int | str]:
    return {"learner": visit.her.id, "chat": visit.chat.id}


def make_list(making: Making) -> Made:
    """The list, once it is counted."""
    if not making.holds(Right.WRITE):
        return Made(making.texts("toast.not_allowed"))
    found = services.analyse(making.records, making.library)
    titles = {module.id: module.title for module in making.library.modules()}
    return Made(screens.words(making.texts, titles, to_look_at(found), len(found)))


def make_sheet(making: Making) -> Made:
    """The spreadsheet."""
    if not making.holds(Right.WRITE):
        return Made(making.texts("toast.not_allowed"))
    texts, at = making.texts, moment(making.now, making.zone)
    rows = [
        (one, plain(one.question.text), "; ".join(plain(text) for text in one.unpicked), screens.reasons(texts, one))
        for one in services.analyse(making.records, making.library)
    ]
    content = services.analysis_file(texts, making.library, at, rows)
    name = texts.plain("analysis.file_name", date=day(making.today).replace("/", "-"))
    return Made(texts("analysis.caption", at=at), Attachment(name, content))
