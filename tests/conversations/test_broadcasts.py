"""An organiser sends a broadcast, from the first word to taking it back."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from bot.domain.broadcast import BroadcastState
from bot.services import broadcasting as services
from bot.services.broadcasting import Frame
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING, Talker, words_of
from tests.conversations.broadcasts_school import Union, union

HELLO = "Mời chị em họp lúc 19 giờ thứ Sáu."


@pytest_asyncio.fixture
async def hoi(database_url: str) -> AsyncIterator[Union]:
    """The Union of a commune."""
    async with union(database_url) as together:
        yield together


async def test_she_writes_looks_and_sends_and_everybody_gets_it(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    assert words_of(sen.from_bot[-2]) == HELLO
    sen.sees("Xem lại trước khi gửi", "3 chị", "Xã Suối Mây", "Chi hội Thôn Bưởi: 3", "vài giây")
    await sen.taps("Gửi ngay")
    sen.sees("Đang gửi", "0/3 chị")
    await hoi.post.runs()
    assert lan.screen == man.screen == HELLO
    assert await hoi.states() == {"sent": 3}
    sen.sees("Thông báo của chị đã gửi xong")
    progress = next(each for each in sen.from_bot if "Đã nhận: 3" in words_of(each))
    assert progress["message_id"] < sen.from_bot[-1]["message_id"]
    await sen.taps("Xem thông báo")
    sen.sees("Đã gửi xong", "3 chị", "Đã nhận: 3")
    hoi.met.is_well()


async def test_fifty_taps_make_one_broadcast(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    message, code = sen.from_bot[-1]["message_id"], next(code for code in sen.codes if code.startswith("bg:"))
    for second in range(50):
        hoi.met.world.advance(timedelta(seconds=second % 3))
        sen.person.taps(message, code, stale=True)
    await hoi.met.quiet()
    await hoi.post.runs()
    assert [words_of(each) for each in lan.from_bot].count(HELLO) == 1
    assert len(await hoi.met.rows(tables.broadcast)) == 1
    assert await hoi.states() == {"sent": 2}
    hoi.met.is_well()


async def test_submitting_at_once_from_many_sides_begins_it_once(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    results = await asyncio.gather(*(hoi.met.app.database.run(_submits, hoi.frame()) for _ in range(50)))
    assert results.count(True) == 1
    assert await hoi.states() == {"pending": 3}


def _submits(records: Records, frame: Frame) -> bool:
    draft = records.broadcasts.get(1)
    assert draft is not None
    return draft.state is BroadcastState.DRAFT and services.submit(records, draft, frame.now, frame)


async def test_a_progress_message_is_edited_in_place_and_can_pause_and_go_on(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    count = len(sen.from_bot)
    await hoi.post.sends(1)
    await hoi.met.passes(seconds=6)
    progress = sen.messages[-2] if words_of(sen.messages[-1]) == HELLO else sen.messages[-1]
    assert "1/3 chị" in words_of(progress)
    assert len(sen.from_bot) == count + 1
    await sen.taps("Tạm dừng")
    assert "Phần còn lại em giữ" in "".join(words_of(each) for each in sen.from_bot)
    await hoi.met.restarts()
    await hoi.post.runs()
    assert await hoi.states() == {"sent": 1, "pending": 2}
    assert HELLO not in words_of(lan.from_bot[-1]) + words_of(man.from_bot[-1])
    await sen.taps("Gửi tiếp")
    await hoi.post.runs()
    assert await hoi.states() == {"sent": 3}
    hoi.met.is_well()


async def test_breaking_off_keeps_what_was_sent_and_sends_no_more(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.sends(1)
    await sen.taps("Bỏ phần chưa gửi")
    sen_said = " ".join(words_of(each) for each in sen.from_bot)
    assert "Ai đã nhận thì vẫn giữ tin" in sen_said
    await sen.taps("Vâng, bỏ đi")
    await hoi.post.runs()
    assert await hoi.states() == {"sent": 1, "cancelled": 2}


async def test_the_button_opens_the_module_and_only_how_many_tapped_is_told(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    module = hoi.met.library.courses[0].modules[0]
    await sen.taps("Nút mở bài")
    await sen.taps(hoi.met.library.courses[0].title)
    await sen.taps(module.title)
    assert sen.from_bot[-2]["reply_markup"]["inline_keyboard"][0][0]["text"] == f"📘 {module.title}"
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    (code,) = lan.codes
    await man.taps_code(code, man.from_bot[-1]["message_id"])
    assert "nút này" in man.toast.lower()
    await lan.taps("📘")
    lan.sees(module.title)
    await lan.taps_code(code)
    await sen.taps("Xem thông báo")
    sen.sees("Bấm nút mở bài: 1")
    sen.does_not_see("Lan", "Mận")
    hoi.met.is_well()


async def test_who_blocked_is_told_beforehand_and_listed_afterwards_with_why(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    lan.person.blocks()
    await hoi.met.quiet()
    await hoi.checks(sen)
    sen.sees("1 chị đã chặn em")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    assert await hoi.states() == {"sent": 2, "failed": 1}
    await sen.taps("Xem thông báo")
    sen.sees("Đã nhận: 2", "Đã chặn em: 1")
    await sen.taps("Danh sách chưa nhận")
    stored = hoi.met.world.files.get(sen.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    rows = CalamineWorkbook.from_filelike(io.BytesIO(stored.content)).get_sheet_by_index(0).to_python()
    assert rows[-1] == ["Lan", "Chi hội Thôn Bưởi, Xã Suối Mây, Tỉnh Hoa Nắng (mẫu)", "Đã chặn bot"]
    assert man.screen == HELLO
    assert len(rows) == 3


async def test_once_more_goes_only_to_those_whom_it_did_not_reach(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    lan.person.blocks()
    await hoi.met.quiet()
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    lan.person.starts()
    await hoi.met.quiet()
    await sen.taps("Xem thông báo")
    await sen.taps("Gửi lại cho 1 chị chưa nhận")
    await hoi.post.runs()
    assert [words_of(each) for each in lan.from_bot].count(HELLO) == 1
    assert [words_of(each) for each in man.from_bot].count(HELLO) == 1
    assert await hoi.states() == {"sent": 3}


async def test_taking_it_back_deletes_it_from_every_phone_and_says_where_it_could_not(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    await sen.taps("Xem thông báo")
    await hoi.met.app.database.run(_was_sent_long_ago, 3)
    await sen.taps("Thu hồi tin")
    sen.sees("48 giờ")
    await sen.taps("Vâng, thu hồi")
    await hoi.met.restarts()
    await hoi.post.runs()
    assert HELLO not in [words_of(each) for each in lan.messages]
    assert HELLO in [words_of(each) for each in man.messages]
    await sen.types("/quantri")
    await sen.taps("Thông báo")
    await sen.taps("1.")
    sen.sees("Đã thu hồi: 2. Không thu hồi được: 1. Còn đang làm: 0.")
    assert "↩️ Thu hồi tin" not in sen.buttons
    hoi.met.is_well()


def _was_sent_long_ago(records: Records, learner_id: int) -> None:
    hers = tables.delivery.c.learner_id == learner_id
    at = MONDAY_EVENING - timedelta(hours=49)
    records.connection.execute(update(tables.delivery).where(hers).values(sent_at=at))


async def test_after_two_days_nothing_is_taken_back(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    await sen.taps("Xem thông báo")
    code = next(code for code in sen.codes if "take_back" in code).replace("ask_take_back", "take_back")
    await hoi.met.passes(hours=49)
    await sen.taps_code(code)
    assert sen.toast == "Việc này không còn làm được nữa."
    kinds = {row[1] for row in await hoi.met.rows(tables.delivery)}
    assert kinds - {"reminder"} == {"broadcast", "broadcast_note"}


async def test_too_many_failures_pause_it_and_its_author_is_told(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.sends(1)
    now = hoi.met.clock.now()
    assert await hoi.met.app.database.run(services.pause_for_failures, 1, now)
    assert not await hoi.met.app.database.run(services.pause_for_failures, 1, now)
    await hoi.post.runs()
    sen.sees("Em đã tạm dừng, vì nhiều tin không gửi được", "1/3 chị")
    await sen.taps("Xem thông báo")
    await sen.taps("Gửi tiếp")
    await hoi.post.runs()
    assert await hoi.states() == {"sent": 3}


async def test_every_deed_is_in_the_audit(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.checks(sen)
    await sen.taps("Gửi thử cho tôi")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    deed = tables.audit.columns.keys().index("deed")
    deeds = [row[deed] for row in await hoi.met.rows(tables.audit)]
    assert deeds == ["announce.test", "announce.start", "announce.send"]
    detail = tables.audit.columns.keys().index("detail")
    assert HELLO not in str([row[detail] for row in await hoi.met.rows(tables.audit)])


async def test_a_withdrawn_right_is_gone_with_the_next_tap_and_stops_what_was_scheduled(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    await sen.taps("Hẹn giờ")
    await sen.taps("Sáng mai")
    sen.sees("Đã hẹn gửi lúc 08:00 24/11/2026", "Đến giờ em tự gửi")
    await hoi.withdraws_from(sen)
    await sen.taps("Sửa, về bản nháp")
    assert "quyền" in sen.toast
    await hoi.met.passes(hours=13)
    await hoi.post.runs()
    assert HELLO not in [words_of(each) for each in lan.from_bot]
    assert await hoi.states() == {}
    sen.sees("không còn quyền gửi")


async def test_leaving_takes_her_broadcasts_with_her_and_her_file_names_them_before(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    await lan.types("/riengtu")
    await lan.taps("Xem dữ liệu của tôi")
    assert "Thông báo 1, lúc 19:30 23/11/2026" in file_of(hoi, lan)
    await sen.types("/riengtu")
    await sen.taps("Xem dữ liệu của tôi")
    assert HELLO in file_of(hoi, sen)
    await sen.types("/riengtu")
    await sen.taps("Rời đi và xóa hết")
    await sen.taps("Vâng, xóa hết")
    assert await hoi.met.rows(tables.broadcast) == []
    assert await hoi.met.traces(HELLO) == set()


def file_of(hoi: Union, talker: Talker) -> str:
    """The text file she was handed last."""
    stored = hoi.met.world.files.get(talker.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    return stored.content.decode("utf-8-sig")
