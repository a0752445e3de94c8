"""Reading a table that somebody sent: .xlsx or .csv, looked at before it is opened.

Nothing in it is run or followed. What is too big, or is not what its name says, is refused at once.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from bot.sheets.table import Cell, SheetError, SheetTable

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 60_000
LINE_MARKS = ",;\t"


def read_table(name: str, content: bytes) -> SheetTable:
    """The first sheet: its first row that says something is the headings. SheetError tells why it is not read."""
    if len(content) > LARGEST_FILE:
        raise SheetError("sheet.too_big")
    lowered = name.lower()
    if lowered.endswith(".csv"):
        rows = _csv_rows(content)
    elif lowered.endswith(".xlsx") and content.startswith(b"PK"):
        rows = _xlsx_rows(content)
    else:
        raise SheetError("sheet.wrong_kind")
    if len(rows) > MOST_ROWS:
        raise SheetError("sheet.too_long")
    while rows and not any(cell not in (None, "") for cell in rows[0]):
        rows = rows[1:]
    if not rows:
        raise SheetError("sheet.empty")
    return SheetTable(name, tuple("" if cell is None else str(cell) for cell in rows[0]), rows[1:])


def _xlsx_rows(content: bytes) -> list[list[Cell]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise SheetError("sheet.too_big")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise SheetError("sheet.too_long")
        return [[_value(cell) for cell in row] for row in sheet.to_python()]
    except (zipfile.BadZipFile, CalamineError, IndexError, ValueError, NotImplementedError) as error:
        raise SheetError("sheet.broken") from error


def _value(cell: object) -> Cell:
    return cell if isinstance(cell, str | int | float | bool | date | datetime) else str(cell) if cell else None


def _csv_rows(content: bytes) -> list[list[Cell]]:
    try:
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError("sheet.not_unicode") from error
    first = text.partition("\n")[0]
    mark = max(LINE_MARKS, key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise SheetError("sheet.broken") from error
