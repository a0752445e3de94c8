"""Inviting: who is expected is known when she comes; links and posters; guessing is slowed and noticed."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.managing import AdminRole
from bot.services.inviting import MANY_WRONG, MOST_WRONG
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.roster_school import BUOI, MIT, imports, link_of, organiser, withdraw_all
from tests.conversations.test_privacy import data_of

WRONG = "khong-co-loi-moi-nay-{:02d}"


async def roster_row(met: Meeting, name: str) -> dict[str, object]:
    """The entry of that name."""
    columns = tables.roster_entry.columns.keys()
    return next(dict(zip(columns, row, strict=True)) for row in await met.rows(tables.roster_entry) if name in row)


async def a_link(huong: Talker, branch: str = BUOI) -> str:
    """Have a link made to a branch; its token."""
    await huong.types("/quantri")
    await huong.taps("Mời vào học")
    await huong.taps(branch)
    if "Mời vào chi hội này" in huong.buttons:
        await huong.taps("Mời vào chi hội này")
    await huong.taps("Lấy đường dẫn")
    return link_of(huong)


# Known again.


async def test_who_comes_by_the_link_and_is_called_so_is_asked_and_taps_less(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    token = await a_link(huong)
    man = met.person("Mận", "Nguyễn Thị")
    await man.starts(token)
    man.sees(BUOI)
    await man.taps("Tôi đồng ý")
    man.sees("Trong danh sách có Nguyễn Thị Mận, Chi hội trưởng. Có phải chị không?")
    await met.restarts()
    await man.types("ờ")
    man.sees("Có phải chị không?")
    await man.types("1")
    await man.taps("Bỏ qua")
    entry = await roster_row(met, "Nguyễn Thị Mận")
    assert entry["learner_id"] is not None
    assert entry["phone_key"] == ""
    await man.types("/caidat")
    man.sees("Nguyễn Thị Mận", "Chi hội trưởng")
    text = await data_of(met, man)
    assert f"Có tên trong danh sách của {BUOI}" in text
    assert f"Vào bằng đường dẫn mời của {BUOI}" in text
    met.is_well()


async def test_who_says_no_goes_on_as_anybody_and_stays_missing(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    man = met.person("nguyen thi", "man")
    await man.starts(await a_link(huong))
    await man.taps("Tôi đồng ý")
    await man.taps("Không phải tôi")
    man.sees("Ở Hội, chị đang làm việc gì?")
    await man.types("ờ")
    man.sees("Ở Hội, chị đang làm việc gì?")
    await man.taps("Hội viên")
    await man.taps("gọi khác" if any("gọi khác" in label for label in man.buttons) else man.buttons[1])
    await man.types("Nguyễn Thị Mận Khác")
    await man.taps("Bỏ qua")
    assert (await roster_row(met, "Nguyễn Thị Mận"))["learner_id"] is None


async def test_a_name_alone_opens_nothing_without_the_link(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    man = met.person("Nguyễn Thị", "Mận")
    await man.starts()
    await man.taps("Tôi đồng ý")
    await man.taps("Xã Suối Mây")
    await man.taps("Thôn Bưởi")
    await man.taps("không ở tổ nào")
    man.sees("Ở Hội, chị đang làm việc gì?")
    man.does_not_see("Có phải chị không?")


async def test_the_name_she_types_is_known_too(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    dao = met.person("Bông Hoa Nhỏ")
    await dao.starts(await a_link(huong))
    for label in ("Tôi đồng ý", "Chi hội phó"):
        await dao.taps(label)
    await dao.taps_code("na")
    await dao.types("trần thị đào")
    assert (await roster_row(met, "Trần Thị Đào"))["learner_id"] is not None


async def test_a_shared_number_is_known_wherever_she_came_from(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong, ("Nguyễn Thị Mận", MIT, "Chi hội trưởng", "0000 123 001"))
    man = met.person("Hoa", phone="+84000123001")
    await man.starts()
    await man.taps("Tôi đồng ý")
    await man.taps("Chưa thấy chi hội của tôi")
    for label in ("Hội viên", "Đúng rồi"):
        await man.taps(label)
    await man.shares_contact()
    assert (await roster_row(met, "Nguyễn Thị Mận"))["learner_id"] is not None
    await man.types("/caidat")
    man.sees(MIT, "Hội viên")


async def test_when_she_leaves_her_entry_and_her_coming_go(met: Meeting) -> None:
    huong = await organiser(met)
    await imports(huong)
    man = met.person("Nguyễn Thị", "Mận")
    await man.starts(await a_link(huong))
    for label in ("Tôi đồng ý", "Đúng là tôi", "Bỏ qua"):
        await man.taps(label)
    await man.types("/riengtu")
    await man.taps("Rời đi và xóa hết")
    await man.taps("xóa")
    assert not await met.traces("Nguyễn Thị Mận", str(man.person.id))
    assert len(await met.rows(tables.roster_entry)) == 2


# Links.


async def test_a_link_carries_128_random_bits_and_only_its_hash_is_kept(met: Meeting) -> None:
    huong = await organiser(met)
    token = await a_link(huong)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    assert {place for place in await met.traces(token) if place != "outbox.payload"} == set()
    assert any("Mời chị em Chi hội Thôn Bưởi vào học" in words_of(message) for message in huong.from_bot)


async def test_links_are_listed_with_who_came_by_each_and_can_be_withdrawn(met: Meeting) -> None:
    huong = await organiser(met)
    first = await a_link(huong, MIT)
    na, la = met.person("Na"), met.person("La")
    await na.joins(first)
    await la.starts(first)
    await huong.taps("Đường dẫn mời")
    huong.sees("1. Làm ngày 23/11/2026, dùng đến 22/5/2027: 2 người mở, 1 người đã vào học")
    await huong.taps("Thu hồi đường dẫn 1")
    huong.sees(f"Thu hồi 1 đường dẫn mời của {MIT}?", "1 người đã vào thì vẫn học bình thường")
    await huong.taps("Thu hồi 1 đường dẫn")
    huong.sees("Chưa có đường dẫn mời nào đang dùng")
    late = met.person("Sim")
    await late.starts(first)
    assert any("đã hết hạn hoặc không đúng" in words_of(message) for message in late.from_bot)


async def test_all_links_of_a_unit_are_replaced_by_a_new_one(met: Meeting) -> None:
    huong = await organiser(met)
    old = await a_link(huong, MIT)
    await met.passes(seconds=5)
    await huong.taps("Đường dẫn mời")
    await huong.taps("lấy đường dẫn mới")
    new = link_of(huong)
    assert new != old
    one, other = met.person("Na"), met.person("La")
    await one.starts(old)
    assert any("đã hết hạn hoặc không đúng" in words_of(message) for message in one.from_bot)
    await other.starts(new)
    other.sees(MIT)


async def test_a_link_expires(met: Meeting) -> None:
    huong = await organiser(met)
    token = await a_link(huong, MIT)
    await met.passes(days=181)
    na = met.person("Na")
    await na.starts(token)
    assert any("đã hết hạn" in words_of(message) for message in na.from_bot)
    assert await met.rows(tables.wrong_token) == [], "an expired link is no guess"


# Posters.


async def test_posters_for_all_branches_come_in_one_file(met: Meeting) -> None:
    huong = await organiser(met)
    await huong.types("/quantri")
    await huong.taps("Mời vào học")
    await huong.taps("In áp phích tất cả chi hội")
    huong.sees("8 tờ áp phích khổ A5 cho Xã Suối Mây")
    before = len(await met.rows(tables.invitation))
    await huong.taps("Làm 8 tờ")
    document = next(message["document"] for message in reversed(huong.from_bot) if "document" in message)
    assert document["file_name"] == "ap-phich-xa-suoi-may.pdf"
    stored = met.world.files.get(document["file_id"])
    assert stored is not None
    assert stored.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", stored.content)) == 8
    assert len(await met.rows(tables.invitation)) == before + 8
    met.is_well()


async def test_an_organiser_of_one_branch_prints_its_one_poster(met: Meeting) -> None:
    huong = await organiser(met, "mau-suoi-may-mit")
    await huong.types("/quantri")
    await huong.taps("Mời vào học")
    await huong.taps("Mời vào chi hội này")
    await huong.taps("In áp phích")
    huong.sees("1 tờ áp phích")


# Rights.


@pytest.mark.parametrize("code", ["xi:{}:0", "xj:{}", "xk:{}", "xl:{}", "xm:{}", "xn:{}:all", "xo:{}:all", "xp:{}"])
async def test_another_commune_is_not_hers(met: Meeting, code: str) -> None:
    huong = await organiser(met)
    number = next(row[0] for row in await met.rows(tables.unit) if "mau-doi-che-lua" in row)
    before = await met.rows(tables.invitation)
    await huong.taps_code(code.format(number))
    assert "người được giao quyền" in huong.toast or "Chi hội Thôn Mít" in huong.buttons
    assert await met.rows(tables.invitation) == before
    assert "Thôn Lúa" not in huong.screen


async def test_after_her_role_is_withdrawn_no_button_of_hers_works(met: Meeting) -> None:
    huong = await organiser(met)
    await a_link(huong, MIT)
    await withdraw_all(met)
    await met.passes(seconds=5)
    before = len(await met.rows(tables.invitation))
    await huong.taps("Đường dẫn mời")
    assert "người được giao quyền" in huong.toast
    assert len(await met.rows(tables.invitation)) == before


# Guessing.


async def test_after_five_wrong_links_a_chat_waits_and_is_told_kindly(met: Meeting) -> None:
    na = met.person("Na")
    for number in range(MOST_WRONG):
        await na.starts(WRONG.format(number))
        assert "đã hết hạn hoặc không đúng" in words_of(na.from_bot[-2])
    await na.starts(met.token)
    assert "Khoảng 60 phút nữa chị thử lại nhé" in words_of(na.from_bot[-2])
    na.does_not_see(BUOI)
    await met.passes(minutes=61)
    await na.starts(met.token)
    na.sees(BUOI)


async def test_leaving_does_not_begin_the_count_anew_and_a_day_ends_it(met: Meeting) -> None:
    na = met.person("Na")
    await na.joins()
    for number in range(MOST_WRONG):
        await na.starts(WRONG.format(number))
    await na.types("/riengtu")
    await na.taps("Rời đi và xóa hết")
    await na.taps("xóa")
    assert not await met.traces(str(na.person.id))
    await na.starts(met.token)
    assert any("tạm dừng nhận đường dẫn" in words_of(message) for message in na.from_bot)
    await met.passes(days=1, minutes=5)
    assert await met.rows(tables.wrong_token) == []


async def test_guessing_by_many_is_noticed(met: Meeting, caplog: pytest.LogCaptureFixture) -> None:
    huong = await organiser(met, None, AdminRole.OWNER)
    await met.app.database.run(_many_wrong, met)
    with caplog.at_level(logging.WARNING):
        await met.passes(minutes=5)
        await met.passes(minutes=5)
    assert any("somebody may be guessing" in record.message for record in caplog.records)
    deeds = [row for row in await met.rows(tables.audit) if "guessing.noticed" in row]
    assert len(deeds) == 1, "once an hour is enough"
    counted = met.app.metrics.registry.get_sample_value("chihoi_jobs_done_total", {"job": "wrong invitation tokens"})
    assert counted == 2 * MANY_WRONG
    await huong.types("/quantri")
    huong.sees(f"Một giờ qua có {MANY_WRONG} lần mở đường dẫn mời hay giao quyền không đúng")


def _many_wrong(records: Records, met: Meeting) -> None:
    for number in range(MANY_WRONG):
        records.invitations.note_wrong(f"{number:032d}", met.clock.now() - timedelta(minutes=number % 20))
    count = records.connection.execute(select(func.count()).select_from(tables.wrong_token)).scalar_one()
    assert count == MANY_WRONG
