"""Opens a workbook of unknown origin, in a process of its own: bounded memory, bounded processor time, no network.

Run as a script by ``reading``; it knows nothing of the project. Every part is unpacked here, with a limit that counts
real bytes and not what the directory claims, looked at, and packed anew for the parser, which so never sees a byte
that was not looked at. What hurts itself all the same is ended by the system.
"""

from __future__ import annotations

import io
import re
import resource
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1000 * 1024 * 1024
PROCESSOR_SECONDS = 1.5
MOST_FILES = 2000
MOST_UNPACKED = 80 * 1024 * 1024
MOST_CLAIMED = 400 * 1024 * 1024
WORST_RATIO, RATIO_FROM = 120, 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, MOST_TEXT = 60_000, 60, 2_000, 24_000_000
SPARE_ROWS = 40
"""A title and an empty line or two may stand above the headings."""
MOST_SHEETS = 20
PARTS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels)", re.IGNORECASE)
UNREAD = re.compile(r"xl/(?:media|drawings|charts|printerSettings|theme|comments|embeddings|customXml)", re.IGNORECASE)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
WORDS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
LONG_TEXT = re.compile(rb">[^<]{12000}")
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
FAR_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,3}([6-9][0-9]{4}|[0-9]{6,})""")
FAR_COLUMN = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{3,}|[C-Zc-z][A-Za-z]|[Bb][I-Zi-z])[0-9]""")

Rows = list[list[object]]


class UnfitError(Exception):
    """The file is not read; the message is the key of the sentence that says why."""


def bound() -> None:
    """Ask the system to end this process when it takes too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts that say what the sheets hold, looked at; UnfitError for what no office program would have written."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
        raise UnfitError("sheet.damaged") from None
    entries = archive.infolist()
    _look_at_directory(entries, len(content))
    read = [one for one in entries if PARTS.fullmatch(one.filename) and not UNREAD.match(one.filename)]
    if sum(entry.file_size for entry in read) > MOST_UNPACKED:
        raise UnfitError("sheet.bomb")
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in read:
        part = _inflate(content, entry, left)
        left -= len(part)
        _look_at_part(entry.filename, part)
        parts[entry.filename] = part
    return parts


def _look_at_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    lowered = {name.lower() for name in names}
    if any(_leads_outside(name) for name in names):
        raise UnfitError("sheet.slip")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnfitError("sheet.locked")
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_CLAIMED:
        raise UnfitError("sheet.bomb")
    if any(entry.file_size > max(RATIO_FROM, WORST_RATIO * entry.compress_size) for entry in entries):
        raise UnfitError("sheet.bomb")
    if len(lowered) < len(names) or sum(entry.compress_size for entry in entries) > size:
        raise UnfitError("sheet.damaged")
    if "xl/vbaproject.bin" in lowered:
        raise UnfitError("sheet.macros")
    if "xl/workbook.bin" in lowered:
        raise UnfitError("sheet.old")
    if "xl/workbook.xml" not in lowered or "[content_types].xml" not in lowered:
        raise UnfitError("sheet.wrong_type")


def _leads_outside(name: str) -> bool:
    pieces = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in pieces or ":" in pieces[0]


def _inflate(content: bytes, entry: zipfile.ZipInfo, left: int) -> bytes:
    """What is really in an entry; the directory's word is taken for nothing but where it begins."""
    header = content[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise UnfitError("sheet.damaged")
    start = entry.header_offset + 30 + sum(struct.unpack("<HH", header[26:30]))
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        most = min(left, max(RATIO_FROM, WORST_RATIO * len(packed))) + 1
        try:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        except zlib.error:
            raise UnfitError("sheet.damaged") from None
        if len(part) >= most:
            raise UnfitError("sheet.bomb")
    else:
        raise UnfitError("sheet.damaged")
    if len(part) > left or len(part) > max(RATIO_FROM, WORST_RATIO * len(packed)):
        raise UnfitError("sheet.bomb")
    if len(part) != entry.file_size:
        raise UnfitError("sheet.damaged")
    return part


def _look_at_part(name: str, part: bytes) -> None:
    if b"\0" in part:
        # In UTF-16 or UTF-32 a declaration would pass unseen; no office program writes them.
        raise UnfitError("sheet.damaged")
    if DECLARATION.search(part):
        raise UnfitError("sheet.declares")
    if WORDS.fullmatch(name) and LONG_TEXT.search(part):
        # One text that many cells share would be copied into each of them.
        raise UnfitError("sheet.long_cell")
    if not SHEET.fullmatch(name):
        return
    if any(int(found[1][:9]) > MOST_ROWS + SPARE_ROWS for found in FAR_ROW.finditer(part)):
        raise UnfitError("sheet.too_long")
    if part.count(b"<row") > MOST_ROWS + SPARE_ROWS:
        raise UnfitError("sheet.too_long")
    if FAR_COLUMN.search(part):
        raise UnfitError("sheet.too_wide")
    if FORMULA.search(part):
        raise UnfitError("sheet.formulas")


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as an archive without compression."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    made.seek(0)
    return made


def read(content: bytes) -> list[tuple[str, Rows]]:
    """Name and rows of every sheet that is not hidden."""
    try:
        book = CalamineWorkbook.from_filelike(repack(unpack(content)))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        budget = [MOST_TEXT]
        return [(name, list(_rows(book, name, budget))) for name in shown[:MOST_SHEETS]]
    except PasswordError:
        raise UnfitError("sheet.locked") from None
    except CalamineError:
        raise UnfitError("sheet.damaged") from None


def _rows(book: CalamineWorkbook, name: str, budget: list[int]) -> Iterator[list[object]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return
    top, left = sheet.start
    if top + sheet.height > MOST_ROWS + SPARE_ROWS:
        raise UnfitError("sheet.too_long")
    if left + sheet.width > MOST_COLUMNS:
        raise UnfitError("sheet.too_wide")
    yield from ([] for _ in range(top))
    # Its rows count from the top of the sheet, its cells from the first column that holds anything.
    for number, row in enumerate(sheet.iter_rows()):
        if number < top:
            continue
        cells = [_cell(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        for cell in cells:
            if isinstance(cell, str):
                budget[0] -= len(cell)
                if len(cell) > LONGEST_CELL or budget[0] < 0:
                    raise UnfitError("sheet.long_cell")
        yield [None] * left + cells if cells else []


def _cell(value: object) -> object:
    """A value that can be told to the other process."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, bool | int | float | str) else str(value)


def main() -> None:
    """Read a workbook from standard input; write its sheets, or why there are none."""
    bound()
    try:
        answer: dict[str, object] = {"sheets": read(sys.stdin.buffer.read())}
    except UnfitError as error:
        answer = {"unfit": str(error)}
    except (MemoryError, RecursionError):
        answer = {"unfit": "sheet.bomb"}
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
