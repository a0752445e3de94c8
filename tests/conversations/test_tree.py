"""The tree of units: an organiser arranges it in the chat, sees first what it touches, and can take it back."""

from __future__ import annotations

import pytest

from bot.domain.managing import AdminRole
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.tree_school import (
    COMMUNE,
    GUAVA,
    HILL,
    JACKFRUIT,
    called,
    deeds,
    organiser,
    path_of,
    unit,
    withdraws,
)


async def in_tree(met: Meeting, key: str | None = COMMUNE) -> Talker:
    """An organiser who has her tree before her."""
    sen = await organiser(met, key)
    await sen.types("/quantri")
    await sen.taps("Cây đơn vị")
    return sen


async def arranges(sen: Talker, *way: str) -> None:
    """Go down to a unit and open what can be done with it."""
    await sen.types("/quantri")
    await sen.taps("Cây đơn vị")
    for label in way:
        await sen.taps(label)
    await sen.taps("Sửa đơn vị này")


# Looking.


async def test_she_sees_her_own_part_of_the_tree_and_nothing_above(met: Meeting) -> None:
    await met.learner("Lan")
    sen = await in_tree(met)
    sen.sees("Xã Suối Mây (Xã, phường)", "Thuộc Tỉnh Hoa Nắng (mẫu)", "Cả thảy 2 chị", "8 đơn vị (trang 1/2)")
    assert "Chi hội Thôn Bưởi · 1 chị" in sen.buttons
    assert "▴ Tỉnh Hoa Nắng (mẫu)" not in sen.buttons
    await sen.taps("Trang sau")
    sen.sees("trang 2/2")
    await sen.taps("Trang trước")
    await sen.taps("Chi hội Thôn Bưởi")
    sen.sees("Chi hội Thôn Bưởi", "Cả thảy 1 chị, trong đó 1 chị", "Bên dưới có 2 đơn vị")
    await sen.taps("▴ Xã Suối Mây")
    sen.sees("Xã Suối Mây")
    assert len(sen.screen.splitlines()) + len(sen.buttons) <= 25
    met.is_well()


async def test_who_looks_after_the_whole_tree_begins_at_the_top(met: Meeting) -> None:
    sen = await in_tree(met, None)
    sen.sees("Cây đơn vị")
    await sen.taps("Tỉnh Hoa Nắng")
    await sen.taps("Trên cùng")
    assert "＋ Thêm đơn vị ở đây" in sen.buttons


async def test_a_typed_number_is_as_good_as_a_tap(met: Meeting) -> None:
    sen = await in_tree(met)
    second = sen.buttons[1].partition(" · ")[0]
    await sen.types("2")
    sen.sees(f"{second} (Chi hội)")


async def test_others_do_not_get_in(met: Meeting) -> None:
    commune = await unit(met, COMMUNE)
    for role in (AdminRole.ORGANISER, AdminRole.AUTHOR, AdminRole.VIEWER):
        sen = await organiser(met, COMMUNE, role, name=role.value.title())
        await sen.types("/quantri")
        assert "🌳 Cây đơn vị" not in sen.buttons
        await sen.taps_code(f"tb:{commune.id}:0")
        assert "cần người được giao quyền" in sen.toast


async def test_a_neighbours_units_are_closed_to_her(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE)
    hill, whole = await unit(met, HILL), 0
    for code in (f"tb:{hill.id}:0", f"tv:{hill.id}", f"tp:add:{hill.id}", f"tf:{hill.id}", f"te:{hill.id}:csv"):
        await sen.taps_code(code)
        assert "cần người được giao quyền" in sen.toast, code
    await sen.taps_code(f"tp:add:{whole}")
    assert "cần người được giao quyền" in sen.toast
    commune = await unit(met, COMMUNE)
    await sen.taps_code(f"tp:close:{commune.id}")
    assert "cần người được giao quyền" in sen.toast
    assert await deeds(met) == []
    assert await met.rows(tables.tree_plan) == []


# Deeds.


