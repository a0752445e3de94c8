"""A table of units that somebody sent: read, compared with the tree, told row by row, and taken.

A file is compared with the tree as a whole before anything is done: every row that cannot be taken is told with what to
correct, and what is left comes to one arrangement that can be looked at, agreed to and undone like any other deed.
Loading what was saved changes nothing. Units that the file does not name stay as they are.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.folding import fold
from bot.domain.tree import LONGEST_NAME, Arrangement, TreeError, clean_unit_name
from bot.domain.unit import Level
from bot.services.comparing import (
    CLOSED,
    COLUMNS,
    KEY,
    LEVEL,
    NAME,
    OPENED,
    PARENT,
    Comparison,
    Fault,
    FileRow,
    compare,
    fault_at,
)
from bot.services.tree_saving import words_of
from bot.sheets.reading import read_table
from bot.sheets.table import Cell, SheetError, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.texts import Texts

NEEDED = COLUMNS[:4]
LEVEL_WORDS = {
    Level.PROVINCE: "column.province_words",
    Level.COMMUNE: "column.commune_words",
    Level.BRANCH: "column.branch_words",
    Level.GROUP: "column.group_words",
}
LONGEST_KEY = 64
Opened = SheetTable | SheetError
"""The table in a file, or why there is none."""
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Report:
    """What a file comes to: its rows, what is to be corrected, and what it would change."""

    table: SheetTable
    rows: tuple[FileRow, ...]
    faults: tuple[Fault, ...]
    comparison: Comparison | None
    """None while there are faults."""


def check_file(
    records: Records, scope: int | None, table: SheetTable, texts: Texts, now: datetime, zone: ZoneInfo
) -> Report:
    """Read the whole table and compare it with the tree; nothing is changed."""
    columns, faults = _columns(table, texts)
    if faults:
        return Report(table, (), tuple(faults), None)
    levels = {fold(word): level for level, key in LEVEL_WORDS.items() for word in words_of(texts, key)}
    rows = []
    for number, cells in enumerate(table.rows):
        texts_of = {name: _text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        if not any(texts_of.values()):
            continue
        dates = {name: _cell(cells, columns.get(name)) for name in COLUMNS[4:]}
        row, found = _row(number, len(table.notes) + 2 + number, texts_of, dates, levels)
        faults += found
        rows.append(row)
    if not rows and not faults:
        faults.append(fault_at(-1, "", "treefile.no_rows"))
    comparison = compare(records, scope, tuple(rows), now, zone) if not faults else None
    if comparison is not None and comparison.faults:
        return Report(table, tuple(rows), comparison.faults, None)
    return Report(table, tuple(rows), tuple(sorted(faults, key=lambda fault: fault.row)), comparison)


def _columns(table: SheetTable, texts: Texts) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands, by its heading with or without diacritics, in any order."""
    headings = [fold(heading) for heading in table.headings]
    found = {}
    for column in COLUMNS:
        names = {fold(word) for word in words_of(texts, column)}
        places = [place for place, heading in enumerate(headings) if heading in names]
        if places:
            found[column] = places[0]
    faults = [
        fault_at(-1, column, "treefile.no_column", column=words_of(texts, column)[0])
        for column in NEEDED
        if column not in found
    ]
    return found, faults


def _cell(cells: object, place: int | None) -> Cell:
    listed: list[Cell] = list(cells)  # type: ignore[call-overload]
    return listed[place] if place is not None and place < len(listed) else None


def _text(cell: Cell) -> str:
    """What a cell says; a number as people write it, an apostrophe that hid a formula taken away."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(str(cell).split())
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _day(cell: Cell) -> date | None:
    """A date as Excel keeps it, or typed as 1/7/2025, 1-7-2025 or 2025-07-01; ValueError for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    pieces = [int(piece) for piece in text.replace("-", "/").replace(".", "/").split("/")]
    if len(pieces) != 3:
        raise ValueError(text)
    first, month, last = pieces
    return date(first, month, last) if first > 31 else date(last, month, first)


