"""When a broadcast goes, and who has to agree: hours, weeks, a second organiser, what is urgent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest_asyncio

from bot.domain.broadcast import BroadcastState
from bot.domain.managing import AdminRole
from bot.services import broadcasting as services
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Talker, words_of
from tests.conversations.broadcasts_school import Union, union

HELLO = "Mời chị em họp lúc 19 giờ thứ Sáu."


@pytest_asyncio.fixture
async def hoi(database_url: str) -> AsyncIterator[Union]:
    """The Union of a commune."""
    async with union(database_url) as together:
        yield together


def got(talker: Talker) -> int:
    """How often the words came."""
    return [words_of(each) for each in talker.from_bot].count(HELLO)


async def stages(hoi: Union) -> list[str]:
    """The states of all broadcasts."""
    column = tables.broadcast.columns.keys().index("state")
    return [row[column] for row in await hoi.met.rows(tables.broadcast)]


async def is_urgent(hoi: Union, author: Talker) -> None:
    """Come as far as asking for agreement, by making it urgent."""
    await hoi.checks(author)
    await author.taps("Tin khẩn: không")
    author.sees("Tin khẩn: gửi cả giờ nghỉ", "Cần thêm một người phụ trách đồng ý")
    await author.taps("Gửi ngay")


async def test_an_urgent_one_waits_for_a_second_organiser_who_sees_the_same(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    hue = await hoi.organiser("Huệ")
    (lan,) = await hoi.learners("Lan")
    await is_urgent(hoi, sen)
    sen.sees("Đang chờ người thứ hai đồng ý", "Em đã nhắn 1 người phụ trách")
    await hoi.post.runs()
    hue.sees("Sen xin chị đồng ý gửi tin ở trên", "3 chị")
    assert words_of(hue.from_bot[-2]) == HELLO
    assert got(lan) == 0
    await hue.taps("Tôi đồng ý gửi")
    hue.sees("Cảm ơn chị")
    await hoi.post.runs()
    assert got(lan) == 1
    assert any("Huệ đã đồng ý" in words_of(each) for each in sen.from_bot)
    columns = tables.delivery.columns.keys()
    rows = [row for row in await hoi.met.rows(tables.delivery) if row[columns.index("kind")] == "broadcast"]
    assert {(row[columns.index("is_urgent")], row[columns.index("counts")]) for row in rows} == {(True, False)}
    hoi.met.is_well()


async def test_who_does_not_agree_says_why_and_it_is_a_draft_again(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    hue = await hoi.organiser("Huệ")
    await is_urgent(hoi, sen)
    await hoi.post.runs()
    await hue.taps("Tôi chưa đồng ý")
    hue.sees("vì sao chưa đồng ý")
    await hoi.met.restarts()
    await hue.types("Sai ngày họp, chị sửa giúp.")
    hue.sees("Tin chưa gửi cho ai")
    await hoi.post.runs()
    sen.sees("«Sai ngày họp, chị sửa giúp.»", "bản nháp")
    await sen.taps("Xem thông báo")
    sen.sees("Xem lại trước khi gửi", "Sai ngày họp")
    assert await stages(hoi) == ["draft"]
    await hue.taps("Tôi đồng ý gửi")
    assert "nút này" in hue.toast.lower()
    assert await stages(hoi) == ["draft"]


async def test_nobody_agrees_to_her_own_and_a_viewer_never(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    hue = await hoi.organiser("Huệ")
    tim = await hoi.organiser("Tím", role=AdminRole.VIEWER)
    await is_urgent(hoi, sen)
    for talker in (sen, tim):
        await talker.taps_code("bf:1")
        assert "quyền" in talker.toast
        assert await stages(hoi) == ["awaiting"]
    await hue.taps_code("bf:1")
    assert await stages(hoi) == ["running"]


async def test_urgency_is_the_owners_alone_and_without_another_it_is_not_sent(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.checks(sen)
    assert not [label for label in sen.buttons if "Tin khẩn" in label]
    await sen.taps_code("bv:1:urgent")
    assert "quyền" in sen.toast
    await hoi.withdraws_from(sen)
    mo = await hoi.organiser("Mơ", role=AdminRole.OWNER, key="mau-suoi-may-buoi")
    await hoi.checks(mo)
    await mo.taps("Tin khẩn: không")
    mo.sees("chưa có ai khác")
    assert "📤 Gửi ngay" not in mo.buttons
    await mo.taps_code("bg:2")
    assert mo.toast == "Tin này chưa gửi được, chị xem lại giúp em."
    assert await stages(hoi) == ["draft", "draft"]


def _submit_to_many(records: Records, hoi: Union, most_alone: int) -> BroadcastState:
    frame = hoi.frame()
    frame = replace(frame, house=replace(frame.house, broadcast_agreement=most_alone))
    draft = records.broadcasts.get(1)
    assert draft is not None
    assert services.submit(records, draft, frame.now, frame)
    found = records.broadcasts.get(1)
    assert found is not None
    return found.state


async def test_more_people_than_one_may_write_to_alone_need_a_second(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.organiser("Huệ")
    await hoi.checks(sen)
    assert await hoi.met.app.database.run(_submit_to_many, hoi, 1) is BroadcastState.AWAITING


async def test_exactly_so_many_need_nobody(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.organiser("Huệ")
    await hoi.checks(sen)
    assert await hoi.met.app.database.run(_submit_to_many, hoi, 2) is BroadcastState.RUNNING


async def test_an_hour_is_chosen_typed_and_kept_through_a_restart(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    await sen.taps("Hẹn giờ")
    assert "Tối nay, 19:30" not in sen.buttons
    await sen.taps("Ngày giờ khác")
    await sen.types("hôm nào cũng được")
    sen.sees("Em chưa đọc được ngày giờ")
    await sen.types("24/11 22h15")
    sen.sees("Đã hẹn gửi lúc 22:15 24/11/2026", "Đang giờ nghỉ: em bắt đầu gửi lúc 07:00 25/11/2026")
    await hoi.met.restarts()
    await hoi.met.passes(hours=26)
    await hoi.post.runs()
    assert got(lan) == 0
    await hoi.met.passes(hours=1)
    await hoi.post.runs()
    assert (got(lan), await stages(hoi)) == (0, ["running"])
    await hoi.met.passes(hours=8, minutes=30)
    await hoi.post.runs()
    assert (got(lan), await stages(hoi)) == (1, ["done"])


async def test_what_is_scheduled_can_be_changed_and_is_sent_as_it_is_then(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    await sen.taps("Hẹn giờ")
    await sen.taps("Sáng mai")
    await sen.taps("Sửa, về bản nháp")
    sen.sees("Xem lại trước khi gửi")
    await hoi.met.passes(hours=14)
    await hoi.post.runs()
    assert got(lan) == 0
    assert await stages(hoi) == ["draft"]


async def test_it_comes_every_week_until_she_stops_it_and_never_twice_after_an_outage(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    await sen.taps("Mỗi tuần: không")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    assert (got(lan), await stages(hoi)) == (1, ["done", "scheduled"])
    await hoi.met.passes(days=7)
    await hoi.post.runs()
    assert (got(lan), await stages(hoi)) == (2, ["done", "done", "scheduled"])
    await hoi.met.passes(days=30)
    await hoi.post.runs()
    assert got(lan) == 3
    await sen.taps("Xem thông báo")
    sen.sees("Tuần sau em gửi lại")
    await sen.taps("Thôi lặp lại mỗi tuần")
    await hoi.met.passes(days=14)
    await hoi.post.runs()
    assert got(lan) == 3
    assert (await stages(hoi))[-1] == "cancelled"


async def test_words_to_an_organiser_come_at_once_though_a_digest_has_just_come(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER, gets_digest=True)
    hue = await hoi.organiser("Huệ", gets_digest=True)
    await hoi.met.passes()
    for talker in (sen, hue):
        talker.sees("Chào buổi sáng")
    await is_urgent(hoi, sen)
    await hoi.met.passes()
    hue.sees("Sen xin chị đồng ý gửi tin ở trên")
    await hue.taps("Tôi chưa đồng ý")
    await hue.types("Sai ngày họp.")
    await hoi.met.passes()
    sen.sees("«Sai ngày họp.»")
    hoi.met.is_well()


async def test_at_night_a_second_organiser_is_asked_and_what_is_urgent_goes(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    hue = await hoi.organiser("Huệ")
    (lan,) = await hoi.learners("Lan")
    await hoi.met.passes(hours=3)
    await is_urgent(hoi, sen)
    await hoi.met.passes()
    hue.sees("Sen xin chị đồng ý gửi tin ở trên")
    await hue.taps("Tôi đồng ý gửi")
    await hoi.met.passes()
    assert got(lan) == 1
    hoi.met.is_well()


async def test_in_quiet_hours_she_is_told_when_it_really_goes(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.met.passes(hours=3)
    await hoi.checks(sen)
    sen.sees("Đang giờ nghỉ: em bắt đầu gửi lúc 07:00 24/11/2026")


async def test_who_may_agree_finds_again_what_waits_for_her_and_nobody_else_does(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    hue = await hoi.organiser("Huệ")
    mo = await hoi.organiser("Mơ", key="mau-suoi-may-buoi")
    await is_urgent(hoi, sen)
    await hoi.post.runs()
    for other in (sen, mo):
        await other.types("/quantri")
        assert "đồng ý" not in words_of(other.from_bot[-1])
        await other.taps("Thông báo")
        assert "Chờ chị đồng ý" not in words_of(other.from_bot[-1])
    await mo.taps_code("0e:1")
    assert "quyền" in mo.toast
    await hue.types("/quantri")
    hue.sees("Đang chờ chị", "1 thông báo chờ chị đồng ý")
    await hue.taps("Thông báo")
    hue.sees("Chờ chị đồng ý", "1. Sen soạn")
    await hue.taps("1. 🤝")
    hue.sees("Sen xin chị đồng ý gửi tin ở trên", "3 chị")
    assert words_of(hue.from_bot[-2]) == HELLO
    await hue.taps("Về danh sách thông báo")
    await hue.taps("1. 🤝")
    await hue.taps("Tôi đồng ý gửi")
    hue.sees("Cảm ơn chị")
    await hue.types("/quantri")
    await hue.taps("Thông báo")
    assert "Chờ chị đồng ý" not in words_of(hue.from_bot[-1])
    hoi.met.is_well()


async def test_by_night_its_author_is_told_that_the_others_hear_of_it_in_the_morning(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    hue = await hoi.organiser("Huệ")
    await hoi.met.passes(hours=3)
    await hoi.checks(sen)
    assert await hoi.met.app.database.run(_submit_to_many, hoi, 1) is BroadcastState.AWAITING
    await sen.taps_code("bs:1")
    sen.sees("sáng ra em nhắn")
    await hoi.post.runs()
    assert not any("xin chị đồng ý" in words_of(each) for each in hue.from_bot)
    await hoi.met.passes(hours=9)
    await hoi.post.runs()
    assert any("xin chị đồng ý" in words_of(each) for each in hue.from_bot)
    await sen.taps_code("bs:1")
    assert "sáng ra" not in words_of(sen.from_bot[-1])
