"""The local Bot API over HTTP, for any client that can be told another address than Telegram's.

It listens on the loopback only. How a call is encoded (query, form, multipart, JSON) is settled here, as is what a
lost answer looks like on the wire; what a call means is not.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aiohttp import web

from bot.sandbox.api import NOT_FOUND, UNAUTHORIZED, BotApi
from bot.sandbox.files import MAX_UPLOAD
from bot.sandbox.play import Play, guard
from bot.sandbox.webhook import WebhookPosts
from bot.sandbox.wire import Answer, Json, NoAnswerError, RefusedError, UploadedFile, bad_request

if TYPE_CHECKING:
    from bot.sandbox.world import World

_ROOM_FOR_FIELDS = 1024 * 1024
_TOO_LARGE = RefusedError(413, "Request Entity Too Large").answer()
_GOODBYE_SECONDS = 0.2


async def _nothing() -> None:
    """Nobody listens to the clock."""


class BotApiServer:
    """The Bot API, its files, the webhook's posts and the play API at one address of this machine."""

    def __init__(
        self,
        world: World,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        allows_loopback_webhook: bool = False,
        on_clock_moved: Callable[[], Awaitable[None]] = _nothing,
        on_restart: Callable[[], Awaitable[None]] | None = None,
        timezone: str = "Asia/Ho_Chi_Minh",
    ) -> None:
        if not _is_loopback(host):
            raise ValueError(f"the sandbox listens on this machine only, not on {host}")
        self.world = world
        self.api = BotApi(world, allows_loopback_webhook=allows_loopback_webhook)
        self._host, self._port = host, port
        self._posts = WebhookPosts(world, self.api.call)
        self._posting: asyncio.Task[None] | None = None
        app = web.Application(client_max_size=MAX_UPLOAD + _ROOM_FOR_FIELDS, middlewares=[guard])
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._downloaded)
        Play(world, on_clock_moved, on_restart, timezone).add_routes(app.router)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=_GOODBYE_SECONDS)

    @property
    def url(self) -> str:
        """The address, without a slash at the end; known once the server runs."""
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def is_posting(self) -> bool:
        """Whether an update is on its way to the webhook at this moment."""
        return self._posts.is_busy

    async def start(self) -> None:
        """Begin to listen and to post to the webhook."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._posting = asyncio.get_running_loop().create_task(self._posts.run())

    async def stop(self) -> None:
        """Stop both; polls that wait are cut off."""
        if self._posting is not None:
            self._posting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._posting
            self._posting = None
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _called(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _response(UNAUTHORIZED)
        try:
            fields, files = await _decoded(request)
            answer = await self.api.call(request.match_info["method"], fields, files)
        except RefusedError as refusal:
            answer = refusal.answer()
        except web.HTTPRequestEntityTooLarge:
            answer = _TOO_LARGE
        except NoAnswerError as silence:
            if silence.how == "timeout":
                await asyncio.sleep(silence.seconds)
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return _response(answer)

    async def _downloaded(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _response(UNAUTHORIZED)
        stored = self.world.files.at(request.match_info["path"])
        if stored is None:
            return _response(NOT_FOUND)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _response(answer: Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.content, headers=answer.headers)


async def _decoded(request: web.Request) -> tuple[Json, dict[str, UploadedFile]]:
    """The fields and files of a call, whichever way they are encoded; the query counts too."""
    fields: Json = dict(request.query)
    files: dict[str, UploadedFile] = {}
    if request.content_type == "application/json":
        body = await request.read()
        try:
            given = json.loads(body) if body else {}
        except ValueError:
            raise bad_request("can't parse JSON") from None
        if not isinstance(given, dict):
            raise bad_request("expected an Object")
        return fields | given, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as opened:
                files[name] = UploadedFile(value.filename, opened.read(), value.content_type)
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return fields, files


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
