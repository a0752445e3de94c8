"""A long read: on one snapshot, changing nothing, while everybody else goes on writing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.domain.unit import Level
from bot.storage.database import Database, DatabaseUnavailableError
from bot.storage.opening import open_database
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    yield opened
    await opened.close()


def _put(records: Records, key: str) -> None:
    records.units.put(key, None, Level.PROVINCE, key, MONDAY_EVENING)


def _count(records: Records) -> int:
    return records.units.count()


async def test_a_read_sees_what_was_committed(database: Database) -> None:
    await database.run(_put, "a")
    assert await database.read(_count) == 1


async def test_writing_goes_on_during_a_read_that_keeps_its_snapshot(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(records: Records) -> tuple[int, int]:
        before = _count(records)
        begun.set()
        assert may_end.wait(20)
        return before, _count(records)

    reading = asyncio.ensure_future(database.read(slow))
    await asyncio.to_thread(begun.wait, 20)
    for key in ("a", "b", "c"):
        await database.run(_put, key)
    async with asyncio.timeout(5):
        # The log is left alone while somebody reads, instead of waiting with the only connection that writes.
        await database.forget_traces()
        assert await database.run(_count) == 3
    may_end.set()
    assert await reading == (0, 0)
    assert await database.read(_count) == 3


async def test_a_read_cannot_change_anything(database: Database) -> None:
    with pytest.raises(DatabaseUnavailableError):
        await database.read(_put, "a")
    assert await database.run(_count) == 0
    assert await database.read(_count) == 0


async def test_an_error_of_the_work_is_its_own_and_the_next_read_goes_on(database: Database) -> None:
    def fails(_records: Records) -> None:
        raise LookupError("own")

    with pytest.raises(LookupError, match="own"):
        await database.read(fails)
    assert await database.read(_count) == 0


async def test_after_the_end_nothing_is_read(database: Database) -> None:
    await database.close()
    with pytest.raises(DatabaseUnavailableError):
        await database.read(_count)
