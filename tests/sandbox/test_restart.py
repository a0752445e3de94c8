"""Killing the bot from the page and starting it anew: the world stays, and nothing is lost on the way."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.run import Sandbox, start_sandbox
from tests.chatting import CONTENT, Talker, settings_for
from tests.screenshots import meeting_in


@pytest.fixture
async def content(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
async def running(tmp_path: Path, content: Path) -> AsyncIterator[Sandbox]:
    sandbox = await start_sandbox(settings_for(f"sqlite:///{tmp_path}/chihoi.db", content), random.Random(7))
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def press_restart(client: aiohttp.ClientSession, running: Sandbox) -> tuple[int, Any]:
    async with client.post(f"{running.server.url}/play/restart", json={}) as answer:
        return answer.status, await answer.json()


async def to_the_quiz(running: Sandbox) -> Talker:
    meeting = meeting_in(running)
    lan = Talker(meeting, next(iter(running.world.people.values())))
    await lan.joins()
    await lan.taps(meeting.app.texts.plain("button.learn"))
    await lan.taps(meeting.app.texts.plain("button.begin"))
    while meeting.app.texts.plain("button.next") in lan.buttons:
        await lan.taps(meeting.app.texts.plain("button.next"))
    await lan.taps(meeting.app.texts.plain("button.to_quiz"))
    return lan


async def test_a_quiz_goes_on_after_the_bot_was_killed_in_the_middle(
    running: Sandbox, client: aiohttp.ClientSession
) -> None:
    lan = await to_the_quiz(running)
    await lan.answers(right=True)
    heard: list[bool] = []
    running.world.changes.listen(lambda event: heard.append(event["away"]) if event["type"] == "bot" else None)
    people, links, old = list(running.world.people), list(running.world.links), running.app
    # The tap is on its way to the bot when it dies.
    lan.touches("Câu tiếp theo")
    assert await press_restart(client, running) == (200, {"away": False})

    assert heard == [True, False]
    assert running.app is not old
    assert (list(running.world.people), running.world.links) == (people, links)
    lan.meeting.app = running.app
    await lan.meeting.quiet()
    assert lan.codes
    await lan.finishes_quiz()
    lan.sees("đúng")


async def test_two_fingers_on_the_button_restart_it_once(running: Sandbox, client: aiohttp.ClientSession) -> None:
    before = running.world.requests.count
    heard: list[Any] = []
    running.world.changes.listen(lambda event: heard.append(event) if event["type"] == "bot" else None)
    await asyncio.gather(press_restart(client, running), press_restart(client, running))
    assert [event["away"] for event in heard] == [True, False]
    assert running.world.requests.count > before


async def test_content_with_an_error_keeps_the_bot_away_until_it_is_mended(
    running: Sandbox, client: aiohttp.ClientSession, content: Path
) -> None:
    good = (content / "emergency.yaml").read_text(encoding="utf-8")
    (content / "emergency.yaml").write_text("- number: [", encoding="utf-8")
    status, told = await press_restart(client, running)
    assert status == 409
    assert "nội dung đang có lỗi" in told["error"]
    async with client.get(f"{running.server.url}/play/state") as answer:
        assert (await answer.json())["bot"]["away"] is True
    async with client.post(f"{running.server.url}/play/clock", json={"seconds": 60}) as answer:
        assert answer.status == 200

    (content / "emergency.yaml").write_text(good, encoding="utf-8")
    assert await press_restart(client, running) == (200, {"away": False})
    lan = Talker(meeting_in(running), next(iter(running.world.people.values())))
    await lan.joins()
    assert lan.buttons
