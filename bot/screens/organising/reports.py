"""Results of a unit as screens. The figures follow when a screen is shown: a province takes a moment to count."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.curriculum import Library
from bot.domain.unit import Unit
from bot.screens.codes import Action, encode
from bot.screens.organising import reports_actions as a
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.parts import NUMBER_LABELS
from bot.screens.screen import Recipe, Row, Screen, button
from bot.texts import Texts

OVERVIEW, PLACES, WEEKS = "report", "report_places", "report_weeks"
CHART, SHEET, NAMES = "report_chart", "report_sheet", "report_names"
LONGEST_LABEL = 40
MOST_UNITS = 9

Asker = dict[str, int | str]
"""Who asks for which unit: its number, hers, and her chat."""


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def choose(texts: Texts, units: Sequence[tuple[int, str]]) -> Screen:
    """Which of her units."""
    rows = tuple((button(_shortened(name), a.OpenReport(number)),) for number, name in units[:MOST_UNITS])
    back = (button(texts.plain("button.management"), OpenManagement()),)
    return Screen(texts("report.choose"), (*rows, back), again=encode(a.ChooseReport()))


def overview(texts: Texts, asker: Asker, *, first_course: str, up: tuple[int, str] | None) -> Screen:
    """A unit at a glance, and everything that can be had of it. ``first_course`` is empty where nothing is below."""
    unit = int(asker["unit"])
    rows: list[Row] = []
    if first_course:
        rows.append((button(texts.plain("button.report_places"), a.ReportPlaces(unit, 0, first_course)),))
    rows.append(
        (
            button(texts.plain("button.report_weeks"), a.ReportWeeks(unit)),
            button(texts.plain("button.report_chart"), a.ReportChart(unit)),
        )
    )
    rows.append(
        (
            button(texts.plain("button.report_sheet"), a.ReportSheet(unit)),
            button(texts.plain("button.report_names"), a.ReportNames(unit)),
        )
    )
    if up is not None:
        rows.append((button(_shortened(texts.plain("button.report_up", unit=up[1])), a.OpenReport(up[0])),))
    rows.append((button(texts.plain("button.management"), OpenManagement()),))
    return Screen("", tuple(rows), recipe=Recipe(OVERVIEW, asker), again=encode(a.OpenReport(unit)))


def places(
    texts: Texts,
    library: Library,
    asker: Asker,
    course: str,
    shown: tuple[Sequence[Unit], int, bool],
) -> Screen:
    """The units below one in one course; a number opens each. ``shown`` are they, the page, and whether more follow."""
    units, page, has_more = shown
    unit = int(asker["unit"])
    numbers = tuple(button(label, a.OpenReport(one.id)) for label, one in zip(NUMBER_LABELS, units, strict=False))
    rows: list[Row] = [numbers] if numbers else []
    turns: list[tuple[str, Action]] = []
    if page:
        turns.append(("button.report_back", a.ReportPlaces(unit, page - 1, course)))
    if has_more:
        turns.append(("button.report_more", a.ReportPlaces(unit, page + 1, course)))
    if turns:
        rows.append(tuple(button(texts.plain(key), action) for key, action in turns))
    listed = [one.id for one in library.courses]
    after = library.courses[(listed.index(course) + 1) % len(listed)]
    if after.id != course:
        label = _shortened(texts.plain("button.report_course", course=after.title))
        rows.append((button(label, a.ReportPlaces(unit, page, after.id)),))
    rows.append((button(texts.plain("button.report_whole"), a.OpenReport(unit)),))
    recipe = Recipe(PLACES, {**asker, "course": course, "page": page})
    return Screen("", tuple(rows), recipe=recipe, again=encode(a.ReportPlaces(unit, page, course)))


def weeks(texts: Texts, asker: Asker) -> Screen:
    """The last eight weeks."""
    unit = int(asker["unit"])
    rows = (
        (button(texts.plain("button.report_chart"), a.ReportChart(unit)),),
        (button(texts.plain("button.report_whole"), a.OpenReport(unit)),),
    )
    return Screen("", rows, recipe=Recipe(WEEKS, asker), again=encode(a.ReportWeeks(unit)))


def handed(texts: Texts, kind: str, asker: Asker) -> tuple[Screen, Screen]:
    """A word at once, and then the picture or the file, which takes a moment to make."""
    unit = int(asker["unit"])
    rows = ((button(texts.plain("button.report_whole"), a.OpenReport(unit)),),)
    made = Screen("", rows, recipe=Recipe(kind, asker), is_new=True, again=encode(a.OpenReport(unit)))
    return Screen(texts("report.wait"), is_new=True, again=None), made
