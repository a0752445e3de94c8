"""The roster's files: what an organiser sent, her own table given back with marks, and the template."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.roster import Column, columns_of, is_roster
from bot.domain.unit import Unit
from bot.services.roster import Checked, Correction, by_unit, check
from bot.sheets.reading import read_table
from bot.sheets.table import Cell, SheetError, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.storage.records.roster import Tops
from bot.texts import Texts

Opened = SheetTable | SheetError
"""The table in a file, or why there is none."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file came to for these units: why it was not read, or what was found."""

    tops: Tops
    unread: str = ""
    """The key of the sentence that says why."""
    checked: Checked | None = None
    by_unit: tuple[tuple[Unit, int], ...] = ()
    """How many new people in which unit, the most first."""
    marked: bytes | None = None
    """Her own table with what is to be corrected, where anything is."""


def open_file(name: str, content: bytes) -> Opened:
    """Read a file."""
    try:
        return read_table(name, content, wanted=is_roster)
    except SheetError as error:
        return error


def look(records: Records, texts: Texts, opened: Opened, tops: Tops, dice: random.Random) -> Looked:
    """Check a file whole; nothing is changed, save that the first of all makes the key of telephone numbers."""
    if isinstance(opened, SheetError):
        return Looked(tops, opened.key)
    checked = check(records, opened, tops, dice)
    marked = marked_copy(texts, opened, checked.corrections) if checked.corrections else None
    return Looked(tops, "", checked, by_unit(records, checked.difference, tops), marked)


def marked_copy(texts: Texts, table: SheetTable, corrections: tuple[Correction, ...]) -> bytes:
    """The same cells, with a column that says what to correct, and those cells coloured.

    The column of an earlier copy gives way, so that a copy can be corrected and sent again.
    """
    widest = max([len(table.headings), *map(len, table.rows)])
    place = columns_of(table.headings).get(Column.REMARK, widest)
    said: dict[int, list[str]] = {}
    for one in corrections:
        said.setdefault(one.row, []).append(texts.plain(one.fault, line=one.line))
    headings = tuple(str(cell or "") for cell in _with(table.headings, place, texts.plain("roster.to_correct")))
    rows = [_with(row, place, " ".join(said.get(number, ()))) for number, row in enumerate(table.rows)]
    marked = frozenset((one.row, column) for one in corrections for column in (one.column, place))
    return workbook([SheetTable(table.name or texts.plain("roster.sheet"), headings, rows, table.notes, marked=marked)])


def _with(cells: Sequence[Cell], place: int, value: str) -> tuple[Cell, ...]:
    wide = [*cells, *[None] * (place + 1 - len(cells))]
    wide[place] = value or None
    return tuple(wide)


def template(texts: Texts) -> bytes:
    """An empty table with the right columns, and a second sheet that says how to fill it in."""
    say = texts.plain
    headings = ("roster.column_name", "roster.column_unit", "roster.column_role", "roster.column_phone")
    example: tuple[Cell, ...] = (
        say("roster.example_name"),
        say("roster.example_unit"),
        say("roster.example_role"),
        say("roster.example_phone"),
    )
    how = [(line,) for line in say("roster.how").split("\n")]
    return workbook(
        [
            SheetTable(say("roster.sheet"), tuple(say(key) for key in headings), [example]),
            SheetTable(say("roster.how_sheet"), (say("roster.how_title"),), how),
        ]
    )
