"""Files as people send them and as attackers make them, built here, so that none has to be kept."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook

HEADINGS = ("Họ và tên", "Chi hội")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_workbook(*rows: Sequence[Cell], headings: tuple[str, ...] = HEADINGS, notes: tuple[str, ...] = ()) -> bytes:
    """An honest workbook."""
    return workbook([SheetTable("Danh sách", headings, rows, notes)])


def changed(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with some of its parts put in place of its own, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return made.getvalue()


def sheet_of(rows: str, *, before: str = "") -> bytes:
    """A workbook whose only sheet holds these rows of XML."""
    worksheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{before}{worksheet}'
    return changed(a_workbook(), {SHEET: xml.encode()})


def text_cell(place: str, text: str) -> str:
    """A cell with words."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def bomb() -> bytes:
    """Nulls, six hundred times as many as bytes."""
    return changed(a_workbook(), {SHEET: b"<a>" + b" " * 60_000_000 + b"</a>"})


def lying_bomb() -> bytes:
    """The same, with a directory that claims a few bytes."""
    content = bytearray(changed(a_workbook(), {SHEET: b"<a>" + b" " * 60_000_000 + b"</a>"}))
    at = content.rindex(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def many_small_bombs() -> bytes:
    """Parts that are each within bounds and together are not."""
    pieces = {f"xl/worksheets/sheet{n}.xml": b"<a>" + bytes(range(33, 60)) * 70_000 + b"</a>" for n in range(2, 90)}
    return changed(a_workbook(), pieces)


def slips() -> bytes:
    """A part whose name leads out of the folder."""
    return changed(a_workbook(), {"../../etc/cron.d/x": b"x"})


def reads_a_file() -> bytes:
    """An entity that stands for a file of the machine's."""
    rows = f'<row r="1">{text_cell("A1", "&x;")}</row>'
    return sheet_of(rows, before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def laughs() -> bytes:
    """Entities within entities, in the words all sheets share."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    xml = f'<!DOCTYPE sst [<!ENTITY a0 "ha">{entities}]><sst xmlns="{MAIN}"><si><t>&a8;</t></si></sst>'
    return changed(a_workbook(("Lan", "Thôn Bưởi")), {"xl/sharedStrings.xml": xml.encode()})


def hides_in_utf16() -> bytes:
    """The same declaration in letters of two bytes."""
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'
    return changed(a_workbook(), {SHEET: xml.encode("utf-16")})


def a_formula() -> bytes:
    """A cell that is worked out."""
    cell = '<c r="A2"><f>HYPERLINK("http://mau.test")</f><v>1</v></c>'
    return sheet_of(f'<row r="1">{text_cell("A1", HEADINGS[0])}</row><row r="2">{cell}</row>')


def a_million_rows() -> bytes:
    """As many rows as Excel has."""
    return sheet_of("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001, 3)))


def two_far_corners() -> bytes:
    """Two cells, and everything between them."""
    return sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def rows_without_numbers() -> bytes:
    """A very wide row and a great many short ones, none of which says where it stands."""
    wide = f"<row>{'<c/>' * 100_000}<c><v>1</v></c></row>"
    return sheet_of(wide + "<row/>" * 59_000 + "<row><c><v>1</v></c></row>")


def too_wide() -> bytes:
    """A cell far to the right."""
    return sheet_of('<row r="1"><c r="A1"><v>1</v></c><c r="ABC1"><v>1</v></c></row>')


def one_text_everywhere() -> bytes:
    """A text of a million letters that every cell of a column shares."""
    shared = f'<sst xmlns="{MAIN}"><si><t>{"a" * 1_000_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_000))
    return changed(sheet_of(rows), {"xl/sharedStrings.xml": shared})


def with_macros() -> bytes:
    """A workbook with a program inside."""
    return changed(a_workbook(), {"xl/vbaProject.bin": b"\xcc\x61" * 40})


def old_office(stream: str) -> bytes:
    """The container of old office files, with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 600


def a_letter() -> bytes:
    """What Word writes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


def a_locked_archive() -> bytes:
    """An archive whose entries say that they are encrypted."""
    content = bytearray(a_workbook(("Lan", "Thôn Bưởi")))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)
