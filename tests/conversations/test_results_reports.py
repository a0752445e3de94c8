"""An organiser looks at results: her units, nobody else's, and nothing that tells of one person."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from bot.domain.managing import AdminRole
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, words_of
from tests.conversations.results_school import entrust, entrusted, file_of, goes_through, joins, people

COMMUNE, BRANCH, OTHER = "mau-suoi-may", "mau-suoi-may-mit", "mau-doi-che"


def _populate(records: Records, met: Meeting) -> None:
    """Seven in one branch, three and two in others, nine in another commune; six of the seven passed a course."""
    now, courses = met.clock.now(), met.library.courses
    taught = met.library.modules()
    every = {module.id: True for module in courses[0].modules}
    people(records, BRANCH, 6, now - timedelta(days=8), every, taught)
    people(records, BRANCH, 1, now, {courses[0].modules[0].id: False}, taught)
    people(records, "mau-suoi-may-hong", 3, now, every, taught)
    people(records, "mau-suoi-may-tre", 2, now, {}, taught)
    people(records, "mau-doi-che-lua", 9, now, every, taught)


async def populated(met: Meeting) -> None:
    await met.app.database.run(_populate, met)


def _unit(records: Records, key: str) -> int:
    unit = records.units.by_key(key)
    assert unit is not None
    return unit.id


async def number_of(met: Meeting, key: str) -> int:
    return await met.app.database.run(_unit, key)


async def test_an_organiser_sees_her_commune_at_a_glance(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    await sen.taps("Kết quả")
    # Seven, and three, two and Sen herself as one lump; six passed, and the three are too few to be told.
    sen.sees("Xã Suối Mây", "Đã vào học: 13", "Nơi dưới 5")
    assert sen.toast.startswith("Em đang tổng hợp")
    first = met.library.courses[0].title
    assert f"{first}\nbắt đầu 7 · làm hết 6 · đạt 6" in sen.screen
    assert len(sen.screen.splitlines()) <= 25
    met.is_well()


async def test_she_goes_down_to_a_branch_and_up_again(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    await sen.taps("Kết quả")
    await sen.taps("Xem từng đơn vị")
    sen.sees("Xã Suối Mây", "Chị bấm số")
    assert len(sen.screen.splitlines()) <= 25
    while "Chi hội Thôn Mít" not in sen.screen:
        await sen.taps("Trang sau")
    sen.sees("Chi hội Thôn Mít: 7 vào học", "bắt đầu 7 · làm hết 6 · đạt 6")
    line = next(line for line in sen.screen.splitlines() if "Thôn Mít" in line)
    await sen.types(line.partition(".")[0])
    sen.sees("Chi hội Thôn Mít", "Đã vào học: 7")
    await sen.taps("‹ Xã Suối Mây")
    sen.sees("Đã vào học: 13")


async def test_a_branch_of_three_is_under_five_everywhere(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.taps_code(f"vr:{await number_of(met, 'mau-suoi-may-hong')}")
    sen.sees("Đã vào học: dưới\u00a05", "Khóa nào cũng mới có dưới 5 chị em học.")
    sen.does_not_see(": 3", "đầu 3")


async def test_another_course_and_the_next_page_stay_where_she_is(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    second = met.library.courses[1]
    await sen.taps_code(f"vu:{await number_of(met, COMMUNE)}:0:{met.library.courses[0].id}")
    await sen.taps(second.title)
    sen.sees(f"Khóa: {second.title}")
    await sen.types("cái gì đây")
    sen.sees(f"Khóa: {second.title}", "Chi hội")
    await sen.taps_code(f"vu:{await number_of(met, COMMUNE)}:99:khong-co")
    assert "đã cũ" in sen.toast


@pytest.mark.parametrize("action", ["vr", "vt", "vp", "vx", "vn"])
async def test_a_forged_unit_is_refused(met: Meeting, action: str) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    before = len(sen.from_bot)
    for number in (0, await number_of(met, OTHER), await number_of(met, "mau-doi-che-lua"), 999_999, 2**63 - 1):
        await sen.taps_code(f"{action}:{number}")
        assert "quyền" in sen.toast, number
        sen.does_not_see("Đã vào học", "Xã Đồi Chè")
    assert len(sen.from_bot) <= before + 5
    assert not [message for message in sen.from_bot if "document" in message or "photo" in message]
    met.is_well()


async def test_a_learner_and_an_author_see_no_results_of_others(met: Meeting) -> None:
    await populated(met)
    lan = await met.learner("Lan")
    author = await entrusted(met, "Sim", COMMUNE, AdminRole.AUTHOR)
    for talker in (lan, author):
        for code in ("vb", f"vr:{await number_of(met, BRANCH)}", f"vn:{await number_of(met, BRANCH)}"):
            await talker.taps_code(code)
            assert "quyền" in talker.toast
            talker.does_not_see("Đã vào học")


@pytest.mark.parametrize("role", [AdminRole.VIEWER, AdminRole.OWNER, AdminRole.ORGANISER])
async def test_who_may_see_results_sees_them_at_once_and_no_more_once_it_is_withdrawn(
    met: Meeting, role: AdminRole
) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE, role)
    await sen.taps_code("vb")
    sen.sees("Đã vào học: 13")
    await met.app.database.run(_withdraw_all, met)
    await sen.taps("8 tuần qua")
    assert "quyền" in sen.toast
    sen.does_not_see("vào học ·")


def _withdraw_all(records: Records, met: Meeting) -> None:
    for number in range(1, 9):
        records.grants.withdraw(number, met.clock.now())


async def test_who_has_several_units_chooses_and_the_whole_tree_is_one(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", BRANCH)
    await entrusted_also(met, "Sen", OTHER)
    await sen.taps_code("vb")
    assert sen.buttons[:2] == ["Chi hội Thôn Mít", "Xã Đồi Chè"]
    await sen.taps("Xã Đồi Chè")
    sen.sees("Đã vào học: 9")
    owner = await entrusted(met, "Hồng", None, AdminRole.OWNER)
    await owner.taps_code("vb")
    owner.sees("Tất cả các đơn vị", "bắt đầu 16 · làm hết 15 · đạt 15")
    met.is_well()


async def entrusted_also(met: Meeting, name: str, key: str) -> None:
    await met.app.database.run(entrust, name, key, AdminRole.VIEWER, met.clock.now())


async def test_eight_weeks_are_shown_by_week(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", BRANCH)
    await sen.taps_code("vb")
    await sen.taps("8 tuần qua")
    modules = len(met.library.courses[0].modules)
    sen.sees("5/10 đến 11/10: dưới 5", f"9/11 đến 15/11: 6 · 6 · {6 * modules}", "23/11 đến 29/11: dưới 5")
    assert sum("đến" in line for line in sen.screen.splitlines()) == 8


async def test_a_picture_for_the_phone_comes_after_a_word(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.taps_code("vb")
    await sen.taps("Ảnh biểu đồ")
    waiting, picture = sen.from_bot[-2:]
    assert "Xong em gửi" in words_of(waiting)
    with Image.open(io.BytesIO(file_of(met, picture))) as shown:
        assert (shown.format, shown.width) == ("PNG", 1080)
        assert shown.height < 10_000 - shown.width
        assert shown.height / shown.width < 20
    assert sen.buttons == ["‹ Kết quả đơn vị"]
    met.is_well()


async def sheet_of(met: Meeting, code: str) -> bytes:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.taps_code(f"{code}:{await number_of(met, COMMUNE)}")
    met.is_well()
    return file_of(met, sen.from_bot[-1])


async def test_the_sheet_has_headings_filters_and_a_total_and_hides_the_few(met: Meeting) -> None:
    content = await sheet_of(met, "vx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Tổng hợp").to_python()
    headings = next(row for row in rows if row[0] == "Đơn vị")
    first = met.library.courses[0].title
    assert headings[:5] == ["Đơn vị", "Cấp", "Thuộc", "Đã vào học", f"{first}: bắt đầu"]
    by_name = {row[0]: row for row in rows}
    assert by_name["Chi hội Thôn Mít"][1:7] == ["Chi hội", "Xã Suối Mây", 7, 7, 6, 6]
    assert by_name["Chi hội Buôn Hồng"][3:7] == ["dưới 5"] * 4
    assert rows[-1][0] == "Cộng"
    assert rows[-1][3:7] == [13, 7, 6, 6]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet
    weeks = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("8 tuần").to_python()
    assert len([row for row in weeks if row[2] in ("dưới 5",) or isinstance(row[2], float | int)]) == 8


async def test_the_list_of_names_tells_what_was_passed_and_never_a_score_or_a_formula(met: Meeting) -> None:
    await met.app.database.run(_odd_name, met)
    content = await sheet_of(met, "vn")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    headings = next(row for row in rows if row[0] == "Họ tên")
    people_rows = rows[rows.index(headings) + 1 :]
    assert len(people_rows) == 14
    course = met.library.courses[0]
    assert headings[:6] == [
        "Họ tên", "Đơn vị", "Thuộc", "Ngày vào học", "Số bài đạt",
        f"{course.title} (số bài đạt trên {len(course.modules)})",
    ]  # fmt: skip
    by_name = {row[0]: row for row in people_rows}
    assert by_name["=HYPERLINK(1)"][1] == "Chi hội Thôn Mít"
    assert by_name["=HYPERLINK(1)"][4] == 0
    assert by_name[f"Chị {BRANCH} 5"][4:6] == [len(course.modules)] * 2
    assert not [row for row in people_rows if "doi-che" in str(row[0])]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<autoFilter" in sheet


def _odd_name(records: Records, met: Meeting) -> None:
    number = joins(records, "=HYPERLINK(1)", BRANCH, met.clock.now())
    module = met.library.courses[0].modules[0]
    goes_through(records, number, module, met.clock.now(), [module.questions[0].id], passes=False)


async def test_what_she_takes_away_is_in_the_audit_without_names(met: Meeting) -> None:
    await sheet_of(met, "vn")
    deeds = [row for row in await met.rows(tables.audit) if "names_taken" in row]
    assert len(deeds) == 1
    assert "Chị" not in str(deeds)


async def test_a_report_asked_for_before_a_crash_comes_after_it(met: Meeting) -> None:
    await populated(met)
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.taps_code("vb")
    sen.touches("Bảng Excel")
    await met.world.until(lambda: met.world.updates_pending == 0)
    await met.app.stop(is_killed=True)
    await met.restarts()
    assert "document" in sen.from_bot[-1]
    assert await met.rows(tables.outbox) == []
    met.is_well()
