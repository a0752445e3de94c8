"""Lost among the screens of the tree, her right withdrawn half way, and what the audit tells of it all."""

from __future__ import annotations

import pytest

from bot.services.tree_desk import import_from
from bot.settings import VIETNAM
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.tree_school import COMMUNE, GUAVA, JACKFRUIT, organiser, unit, withdraws

LOST = "Em chưa hiểu ý chị. Chị bấm nút bên dưới"


async def in_tree(met: Meeting, key: str | None = COMMUNE, *way: str) -> Talker:
    """An organiser who went that way down her tree."""
    sen = await organiser(met, key)
    await sen.types("/quantri")
    await sen.taps("Cây đơn vị")
    for label in way:
        await sen.taps(label)
    return sen


@pytest.mark.parametrize(
    "way",
    [
        (),
        ("Trang sau", "Sửa đơn vị này"),
        ("Trang sau",),
        ("Việc vừa làm",),
        ("Lưu ra tệp",),
        ("Chi hội Thôn Bưởi", "Sửa đơn vị này", "Gộp đơn vị khác"),
        ("Chi hội Thôn Mít", "Sửa đơn vị này", "Đóng đơn vị này"),
    ],
)
async def test_lost_in_the_tree_she_is_shown_the_screen_she_had(met: Meeting, way: tuple[str, ...]) -> None:
    sen = await in_tree(met, COMMUNE, *way)
    screen, buttons = sen.screen, sen.buttons
    before = await met.rows(tables.tree_plan)
    await sen.types("ờ ờ")
    sen.sees(LOST, screen)
    assert sen.buttons == buttons
    await met.restarts()
    await sen.taps_code("zz:old")
    assert (sen.screen, sen.buttons) == (screen, buttons)
    assert await met.rows(tables.tree_plan) == before
    met.is_well()


async def test_lost_while_she_splits_she_is_shown_what_goes_where(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE, "Chi hội Thôn Bưởi", "Sửa đơn vị này", "Tách ra đơn vị mới")
    await sen.types("Chi hội Thôn Quýt")
    for label in ("Đơn vị bên dưới chuyển sang", "Tổ 1", "Xong", "Xem trước"):
        screen = sen.screen
        await sen.types("ờ ờ")
        sen.sees(LOST, screen)
        await sen.taps(label)
    screen = sen.screen
    await sen.types("ờ ờ")
    sen.sees(LOST, screen, "Xem trước: Tách đơn vị")
    await sen.taps("Đồng ý")
    await sen.types("ờ ờ")
    sen.sees(LOST, "Chi hội Thôn Bưởi")
    met.is_well()


@pytest.mark.parametrize("way", [("Lưu ra tệp", "Nạp từ tệp"), ("Sửa đơn vị này", "Đổi tên"), ("Việc vừa làm",)])
async def test_without_her_right_she_is_not_shown_it_again(met: Meeting, way: tuple[str, ...]) -> None:
    sen = await in_tree(met, COMMUNE, *way)
    await withdraws(met, sen)
    await sen.taps_code("zz:old")
    assert "cũ" in sen.toast
    assert "Suối Mây" not in sen.screen
    sen.person.sends_sticker()
    await met.quiet()
    assert not any("Xã Suối Mây" in words_of(message) for message in sen.from_bot[-2:])
    met.is_well()


async def test_a_unit_that_may_not_go_in_is_refused_and_the_merge_goes_on(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE, "Chi hội Thôn Bưởi", "Sửa đơn vị này", "Gộp đơn vị khác")
    plan = next(code for code in sen.codes if code.startswith("tt:")).split(":")[1]
    await sen.taps_code(f"tt:{plan}:{(await unit(met, COMMUNE)).id}")
    assert "cần người được giao quyền" in sen.toast
    sen.sees("Đã chọn: chưa có")
    await sen.taps("Chi hội Thôn Cau")
    sen.sees("Đã chọn: Chi hội Thôn Cau")
    met.is_well()


async def test_a_unit_from_elsewhere_is_no_part_of_a_split(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE, "Chi hội Thôn Bưởi", "Sửa đơn vị này", "Tách ra đơn vị mới")
    await sen.types("Chi hội Thôn Quýt")
    code = next(code for code in sen.codes if code.startswith("tk:"))
    await sen.taps_code(f"tg:{code.split(':')[1]}:{(await unit(met, JACKFRUIT)).id}:0")
    assert "cũ" in sen.toast
    sen.sees("Chi hội Thôn Quýt: 0 đơn vị")


async def test_a_file_has_no_other_preview_than_its_own(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE, "Lưu ra tệp", "Nạp từ tệp")
    lines = "Mã,Tên,Cấp,Mã cấp trên\nmau-suoi-may-xoai,Chi hội Thôn Xoài,Chi hội,mau-suoi-may\n"
    sen.person.sends_document("cay.csv", lines.encode())
    await met.quiet()
    sen.sees("Xem trước: nạp tệp")
    code = next(code for code in sen.codes if code.startswith("ty:"))
    await sen.taps_code(code.replace("ty", "tk"))
    assert "cũ" in sen.toast
    met.is_well()


async def test_the_audit_tells_it_in_words(met: Meeting) -> None:
    sen = await in_tree(met, COMMUNE, "Sửa đơn vị này", "Thêm đơn vị bên dưới", "Chi hội")
    await sen.types("Chi hội Thôn Quýt")
    await sen.taps("Đồng ý")
    await sen.taps("Hoàn tác")
    await sen.taps("Hoàn tác")
    await sen.types("/quantri")
    await sen.taps("Cây đơn vị")
    await sen.taps("Lưu ra tệp")
    await sen.taps("Lưu ra .csv")
    guava = await unit(met, GUAVA)
    await sen.taps_code(f"tp:rename:{guava.id}")
    await sen.types("Chi hội Thôn Chanh")
    await sen.taps("Đồng ý")
    await sen.types("/quantri")
    await sen.taps("Nhật ký")
    sen.sees(
        "thêm đơn vị Chi hội Thôn Quýt",
        "hoàn tác việc «Thêm đơn vị» ở Xã Suối Mây",
        "lưu cây đơn vị ra tệp (Xã Suối Mây), 12 dòng",
        "đổi tên một đơn vị, nay là Chi hội Thôn Chanh",
    )


async def test_what_the_operator_loaded_is_told_as_the_operators(met: Meeting) -> None:
    lines = "Mã,Tên,Cấp,Mã cấp trên\nmau-suoi-may-xoai,Chi hội Thôn Xoài,Chi hội,mau-suoi-may\n"

    def loads(records: Records) -> None:
        now = met.clock.now()
        import_from(records, "cay.csv", lines.encode(), met.app.texts, now, VIETNAM, is_sure=True)

    await met.app.database.run(loads)
    sen = await organiser(met)
    await sen.types("/quantri")
    await sen.taps("Nhật ký")
    sen.sees("người quản máy chủ", "nạp tệp cây đơn vị (tất cả các đơn vị), 1 đơn vị thay đổi")
