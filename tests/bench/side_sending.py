"""Sends as fast as one way of sending allows, a fixed number in flight, and says how many a second it came to.

Ways: ``project`` (its transport and caller), ``stock`` (python-telegram-bot as it comes), ``bare`` (aiohttp alone).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic, process_time

import aiohttp
import msgspec
from telegram import Bot
from telegram.constants import ParseMode

from bot.clock import SystemClock
from bot.telegram.calling import Caller
from bot.telegram.transport import AiohttpRequest
from tests.bench.exchange import TEXT
from tests.bench.people import FIRST_ID

IN_FLIGHT = 256
Send = Callable[[int], Awaitable[object]]


@asynccontextmanager
async def project(base_url: str, token: str) -> AsyncIterator[Send]:
    """The project's way."""
    bot = Bot(token, f"{base_url}/bot", request=AiohttpRequest(IN_FLIGHT), get_updates_request=AiohttpRequest(1))
    async with bot:
        caller = Caller(bot, SystemClock())
        yield lambda chat: caller.call("sendMessage", {"chat_id": chat, "text": TEXT, "parse_mode": "HTML"})


@asynccontextmanager
async def stock(base_url: str, token: str) -> AsyncIterator[Send]:
    """The library's way; only the patience of its pool is raised, because it would refuse most of the load."""
    from telegram.request import HTTPXRequest

    patient = HTTPXRequest(connection_pool_size=IN_FLIGHT, pool_timeout=60, read_timeout=60, connect_timeout=60)
    async with Bot(token, f"{base_url}/bot", request=patient) as bot:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode=ParseMode.HTML)


@asynccontextmanager
async def bare(base_url: str, token: str) -> AsyncIterator[Send]:
    """What aiohttp alone can do."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:
        address = f"{base_url}/bot{token}/sendMessage"

        async def send(chat: int) -> object:
            body = msgspec.json.encode({"chat_id": chat, "text": TEXT, "parse_mode": "HTML"})
            payload = aiohttp.BytesPayload(body, content_type="application/json")
            async with session.post(address, data=payload) as response:
                return msgspec.json.decode(await response.read())

        yield send


WAYS = {"project": project, "stock": stock, "bare": bare}


async def main(way: str, base_url: str, token: str, warm: str, seconds: str) -> None:
    """Send for the warming and the counted seconds; say the rate on standard output."""
    begin = monotonic() + float(warm)
    end = begin + float(seconds)
    counted = 0
    used: list[float] = []
    # Processor time at the first answer after the beginning and after the end.

    async def keep_sending(send: Send, number: int) -> None:
        nonlocal counted
        while (now := monotonic()) < end:
            await send(FIRST_ID + number)
            now = monotonic()
            counted += begin <= now < end
            if len(used) < 2 and now >= (begin, end)[len(used)]:
                used.append(process_time())

    async with WAYS[way](base_url, token) as send, asyncio.TaskGroup() as group:
        for number in range(IN_FLIGHT):
            group.create_task(keep_sending(send, number))
    cpu = (used[1] - used[0]) / max(counted, 1)
    sys.stdout.write(json.dumps({"per_second": counted / (end - begin), "cpu_us": cpu * 1e6}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:6]))