async def test_a_unit_is_added_with_one_name_and_two_taps(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen)
    await sen.taps("Thêm đơn vị bên dưới")
    await sen.taps("Chi hội")
    sen.sees("Chị gõ tên đơn vị mới dưới «Xã Suối Mây»")
    await sen.types("🌸")
    sen.sees("Em chưa đọc được tên này")
    await sen.types("Chi hội  Thôn Quýt")
    sen.sees("Xem trước: Thêm đơn vị", "Thêm «Chi hội Thôn Quýt» (Chi hội) dưới «Xã Suối Mây»", "24 giờ")
    await sen.taps("Đồng ý")
    sen.sees("Em đã thêm «Chi hội Thôn Quýt»")
    await sen.taps("Về đơn vị")
    sen.sees("Chi hội Thôn Quýt", "Bên dưới chưa có đơn vị nào")
    assert await deeds(met) == ["tree_add"]
    met.is_well()


async def test_a_name_that_stands_there_already_is_warned_of(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Bản Tre")
    await sen.taps("Đổi tên")
    await sen.types("Chi hội Thôn Mít")
    sen.sees("⚠ Cùng chỗ đó đã có đơn vị tên «Chi hội Thôn Mít»")


async def test_a_renamed_unit_is_called_so_everywhere_and_was_called_otherwise_before(met: Meeting) -> None:
    lan = await met.learner("Lan")
    before = met.clock.now()
    await met.passes(hours=1)
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Đổi tên")
    sen.sees("Tên đang dùng: «Chi hội Thôn Bưởi»")
    await sen.types("Chi hội Thôn Bưởi Hồng")
    sen.sees("từ nay tên là «Chi hội Thôn Bưởi Hồng»", "3 đơn vị", "1 chị", "1 thư mời")
    await sen.taps("Đồng ý")
    await lan.types("/caidat")
    lan.sees("Chi hội Thôn Bưởi Hồng, Xã Suối Mây")
    guava = await unit(met, GUAVA)
    then = await met.app.database.run(lambda records: records.tree.path_at(guava.id, before))
    assert [each.name for each in then] == ["Tỉnh Hoa Nắng (mẫu)", "Xã Suối Mây", "Chi hội Thôn Bưởi"]


async def test_the_same_name_and_a_dropped_deed_change_nothing(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Đổi tên")
    await sen.types("Chi hội Thôn Bưởi")
    sen.sees("Tên này giống tên đang dùng")
    await sen.taps("Thôi, không làm nữa")
    assert sen.toast == "Em chưa đổi gì cả."
    sen.sees("Chi hội Thôn Bưởi")
    assert await deeds(met) == []
    assert await met.rows(tables.tree_plan) == []


async def test_a_group_is_moved_to_another_branch_with_its_people(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.starts(await met.invites_to("mau-suoi-may-buoi-1"))
    await lan.taps("Đổi")
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi", "Tổ 1 Thôn Bưởi")
    await sen.taps("Chuyển sang nơi khác")
    sen.sees("Chuyển «Tổ 1 Thôn Bưởi» về đâu?", "Đang xem: Chi hội Thôn Bưởi")
    await sen.taps("▴ Xã Suối Mây")
    await sen.taps("Chi hội Bản Tre")
    sen.sees("Xem trước: Chuyển đơn vị", "1 chị")
    await sen.taps("Đồng ý")
    assert (await path_of(met, lan))[-2:] == ["Chi hội Bản Tre", "Tổ 1 Thôn Bưởi"]


async def test_a_unit_never_goes_below_itself(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Chuyển sang nơi khác")
    plan = sen.codes[-1].split(":")[1]
    group = await unit(met, "mau-suoi-may-buoi-1")
    await sen.taps_code(f"tt:{plan}:{group.id}")
    sen.sees("Không đưa «Chi hội Thôn Bưởi» vào bên dưới chính nó được")
    jackfruit = await unit(met, JACKFRUIT)
    await sen.taps_code(f"tt:{plan}:{jackfruit.id}")
    sen.sees("Xem trước: Chuyển đơn vị")
    commune = await unit(met, COMMUNE)
    await sen.taps_code(f"tt:{plan}:{commune.id}")
    sen.sees("đang ở đúng chỗ đó rồi")
    assert await deeds(met) == []


async def merges(met: Meeting, sen: Talker) -> None:
    """Two branches go into a third."""
    await arranges(sen, "Chi hội Thôn Cau")
    await sen.taps("Gộp đơn vị khác vào đây")
    sen.sees("Gộp những đơn vị nào vào «Chi hội Thôn Cau»", "Đã chọn: chưa có")
    await sen.taps("Chi hội Thôn Bưởi ▸")
    await sen.taps("✔ Chọn Chi hội Thôn Bưởi")
    await sen.taps("Chi hội Thôn Mít")
    sen.sees("Đã chọn: Chi hội Thôn Bưởi, Chi hội Thôn Mít")
    assert "✓ Chi hội Thôn Mít" in sen.buttons
    await sen.taps("Xem trước, 2 đơn vị")
    await sen.taps("Đồng ý")
    sen.sees("Em đã gộp vào «Chi hội Thôn Cau»")


async def test_merged_units_bring_people_groups_and_invitations_along(met: Meeting) -> None:
    lan = await met.learner("Lan")
    sen = await in_tree(met)
    await merges(met, sen)
    assert await path_of(met, lan) == ["Tỉnh Hoa Nắng (mẫu)", "Xã Suối Mây", "Chi hội Thôn Cau"]
    group = await unit(met, "mau-suoi-may-buoi-1")
    palm = await unit(met, "mau-suoi-may-cau")
    assert group.parent_id == palm.id
    mo = met.person("Mơ")
    await mo.starts(met.token)
    mo.sees("Chi hội Thôn Cau")
    await mo.taps("Tôi đồng ý")
    assert (await path_of(met, mo))[-1] == "Chi hội Thôn Cau"
    assert await deeds(met) == ["tree_merge"]
    met.is_well()


async def test_a_merge_is_taken_back_whole(met: Meeting) -> None:
    lan = await met.learner("Lan")
    sen = await in_tree(met)
    before = {row[1]: row[2:] for row in await met.rows(tables.unit)}
    await merges(met, sen)
    await met.passes(hours=23)
    await sen.taps("Hoàn tác")
    sen.sees("Hoàn tác?", "Gộp đơn vị («Chi hội Thôn Cau»")
    await sen.taps("Hoàn tác")
    sen.sees("Em đã hoàn tác, mọi thứ như trước")
    assert {row[1]: row[2:] for row in await met.rows(tables.unit)} == before
    assert (await path_of(met, lan))[-1] == "Chi hội Thôn Bưởi"
    assert await deeds(met) == ["tree_merge", "tree_undo"]


async def test_after_a_day_it_is_too_late_to_take_back(met: Meeting) -> None:
    sen = await in_tree(met)
    await merges(met, sen)
    await met.passes(hours=25)
    await sen.taps("Hoàn tác")
    # The answer takes the place of the old message; a nudge of the evening may stand below it.
    assert any("đã quá 24 giờ" in words_of(one) for one in sen.from_bot)


async def test_what_came_later_stands_in_the_way_of_taking_back(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen)
    await sen.taps("Thêm đơn vị bên dưới")
    await sen.taps("Chi hội")
    await sen.types("Chi hội Thôn Quýt")
    await sen.taps("Đồng ý")
    undo = next(code for code in sen.codes if code.startswith("tu:"))
    new = await called(met, "Chi hội Thôn Quýt")
    token = await met.invites_to(new.key)
    await sen.taps_code(undo)
    sen.sees("đã có thư mời vào «Chi hội Thôn Quýt»")
    lan = await met.learner("Lan")
    await lan.starts(token)
    await lan.taps("Đổi")
    await met.passes(minutes=1)
    await sen.taps_code(undo)
    sen.sees("đã có chị mới vào «Chi hội Thôn Quýt»")
    await sen.taps_code(f"tv:{new.id}")
    await sen.taps("Đổi tên")
    await sen.types("Chi hội Thôn Quất")
    await sen.taps("Đồng ý")
    await sen.taps_code(undo)
    sen.sees("sau việc đó «Chi hội Thôn Quất» lại thay đổi lần nữa")


async def test_a_unit_is_split_by_groups_and_by_people(met: Meeting) -> None:
    lan, mo = await met.learner("Lan"), await met.learner("Mơ")
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Tách ra đơn vị mới")
    await sen.types("Chi hội Thôn Bưởi Trên")
    sen.sees("Tách «Chi hội Thôn Bưởi»", "Còn lại ở «Chi hội Thôn Bưởi»: 2 đơn vị, 2 chị")
    await sen.taps("Đơn vị bên dưới chuyển sang")
    await sen.taps("Tổ 2 Thôn Bưởi")
    assert "✓ Tổ 2 Thôn Bưởi" in sen.buttons
    await sen.taps("Xong")
    await sen.taps("Các chị chuyển sang")
    await sen.taps("Mơ")
    await sen.taps("Xong")
    sen.sees("• Chi hội Thôn Bưởi Trên: 1 đơn vị, 1 chị", "Còn lại ở «Chi hội Thôn Bưởi»: 1 đơn vị, 1 chị")
    await sen.taps("Thêm một đơn vị mới nữa")
    await sen.types("Chi hội Thôn Bưởi Dưới")
    await sen.taps("Đơn vị bên dưới chuyển sang")
    assert "→ Tổ 2 Thôn Bưởi" in sen.buttons
    await sen.taps("Tổ 1 Thôn Bưởi")
    await sen.taps("Xong")
    await sen.taps("Xem trước")
    sen.sees("Tách «Chi hội Thôn Bưởi» ra:", "Chi hội Thôn Bưởi Dưới: 1 đơn vị, 0 chị")
    await sen.taps("Đồng ý")
    assert (await path_of(met, mo))[-1] == "Chi hội Thôn Bưởi Trên"
    assert (await path_of(met, lan))[-1] == "Chi hội Thôn Bưởi"
    upper, group = await called(met, "Chi hội Thôn Bưởi Trên"), await unit(met, "mau-suoi-may-buoi-2")
    assert group.parent_id == upper.id
    assert await met.rows(tables.tree_plan_person) == []
    await sen.taps("Hoàn tác")
    await sen.taps("Hoàn tác")
    assert (await path_of(met, mo))[-1] == "Chi hội Thôn Bưởi"
    assert (await unit(met, upper.key)).closed_at is not None
    met.is_well()


async def test_a_unit_with_people_is_closed_only_when_it_is_said_where_they_go(met: Meeting) -> None:
    lan = await met.learner("Lan")
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Đóng đơn vị này")
    sen.sees("còn 1 chị và 2 đơn vị bên dưới", "chuyển về đâu")
    plan = sen.codes[-1].split(":")[1]
    await sen.taps_code(f"ty:{plan}")
    sen.sees("còn 1 chị và 2 đơn vị bên dưới")
    assert await deeds(met) == []
    await sen.taps("Chọn đơn vị khác")
    await sen.taps("Chi hội Thôn Mít")
    sen.sees("Đóng «Chi hội Thôn Bưởi»", "về «Chi hội Thôn Mít»", "1 thư mời còn dùng được")
    await sen.taps("Đồng ý")
    assert (await path_of(met, lan))[-1] == "Chi hội Thôn Mít"
    mo = await met.learner("Mơ")
    assert (await path_of(met, mo))[-1] == "Chi hội Thôn Mít"


async def test_a_closed_unit_may_fall_to_what_is_above_it(met: Meeting) -> None:
    lan = await met.learner("Lan")
    old_choice = f"un:{(await unit(met, GUAVA)).id}"
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Bưởi")
    await sen.taps("Đóng đơn vị này")
    await sen.taps("Về Xã Suối Mây")
    await sen.taps("Đồng ý")
    assert await path_of(met, lan) == ["Tỉnh Hoa Nắng (mẫu)", "Xã Suối Mây"]
    mo = await met.learner("Mơ")
    assert await path_of(met, mo) == ["Tỉnh Hoa Nắng (mẫu)", "Xã Suối Mây"]
    await lan.taps_code(old_choice)
    assert "cũ" in lan.toast
    met.is_well()


async def test_an_empty_unit_is_closed_at_once_and_is_no_choice_any_more(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Mít")
    await sen.taps("Đóng đơn vị này")
    sen.sees("Xem trước: Đóng đơn vị")
    await sen.taps("Đồng ý")
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Đổi đơn vị")
    await lan.taps("Xã Suối Mây")
    assert "Chi hội Thôn Mít" not in lan.buttons
    await sen.taps("Về đơn vị")
    sen.sees("Xã Suối Mây", "7 đơn vị")


async def test_agreeing_twice_does_it_once(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Mít")
    await sen.taps("Thêm đơn vị bên dưới")
    await sen.types("Tổ 9")
    confirm = next(code for code in sen.codes if code.startswith("ty:"))
    await sen.taps_code(confirm)
    await met.passes(minutes=1)
    await sen.taps_code(confirm)
    sen.sees("Em đã thêm «Tổ 9»")
    assert await deeds(met) == ["tree_add"]
    undo = next(code for code in sen.codes if code.startswith("tu:"))
    await sen.taps_code(undo)
    await sen.taps_code(undo.replace("tu", "tz"))
    await met.passes(minutes=1)
    await sen.taps_code(undo.replace("tu", "tz"))
    sen.sees("đã hoàn tác rồi")
    assert await deeds(met) == ["tree_add", "tree_undo"]


async def test_a_right_withdrawn_between_two_taps_is_gone(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Mít")
    await sen.taps("Đổi tên")
    await withdraws(met, sen)
    await sen.types("Chi hội Thôn Xoài")
    assert "cần người được giao quyền" in words_of(sen.from_bot[-2])
    assert (await unit(met, JACKFRUIT)).name == "Chi hội Thôn Mít"


async def test_anothers_plan_is_not_hers(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Mít")
    await sen.taps("Đóng đơn vị này")
    confirm = next(code for code in sen.codes if code.startswith("ty:"))
    other = await organiser(met, COMMUNE, name="Hồng")
    await other.taps_code(confirm)
    assert "cũ" in other.toast
    assert (await unit(met, JACKFRUIT)).is_open


async def test_a_deed_begun_survives_a_restart(met: Meeting) -> None:
    sen = await in_tree(met)
    await arranges(sen, "Chi hội Thôn Mít")
    await sen.taps("Đổi tên")
    await met.restarts()
    await sen.types("Chi hội Thôn Xoài")
    await met.restarts()
    await sen.taps("Đồng ý")
    assert (await unit(met, JACKFRUIT)).name == "Chi hội Thôn Xoài"


async def test_the_deeds_of_a_day_are_listed_and_can_be_taken_back_from_there(met: Meeting) -> None:
    sen = await in_tree(met)
    await sen.taps("Việc vừa làm")
    sen.sees("không có việc nào để hoàn tác")
    await merges(met, sen)
    await sen.types("/quantri")
    await sen.taps("Cây đơn vị")
    await sen.taps("Việc vừa làm")
    sen.sees("1. Gộp đơn vị: Chi hội Thôn Cau (19:30 23/11/2026)")
    await sen.taps("↺ 1")
    await sen.taps("Hoàn tác")
    sen.sees("Em đã hoàn tác")


async def test_who_belonged_where_stays_known(met: Meeting) -> None:
    lan = await met.learner("Lan")
    before = met.clock.now()
    await met.passes(days=1)
    sen = await in_tree(met)
    await merges(met, sen)
    guava, palm = await unit(met, GUAVA), await unit(met, "mau-suoi-may-cau")

    def belonged(records: Records) -> list[int]:
        moments = [(guava, before), (palm, before), (guava, met.clock.now()), (palm, met.clock.now())]
        return [len(records.tree.who_belonged(each.id, at)) for each, at in moments]

    assert await met.app.database.run(belonged) == [1, 0, 0, 1]
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    assert await met.app.database.run(belonged) == [0, 0, 0, 0]


@pytest.mark.parametrize("level", ["Tỉnh", "Xã", "Tổ"])
async def test_who_looks_after_the_whole_tree_adds_at_the_top(met: Meeting, level: str) -> None:
    sen = await in_tree(met, None)
    await sen.taps("Thêm đơn vị ở đây")
    await sen.taps(level)
    await sen.types("Nơi mới")
    sen.sees("dưới chỗ trên cùng")
    await sen.taps("Đồng ý")
    assert (await called(met, "Nơi mới")).parent_id is None
