"""Reading tables: what people really send is understood, what would harm is refused quickly and by name."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.settings import PROJECT
from bot.sheets.reading import read_table
from bot.sheets.table import SheetError, SheetTable
from bot.sheets.writing import csv_file, workbook
from bot.texts import read_texts
from tests.sheets import hostile
from tests.sheets.hostile import HEADINGS, a_workbook

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
LAN = ("Nguyễn Thị Lan", "Thôn Bưởi")


def fault_of(content: bytes, name: str = "danh-sach.xlsx") -> str:
    """The key of the sentence with which a file is refused."""
    with pytest.raises(SheetError) as refused:
        read_table(name, content)
    return refused.value.key


def spent() -> float:
    """Seconds of processor time, ours and the opener's: on a machine that others crowd, the wall clock says little."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def has_name(words: object) -> bool:
    """Whether a row is the headings."""
    return isinstance(words, tuple) and HEADINGS[0] in words


# What harms.


@pytest.mark.parametrize(
    ("build", "key"),
    [
        (hostile.bomb, "sheet.bomb"),
        (hostile.lying_bomb, "sheet.bomb"),
        (hostile.many_small_bombs, "sheet.bomb"),
        (hostile.rows_without_numbers, "sheet.bomb"),
        (hostile.slips, "sheet.slip"),
        (hostile.reads_a_file, "sheet.declares"),
        (hostile.laughs, "sheet.declares"),
        (hostile.hides_in_utf16, "sheet.damaged"),
        (hostile.a_formula, "sheet.formulas"),
        (hostile.a_million_rows, "sheet.too_long"),
        (hostile.two_far_corners, "sheet.too_long"),
        (hostile.too_wide, "sheet.too_wide"),
        (hostile.one_text_everywhere, "sheet.long_cell"),
        (hostile.with_macros, "sheet.macros"),
        (hostile.a_letter, "sheet.wrong_type"),
        (hostile.a_locked_archive, "sheet.locked"),
        (lambda: hostile.old_office("EncryptedPackage"), "sheet.locked"),
        (lambda: hostile.old_office("Workbook"), "sheet.old"),
        (lambda: hostile.old_office("WordDocument"), "sheet.wrong_type"),
        (lambda: a_workbook(LAN)[:900], "sheet.damaged"),
        (lambda: b"PK\x03\x04" + b"x" * 4000, "sheet.damaged"),
        (lambda: b"MZ\x90\0\x03\0\0\0" + b"\0" * 4000, "sheet.wrong_type"),
        (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "sheet.wrong_type"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR", "sheet.wrong_type"),
        (lambda: b"ten,chi hoi\nLan,Buoi", "sheet.wrong_type"),
        (lambda: b"", "sheet.empty"),
        (lambda: b"\r\n \n", "sheet.empty"),
        (lambda: a_workbook(headings=()), "sheet.empty"),
        (lambda: b"x" * (20 * 1024 * 1024 + 1), "sheet.too_large"),
        (lambda: a_workbook(("a" * 2001, "Thôn Bưởi")), "sheet.long_cell"),
    ],
)
def test_what_harms_is_refused_within_two_seconds_and_says_why(build: Callable[[], bytes], key: str) -> None:
    content = build()
    began = spent()
    assert fault_of(content) == key
    assert spent() - began < 2
    assert TEXTS(key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Họ tên,Chi hội\n=cmd|'/C calc'!A0,Bưởi", "sheet.formulas"),
        ("Họ tên,Chi hội\n@SUM(A1),Bưởi", "sheet.formulas"),
        ("Họ tên,Chi hội\n+cmd|' /C calc'!A0,Bưởi", "sheet.formulas"),
        ("<html><table><tr><td>Lan</td></tr></table></html>", "sheet.wrong_type"),
        ("Họ tên,Chi hội\n" + "Lan,Bưởi\n" * 1_000_000, "sheet.too_long"),
        ("," * 61 + "Lan", "sheet.too_wide"),
        ("Họ tên\n" + "a" * 2001, "sheet.long_cell"),
        ('Họ tên\n"' + "a" * 200_000, "sheet.long_cell"),
    ],
)
def test_a_csv_that_harms_is_refused_too(text: str, key: str) -> None:
    began = spent()
    assert fault_of(text.encode(), "danh-sach.csv") == key
    assert spent() - began < 2


