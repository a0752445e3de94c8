"""How the questions do: a few to look at first, and the way to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.analysis import Analysed, Reason
from bot.domain.curriculum import Rich
from bot.screens.codes import encode
from bot.screens.organising.analysis_actions import AnalysisSheet, OpenAnalysis
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.parts import paragraphs, plain
from bot.screens.screen import Recipe, Screen, button
from bot.texts import Texts

LIST, SHEET = "analysis", "analysis_sheet"
MOST = 6
LONGEST = 90
REASONS = {
    Reason.BACKWARD: "analysis.backward",
    Reason.HARD: "analysis.hard",
    Reason.UNPICKED: "analysis.unpicked",
    Reason.WEAK: "analysis.weak",
    Reason.EASY: "analysis.easy",
}


def analysis(texts: Texts, values: dict[str, int | str]) -> Screen:
    """The questions to look at first."""
    rows = (
        (button(texts.plain("button.report_sheet"), AnalysisSheet()),),
        (button(texts.plain("button.management"), OpenManagement()),),
    )
    return Screen("", rows, recipe=Recipe(LIST, values), again=encode(OpenAnalysis()))


def sheet(texts: Texts, values: dict[str, int | str]) -> tuple[Screen, Screen]:
    """A word at once, then the file."""
    rows = ((button(texts.plain("button.manage_analysis"), OpenAnalysis()),),)
    made = Screen("", rows, recipe=Recipe(SHEET, values), is_new=True, again=encode(OpenAnalysis()))
    return Screen(texts("report.wait"), is_new=True, again=None), made


def words(texts: Texts, titles: Mapping[str, str], first: Sequence[Analysed], count: int) -> Rich:
    """The list; ``count`` questions were answered often enough."""
    if not count:
        return paragraphs(texts("analysis.title"), texts("analysis.none"))
    if not first:
        return paragraphs(texts("analysis.title"), texts("analysis.well", count=count))
    lines = [
        texts(
            "analysis.line",
            number=number,
            question=shortened(plain(one.question.text)),
            module=titles.get(one.module_id, one.module_id),
            percent=round(100 * one.difficulty),
            answers=one.answers,
            reasons=reasons(texts, one),
        )
        for number, one in enumerate(first[:MOST], start=1)
    ]
    return paragraphs(texts("analysis.title"), "\n".join(lines), texts("analysis.rest", count=count))


def reasons(texts: Texts, one: Analysed) -> str:
    """Why it should be looked at, in words."""
    return "; ".join(texts.plain(REASONS[reason]) for reason in one.reasons)


def shortened(text: str) -> str:
    """A question as long as a line or two."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
