"""The roster: an organiser's own table, checked whole, taken once; and who is on it is known when she comes."""

from __future__ import annotations

import pytest

from bot.domain.managing import AdminRole
from bot.domain.unit import Level
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING, Meeting, words_of
from tests.conversations.roster_school import (
    BUOI,
    HEADINGS,
    MIT,
    ROWS,
    a_table,
    file_of,
    imports,
    organiser,
    sends,
    sends_on,
    table_of,
    withdraw_all,
)
from tests.sheets import hostile


async def test_a_table_is_checked_shown_and_taken_only_when_she_says_yes(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    huong.sees("3 người mới", "0 người đã có", "0 dòng cần sửa", f"{BUOI}: thêm 2", f"{MIT}: thêm 1")
    assert await met.rows(tables.roster_entry) == []
    await huong.taps("Nhận 3 người")
    huong.sees("Em đã ghi 3 người mới")
    assert len(await met.rows(tables.roster_entry)) == 3
    await huong.taps("◂ Danh sách")
    huong.sees("Trong danh sách: 3 người", "Chưa vào: 3")
    met.is_well()


async def test_taking_it_twice_changes_nothing(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    before = await met.rows(tables.roster_entry)
    await sends(huong, a_table())
    huong.sees("0 người mới", "3 người đã có", "Không có gì mới để ghi")
    assert not any("Nhận" in label for label in huong.buttons)
    assert await met.rows(tables.roster_entry) == before


async def test_the_corrected_copy_may_follow_at_once_after_the_right_rows_were_taken(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table(*ROWS[:2], ("Lê Thị Na", "Chi hội Thôn Mai", None, None)))
    await huong.taps("Nhận 2")
    await sends_on(huong, a_table(), "can-sua-danh-sach.xlsx")
    huong.sees("1 người mới", "2 người đã có", "0 dòng cần sửa")


async def test_two_taps_on_yes_take_it_once(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    code = huong.codes[0]
    message = huong.from_bot[-1]["message_id"]
    huong.person.taps(message, code)
    huong.person.taps(message, code)
    await met.quiet()
    await met.passes(minutes=1)
    await huong.taps_code(code, message)
    huong.sees("Lần bấm này em không ghi gì")
    assert len(await met.rows(tables.roster_entry)) == 3


async def test_what_is_wrong_comes_back_in_her_own_table_with_what_to_correct(met: Meeting) -> None:
    huong = await organiser(met)
    rows = (
        ROWS[0],
        ("Lan 2", "Thôn Ổi", "giám đốc", "0912"),
        (),
        (None, MIT, None, None),
        ("Nguyễn Thị Mận", BUOI, None, "0000123001"),
        ("Vi Thị Hoa", "Xã Suối Mây", None, "9,12E+08"),
        ("=1+1", "Chi hội Thôn Lúa", None, None),
    )
    await sends(huong, a_table(*rows))
    huong.sees("1 người mới", "5 dòng cần sửa", "Em nhận trước những dòng đúng nhé?")
    name, _ = file_of(huong)
    assert name == "can-sua-danh-sach.xlsx"
    table = table_of(huong)
    assert table.headings == (*HEADINGS, "Cần sửa")
    assert [tuple(row[:4]) for row in table.rows[:2]] == [ROWS[0], rows[1]]
    said = [str(row[4]) if len(row) > 4 else "" for row in table.rows]
    assert said[0] == said[2] == ""
    for piece in ("chỉ ghi chữ", "Không thấy chi hội này", "Việc ở Hội ghi một trong", "Số điện thoại chưa đúng"):
        assert piece in said[1]
    assert said[3] == "Thiếu họ và tên."
    assert said[4].startswith("Trùng với dòng 2.")
    assert "Ghi rõ chi hội hoặc tổ" in said[5]
    assert "Excel đã làm tròn" in said[5]
    assert "Không thấy chi hội này" in said[6], "a branch of another commune is not hers"


async def test_the_marked_copy_can_be_corrected_and_sent_again(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table(ROWS[0], ("Trần Thị Đào", "Thôn Ổi", None, None)))
    await huong.taps("Nhận 1 người")
    marked = table_of(huong)
    corrected = [list(row) for row in marked.rows]
    corrected[1][1] = BUOI
    await sends(huong, a_table(*map(tuple, corrected), headings=marked.headings), "can-sua-danh-sach.xlsx")
    huong.sees("1 người mới", "1 người đã có", "0 dòng cần sửa")


async def test_columns_stand_in_any_order_with_or_without_diacritics(met: Meeting) -> None:
    huong = await organiser(met)
    text = "STT;CHUC VU;Chi hoi;SDT;HO VA TEN\n1;chi hoi truong;thon buoi;912345678;Nguyễn Thị Mận\n"
    await sends(huong, text.encode("utf-8"), "danh-sach.csv")
    huong.sees("1 người mới", "0 dòng cần sửa")
    await huong.taps("Nhận 1 người")
    (row,) = await met.rows(tables.roster_entry)
    assert "branch_head" in row
    assert not await met.traces("912345678")


async def test_a_newer_table_corrects_what_was_known(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    await sends(huong, a_table(("Nguyễn Thị Mận", BUOI, "Hội viên", "0000123001"), ROWS[1]))
    huong.sees("0 người mới", "2 người đã có", "1 người đổi việc, đổi số hoặc sửa tên")
    await huong.taps("Nhận 1 người")
    huong.sees("Em đã sửa 1 người")
    rows = await met.rows(tables.roster_entry)
    assert [row[3] for row in rows] == ["member", "branch_deputy", None]


async def test_a_yes_to_what_is_stale_takes_nothing_and_says_so(met: Meeting) -> None:
    huong, hoa = await organiser(met), await organiser(met, name="Hòa")
    await sends(huong, a_table())
    await imports(hoa, ROWS[0])
    await huong.taps("Nhận 3 người")
    huong.sees("đã có người đổi", "Lần bấm này em không ghi gì")
    assert len(await met.rows(tables.roster_entry)) == 1


def _rename(records: Records) -> None:
    unit = records.units.by_key("mau-suoi-may-mit")
    assert unit is not None
    records.units.put(unit.key, unit.parent_id, Level.BRANCH, "Chi hội Thôn Ổi", MONDAY_EVENING)


async def test_a_yes_after_the_tree_changed_takes_nothing(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    await met.app.database.run(_rename)
    await huong.taps("Nhận 3 người")
    huong.sees("đã có người đổi")
    assert await met.rows(tables.roster_entry) == []


async def test_a_check_waits_over_a_restart_and_is_shown_again_to_who_is_lost(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    await met.restarts()
    await huong.types("ờ")
    huong.sees("3 người mới")
    await huong.types("1")
    huong.sees("Em đã ghi 3 người mới")


async def test_what_she_drops_is_forgotten(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    await huong.taps("Thôi, không nhận")
    huong.sees("Chưa có ai trong danh sách")
    assert await met.rows(tables.roster_check) == []


async def test_a_right_withdrawn_between_two_taps_is_gone(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, a_table())
    await withdraw_all(met)
    await huong.taps("Nhận 3 người")
    assert "người được giao quyền" in huong.toast
    assert await met.rows(tables.roster_entry) == []


@pytest.mark.parametrize("role", [AdminRole.VIEWER, AdminRole.AUTHOR])
async def test_who_only_looks_or_writes_has_no_roster(met: Meeting, role: AdminRole) -> None:
    huong = await organiser(met, role=role)
    await huong.types("/quantri")
    assert not any("Danh sách" in label or "Mời" in label for label in huong.buttons)
    for code in ("xa", "xb", "xc", "xe:1", "xh:3:0", "xk:3", "xm:0", "xo:3:all"):
        await huong.taps_code(code)
        assert "người được giao quyền" in huong.toast


async def test_a_hostile_file_is_refused_and_she_may_send_another(met: Meeting) -> None:
    huong = await organiser(met)
    await sends(huong, hostile.bomb())
    assert any("phình to bất thường" in words_of(message) for message in huong.from_bot)
    huong.sees("Chị gửi tệp danh sách vào đây")
    await sends_on(huong, hostile.a_formula())
    assert any("ô công thức" in words_of(message) for message in huong.from_bot)
    await sends_on(huong, a_table())
    huong.sees("3 người mới")
    met.is_well()


async def test_something_else_than_a_file_is_told_kindly(met: Meeting) -> None:
    huong = await organiser(met)
    await huong.types("/quantri")
    await huong.taps("Danh sách cán bộ")
    await huong.taps("Gửi danh sách lên")
    await huong.types("Nguyễn Thị Mận, Thôn Bưởi")
    assert any("Em đang đợi tệp" in words_of(message) for message in huong.from_bot)
    await huong.types("2")
    huong.sees("Danh sách cán bộ", "Chưa có ai trong danh sách")


async def test_the_template_comes_back_filled_in(met: Meeting) -> None:
    huong = await organiser(met)
    await huong.types("/quantri")
    await huong.taps("Danh sách cán bộ")
    await huong.taps("Lấy mẫu")
    name, content = file_of(huong)
    assert name == "danh-sach-can-bo.xlsx"
    table = table_of(huong)
    assert table.rows[0][0] == "Nguyễn Thị Ví Dụ (xóa dòng này)"
    await sends_on(huong, content)
    huong.sees("0 người mới", "1 dòng cần sửa", "Chưa có dòng nào ghi được")
    await sends(huong, a_table(*ROWS, headings=table.headings))
    huong.sees("3 người mới")


async def test_she_sees_who_has_not_come_unit_by_unit(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    await huong.taps("◂ Danh sách")
    await huong.taps("Ai chưa vào học")
    huong.sees("3 người trong danh sách chưa vào học")
    assert huong.buttons[:2] == [f"{BUOI}: 2 người", f"{MIT}: 1 người"]
    await huong.types("1")
    huong.sees("Nguyễn Thị Mận, Chi hội trưởng", "Trần Thị Đào, Chi hội phó")
    huong.does_not_see("Lê Thị Na")
    await met.restarts()
    await huong.types("ờ ờ")
    huong.sees("Trần Thị Đào")


async def test_who_had_joined_before_is_known_when_the_table_comes(met: Meeting) -> None:
    await met.learner("Nguyễn Thị", "Mận")
    huong = await organiser(met)
    await imports(huong)
    huong.sees("Em đã ghi 3 người mới", "1 người trong danh sách đã vào học từ trước")
    await huong.taps("◂ Danh sách")
    huong.sees("Đã vào học: 1", "Chưa vào: 2")


async def test_half_a_year_later_who_never_came_is_forgotten(met: Meeting) -> None:
    await met.learner("Nguyễn Thị", "Mận")
    huong = await organiser(met)
    await imports(huong)
    await sends(huong, a_table(("Người Khác", BUOI, None, None)))
    await met.passes(days=181)
    rows = await met.rows(tables.roster_entry)
    assert [row[2] for row in rows] == ["Nguyễn Thị Mận"]
    assert await met.rows(tables.roster_check) == []


async def test_the_corrected_table_is_sent_again_without_asking_first(met: Meeting) -> None:
    huong = await organiser(met)
    wrong = ("Lê Thị Na", "Chi hội Thôn Mai", None, None)
    await sends(huong, a_table(*ROWS[:2], wrong))
    huong.sees("2 người mới", "1 dòng cần sửa")
    await met.restarts()
    await sends_on(huong, a_table())
    huong.sees("3 người mới", "0 dòng cần sửa")
    huong.person.sends_sticker()
    await met.quiet()
    huong.sees("3 người mới")
    await huong.types("2")
    huong.sees("Chưa có ai trong danh sách")
    await sends(huong, a_table())
    await huong.types("1")
    huong.sees("Em đã ghi 3 người mới")
    await sends_on(huong, a_table())
    assert "người đã có" not in huong.screen
    met.is_well()


async def test_a_table_that_was_not_asked_for_is_led_to_the_list_and_to_the_tree(met: Meeting) -> None:
    huong = await organiser(met, role=AdminRole.OWNER)
    await huong.types("/hoctiep")
    await sends_on(huong, a_table())
    huong.sees("Em thấy chị gửi một bảng")
    assert "🌳 Tệp cây đơn vị" in huong.buttons
    await sends_on(huong, b"anything", "ghi-chu.pdf")
    huong.sees("Em chưa đọc được tệp")
    await sends_on(huong, a_table())
    await huong.taps("📋 Danh sách cán bộ")
    huong.sees("Chưa có ai trong danh sách")
    lan = await met.learner("Lan")
    await sends_on(lan, a_table())
    lan.sees("Em chưa đọc được tệp")
    met.is_well()
