"""A Bot API that only counts and answers quickly, as a process of its own: it refuses nothing and keeps no chat.

It tells the crowd, over a line of its own, what came when; it polls and posts updates as Telegram does.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import sys
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import msgspec
from aiohttp import web

from tests.bench.frames import Delay, Framed, Order, Push, Seen

BATCH = 100
CALLS_AT_ONCE = 40
"""Posts in flight to a webhook; Telegram's default, too."""
NUMBERS = re.compile(rb'(?:^|&|name=")(chat_id|message_id|offset|limit)(?:=|"[^\n]*\r\n\r\n)(\d+)')
TAP = re.compile(rb"(?:^|&)callback_query_id=([^&]+)")
WORDS = "Chị đã trả lời đúng. Luật bình đẳng giới nói rõ: nam, nữ có vị trí, vai trò ngang nhau. " * 4
ME = {"id": 123456, "is_bot": True, "first_name": "Chị Hội", "username": "do_thu_bot"}
PICTURES = ("sendPhoto", "editMessageMedia")
PHOTO = [{"file_id": "AgAC", "file_unique_id": "AQAD", "width": 800, "height": 600, "file_size": 40_000}]


class Button(msgspec.Struct):
    callback_data: str = ""
    request_contact: bool = False


class Markup(msgspec.Struct):
    inline_keyboard: list[list[Button]] = []
    keyboard: list[list[Button]] = []


class Call(msgspec.Struct):
    """The fields that the fake looks at; the rest of a request is passed over."""

    chat_id: int = 0
    message_id: int = 0
    callback_query_id: str = ""
    offset: int = 0
    limit: int = BATCH
    url: str = ""
    secret_token: str = ""
    reply_markup: Markup | None = None


decode_call = msgspec.json.Decoder(Call).decode


def read_call(kind: str, body: bytes) -> Call:
    """The call in a request's body, whichever of the three forms it has."""
    if kind == "application/json":
        return decode_call(body)
    numbers = {name: int(value) for name, value in NUMBERS.findall(body)}
    tap = TAP.search(body)
    return Call(
        chat_id=numbers.get(b"chat_id", 0),
        message_id=numbers.get(b"message_id", 0),
        callback_query_id=tap[1].decode() if tap else "",
        offset=numbers.get(b"offset", 0),
        limit=numbers.get(b"limit", BATCH),
    )


def seen_of(method: str, at: float, call: Call, message: int) -> Seen:
    """What the crowd is told of a call."""
    codes, asks = None, False
    if call.reply_markup is not None:
        codes = [one.callback_data for row in call.reply_markup.inline_keyboard for one in row if one.callback_data]
        asks = any(key.request_contact for row in call.reply_markup.keyboard for key in row)
    return Seen(method, at, call.chat_id, message, call.callback_query_id, codes, asks)


