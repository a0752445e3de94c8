"""An organiser sends a broadcast, from the first word to taking it back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.chatting import words_of
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
    await sen.taps("Xem thông báo")
    sen.sees("Đã gửi xong", "3 chị", "Đã nhận: 3")
    hoi.met.is_well()