def _row(
    number: int, line: int, said: dict[str, str], dates: dict[str, Cell], levels: dict[str, Level]
) -> tuple[FileRow, list[Fault]]:
    faults = []
    name = clean_unit_name(said[NAME])
    if not said[KEY]:
        faults.append(fault_at(number, KEY, "treefile.no_key"))
    elif len(said[KEY]) > LONGEST_KEY:
        faults.append(fault_at(number, KEY, "treefile.long_key", most=LONGEST_KEY))
    if name is None:
        faults.append(fault_at(number, NAME, "treefile.bad_name", most=LONGEST_NAME))
    level = levels.get(fold(said[LEVEL]))
    if level is None:
        faults.append(fault_at(number, LEVEL, "treefile.bad_level", said=said[LEVEL]))
    days: dict[str, date | None] = {}
    for column, cell in dates.items():
        try:
            days[column] = _day(cell)
        except ValueError:
            faults.append(fault_at(number, column, "treefile.bad_date", said=_text(cell)))
    row = FileRow(
        number,
        line,
        said[KEY],
        name or "",
        level or Level.GROUP,
        said[PARENT],
        days.get(OPENED),
        days.get(CLOSED),
    )
    return row, faults


def packed(rows: tuple[FileRow, ...]) -> bytes:
    """The rows as they lie in a plan until she agrees."""
    return zlib.compress(msgspec.json.encode(rows))


def read_rows(content: bytes) -> tuple[FileRow, ...]:
    """The rows of a plan."""
    return msgspec.json.decode(zlib.decompress(content), type=tuple[FileRow, ...])


def load_arrangement(
    records: Records, scope: int | None, rows: tuple[FileRow, ...], now: datetime, zone: ZoneInfo
) -> Arrangement:
    """What the rows change in the tree as it is now; TreeError when it has changed so that they do not fit any more."""
    comparison = compare(records, scope, rows, now, zone)
    if comparison.faults:
        raise TreeError("tree.file_is_old")
    return Arrangement(comparison.changes)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file that was sent comes to below a unit, and what is made of it; slow to find out."""

    scope: int | None
    report: Report
    content: bytes
    """Its rows, packed."""
    marked: bytes | None


def open_upload(name: str, content: bytes) -> Opened:
    """Read a file."""
    try:
        return read_table(name, content)
    except SheetError as error:
        return error


def look(records: Records, scope: int | None, opened: Opened, texts: Texts, now: datetime, zone: ZoneInfo) -> Looked:
    """Compare a file that was sent with the tree; TreeError when it cannot even be read."""
    if isinstance(opened, SheetError):
        raise TreeError(opened.key) from opened
    report = check_file(records, scope, opened, texts, now, zone)
    if report.comparison is None:
        return Looked(scope, report, b"", marked_copy(report, texts))
    return Looked(scope, report, packed(report.rows), None)


def told(report: Report, texts: Texts) -> list[str]:
    """The faults in words, each with its line where it has one."""
    lines = {row.number: row.line for row in report.rows}
    said = []
    for fault in report.faults:
        words = texts.plain(fault.key, **fault.values)
        line = lines.get(fault.row)
        said.append(words if line is None else texts.plain("treefile.line", line=line, fault=words))
    return said


def counts_of(found: Comparison) -> dict[str, int]:
    """How many of each kind a file would change."""
    return {
        "added": len(found.added),
        "renamed": len(found.renamed),
        "moved": len(found.moved),
        "reopened": len(found.reopened),
        "unchanged": found.unchanged,
    }


def marked_copy(report: Report, texts: Texts) -> bytes | None:
    """Her own table with one more column that says what to correct; None where the file as a whole does not do."""
    if any(fault.row < 0 for fault in report.faults):
        return None
    columns, _ = _columns(report.table, texts)
    width = max([len(report.table.headings), *(len(row) for row in report.table.rows)])
    said: dict[int, list[str]] = {}
    marked = set()
    for fault in report.faults:
        said.setdefault(fault.row, []).append(texts.plain(fault.key, **fault.values))
        if fault.column in columns:
            marked.add((fault.row, columns[fault.column]))
    headings = (
        *report.table.headings,
        *[""] * (width - len(report.table.headings)),
        texts.plain("treefile.to_correct"),
    )
    rows = [
        (*row, *[None] * (width - len(row)), " ".join(said.get(number, ())) or None)
        for number, row in enumerate(report.table.rows)
    ]
    return workbook([SheetTable(texts.plain("tree.sheet"), headings, rows, marked=frozenset(marked))])