# What people send.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_whatever_its_letters_and_separators(encoding: str, separator: str) -> None:
    text = f"Họ và tên{separator}Chi hội\r\nNguyễn Thị Lan{separator}Thôn Bưởi\r\n"
    table = read_table("a.csv", text.encode(encoding))
    assert (table.headings, table.rows) == (HEADINGS, (LAN,))


def test_a_csv_of_an_old_vietnamese_machine_is_read() -> None:
    assert read_table("a.csv", "Tên,Thôn\nĐào,Bưu".encode("cp1258")).rows == (("Đào", "Bưu"),)


def test_quotes_and_line_breaks_within_a_cell_stay_in_it() -> None:
    table = read_table("a.csv", 'Họ và tên,Chi hội\n"Lan, ""Út""","Thôn\nBưởi"\n'.encode())
    assert table.rows == (('Lan, "Út"', "Thôn\nBưởi"),)


def test_telephone_numbers_dashes_and_guarded_texts_are_no_formulas() -> None:
    text = "Họ và tên,Số\nLan,+84 912 345 678\nMận,-\nĐào,-5\nSen,'=1+1\n"
    assert [row[1] for row in read_table("a.csv", text.encode()).rows] == ["+84 912 345 678", "-", "-5", "=1+1"]


def test_what_we_write_is_read_back() -> None:
    table = SheetTable("Danh sách", HEADINGS, (LAN, ("=1+1", "-")), ("Chi hội Thôn Bưởi", ""))
    assert read_table("a.xlsx", workbook([table]), wanted=has_name) == table
    assert read_table("a.csv", csv_file(table)).rows == table.rows


def test_lines_above_the_headings_become_notes_and_empty_lines_stay() -> None:
    content = a_workbook(LAN, (), ("Mận", "Thôn Mít"), (), notes=("DANH SÁCH CÁN BỘ", "", "Năm 2026"))
    table = read_table("a.xlsx", content, wanted=has_name)
    assert table.notes == ("DANH SÁCH CÁN BỘ", "", "Năm 2026")
    assert table.rows == (LAN, (), ("Mận", "Thôn Mít"))


def test_a_table_that_begins_in_the_middle_keeps_its_places() -> None:
    heading = "".join(hostile.text_cell(f"{column}5", word) for column, word in zip("CD", HEADINGS, strict=True))
    row = hostile.text_cell("C7", "Lan")
    content = hostile.sheet_of(f'<row r="5">{heading}</row><row r="7">{row}</row>')
    table = read_table("a.xlsx", content, wanted=has_name)
    assert table.headings == ("", "", *HEADINGS)
    assert (table.notes, table.rows) == (("", "", "", ""), ((), (None, None, "Lan")))


def test_of_several_sheets_the_first_with_the_headings_is_taken() -> None:
    other = SheetTable("Hướng dẫn", ("Cách điền",), (("Mỗi người một dòng",),))
    content = workbook([other, SheetTable("Danh sách", HEADINGS, (LAN,)), SheetTable("Cũ", HEADINGS, ())])
    assert read_table("a.xlsx", content, wanted=has_name).name == "Danh sách"
    assert read_table("a.xlsx", content).name == "Hướng dẫn"
    with pytest.raises(SheetError, match=r"sheet\.no_headings"):
        read_table("a.xlsx", workbook([other]), wanted=has_name)


def test_numbers_and_dates_keep_their_kind() -> None:
    content = a_workbook((912345678.0, date(1980, 5, 1)), (1.5, datetime(2026, 1, 2, 3, 4)), (True, None))  # noqa: DTZ001
    rows = read_table("a.xlsx", content).rows
    assert rows[0] == (912345678, date(1980, 5, 1))
    assert isinstance(rows[0][0], int)
    assert rows[1] == (1.5, datetime(2026, 1, 2, 3, 4))  # noqa: DTZ001
    assert rows[2] == (True,)


def test_fifty_thousand_rows_are_read() -> None:
    content = a_workbook(*((f"Nguyễn Thị {number}", "Thôn Bưởi") for number in range(50_000)))
    assert len(read_table("a.xlsx", content).rows) == 50_000