class FakeBotApi:
    """One bot's worth of Bot API."""

    def __init__(self) -> None:
        self.line: Framed[Order] | None = None
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._arrived = asyncio.Event()
        self._post = asyncio.Semaphore(0)
        self._posters: list[asyncio.Task[None]] = []
        self._delay = 0.0
        self._seen: list[Seen] = []
        self._message_ids = itertools.count(1000)

    def order(self, order: Order) -> None:
        """Do what the crowd says."""
        if isinstance(order, Delay):
            self._delay = order.seconds
            return
        self._waiting.extend(order.updates)
        if self._posters:
            for _ in order.updates:
                self._post.release()
        else:
            self._arrived.set()

    def _tell(self, seen: Seen) -> None:
        """Tell the crowd, all calls of one turn of the loop together."""
        if not self._seen:
            asyncio.get_running_loop().call_soon(self._flush)
        self._seen.append(seen)

    def _flush(self) -> None:
        if self.line is not None:
            self.line.write(self._seen)
        self._seen.clear()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call."""
        at = monotonic()
        method = request.path.rpartition("/")[2]
        call = read_call(request.content_type, await request.read())
        if method == "getUpdates":
            return await self._updates(call, at)
        message = call.message_id or (next(self._message_ids) if method.startswith("send") else 0)
        self._tell(seen_of(method, at, call, message))
        if method == "setWebhook":
            self._start_posting(call)
        if self._delay:
            await asyncio.sleep(self._delay)
        return answered(result_of(method, call.chat_id, message))

    async def _updates(self, call: Call, at: float) -> web.StreamResponse:
        self._tell(Seen("getUpdates", at))
        while self._waiting and self._waiting[0][0] < call.offset:
            self._waiting.popleft()
        if not self._waiting:
            self._arrived.clear()
            try:
                async with asyncio.timeout(10):
                    await self._arrived.wait()
            except TimeoutError:
                return answered(b"[]")
        if self._delay:
            await asyncio.sleep(self._delay)
        batch = itertools.islice(self._waiting, call.limit)
        return answered(b"[" + b",".join(update for _, update in batch) + b"]")

    def _start_posting(self, call: Call) -> None:
        if not self._posters:
            loop = asyncio.get_running_loop()
            self._posters = [loop.create_task(self._keep_posting(call)) for _ in range(CALLS_AT_ONCE)]

    async def _keep_posting(self, call: Call) -> None:
        """Post updates to the webhook over one kept connection, one after the other."""
        place = urlsplit(call.url)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        head = (
            f"POST {place.path or '/'} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {call.secret_token}\r\nContent-Length: "
        ).encode()
        while True:
            await self._post.acquire()
            _, update = self._waiting.popleft()
            if self._delay:
                await asyncio.sleep(self._delay)
            writer.write(head + b"%d\r\n\r\n" % len(update) + update)
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"the webhook answered {answer[:40]!r}")


def answered(result: bytes) -> web.Response:
    """A call that went well."""
    return web.Response(body=b'{"ok":true,"result":' + result + b"}", content_type="application/json")


def result_of(method: str, chat: int, message: int) -> bytes:
    """What a real server would answer, in the size of a real answer."""
    if method == "getMe":
        return msgspec.json.encode(ME)
    if not message:
        return b"true"
    template = PICTURE_MESSAGE if method in PICTURES else TEXT_MESSAGE
    return template % (message, chat)


def _template(**content: Any) -> bytes:
    """A message with places for its number and its chat."""
    chat = {"id": -2, "first_name": "Mận", "type": "private"}
    keyboard = [[{"text": "Câu tiếp theo", "callback_data": "nq:1"}], [{"text": "Trang chính", "callback_data": "ho"}]]
    fields = {"message_id": -1, "from": ME, "chat": chat, "date": 1_780_000_000} | content
    whole = msgspec.json.encode(fields | {"reply_markup": {"inline_keyboard": keyboard}})
    return whole.replace(b"%", b"%%").replace(b":-1,", b":%d,").replace(b":-2,", b":%d,")


TEXT_MESSAGE = _template(text=WORDS)
PICTURE_MESSAGE = _template(caption=WORDS, photo=PHOTO)


async def serve() -> None:
    """Serve until the line to the crowd is cut; say the two ports on standard output first."""
    api = FakeBotApi()
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    runner = web.ServerRunner(web.Server(api.answer, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    line = await loop.create_server(lambda: CrowdsLine(api, ended.set), "127.0.0.1", 0)
    ports = {"port": runner.addresses[0][1], "line": line.sockets[0].getsockname()[1]}
    sys.stdout.write(json.dumps(ports) + "\n")
    sys.stdout.flush()
    await ended.wait()


class CrowdsLine(Framed[Order]):
    """The server's end of the line; when it is cut, the server has no more to do."""

    def __init__(self, api: FakeBotApi, ended: Callable[[], None]) -> None:
        super().__init__(Push | Delay, api.order, self._set)
        self._api = api
        self._ended = ended

    def _set(self, _line: Framed[Order]) -> None:
        self._api.line = self

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended()


if __name__ == "__main__":
    asyncio.run(serve())
