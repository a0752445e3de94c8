"""Who asked for peace gets no broadcast that can wait, and its author is told before and afterwards."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest_asyncio
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from bot.domain.managing import AdminRole
from bot.storage.records import Records
from bot.storage.tables import reminder_plan
from tests.chatting import Talker, words_of
from tests.conversations.broadcasts_school import Union, union

HELLO = "Mời chị em họp lúc 19 giờ thứ Sáu."
WEEK, FOR_GOOD = "Nghỉ nhắc một tuần", "Thôi nhắc hẳn"


@pytest_asyncio.fixture
async def hoi(database_url: str) -> AsyncIterator[Union]:
    """The Union of a commune."""
    async with union(database_url) as together:
        yield together


async def rests(talker: Talker, how: str) -> None:
    """She asks for peace, in her settings."""
    await talker.types("/caidat")
    await talker.taps("Nhắc học")
    await talker.taps(how)
    talker.sees("của Hội em cũng không gửi chị, trừ tin khẩn")


def has(talker: Talker) -> bool:
    """Whether the broadcast is in her chat."""
    return HELLO in [words_of(each) for each in talker.from_bot]


async def test_who_asked_for_peace_is_left_out_told_beforehand_and_listed_with_why(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man, na = await hoi.learners("Lan", "Mận", "Na")
    await rests(lan, WEEK)
    await rests(man, FOR_GOOD)
    await hoi.checks(sen)
    sen.sees("4 chị", "🔕 2 chị đang xin nghỉ tin nhắn, em không gửi.")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    assert (has(lan), has(man), has(na)) == (False, False, True)
    assert await hoi.states() == {"sent": 2, "cancelled": 2}
    await sen.taps("Xem thông báo")
    sen.sees("4 chị", "Đã nhận: 2", "Đang xin nghỉ tin nhắn: 2")
    sen.does_not_see("Bỏ, không gửi", "Gửi lại cho")
    await sen.taps("Danh sách chưa nhận")
    stored = hoi.met.world.files.get(sen.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    rows = CalamineWorkbook.from_filelike(io.BytesIO(stored.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[2]) for row in rows[-2:]] == [(name, "Đang xin nghỉ tin nhắn") for name in ("Lan", "Mận")]
    hoi.met.is_well()


async def test_who_asks_for_peace_after_the_planning_is_left_out_too(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await hoi.checks(sen)
    await sen.taps("Gửi ngay")
    await hoi.post.sends(1)
    assert await hoi.states() == {"sent": 1, "pending": 2}
    await rests(man, FOR_GOOD)
    await hoi.post.runs()
    assert (has(lan), has(man)) == (True, False)
    assert await hoi.states() == {"sent": 2, "cancelled": 1}
    await sen.taps("Xem thông báo")
    sen.sees("Đã nhận: 2", "Đang xin nghỉ tin nhắn: 1")


async def test_what_is_urgent_reaches_her_all_the_same(hoi: Union) -> None:
    sen = await hoi.organiser("Sen", role=AdminRole.OWNER)
    sim = await hoi.organiser("Sim")
    (lan,) = await hoi.learners("Lan")
    await rests(lan, FOR_GOOD)
    await hoi.checks(sen)
    sen.sees("1 chị đang xin nghỉ")
    await sen.taps("Tin khẩn: không")
    sen.does_not_see("đang xin nghỉ tin nhắn, em không gửi")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    await sim.taps("Tôi đồng ý gửi")
    await hoi.post.runs()
    assert has(lan)


async def test_a_week_that_is_over_and_a_silence_she_did_not_ask_for_are_no_peace(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, man = await hoi.learners("Lan", "Mận")
    await rests(lan, WEEK)
    await hoi.met.passes(days=8)
    await hoi.met.app.database.run(_fell_silent)
    await hoi.checks(sen)
    sen.does_not_see("xin nghỉ")
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    assert (has(lan), has(man)) == (True, True)


def _fell_silent(records: Records) -> None:
    """Nobody answered four nudges: the ladder has come to its end."""
    records.connection.execute(update(reminder_plan).values(unanswered=4, next_at=None))
