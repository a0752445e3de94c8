"""The tree as a file: saved, corrected in Excel, sent back, looked at, agreed to; and from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import csv_file, workbook
from bot.storage import tables
from tests.chatting import Meeting, Talker
from tests.conversations.tree_school import COMMUNE, JACKFRUIT, called, deeds, file_of, organiser, sends, unit
from tests.promises.terminal import Terminal

HEADINGS = ("Mã", "Tên", "Cấp", "Mã cấp trên", "Ngày mở", "Ngày đóng")


def rows_of(content: bytes) -> list[list[object]]:
    """The rows of a workbook, headings first."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def a_sheet(*rows: tuple[Cell, ...], headings: tuple[str, ...] = HEADINGS[:4]) -> bytes:
    """A workbook of units."""
    return workbook([SheetTable("Cây", headings, rows)])


async def in_files(met: Meeting, key: str | None = COMMUNE) -> Talker:
    """An organiser who was asked for her file."""
    sen = await organiser(met, key)
    await sen.types("/quantri")
    for label in ("Cây đơn vị", "Lưu ra tệp, nạp từ tệp", "Nạp từ tệp của tôi"):
        await sen.taps(label)
    sen.sees("Chị gửi em tệp Excel", "Mã, Tên, Cấp, Mã cấp trên")
    return sen


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_what_was_saved_changes_nothing_when_it_is_sent_back(met: Meeting, kind: str) -> None:
    sen = await in_files(met)
    await sen.taps("Về đơn vị")
    await sen.taps("Lưu ra tệp")
    await sen.taps(f".{kind}")
    name, content = await file_of(met, sen)
    assert name == f"cay-don-vi-2026-11-23.{kind}"
    await sen.taps("Nạp từ tệp của tôi")
    await sends(met, sen, name, content)
    sen.sees("giống hệt cây đơn vị hiện nay (11 dòng)")
    assert await deeds(met) == ["tree_save"]
    met.is_well()


async def test_the_saved_workbook_holds_the_units_in_order(met: Meeting) -> None:
    sen = await in_files(met)
    await sen.taps("Về đơn vị")
    await sen.taps("Lưu ra tệp")
    await sen.taps(".xlsx")
    rows = rows_of((await file_of(met, sen))[1])
    assert tuple(rows[0]) == HEADINGS
    assert rows[1][:4] == ["mau-suoi-may", "Xã Suối Mây", "Xã, phường", "mau"]
    assert str(rows[1][4]) == "2026-11-23"
    assert len(rows) == 12


async def test_a_file_adds_renames_and_moves_after_she_agreed(met: Meeting) -> None:
    sen = await in_files(met)
    content = a_sheet(
        ("mau-suoi-may", "quyt", "Chi hội Thôn Quýt", "CHI HOI"),
        ("mau-suoi-may", JACKFRUIT, "Chi hội Thôn Mít Mới", "chi hội"),
        ("quyt", "mau-suoi-may-buoi-1", "Tổ 1 Thôn Bưởi", "tổ"),
        headings=("MA CAP TREN", "ma", "Tên đơn vị", "cap"),
    )
    await sends(met, sen, "cay.xlsx", content)
    sen.sees("Thêm: 1", "Đổi tên hoặc cấp: 1", "Chuyển chỗ: 1", "Giữ nguyên: 0")
    sen.sees("＋ Chi hội Thôn Quýt", "Chi hội Thôn Mít → Chi hội Thôn Mít Mới", "↷ Tổ 1 Thôn Bưởi")
    assert (await unit(met, JACKFRUIT)).name == "Chi hội Thôn Mít"
    await sen.taps("Đồng ý")
    sen.sees("Em đã nạp tệp. Số đơn vị thay đổi là 3")
    quyt = await called(met, "Chi hội Thôn Quýt")
    assert (await unit(met, "mau-suoi-may-buoi-1")).parent_id == quyt.id
    await sen.taps("Hoàn tác")
    await sen.taps("Hoàn tác")
    sen.sees("Em đã hoàn tác")
    assert (await unit(met, JACKFRUIT)).name == "Chi hội Thôn Mít"
    assert (await unit(met, "quyt")).closed_at is not None
    await sen.taps_code(f"ti:{(await unit(met, COMMUNE)).id}")
    await sends(met, sen, "cay.xlsx", content)
    sen.sees("Thêm: 0", "Mở lại: 1")
    assert await deeds(met) == ["tree_load", "tree_undo"]
    met.is_well()


async def test_every_row_that_does_not_fit_is_told_and_marked_and_nothing_is_taken(met: Meeting) -> None:
    sen = await in_files(met)
    before = await met.rows(tables.unit)
    content = a_sheet(
        ("a", "", "Chi hội", "mau-suoi-may", "", ""),
        ("b", "Chi hội B", "Ấp", "mau-suoi-may", "", ""),
        ("c", "Chi hội C", "Chi hội", "khong-co", "", ""),
        ("d", "Chi hội D", "Chi hội", "mau-suoi-may", "32/13/2025", ""),
        ("", "Chi hội E", "Chi hội", "mau-suoi-may", "", ""),
        headings=HEADINGS,
    )
    await sends(met, sen, "cay.xlsx", content)
    sen.sees(
        "Tệp có 4 chỗ phải sửa", "Dòng 2: Chưa ghi tên", "Dòng 3: Em không hiểu cấp «Ấp»", "Dòng 5: Em không hiểu ngày"
    )
    rows = rows_of((await file_of(met, sen))[1])
    assert rows[0][-1] == "Cần sửa"
    assert "Em không hiểu cấp" in str(rows[2][-1])
    content = a_sheet(
        ("a", "Chi hội A", "Chi hội", "khong-co"),
        ("a", "Chi hội A", "Chi hội", "mau-suoi-may"),
        ("mau-doi-che-lua", "Lúa", "Chi hội", "mau-suoi-may"),
        ("b", "Xã B", "Xã", JACKFRUIT),
        ("c", "Tổ C", "Tổ", "d"),
        ("d", "Tổ D", "Tổ", "c"),
        ("e", "Tổ E", "Tổ", ""),
    )
    await sends(met, sen, "cay.xlsx", content)
    sen.sees(
        "Dòng 2: Không có đơn vị nào mang mã cấp trên khong-co", "Dòng 3: Mã a đã có ở dòng 2",
        "Dòng 4: Mã mau-doi-che-lua là của đơn vị ngoài", "Dòng 5: «Xã B» có cấp cao hơn",
        "Dòng 6: Đi theo mã cấp trên thì c nằm dưới chính nó", "… và 1 chỗ nữa",
    )  # fmt: skip
    await sends(met, sen, "cay.xlsx", a_sheet(("a", "b"), headings=("Mã", "Tên")))
    sen.sees("Thiếu cột «Cấp»", "Thiếu cột «Mã cấp trên»")
    assert await met.rows(tables.unit) == before
    met.is_well()


