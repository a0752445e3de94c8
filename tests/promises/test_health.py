"""Health and metrics: well, ill and why, in numbers and without a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp

from tests.chatting import Meeting
from tests.promises.wired import Onlooker, comes_true, echo, posted_to, stage

MINUTES_3 = timedelta(minutes=3)


async def ask(met: Meeting, path: str) -> tuple[int, str]:
    """What the machine that watches sees."""
    assert met.app.health is not None
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"http://127.0.0.1:{met.app.health.port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_all_is_well(met: Meeting) -> None:
    await met.learner()
    assert await ask(met, "/health") == (200, '{"status": "ok"}')


async def test_a_database_that_is_away_is_ill_and_well_again(database_url: str, onlooker: Onlooker) -> None:
    async with stage(database_url, answer=echo) as met:
        with onlooker.away():
            status, body = await ask(met, "/health")
            assert status == 503
            assert '"database"' in body
        assert (await ask(met, "/health"))[0] == 200


async def test_polling_that_gets_no_answer_is_ill(here: Meeting) -> None:
    here.clock.move(MINUTES_3)
    status, body = await ask(here, "/health")
    assert (status, '"polling": "last answered 180 s ago"' in body) == (503, True)
    lan = here.person("Lan")
    await lan.starts()
    assert (await ask(here, "/health"))[0] == 200


async def test_polling_that_ended_is_ill(here: Meeting) -> None:
    here.world.token = "1:void"
    here.person("Lan").person.starts()
    polling: Any = here.app._polling
    await comes_true(polling.done)
    assert (await ask(here, "/health"))[0] == 503


async def test_without_polling_nothing_is_said_of_it(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, **posted_to()) as met:
        met.clock.move(MINUTES_3)
        assert (await ask(met, "/health"))[0] == 200


async def test_metrics_count_and_name_nobody(here: Meeting) -> None:
    lan = here.person("Mận", "Hoa Nắng", phone="+84000111222")
    await lan.joins()
    await lan.types("chồng em tên Tèo")
    status, body = await ask(here, "/metrics")
    assert status == 200
    lines = dict(line.rsplit(" ", 1) for line in body.splitlines() if not line.startswith("#"))
    assert float(lines["chihoi_updates_received_total"]) == float(lines["chihoi_updates_done_total"]) == 6
    assert float(lines["chihoi_replies_shown_total"]) >= 6
    assert float(lines["chihoi_last_poll_timestamp_seconds"]) == here.clock.now().timestamp()
    names = ("Mận", "Hoa Nắng", "Tèo", "84000111222", str(lan.person.id), here.world.token, "Bưởi")
    assert not any(name in body for name in names)
