"""Writing a workbook that opens clean in Excel: headings that filter, sensible widths, and never a formula.

Text stays text whatever it begins with, so that a name like «=1+1» is a name; see OWASP on CSV injection.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.sheets.table import Cell, SheetTable

WIDEST = 48
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def workbook(tables: Sequence[SheetTable]) -> bytes:
    """An .xlsx file of these sheets."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(made, options) as book:
        formats = {
            "heading": book.add_format({"bold": True, "bg_color": "#F3E3EC", "border": 1, "text_wrap": True}),
            "marked": book.add_format({"bg_color": "#FFE08A"}),
            "total": book.add_format({"bold": True, "top": 1}),
            "note": book.add_format({"italic": True}),
            "prose": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for table in tables:
            _write(book.add_worksheet(_sheet_name(table.name)), table, formats)
    return made.getvalue()


def _sheet_name(name: str) -> str:
    """A name Excel takes: 31 letters, none that Excel reserves, no apostrophe at either end."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name).strip("'")[:31] or "1"


def _write(sheet: Worksheet, table: SheetTable, formats: dict[str, Format]) -> None:
    line = 0
    for note in table.notes:
        sheet.write_string(line, 0, note, formats["note"])
        line += 1
    top = line
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, heading, formats["heading"])
    for number, row in enumerate(table.rows):
        line = top + 1 + number
        for column, cell in enumerate(row):
            is_marked = (number, column) in table.marked
            plain = formats["prose"] if table.is_prose else None
            _put(sheet, line, column, cell, formats, formats["marked"] if is_marked else plain)
    sheet.freeze_panes(top + 1, 0)
    if table.headings:
        sheet.autofilter(top, 0, max(top + len(table.rows), top + 1), len(table.headings) - 1)
    for column, cell in enumerate(table.total):
        _put(sheet, top + 1 + len(table.rows), column, cell, formats, formats["total"])
    for column, heading in enumerate(table.headings):
        longest = max((len(_said(row[column])) for row in table.rows[:500] if column < len(row)), default=0)
        form = formats["prose"] if table.is_prose else None
        sheet.set_column(column, column, min(max(longest, len(heading)) + 2, WIDEST), form)


def _put(sheet: Worksheet, line: int, column: int, cell: Cell, formats: dict[str, Format], form: Format | None) -> None:
    if cell is None:
        sheet.write_blank(line, column, None, form)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, column, cell, form)
    elif isinstance(cell, datetime):
        sheet.write_datetime(line, column, cell, form or formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, cell, form or formats["day"])
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell, form)
    else:
        sheet.write_string(line, column, cell, form)


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def csv_file(table: SheetTable) -> bytes:
    """The same as .csv, with the mark by which Excel knows UTF-8; what looks like a formula gets an apostrophe."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(table.headings)
    for row in (*table.rows, *([table.total] if table.total else [])):
        writer.writerow([_harmless(_said(cell)) for cell in row])
    return made.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
