"""A module goes into a workbook and comes back the same; a fault in it is told by its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.curriculum import Library
from bot.library.overlay import Overlay, read_overlaid
from bot.library.reader import read_library
from bot.library.tabled import COLUMNS, tables_of
from bot.library.untabled import Sheet, untabled
from bot.services.authoring import module_workbook
from bot.settings import PROJECT
from bot.sheets.reading import read_sheets
from bot.texts import read_texts
from tests.library.builder import MODULE_TEXT

CONTENT = PROJECT / "content"
TODAY = date(2026, 11, 23)
TEXTS = read_texts(CONTENT / "texts" / "vi")


@pytest.fixture(scope="module")
def library() -> Library:
    """What is taught."""
    found = read_library(CONTENT, today=TODAY).library
    assert found is not None
    return found


def test_every_module_comes_back_from_excel_word_for_word(library: Library) -> None:
    overlays = []
    for origin in library.origins.values():
        made = untabled(read_sheets(module_workbook(origin.file.text, TEXTS)))
        assert made.problems == []
        overlays.append(Overlay(1, replace(origin.file, text=made.written.text), origin.base, {}))
    assert len(overlays) >= 30
    read = read_overlaid(CONTENT, overlays, TODAY)
    assert read.aside == ()
    assert read.reading.library is not None
    assert len(read.used) == len(overlays)
    for module in library.modules():
        back = read.reading.library.module(module.id)
        assert back == module, module.id
        assert back.revision == module.revision


def sheets() -> dict[str, list[list[object]]]:
    """The small module as the sheets of a workbook."""
    made = tables_of(MODULE_TEXT)
    found: dict[str, list[list[object]]] = {}
    for name, columns in COLUMNS.items():
        found[name] = [list(columns)]
        found[name] += [[row.get(column) for column in columns] for row in made[name]]
    return found


def as_sheets(made: dict[str, list[list[object]]]) -> list[Sheet]:
    """The same as they are read."""
    return list(made.items())


def test_a_line_knows_the_cell_it_came_from() -> None:
    made = untabled(as_sheets(sheets())).written
    lines = {line: made.places[number] for number, line in enumerate(made.lines, start=1)}
    assert lines["mã: the-hai"] == "Trang «Thẻ», ô A3"
    assert lines["## Thẻ thứ ba"] == "Trang «Thẻ», ô B4"
    assert lines["# Câu hỏi"].startswith("Trang «Câu hỏi»")


def test_what_has_no_place_is_told_and_never_dropped() -> None:
    spoiled = sheets()
    spoiled["Thẻ"][0].append("Ghi chú")
    spoiled["Thẻ"][1].append("nhớ hỏi chị Hoa")
    spoiled["Bài"].append(["Tác giả", "Lan"])
    spoiled["Câu hỏi"][1][COLUMNS["Câu hỏi"].index("Đáp án đúng")] = "F"
    spoiled["Tình huống"].append(["khong-co", "1", "Chuyện"])
    said = [(each.place, each.message) for each in untabled(as_sheets(spoiled)).problems]
    assert [message[:24] for _, message in said] == [
        "Cột này không có trong m",
        "Em không hiểu mục «Tác g",
        "Em không hiểu đáp án «F»",
        "Không có câu hỏi nào man",
    ]
    assert said[0][0] == "Trang «Thẻ», ô G2"


def test_what_excel_makes_of_dates_and_shares_is_read_as_it_was_meant() -> None:
    made = sheets()
    rows = {str(row[0]): row for row in made["Bài"]}
    rows["đã duyệt"][1] = date(2026, 11, 1)
    rows["điểm đạt"][1] = 0.7
    text = untabled(as_sheets(made)).written.text
    assert "đã duyệt: 2026-11-01" in text
    assert "điểm đạt: 70\n" in text


def test_a_sheet_without_its_headings_is_told() -> None:
    made = sheets()
    del made["Thẻ"][0]
    (problem,) = untabled(as_sheets(made)).problems
    assert "dòng tên cột" in problem.message
