"""Results of a unit: at a glance, place by place, week by week, as a picture and as spreadsheets."""

from __future__ import annotations

from bot.domain.managing import Right
from bot.errors import StaleButtonError
from bot.screens.organising import reports as screens
from bot.screens.organising import reports_actions as a
from bot.screens.screen import Reply, Screen, show
from bot.services import reports as services
from bot.services.visit import Visit

WHOLE_TREE = 0


def choose_report(visit: Visit, _action: a.ChooseReport) -> Reply:
    """Her unit; or which, where she has several."""
    units = visit.units_where(Right.SEE_RESULTS)
    if len(units) == 1:
        return open_report(visit, a.OpenReport(units[0] or WHOLE_TREE))
    named = ((number, visit.records.units.get(number)) for number in units if number is not None)
    listed = [(number, unit.name) for number, unit in named if unit is not None]
    return show(screens.choose(visit.texts, listed))


def open_report(visit: Visit, action: a.OpenReport) -> Reply:
    """A unit at a glance."""
    asker = _asker(visit, action.unit)
    below = visit.records.reports.open_below(action.unit)
    courses = visit.library.courses
    first = courses[0].id if below and courses else ""
    screen = screens.overview(visit.texts, asker, first_course=first, up=_above(visit, action.unit))
    return _counted(visit, screen)


def report_places(visit: Visit, action: a.ReportPlaces) -> Reply:
    """The units below one in one course."""
    asker = _asker(visit, action.unit)
    if visit.library.course(action.course) is None:
        raise StaleButtonError
    page = services.places(visit.records, action.unit, action.page)
    shown = (page.units, page.page, page.has_more)
    return _counted(visit, screens.places(visit.texts, visit.library, asker, action.course, shown))


def report_weeks(visit: Visit, action: a.ReportWeeks) -> Reply:
    """The last eight weeks."""
    return _counted(visit, screens.weeks(visit.texts, _asker(visit, action.unit)))


def report_chart(visit: Visit, action: a.ReportChart) -> Reply:
    """A picture to show at the meeting."""
    return _handed(visit, screens.CHART, action.unit, "chart_taken")


def report_sheet(visit: Visit, action: a.ReportSheet) -> Reply:
    """A table to send on."""
    return _handed(visit, screens.SHEET, action.unit, "sheet_taken")


def report_names(visit: Visit, action: a.ReportNames) -> Reply:
    """Who has passed what, for herself."""
    return _handed(visit, screens.NAMES, action.unit, "names_taken")


def _handed(visit: Visit, kind: str, unit: int, deed: str) -> Reply:
    asker = _asker(visit, unit)
    visit.note(deed, unit or None)
    return show(*screens.handed(visit.texts, kind, asker))


def _counted(visit: Visit, screen: Screen) -> Reply:
    return show(screen, toast=visit.texts.plain("toast.counting"))


def _asker(visit: Visit, unit: int) -> screens.Asker:
    """Who asks for what: NotAllowedError without the right to see it, StaleButtonError when there is no such unit."""
    visit.must(Right.SEE_RESULTS, unit or None)
    if unit and visit.records.units.get(unit) is None:
        raise StaleButtonError
    return {"unit": unit, "learner": visit.her.id, "chat": visit.chat.id}


def _above(visit: Visit, unit: int) -> tuple[int, str] | None:
    """The unit above, where she may see that too."""
    if not unit:
        return None
    path = visit.records.units.path(unit)
    if len(path) > 1:
        return (path[-2].id, path[-2].name) if visit.may(Right.SEE_RESULTS, path[-2].id) else None
    everywhere = visit.units_where(Right.SEE_RESULTS) == (None,)
    return (WHOLE_TREE, visit.texts.plain("manage.everywhere")) if everywhere else None
