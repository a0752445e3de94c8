"""Reports as files: a picture that reads on a phone, and spreadsheets with filters, totals and plain headings."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.report import own_part
from bot.domain.unit import Level, Unit
from bot.printing.press import print_picture
from bot.services.reports import FINISHED, JOINED, PASSED, STARTED, Column, Report, Trend, names_of
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.texts import Texts

DOTS_PER_INCH = 216
"""The page is 360 points wide, like a phone; three dots a point."""
LEVELS = {
    Level.PROVINCE: "sheet.level_province",
    Level.COMMUNE: "sheet.level_commune",
    Level.BRANCH: "sheet.level_branch",
    Level.GROUP: "sheet.level_group",
}
STEP_HEADINGS = {STARTED: "sheet.started", FINISHED: "sheet.finished", PASSED: "sheet.passed"}


def chart(texts: Texts, library: Library, name: str, at: str, report: Report, trend: Trend) -> bytes:
    """The picture of a unit: each course's three steps, and the weeks."""
    say = texts.plain
    bars = {
        course: [report.of((step, course.id)) for step in (STARTED, FINISHED, PASSED)] for course in library.courses
    }
    # On a phone there is room for what can be said, not for what is under five.
    told = {course: steps for course, steps in bars.items() if any(step is not None for step in steps)} or bars
    courses = [{"title": course.title, "bars": steps} for course, steps in told.items()]
    weeks = [
        {"label": f"{week.monday.day}/{week.monday.month}", "active": active, "passed": passed}
        for week, active, passed in zip(trend.weeks, trend.active, trend.passed, strict=True)
    ]
    values = {
        "title": say("chart.title"),
        "unit": name,
        "at": at,
        "joined": say("chart.joined", count=said(texts, report.of(JOINED))),
        "most": report.of(JOINED) or 0,
        "few": say("report.few"),
        "steps": [say("chart.started"), say("chart.finished"), say("chart.passed")],
        "courses": courses,
        "weeks-title": say("chart.weeks"),
        "series": [say("chart.active"), say("chart.passed_modules")],
        "weeks": weeks,
        "note": say("chart.note"),
    }
    return print_picture("chart", values, dots_per_inch=DOTS_PER_INCH)


def said(texts: Texts, count: int | None) -> str:
    """A figure, or that it is under five."""
    return texts.plain("report.few") if count is None else str(count)


def summary_file(texts: Texts, library: Library, name: str, at: str, report: Report, trend: Trend) -> bytes:
    """The counts of a unit and of all below it; no name of anybody."""
    return workbook([_summary(texts, library, name, at, report), _weeks(texts, name, at, trend)])


def _summary(texts: Texts, library: Library, name: str, at: str, report: Report) -> SheetTable:
    say = texts.plain
    columns: list[Column] = [JOINED]
    headings = [say("sheet.unit"), say("sheet.level"), say("sheet.parent"), say("sheet.joined")]
    for course in library.courses:
        for step, key in STEP_HEADINGS.items():
            columns.append((step, course.id))
            headings.append(say(key, course=course.title))
    rows = [
        (*head, *(_cell(texts, report.of(column, part)) for column in columns)) for part, head in _places(texts, report)
    ]
    total: list[Cell] = [say("sheet.total"), None, None, *(_cell(texts, report.of(column)) for column in columns)]
    note = say("sheet.note", unit=name, at=at)
    return SheetTable(say("sheet.summary"), tuple(headings), rows, (note,), total)


def _places(texts: Texts, report: Report) -> list[tuple[int, tuple[str, str, str]]]:
    """Every part of the tree below its root, each unit before those below it: number, and name, level, unit above."""
    tree, found = report.tree, []
    waiting = list(reversed(tree.children.get(tree.root, ())))
    while waiting:
        part = waiting.pop()
        unit = tree.units.get(part)
        if unit is not None:
            above = tree.units.get(unit.parent_id) if unit.parent_id is not None else None
            found.append((part, (unit.name, texts.plain(LEVELS[unit.level]), above.name if above else "")))
            waiting.extend(reversed(tree.children.get(part, ())))
        else:
            found.append((part, _own(texts, tree.units.get(own_part(part)))))
    return found


def _own(texts: Texts, unit: Unit | None) -> tuple[str, str, str]:
    """Those who belong to a unit itself while others are below it."""
    if unit is None:
        return texts.plain("sheet.nowhere"), "", ""
    return texts.plain("sheet.own", unit=unit.name), texts.plain(LEVELS[unit.level]), unit.name


def _cell(texts: Texts, count: int | None) -> Cell:
    return texts.plain("report.few") if count is None else count


def _weeks(texts: Texts, name: str, at: str, trend: Trend) -> SheetTable:
    say = texts.plain
    keys = ("sheet.week_from", "sheet.week_to", "sheet.week_joined", "sheet.week_active", "sheet.week_passed")
    rows = [
        (week.monday, week.sunday, *(_cell(texts, count) for count in counts))
        for week, *counts in zip(trend.weeks, trend.joined, trend.active, trend.passed, strict=True)
    ]
    note = say("sheet.note", unit=name, at=at)
    return SheetTable(say("sheet.weeks"), tuple(say(key) for key in keys), rows, (note,))


def names_file(
    records: Records, texts: Texts, library: Library, root: int, name: str, at: str, zone: ZoneInfo
) -> tuple[bytes, int]:
    """Who is at and below a unit and how many modules of each course she passed; and how many people that is."""
    say = texts.plain
    headings = [say("sheet.name"), say("sheet.unit"), say("sheet.parent"), say("sheet.joined_on")]
    headings.append(say("sheet.passed_all"))
    headings += [say("sheet.passed_of", course=course.title, total=len(course.modules)) for course in library.courses]
    rows: list[tuple[Cell, ...]] = []
    for person, path in names_of(records, library, root):
        place = path[-1].name if path else say("sheet.nowhere")
        above = path[-2].name if len(path) > 1 else ""
        passed = [person.passed.get(course.id, 0) for course in library.courses]
        rows.append((person.name, place, above, _day(person.joined_at, zone), sum(passed), *passed))
    note = say("sheet.people_note", unit=name, at=at)
    made = workbook([SheetTable(say("sheet.people"), tuple(headings), rows, (note,))])
    return made, len(rows)


def _day(at: datetime, zone: ZoneInfo) -> Cell:
    return at.astimezone(zone).date()
