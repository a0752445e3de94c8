"""Reading what officials keep: .xlsx and .csv of any origin, as a table of plain values.

A file is judged by what is in it, not by its name. A workbook is opened in a process of its own (``opening``), so
that a hostile one can waste neither memory nor time of ours. A formula is refused, not read: what it shows was worked
out elsewhere, and may be anything.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from bot.sheets.opening import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, SPARE_ROWS
from bot.sheets.table import Cell, SheetError, SheetTable

Wanted = Callable[[Sequence[str]], bool]
"""Whether a row of words is the row of headings that is looked for."""

OPENING = Path(__file__).with_name("opening.py")
PATIENCE = 10.0
"""Seconds by the wall clock; its processor time is counted, and is far less. A crowded machine may be slow."""
LARGEST = 20 * 1024 * 1024
HEADINGS_WITHIN = 15
"""Headings are looked for in so many rows: a title often stands above them."""
SEPARATORS = ("\t", ";", ",")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Sheet = tuple[str, list[list[Cell]]]


def read_table(name: str, content: bytes, *, wanted: Wanted | None = None) -> SheetTable:
    """The first sheet with the headings that are ``wanted`` (without: its first line); SheetError says what is wrong.

    Lines above the headings become ``notes``, and empty lines within stay, so that the line of a row can be told:
    ``len(notes) + 2 + number``.
    """
    if not content.strip(b"\0\t\r\n "):
        raise SheetError("sheet.empty")
    if len(content) > LARGEST:
        raise SheetError("sheet.too_large")
    sheets = _workbook(content) if _is_workbook(content) else _csv(name, content)
    tables = [found for sheet in sheets if (found := _table(sheet, wanted)) is not None]
    if tables:
        return tables[0]
    has_words = any(cell is not None for _, rows in sheets for row in rows for cell in row)
    raise SheetError("sheet.no_headings" if has_words else "sheet.empty")


def read_sheets(content: bytes) -> list[Sheet]:
    """All sheets of a workbook that are not hidden, by name, with their rows; SheetError says what is wrong."""
    if len(content) > LARGEST:
        raise SheetError("sheet.too_large")
    return _workbook(content)


def _is_workbook(content: bytes) -> bool:
    """Whether it is packed as a workbook is; SheetError for what is surely neither workbook nor text."""
    if content.startswith(b"PK"):
        return True
    if content.startswith(OLD_OFFICE):
        # Both an old .xls and a workbook with a password lie in such a container; the names in it are in UTF-16.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise SheetError("sheet.locked")
        is_old_sheet = any(name.encode("utf-16-le") in content for name in ("Workbook", "Book"))
        raise SheetError("sheet.old" if is_old_sheet else "sheet.wrong_type")
    return False


def _workbook(content: bytes) -> list[Sheet]:
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and our own file)
            [sys.executable, "-I", str(OPENING)], input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise SheetError("sheet.bomb") from None
    if done.returncode != 0 or not done.stdout:
        # Whatever ended it, the limit of time or memory or a fault in the parser: that file is not for us.
        raise SheetError("sheet.bomb" if done.returncode < 0 or b"MemoryError" in done.stderr else "sheet.damaged")
    answer = msgspec.json.decode(done.stdout, type=dict[str, Any])
    if "unfit" in answer:
        raise SheetError(answer["unfit"])
    return [(name, [[_cell(cell) for cell in row] for row in rows]) for name, rows in answer["sheets"]]


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    return value.strip() or None if isinstance(value, str) else value


def _csv(name: str, content: bytes) -> list[Sheet]:
    text = _decoded(content)
    start = text[:20_000]
    if name.lower().endswith((".xlsx", ".xls", ".ods")) or text.startswith(("%PDF-", "{\\rtf")):
        raise SheetError("sheet.wrong_type")
    if start.lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        raise SheetError("sheet.wrong_type")
    first = next((line for line in start.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=lambda one: (start.count(one) if one in first else -1, one == "\t"))
    rows: list[list[Cell]] = []
    total = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False):
            cells = list(_plain_cells(row))
            total += sum(map(len, row))
            rows.append(cells)
            if len(rows) > MOST_ROWS + SPARE_ROWS:
                raise SheetError("sheet.too_long")
            if len(cells) > MOST_COLUMNS:
                raise SheetError("sheet.too_wide")
            if total > MOST_TEXT:
                raise SheetError("sheet.long_cell")
    except csv.Error:
        raise SheetError("sheet.long_cell") from None
    return [("", rows)]


def _plain_cells(row: Sequence[str]) -> Iterator[Cell]:
    filled = len(row)
    while filled and not row[filled - 1].strip():
        filled -= 1
    for text in row[:filled]:
        # The apostrophe is how a table that we or others wrote says that a text is no formula.
        word = text.strip()
        word = word[1:] if word[:1] == "'" and word[1:2] in ("=", "+", "-", "@") else word
        if len(word) > LONGEST_CELL:
            raise SheetError("sheet.long_cell")
        if word == text.strip() and _is_formula(word):
            raise SheetError("sheet.formulas")
        yield word or None


def _is_formula(word: str) -> bool:
    """Whether Excel would work something out: a number with its sign is none, nor is a dash that fills a gap."""
    if word[:1] in ("=", "@"):
        return True
    return word[:1] in ("+", "-") and any(letter.isalpha() or letter in "(!|" for letter in word)


def _decoded(content: bytes) -> str:
    """The text of a .csv file; SheetError where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content[1:400:2].count(b"\0") * 3 > len(content[1:400:2]):
        # Without the mark: every other byte of plain letters is empty.
        encoding = "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig" or _is_binary(content):
            raise SheetError("sheet.wrong_type") from None
        # Excel's plain «CSV» on a Vietnamese machine. Its five bytes without a letter are not guessed at.
        try:
            text = content.decode("cp1258")
        except UnicodeDecodeError:
            raise SheetError("sheet.bad_letters") from None
    if _is_binary(text[:20_000].encode("utf-8", "replace")):
        raise SheetError("sheet.wrong_type")
    return text


def _is_binary(content: bytes) -> bool:
    """Whether it holds bytes that no text has."""
    return any(byte < 9 or 13 < byte < 32 for byte in content[:20_000])


def _table(sheet: Sheet, wanted: Wanted | None) -> SheetTable | None:
    name, rows = sheet
    for number, row in enumerate(rows[:HEADINGS_WITHIN]):
        words = tuple("" if cell is None else str(cell) for cell in row)
        if wanted(words) if wanted is not None else any(words):
            below = rows[number + 1 :]
            while below and not any(cell is not None for cell in below[-1]):
                below.pop()
            if len(below) > MOST_ROWS:
                raise SheetError("sheet.too_long")
            notes = tuple(" ".join(str(cell) for cell in above if cell is not None) for above in rows[:number])
            return SheetTable(name, words, tuple(tuple(row) for row in below), notes)
    return None
