"""Who may do what: entrusted by a link that holds once, withdrawn with the next update, and all of it written down."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import python_calamine

from bot.domain.managing import AdminRole, MenuTold, OwnMenu
from bot.jobs.menus import tell_menus
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING, Meeting, words_of
from tests.conversations.roles_school import (
    COMMUNE,
    OTHER_COMMUNE,
    an_owner_by_settings,
    deeds,
    entrusted,
    grant_of,
    grants,
    link_from,
    menu_of,
    unit_id,
)
from tests.conversations.test_privacy import data_of

UNKNOWN_COMMAND = "Lệnh này em chưa biết"
VOID = "Đường dẫn giao quyền này không dùng được nữa"
NOT_ALLOWED = "Việc này cần người được giao quyền"


# The first administrators, and those who are none.


async def test_the_settings_make_an_owner_who_need_not_join_as_a_learner(met: Meeting) -> None:
    sen = await met.administrator("Sen")
    await sen.types("/quantri")
    sen.sees("Em giữ:")
    await sen.taps("Tôi đồng ý")
    sen.sees("Quản trị", "tất cả các đơn vị")
    assert {"🔑 Phân quyền", "📒 Nhật ký"} < set(sen.buttons)
    assert sen.buttons[-2:] == ["Quyền của tôi", "Về trang học"]
    await sen.taps("Quyền của tôi")
    sen.sees("Chủ quản ở tất cả các đơn vị, do máy chủ đặt sẵn", "Người soạn")
    assert sen.buttons == ["◂ Quản trị"]
    assert await grants(met) == []
    await sen.types("/trogiup")
    sen.sees("gõ /quantri")
    await sen.types("/quantri")
    await sen.taps("Về trang học")
    sen.sees("Chị đang sinh hoạt ở đâu?")
    met.is_well()


async def test_a_first_administrator_who_only_presses_start_finds_her_work(met: Meeting) -> None:
    sen = await met.administrator("Sen")
    await sen.starts()
    await sen.taps("Tôi đồng ý")
    sen.sees("Quản trị", "tất cả các đơn vị")
    await sen.types("ờ")
    sen.sees("Quản trị")
    await sen.taps("Về trang học")
    sen.sees("Chị đang sinh hoạt ở đâu?")
    hoa = await met.administrator("Hòa")
    await hoa.starts(met.token)
    await hoa.taps("Tôi đồng ý")
    hoa.sees("Ở Hội, chị đang làm việc gì?")
    met.is_well()


async def test_who_holds_no_role_finds_no_such_command(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/quantri")
    lan.sees(UNKNOWN_COMMAND, "Trang chính")
    lan.does_not_see("quản trị", "phụ trách")
    await lan.types("/trogiup")
    lan.does_not_see("/quantri")
    mo = met.person("Mơ")
    await mo.types("/quantri")
    mo.sees("Em giữ:")
    await mo.taps("Tôi đồng ý")
    mo.sees("Chị đang sinh hoạt ở đâu?")
    await mo.types("/quantri")
    mo.sees(UNKNOWN_COMMAND)


async def test_an_organiser_learns_as_before_and_is_told_where_to_organise(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    lan = await met.learner("Lan")
    await lan.starts(await link_from(met, sen, await unit_id(met, COMMUNE), "organiser"))
    await lan.taps("Tôi nhận")
    lan.sees("Chị phụ trách: Xã Suối Mây")
    await lan.taps("Về trang học")
    lan.sees("bài tiếp theo")
    await lan.types("/trogiup")
    lan.sees("gõ /quantri")
    await lan.taps("Học tiếp")
    await lan.types("linh tinh")
    lan.sees("Em chưa hiểu ý chị", "Trang đầu bài")
    await lan.types("/quantri")
    await lan.types("linh tinh")
    lan.sees("Em chưa hiểu ý chị", "Chị phụ trách: Xã Suối Mây")
    await lan.taps_code("ya:999")
    assert NOT_ALLOWED in lan.toast
    lan.sees("Chị phụ trách")
    met.is_well()


# Giving a role.


async def test_a_role_is_given_by_browsing_to_a_unit_and_sending_a_link(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    await sen.taps("Phân quyền")
    sen.sees("ở đơn vị nào?")
    assert sen.buttons == ["Tỉnh Hoa Nắng (mẫu)", "Tất cả các đơn vị", "◂ Quản trị"]
    for label in ("Tỉnh Hoa Nắng", "Đơn vị bên dưới", "Xã Suối Mây"):
        await sen.taps(label)
    sen.sees("Ai có quyền ở Xã Suối Mây", "Chưa ai được giao quyền riêng ở đây")
    await sen.taps("Giao quyền ở đây")
    sen.sees("Người phụ trách: mời chị em vào học", "Người xem: chỉ xem kết quả")
    await sen.taps("Người phụ trách")
    made = sen.from_bot[-2]
    link = re.search(r"https://t\.me/\S+\?start=(quyen-[A-Za-z0-9_-]{22})", words_of(made))
    assert link is not None
    assert "Ai mở trước thì người ấy nhận" in words_of(made)
    assert "19:30 30/11/2026" in words_of(made)
    [[share]] = made["reply_markup"]["inline_keyboard"]
    assert share["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    sen.sees("Ai có quyền ở Xã Suối Mây")
    assert "Đường dẫn đang chờ (1)" in sen.buttons
    assert await met.traces(link[1]) == set()
    assert len((await met.rows(tables.role_link))[0][1]) == 64
    await sen.taps("Quản trị")
    sen.sees("1 đường dẫn giao quyền chưa ai nhận")
    met.is_well()


async def test_who_opens_the_link_agrees_first_then_sees_what_she_is_given_by_whom(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    token = await link_from(met, sen, await unit_id(met, COMMUNE), "organiser")
    man = met.person("Mận")
    await man.starts(token)
    assert "Có người mời chị cùng làm việc Hội" in words_of(man.from_bot[-2])
    man.sees("Em giữ:")
    await met.restarts()
    await man.taps("Đọc kỹ hơn")
    await man.taps("Tôi đồng ý")
    man.sees("Chị Sen giao cho chị quyền Người phụ trách ở Xã Suối Mây", "gửi thông báo", "nhật ký")
    assert man.buttons == ["Tôi nhận", "Thôi, tôi không nhận"]
    await met.restarts()
    await man.types("1")
    assert "Cảm ơn chị đã nhận việc" in words_of(man.from_bot[-2])
    man.sees("Chị phụ trách: Xã Suối Mây")
    assert not {"🔑 Phân quyền", "📒 Nhật ký"} & set(man.buttons)
    assert man.buttons[-2:] == ["Quyền của tôi", "Về trang học"]
    [grant] = await grants(met)
    assert (grant["role"], grant["unit_id"]) == ("organiser", await unit_id(met, COMMUNE))
    assert await deeds(met) == ["entrust.offered", "entrust.accepted"]
    await sen.taps_code(f"yu:{grant['unit_id']}:0")
    sen.sees("Mận: Người phụ trách, từ 23/11/2026")
    met.is_well()


async def test_a_link_holds_once_for_a_week_and_not_after_it_was_withdrawn(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    used, withdrawn, old = [await link_from(met, sen, commune, "viewer") for _ in range(3)]
    man = met.person("Mận")
    await man.starts(used)
    for label in ("Tôi đồng ý", "Tôi nhận"):
        await man.taps(label)
    await sen.taps_code(f"yu:{commune}:0")
    await sen.taps("Đường dẫn đang chờ (2)")
    sen.sees("1. Người xem, hết hạn 19:30 30/11/2026")
    await sen.taps("Thu lại số 2")
    assert "không dùng được nữa" in sen.toast
    assert [label for label in sen.buttons if "Thu lại" in label] == ["Thu lại số 1"]
    lan = await met.learner("Lan")
    for token in (used, withdrawn, old[:-1] + ("A" if old[-1] != "A" else "B"), "quyen-", "quyen-" + "x" * 50):
        await lan.starts(token)
        assert VOID in words_of(lan.from_bot[-2])
        lan.sees("Chị Lan ơi")
    await lan.starts(old)
    lan.sees("Người xem ở Xã Suối Mây")
    await met.passes(days=7)
    await lan.taps("Tôi nhận")
    assert VOID in words_of(lan.from_bot[-2])
    await lan.starts(old)
    assert VOID in words_of(lan.from_bot[-2])
    assert len(await grants(met)) == 1
    assert "entrust.link_withdrawn" in await deeds(met)


async def test_two_who_open_the_same_link_do_not_both_get_the_role(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    token = await link_from(met, sen, await unit_id(met, COMMUNE), "viewer")
    both = [await met.learner("Lan"), await met.learner("Mận")]
    for talker in both:
        await talker.starts(token)
    for talker in both:
        talker.touches("Tôi nhận")
    await met.quiet()
    assert len(await grants(met)) == 1
    assert sum(any(VOID in words_of(message) for message in talker.from_bot) for talker in both) == 1
    met.is_well()


async def test_who_declines_gets_nothing_and_may_think_again(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    token = await link_from(met, sen, await unit_id(met, COMMUNE), "viewer")
    lan = await met.learner("Lan")
    await lan.starts(token)
    code = lan.codes[0]
    await lan.taps("Thôi, tôi không nhận")
    lan.sees("Chị Lan ơi")
    await lan.taps_code(code)
    assert "Nút này đã cũ" in lan.toast
    assert await grants(met) == []
    await lan.starts(token)
    await lan.taps("Tôi nhận")
    assert len(await grants(met)) == 1
    assert (await deeds(met))[1:] == ["entrust.declined", "entrust.accepted"]


async def test_a_role_held_already_leaves_the_link_for_somebody_else(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "viewer")
    token = await link_from(met, sen, commune, "viewer")
    await man.starts(token)
    await man.taps("Tôi nhận")
    assert "Quyền này chị đang có rồi" in words_of(man.from_bot[-2])
    lan = await met.learner("Lan")
    await lan.starts(token)
    await lan.taps("Tôi nhận")
    assert len(await grants(met)) == 2


async def test_an_offer_is_not_taken_by_its_number_alone(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    await link_from(met, sen, await unit_id(met, COMMUNE), "owner")
    lan = await met.learner("Lan")
    for code in ("yf:1", "yy:1", "yz:1"):
        await lan.taps_code(code)
        assert "Nút này đã cũ" in lan.toast
    assert await grants(met) == []


async def test_a_link_dies_with_the_right_of_who_gave_it(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "owner")
    token, other = await link_from(met, man, commune, "viewer"), await link_from(met, man, commune, "author")
    await sen.taps_code(f"yd:{await grant_of(met, 'Mận')}")
    lan = await met.learner("Lan")
    await lan.starts(token)
    assert VOID in words_of(lan.from_bot[-2])
    await man.types("/riengtu")
    await man.taps("Rời đi và xóa hết")
    await man.taps("Vâng, xóa hết")
    await lan.starts(other)
    assert VOID in words_of(lan.from_bot[-2])


async def test_an_owner_gives_roles_only_within_her_units(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune, other = await unit_id(met, COMMUNE), await unit_id(met, OTHER_COMMUNE)
    branch = await unit_id(met, "mau-suoi-may-hong")
    man = await entrusted(met, sen, "Mận", commune, "owner")
    await man.taps("Phân quyền")
    man.sees("Ai có quyền ở Xã Suối Mây", "Mận: Chủ quản")
    assert "◂ Chọn đơn vị khác" not in man.buttons
    await man.taps("Đơn vị bên dưới")
    assert len(man.buttons) == 9
    await man.taps("Xem thêm")
    await man.taps("Chi hội Thôn Sim")
    await man.taps("Giao quyền ở đây")
    await man.taps("Người xem")
    assert len(await met.rows(tables.role_link)) == 2
    top = await unit_id(met, "mau")
    for number in (other, top, 0, 9999):
        for code in (f"yu:{number}:0", f"yb:{number}:0", f"yg:{number}", f"yl:{number}:owner", f"yo:{number}"):
            if code != "yb:0:0":
                await man.taps_code(code)
                assert NOT_ALLOWED in man.toast, code
    await man.taps_code("yb:0:0")
    assert man.buttons == ["Xã Suối Mây", "◂ Quản trị"]
    await man.taps_code(f"yl:{commune}:queen")
    assert "Nút này đã cũ" in man.toast
    lan = await entrusted(met, sen, "Lan", commune, "organiser")
    for code in ("yr", f"yu:{commune}:0", f"yl:{branch}:viewer", f"yd:{await grant_of(met, 'Mận')}", "yn:0", "yx"):
        await lan.taps_code(code)
        assert NOT_ALLOWED in lan.toast, code
    assert len(await grants(met)) == 2
    met.is_well()


# Withdrawing it.


async def test_a_role_is_withdrawn_between_two_taps(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "owner")
    await man.taps("Phân quyền")
    await man.taps("Giao quyền ở đây")
    await sen.taps_code(f"yu:{commune}:0")
    await sen.taps("Mận · Chủ quản")
    sen.sees("Mận", "Chủ quản ở Xã Suối Mây, từ 23/11/2026", "Chị thu lại quyền này nhé?")
    assert sen.buttons == ["Thôi, giữ nguyên", "Thu lại quyền này"]
    await sen.taps("Thu lại quyền này")
    assert sen.toast == "Em đã thu lại quyền của chị Mận."
    sen.sees("Chưa ai được giao quyền riêng ở đây")
    links = await met.rows(tables.role_link)
    await man.taps("Người xem")
    assert NOT_ALLOWED in man.toast
    assert await met.rows(tables.role_link) == links
    man.sees("Chị đang sinh hoạt ở đâu?")
    await man.types("/quantri")
    man.sees(UNKNOWN_COMMAND)
    await met.passes(seconds=3)
    await sen.taps_code("yd:1")
    assert "Nút này đã cũ" in sen.toast
    assert (await deeds(met)).count("entrust.withdrawn") == 1
    met.is_well()


async def test_the_last_owner_of_the_whole_tree_is_withdrawn_by_the_settings_only(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", 0, "owner")
    lan = await entrusted(met, man, "Lan", 0, "owner")
    mo = await entrusted(met, man, "Mơ", commune, "owner")
    mans, lans = await grant_of(met, "Mận"), await grant_of(met, "Lan")
    await mo.taps_code(f"yd:{mans}")
    assert NOT_ALLOWED in mo.toast
    for talker, other in ((man, lans), (lan, mans)):
        talker.person.taps(talker.from_bot[-1]["message_id"], f"yd:{other}", stale=True)
    await met.quiet()
    held = {row["id"] for row in await grants(met) if row["withdrawn_at"] is None}
    assert len(held & {mans, lans}) == 1, "two owners who withdrew each other left nobody"
    last = (held & {mans, lans}).pop()
    await sen.taps_code(f"yd:{last}")
    assert "Em đã thu lại quyền" in sen.toast
    met.is_well()


async def test_she_gives_up_her_own_role_and_nobody_elses(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "owner")
    lan = await entrusted(met, sen, "Lan", commune, "viewer")
    for code in (f"yp:{await grant_of(met, 'Mận')}", f"yq:{await grant_of(met, 'Mận')}"):
        await lan.taps_code(code)
        assert "Nút này đã cũ" in lan.toast
        lan.sees("Chị phụ trách: Xã Suối Mây")
    await man.taps("Phân quyền")
    await man.taps("Mận · Chủ quản")
    man.sees("muốn nhận lại thì phải có người giao")
    await man.taps("Thôi, giữ nguyên")
    await man.taps("Chủ quản · Xã Suối Mây")
    man.sees("muốn nhận lại thì phải có người giao")
    await met.restarts()
    await man.taps("Tôi trả lại quyền")
    assert "trả quyền Chủ quản" in man.toast
    man.does_not_see("Quản trị")
    assert [row["withdrawn_at"] is None for row in await grants(met)] == [False, True]
    assert (await deeds(met))[-1] == "entrust.given_up"


async def test_many_who_hold_a_role_are_shown_a_page_at_a_time(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    await met.app.database.run(_seven_viewers, commune)
    await sen.taps_code(f"yu:{commune}:0")
    sen.sees("Mơ 1", "Mơ 5")
    sen.does_not_see("Mơ 6")
    await sen.taps("Xem thêm")
    sen.sees("Mơ 6", "Mơ 7")
    await sen.types("2")
    sen.sees("Mơ 7", "Chị thu lại quyền này nhé?")
    await sen.types("2")
    sen.sees("Mơ 1")
    assert sum(row["withdrawn_at"] is None for row in await grants(met)) == 6


def _seven_viewers(records: Records, unit: int) -> None:
    for number in range(1, 8):
        learner = records.learners.add(f"Mơ {number}", unit, MONDAY_EVENING)
        records.grants.give(learner.id, unit, AdminRole.VIEWER, None, MONDAY_EVENING)


# The audit.


async def test_the_audit_says_what_was_done_in_her_units_newest_first(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune, other = await unit_id(met, COMMUNE), await unit_id(met, OTHER_COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "owner")
    await entrusted(met, sen, "Lan", other, "viewer")
    await link_from(met, man, await unit_id(met, "mau-suoi-may-hong"), "author")
    await met.app.database.run(_note_unknown, commune)
    await man.taps("Quản trị")
    await man.taps("Nhật ký")
    assert man.screen.splitlines()[2:] == [
        "19:30 23/11/2026 · người đã rời đi", "future.deed count=3 done=True", "",
        "19:30 23/11/2026 · Mận", "tạo đường dẫn giao quyền Người soạn ở Chi hội Buôn Hồng", "",
        "19:30 23/11/2026 · Mận", "nhận quyền Chủ quản ở Xã Suối Mây, do Sen giao", "",
        "19:30 23/11/2026 · Sen", "tạo đường dẫn giao quyền Chủ quản ở Xã Suối Mây",
    ]  # fmt: skip
    man.does_not_see("Lan", "Đồi Chè")
    for _ in range(5):
        await link_from(met, man, commune, "viewer")
    await man.taps_code("yn:0")
    assert man.buttons == ["Cũ hơn ▸", "Tải về bảng Excel", "◂ Quản trị"]
    await man.taps("Cũ hơn")
    man.sees("Sen\ntạo đường dẫn giao quyền Chủ quản")
    assert "◂ Mới nhất" in man.buttons
    await man.taps("Mới nhất")
    man.does_not_see("· Sen")
    await sen.taps_code("yn:0")
    await sen.taps("Cũ hơn")
    sen.sees("Sen\ntạo đường dẫn giao quyền Người xem ở Xã Đồi Chè")


def _note_unknown(records: Records, unit: int) -> None:
    now = records.connection.execute(tables.audit.select()).first()
    assert now is not None
    records.audit.note("future.deed", None, "", now.at, unit_id=unit, count=3, done=True)


async def test_the_audit_is_handed_over_as_a_table(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    await entrusted(met, sen, "=Mận", await unit_id(met, COMMUNE), "viewer")
    await sen.taps_code("yx")
    message = sen.from_bot[-1]
    assert message["document"]["file_name"] == "nhat-ky-23-11-2026.xlsx"
    stored = met.world.files.get(message["document"]["file_id"])
    assert stored is not None
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stored.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1] == ["Lúc", "Người làm", "Việc", "Đơn vị"]
    assert rows[2][1:] == ["=Mận", "nhận quyền Người xem ở Xã Suối Mây, do Sen giao", "Xã Suối Mây"]
    assert len(rows) == 4
    assert (await deeds(met))[-1] == "journal.exported"


# Her data, and leaving.


async def test_her_file_tells_her_roles_and_deeds_and_leaving_withdraws_them(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    man = await entrusted(met, sen, "Mận", commune, "owner")
    await entrusted(met, man, "Lan", commune, "viewer")
    await man.taps_code(f"yd:{await grant_of(met, 'Lan')}")
    text = await data_of(met, man)
    for expected in (
        "- Chủ quản ở Xã Suối Mây, từ 19:30 23/11/2026",
        "- 19:30 23/11/2026: tạo đường dẫn giao quyền Người xem ở Xã Suối Mây",
        "- 19:30 23/11/2026: thu lại quyền Người xem của Lan ở Xã Suối Mây",
    ):
        assert expected in text
    await man.taps("Rời đi và xóa hết")
    await man.taps("Vâng, xóa hết")
    assert await met.traces(str(man.person.id), "Mận") == set()
    assert [row["role"] for row in await grants(met)] == ["viewer"]
    assert len(await deeds(met)) == 5
    await sen.taps_code("yn:0")
    sen.sees("người đã rời đi\nthu lại quyền Người xem của Lan", "do Sen giao")
    await man.types("/quantri")
    man.sees("Em giữ:")
    met.is_well()


# What Telegram shows.


async def test_the_command_menu_shows_quantri_only_to_those_who_hold_a_role(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    lan = await met.learner("Lan")
    man = await entrusted(met, sen, "Mận", await unit_id(met, COMMUNE), "viewer")
    await met.passes(seconds=20)
    assert "quantri" in menu_of(met, sen)
    assert "quantri" in menu_of(met, man)
    assert "hoc" in menu_of(met, man)
    assert "quantri" not in menu_of(met, lan)
    told = len(met.world.requests.accepted("setMyCommands", "deleteMyCommands"))
    await met.passes(seconds=20)
    assert len(met.world.requests.accepted("setMyCommands", "deleteMyCommands")) == told > 2
    await sen.taps_code(f"yd:{await grant_of(met, 'Mận')}")
    await met.restarts()
    await met.passes(seconds=20)
    assert "quantri" not in menu_of(met, man)
    assert "hoc" in menu_of(met, man)
    await met.restarts(())
    await met.passes(seconds=20)
    assert "quantri" not in menu_of(met, sen)
    met.is_well()


async def test_the_menu_goes_with_her_when_she_leaves(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    man = await entrusted(met, sen, "Mận", await unit_id(met, COMMUNE), "viewer")
    await met.passes(seconds=20)
    assert "quantri" in menu_of(met, man)
    await man.types("/riengtu")
    await man.taps("Rời đi và xóa hết")
    await man.taps("Vâng, xóa hết")
    assert "quantri" not in menu_of(met, man)
    await met.passes(seconds=20)
    assert await met.traces(str(man.person.id)) == set()


async def test_a_menu_that_could_not_be_told_is_told_later(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    man = await entrusted(met, sen, "Mận", await unit_id(met, COMMUNE), "viewer")
    man.person.blocks()
    await met.quiet()
    await met.passes(seconds=20)
    assert "quantri" not in menu_of(met, man)
    assert [row[0] for row in await met.rows(tables.shown_menu)] == [f"telegram:{sen.person.id}"]
    man.person.unblocks()
    await met.quiet()
    await man.types("/quantri")
    await met.passes(seconds=20)
    assert "quantri" in menu_of(met, man)


async def test_what_telegram_cannot_be_told_now_is_told_in_a_later_round(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    asked = []

    async def not_now(chat_id: str, menu: OwnMenu | None) -> MenuTold:
        asked.append((chat_id, menu))
        return MenuTold.NOT_NOW

    assert await tell_menus(replace(met.app._shift, set_menu=not_now)) == 0
    assert asked == [(f"telegram:{sen.person.id}", OwnMenu("vi", is_organiser=True))]
    assert await met.rows(tables.shown_menu) == []
    await met.restarts()
    await met.passes(seconds=20)
    assert "quantri" in menu_of(met, sen)


async def test_who_left_while_telegram_was_being_told_keeps_no_menu(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    told = []

    async def while_she_leaves(chat_id: str, menu: OwnMenu | None) -> MenuTold:
        if menu is not None:
            await sen.types("/riengtu")
            await sen.taps("Rời đi và xóa hết")
            await sen.taps("Vâng, xóa hết")
        told.append(menu is not None)
        return MenuTold.DONE

    await tell_menus(replace(met.app._shift, set_menu=while_she_leaves))
    assert told == [True, False]
    assert await met.traces(str(sen.person.id)) == set()
