"""The wire: many requests in flight at once, and every kind of broken answer told apart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.app import IN_FLIGHT
from bot.telegram.transport import AiohttpRequest, NotSentError
from tests.promises.wired import free_port

TOKEN = f"{123456}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
PAGE = "<html><body>502 Bad Gateway</body></html>"


@asynccontextmanager
async def telegram(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """A server that answers every call so; its address."""
    app = web.Application()
    app.router.add_route("*", "/{call:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(address: str) -> AsyncIterator[Bot]:
    """PTB's bot over our transport."""
    request = AiohttpRequest(IN_FLIGHT)
    await request.initialize()
    try:
        yield Bot(TOKEN, base_url=address, request=request)
    finally:
        await request.shutdown()


async def failure_of(bot: Bot) -> TelegramError:
    """What a call ends in."""
    with pytest.raises(TelegramError) as failure:
        await bot.do_api_request("sendMessage", api_kwargs={"chat_id": 1, "text": "chào"})
    return failure.value


async def test_as_many_requests_as_allowed_are_in_flight_together() -> None:
    """A server that takes its time: every round of answers is held until all of them are there."""
    inside, most, rounds = 0, 0, 0
    full = asyncio.Event()

    async def held(_request: web.Request) -> web.Response:
        nonlocal inside, most, rounds
        inside += 1
        most = max(most, inside)
        if inside == IN_FLIGHT:
            rounds += 1
            full.set()
        await full.wait()
        inside -= 1
        if inside == 0:
            full.clear()
        return web.json_response({"ok": True, "result": True})

    async with telegram(held) as address, bot_at(address) as bot, asyncio.timeout(30):
        calls = [bot.do_api_request("sendMessage", api_kwargs={"chat_id": n}) for n in range(4 * IN_FLIGHT)]
        assert await asyncio.gather(*calls) == [True] * len(calls)
    assert most == IN_FLIGHT >= 200
    assert rounds >= 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}', NetworkError),
        (502, PAGE, NetworkError),
        (200, PAGE, NetworkError),
        (200, "", NetworkError),
        (200, "[]", NetworkError),
        (200, '{"ok":true}', NetworkError),
        (404, PAGE, NetworkError),
        (403, PAGE, NetworkError),
        (401, "", NetworkError),
        (400, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}', BadRequest),
        (403, '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', Forbidden),
        (409, '{"ok":false,"error_code":409,"description":"Conflict: terminated"}', Conflict),
        (401, '{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (429, '{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}', RetryAfter),
        (429, '{"ok":false,"error_code":429,"description":"Too Many Requests"}', NetworkError),
    ],
)
async def test_an_answer_is_what_telegram_means_by_it_or_a_broken_network(
    status: int, body: str, kind: type[TelegramError]
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    async with telegram(answer) as address, bot_at(address) as bot:
        failure = await failure_of(bot)
    assert isinstance(failure, kind)
    # A bad request is a network error to PTB; what is none of Telegram's must not look like one.
    assert isinstance(failure, BadRequest) is (kind is BadRequest)


async def test_a_file_keeps_its_name_whatever_letters_it_has() -> None:
    name = 'Danh sách "xã" 50%.xlsx'
    forms: list[bytes] = []

    async def answer(request: web.Request) -> web.Response:
        forms.append(await request.read())
        return web.Response(status=500, text='{"ok":false,"error_code":500,"description":"x"}')

    async with telegram(answer) as address, bot_at(address) as bot:
        with pytest.raises(NetworkError):
            await bot.send_document(1, InputFile(b"x", filename=name))
    (form,) = forms
    # As a browser sends a form: the letters themselves, only the quotation mark written otherwise.
    assert 'filename="Danh sách \\"xã\\" 50%.xlsx"'.encode() in form


async def test_nobody_listening_means_that_nothing_was_sent() -> None:
    async with bot_at(f"http://127.0.0.1:{free_port()}/bot") as bot:
        failure = await failure_of(bot)
    assert isinstance(failure, NotSentError)
    assert TOKEN not in str(failure)


async def test_no_answer_in_time_and_a_broken_connection_are_doubtful() -> None:
    is_over = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        await is_over.wait()
        return web.Response()

    async def broken(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with telegram(never) as address, bot_at(address) as bot:
        with pytest.raises(TimedOut):
            await bot.do_api_request("sendMessage", api_kwargs={"chat_id": 1}, read_timeout=0.05)
        is_over.set()
    async with telegram(broken) as address, bot_at(address) as bot:
        failure = await failure_of(bot)
    assert type(failure) is NetworkError
    assert TOKEN not in str(failure)
