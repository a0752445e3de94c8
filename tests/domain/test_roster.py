"""The roster's words: columns, roles, telephone numbers and units as people write them."""

from __future__ import annotations

import pytest

from bot.domain.learner import Role
from bot.domain.roster import Column, Fault, Places, columns_of, is_roster, name_of, phone_key, phone_of, role_of
from bot.domain.unit import Level, Unit

TREE = (
    Unit(1, "hn", None, Level.PROVINCE, "Tỉnh Hoa Nắng"),
    Unit(2, "sm", 1, Level.COMMUNE, "Xã Suối Mây"),
    Unit(3, "dc", 1, Level.COMMUNE, "Xã Đồi Chè"),
    Unit(4, "sm-buoi", 2, Level.BRANCH, "Chi hội Thôn Bưởi"),
    Unit(5, "dc-buoi", 3, Level.BRANCH, "Chi hội Thôn Bưởi"),
    Unit(6, "sm-mit", 2, Level.BRANCH, "Chi hội Thôn Mít - Dừa"),
    Unit(7, "sm-buoi-1", 4, Level.GROUP, "Tổ 1"),
)
PLACES = Places(TREE, {unit.id: unit for unit in TREE})


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("STT", "Họ và tên", "Chi hội"), {Column.NAME: 1, Column.UNIT: 2}),
        (("CHI HOI", "HO TEN", "SĐT"), {Column.UNIT: 0, Column.NAME: 1, Column.PHONE: 2}),
        (("Mã", "Họ và tên (*)", "Chức vụ"), {Column.CODE: 0, Column.NAME: 1, Column.ROLE: 2}),
        (("Họ tên", "Xã/Phường", "Đơn vị", "Tổ"), {Column.NAME: 0, Column.COMMUNE: 1, Column.UNIT: 2, Column.GROUP: 3}),
        (("Tên", "Họ tên", "Thôn"), {Column.NAME: 0, Column.UNIT: 2}),
    ],
)
def test_columns_are_known_by_name_in_any_order(headings: tuple[str, ...], columns: dict[Column, int]) -> None:
    assert columns_of(headings) == columns
    assert is_roster(headings)


@pytest.mark.parametrize("headings", [("Họ và tên",), ("Chi hội",), (), ("DANH SÁCH CHI HỘI",), ("a", "b")])
def test_names_without_places_are_no_roster(headings: tuple[str, ...]) -> None:
    assert not is_roster(headings)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (None, ""),
        ("-", ""),
        (912345678, "0912345678"),
        (9.12345678e8, "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        (84912345678, "0912345678"),
        ("0084912345678", "0912345678"),
        ("02213861234", "02213861234"),
        ("9.12E+08", Fault.ROUNDED_PHONE),
        ("9,12E+08", Fault.ROUNDED_PHONE),
        (123456789, Fault.BAD_PHONE),
        ("0000 000 000", ""),
        ("09123", Fault.BAD_PHONE),
        ("chưa có", Fault.BAD_PHONE),
        (True, Fault.BAD_PHONE),
    ],
)
def test_a_number_gets_its_zero_back_only_where_nothing_else_can_be_meant(cell: object, phone: str) -> None:
    assert phone_of(cell) == phone


def test_what_is_kept_of_a_number_knows_it_again_and_does_not_hold_it() -> None:
    kept = phone_key(b"key", "0912345678")
    assert kept == phone_key(b"key", "84912345678") == phone_key(b"key", "+84912345678")
    assert kept != phone_key(b"other", "0912345678")
    assert "912345678" not in kept
    assert phone_key(b"key", "") == phone_key(b"key", "không") == ""


@pytest.mark.parametrize(
    ("words", "unit_id"),
    [
        (("sm-buoi",), 4),
        (("SM-BUOI",), 4),
        (("Xã Suối Mây / Chi hội Thôn Bưởi",), 4),
        (("xa doi che", "thon buoi"), 5),
        (("Đồi Chè", "Thôn Bưởi"), 5),
        (("Chi hội Thôn Bưởi, xã Đồi Chè",), 5),
        (("Thôn Mít - Dừa",), 6),
        (("Hoa Nắng > Suối Mây > Thôn Mít - Dừa",), 6),
        (("Thôn Bưởi", "Tổ 1"), 7),
        (("", "", "Tổ 1"), 7),
        (("Chi hội Thôn Bưởi",), Fault.SEVERAL_UNITS),
        (("Xã Suối Mây",), Fault.TOO_HIGH),
        (("sm",), Fault.TOO_HIGH),
        (("Thôn Ổi",), Fault.UNKNOWN_UNIT),
        (("Xã Đồi Chè", "Thôn Mít - Dừa"), Fault.UNKNOWN_UNIT),
        (("", " "), Fault.NO_UNIT),
    ],
)
def test_a_unit_is_found_by_code_name_or_path(words: tuple[str, ...], unit_id: object) -> None:
    found = PLACES.find(*words)
    assert (found.id if isinstance(found, Unit) else found) == unit_id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  nguyễn  thị   Mận ", "nguyễn thị Mận"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("TRẦN THỊ ĐÀO", "Trần Thị Đào"),
        ("H'LAN NIÊ", "H'Lan Niê"),
        ("Lò Thị B.", "Lò Thị B."),
        ("=1+1", None),
        ("@ten", None),
        ("123", None),
        ("Lan <b>", None),
        ("a" * 61, None),
        ("", None),
    ],
)
def test_a_name_is_letters_and_what_stands_between_them(text: str, name: str | None) -> None:
    assert name_of(text) == name


def test_roles_are_known_by_what_people_call_them() -> None:
    assert role_of("CHI HỘI TRƯỞNG") is Role.BRANCH_HEAD
    assert role_of("Chi hội phó") is Role.BRANCH_DEPUTY
    assert role_of("tổ trưởng") is Role.GROUP_HEAD
    assert role_of("hội viên") is Role.MEMBER
    assert role_of("giám đốc") is None
