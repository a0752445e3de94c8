"""The webhook: who knows the secret is taken in, everybody else is turned away, and nothing is promised unkept."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.errors import SettingsError
from bot.storage.tables import inbox
from tests.chatting import Meeting
from tests.promises.wired import (
    SECRET,
    Onlooker,
    comes_true,
    echo,
    logging_to_a_string,
    posted_to,
    restart,
    stage,
    watching,
)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "date": 0, "chat": {"id": 9, "type": "private"}, "text": "a"}}


@asynccontextmanager
async def poster(met: Meeting) -> AsyncIterator[Any]:
    """Something that posts to the webhook and tells the status."""
    async with aiohttp.ClientSession() as client:

        async def post(body: object, headers: dict[str, str], path: str = "/hook") -> int:
            assert met.app.health is not None
            url = f"http://127.0.0.1:{met.app.health.port}{path}"
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            async with client.post(url, data=data, headers=headers) as response:
                return response.status

        yield post


async def test_only_who_knows_the_secret_gets_in(sqlite_url: str) -> None:
    with watching(sqlite_url) as onlooker:
        async with stage(sqlite_url, answer=echo, **posted_to()) as met, poster(met) as post:
            for headers in ({}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}, {HEADER: SECRET[:-1]}):
                assert await post(UPDATE, headers) == 401
            assert await post(UPDATE, {HEADER: SECRET}, "/other") == 404
            assert onlooker.rows(inbox) == []
            assert await post(UPDATE, {HEADER: SECRET}) == 200
            assert len(onlooker.rows(inbox)) == 1
            assert await post(UPDATE, {HEADER: SECRET}) == 200
            assert len(onlooker.rows(inbox)) == 1


async def test_a_secret_in_strange_letters_is_wrong_and_written_nowhere(sqlite_url: str) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        async with stage(sqlite_url, answer=echo, **posted_to()) as met:
            assert met.app.health is not None
            for line in (b"\xff\xfe bi mat", b"bi\x00mat"):
                reader, writer = await asyncio.open_connection("127.0.0.1", met.app.health.port)
                head = b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n"
                writer.write(head + HEADER.encode() + b": " + line + b"\r\n\r\n{}")
                status = int((await reader.readline()).split()[1])
                assert status in (400, 401)
                writer.close()
    assert "mat" not in log.getvalue()


async def test_what_is_no_update_is_a_bad_request(sqlite_url: str) -> None:
    numbers = (b'"x"', b"1e400", b"null", b"-1", b"99999999999999999999", b"true", b"[]")
    bodies = (b"", b"garbage", b"\xff\xfe", b"[]", b"{}", b"7", *(b'{"update_id":%b}' % each for each in numbers))
    async with stage(sqlite_url, answer=echo, **posted_to()) as met, poster(met) as post:
        for body in bodies:
            assert await post(body, {HEADER: SECRET}) == 400, body


async def test_while_the_database_is_away_telegram_keeps_the_update_and_posts_it_again(
    database_url: str, onlooker: Onlooker
) -> None:
    async with stage(database_url, answer=echo, **posted_to()) as met:
        lan = met.person("Lan")
        with onlooker.away():
            lan.person.says("chào")
            await met.world.until(lambda: met.world.webhook.last_error)
            assert met.world.webhook.last_error == "Wrong response from the webhook: 503 Service Unavailable"
            assert met.world.updates_pending == 1
            await comes_true(lambda: not met.server.is_posting)
        await met.passes(seconds=5)
        lan.sees("chào")
        assert len(lan.from_bot) == 1


async def test_the_webhook_is_set_with_its_secret_on_start_and_taken_away_for_polling(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, **posted_to()) as met:
        hook = met.world.webhook
        assert (hook.url, hook.secret) == (met.app.settings.webhook_url, SECRET)
        assert met.world.updates.asked_for == {"message", "edited_message", "callback_query", "my_chat_member"}
        lan = met.person("Lan")
        await lan.types("qua webhook")
        met.app.settings = stripped(met)
        await restart(met, echo)
        assert met.world.webhook.url == ""
        await lan.types("hỏi lấy")
        assert [message["text"] for message in lan.from_bot] == ["qua webhook", "hỏi lấy"]


def stripped(met: Meeting) -> Any:
    """The settings of a bot that polls."""

    return replace(met.app.settings, webhook_url=None, webhook_secret=None)


async def test_what_waited_for_polling_is_posted(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, starts=False, **posted_to()) as met:
        lan = met.person("Lan")
        lan.person.says("từ trước")
        await met.app.start()
        await met.quiet()
        lan.sees("từ trước")


async def test_an_address_that_telegram_refuses_stops_the_start_with_its_word(sqlite_url: str) -> None:
    with pytest.raises(SettingsError, match="an https url must be provided"):
        async with stage(sqlite_url, webhook_url="http://hoi.vn/hook", webhook_secret=SECRET):
            pass


async def test_telegram_away_while_the_webhook_is_set_is_waited_for(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, starts=False, **posted_to()) as met:
        met.world.faults.add("500", times=20, method="setWebhook")
        await met.app.start()
        assert met.world.webhook.url == met.app.settings.webhook_url