async def test_whatever_else_she_sends_she_is_asked_again(met: Meeting) -> None:
    sen = await in_files(met)
    await sen.types("đây")
    sen.sees("Em đang chờ tệp Excel")
    await sends(met, sen, "cay.xlsx", b"PK nothing")
    sen.sees("Chị gửi em tệp Excel")
    await sends(
        met, sen, "cay.csv", csv_file(SheetTable("", HEADINGS[:4], [("mau-suoi-may", "Xã Suối Mây", "Xã", "mau")]))
    )
    sen.sees("giống hệt")


async def test_a_unit_with_a_date_was_there_on_that_day(met: Meeting) -> None:
    sen = await in_files(met, None)
    content = a_sheet(
        ("t", "Tỉnh T", "Tỉnh", "", "1/7/2025", ""),
        ("x", "Xã X", "Xã", "t", "2/7/2025", ""),
        ("y", "Xã Y", "Xã", "t", "2/7/2025", "30/9/2025"),
        headings=HEADINGS,
    )
    await sends(met, sen, "cay.xlsx", content)
    await sen.taps("Đồng ý")
    assert (await unit(met, "y")).closed_at is not None
    await sen.taps_code("ti:0")
    await sends(met, sen, "cay.xlsx", content)
    sen.sees("giống hệt cây đơn vị hiện nay (3 dòng)")
    await sen.taps_code("ti:0")
    await sends(met, sen, "cay.xlsx", a_sheet(("z", "Xã Z", "Xã", "t", "1/6/2025", ""), headings=HEADINGS))
    sen.sees("Mở trước đơn vị cấp trên (mở 1/7/2025)")
    await sends(met, sen, "cay.xlsx", a_sheet(("x", "Xã X", "Xã", "t", "", "1/9/2025"), headings=HEADINGS))
    sen.sees("Đóng đơn vị thì chị làm trong «Cây đơn vị»")


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], database_url: str) -> Terminal:
    """A terminal with a database of its own."""
    return Terminal(capsys, DATABASE_URL=database_url.replace("postgresql+psycopg", "postgresql"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_command_line_saves_and_loads_the_whole_tree(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"cay.{kind}"
    assert terminal.types("units", "content/sample-units.yaml")[0] == 0
    code, out, _ = terminal.types("units", "export", file)
    assert (code, out) == (0, f"19 units written to {file}.\n")
    code, out, _ = terminal.types("units", "import", file)
    assert code == 0
    assert "giống hệt" in out
    changed = file.read_bytes().replace("Thôn Mít".encode(), "Thôn Xoài".encode()) if kind == "csv" else None
    if changed is None:
        changed = a_sheet((JACKFRUIT, "Chi hội Thôn Xoài", "Chi hội", "mau-suoi-may"))
    file.write_bytes(changed)
    code, out, _ = terminal.types("units", "import", file)
    assert "Chi hội Thôn Mít → Chi hội Thôn Xoài" in out
    assert "--yes" in out
    code, out, _ = terminal.types("units", "import", file, "--yes")
    assert (code, "1 units changed." in out) == (0, True)
    assert "giống hệt" in terminal.types("units", "import", file, "--yes")[1]


def test_the_tree_of_an_earlier_day_can_be_saved(terminal: Terminal, tmp_path: Path) -> None:
    file, then = tmp_path / "cay.xlsx", tmp_path / "then.xlsx"
    file.write_bytes(
        a_sheet(("t", "Tỉnh T", "Tỉnh", "", "1/7/2025"), ("x", "Xã X", "Xã", "t", ""), headings=HEADINGS[:5])
    )
    assert terminal.types("units", "import", file, "--yes")[0] == 0
    assert terminal.types("units", "export", then, "--on", "2025-06-30")[1].startswith("0 units")
    assert terminal.types("units", "export", then, "--on", "2025-07-01")[1].startswith("1 units")
    assert [row[1] for row in rows_of(then.read_bytes())[1:]] == ["Tỉnh T"]
    assert terminal.types("units", "export", then, "--on", "hôm qua")[0] == 2


def test_the_command_line_says_what_is_wrong_with_a_file(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cay.xlsx"
    file.write_bytes(a_sheet(("a", "A", "Ấp", "")))
    code, out, err = terminal.types("units", "import", file, "--yes")
    assert (code, out) == (1, "")
    assert "Dòng 2: Em không hiểu cấp «Ấp»" in err
    assert terminal.types("units", "export", tmp_path / "cay.doc")[0] == 2
    assert terminal.types("units", "carry", file)[0] == 2
