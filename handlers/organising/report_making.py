"""What a report comes to when it is shown: counted on a snapshot, beside everybody who taps meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from bot.domain.managing import Right
from bot.domain.report import own_part
from bot.screens.organising import report_words as words
from bot.screens.parts import day, file_words, moment
from bot.screens.screen import Attachment, Made
from bot.services import report_files as files
from bot.services import reports as services
from bot.services.making import Making
from bot.services.reports import Report

Part = Callable[[Making], Made]


def _if_she_still_may(make: Part) -> Part:
    """A right withdrawn since she asked shows nothing: after a crash it may be made much later."""

    @wraps(make)
    def checked(making: Making) -> Made:
        return make(making) if making.may(Right.SEE_RESULTS) else Made(making.texts("toast.not_allowed"))

    return checked


def _name(making: Making) -> str:
    unit = making.records.units.get(making.number("unit"))
    return unit.name if unit is not None else making.texts.plain("report.everywhere")


def _at(making: Making) -> str:
    return moment(making.now, making.zone)


def _file_words(making: Making) -> dict[str, str]:
    """What a file is of, in letters that every phone and every mail keeps."""
    return {"unit": file_words(_name(making)), "date": day(making.today).replace("/", "-")}


def _report(making: Making) -> Report:
    return services.report_on(making.records, making.library, making.number("unit"))


def _trend(making: Making) -> services.Trend:
    return services.trend_of(making.records, making.number("unit"), making.today, making.zone)


@_if_she_still_may
def overview(making: Making) -> Made:
    """A unit at a glance."""
    figure = _figure(_report(making), None)
    return Made(words.overview(making.texts, _name(making), _at(making), making.library.courses, figure))


@_if_she_still_may
def places(making: Making) -> Made:
    """The units below one in one course."""
    unit, course = making.number("unit"), making.library.course(str(making.values["course"]))
    if course is None:
        return Made(making.texts("toast.stale"))
    report = _report(making)
    page = services.places(making.records, unit, making.number("page"))
    shown = [(one.name, _figure(report, one.id)) for one in page.units]
    own_number = own_part(unit)
    has_own = not page.has_more and own_number in report.tree.children.get(unit, ())
    own = _figure(report, own_number) if has_own else None
    return Made(words.places(making.texts, _name(making), course, shown, own))


def _figure(report: Report, part: int | None) -> words.Figure:
    return lambda step, course: report.of((step, course), part)


@_if_she_still_may
def weeks(making: Making) -> Made:
    """The last eight weeks."""
    trend = _trend(making)
    listed = zip(trend.weeks, trend.joined, trend.active, trend.passed, strict=True)
    return Made(words.weeks(making.texts, _name(making), listed))


@_if_she_still_may
def chart(making: Making) -> Made:
    """The picture."""
    name, at = _name(making), _at(making)
    content = files.chart(making.texts, making.library, name, at, _report(making), _trend(making))
    file_name = making.texts.plain("report.chart_name", **_file_words(making))
    return Made(making.texts("report.chart_caption", unit=name, at=at), Attachment(file_name, content, is_picture=True))


@_if_she_still_may
def sheet(making: Making) -> Made:
    """The spreadsheet of counts."""
    name, at = _name(making), _at(making)
    content = files.summary_file(making.texts, making.library, name, at, _report(making), _trend(making))
    file_name = making.texts.plain("report.sheet_name", **_file_words(making))
    return Made(making.texts("report.sheet_caption", unit=name, at=at), Attachment(file_name, content))


@_if_she_still_may
def names(making: Making) -> Made:
    """The list of names."""
    name, at = _name(making), _at(making)
    content, count = files.names_file(
        making.records, making.texts, making.library, making.number("unit"), name, at, making.zone
    )
    file_name = making.texts.plain("report.names_name", **_file_words(making))
    return Made(making.texts("report.names_caption", unit=name, at=at, count=count), Attachment(file_name, content))
