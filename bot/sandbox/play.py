"""The play API behind the chat page: what the world looks like, and what its people do.

It is for the person who tries the bot out in a browser on this machine. A page from elsewhere is refused, and
nothing here is part of the Bot API.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox.faults import KINDS
from bot.sandbox.people import Person
from bot.sandbox.play_acts import PlayError, act, body_of
from bot.sandbox.wire import Json, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

Hook = Callable[[], Awaitable[None]]

PAGE = Path(__file__).parent / "page"
HEARTBEAT_SECONDS = 15.0
_LONGEST_LEAP = timedelta(days=366)
_SHOWN_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let only this machine's own page use what is not the Bot API, and tell errors in Vietnamese."""
    if request.path.startswith(("/bot", "/file/bot")):
        return await handler(request)
    origin = request.headers.get("Origin")
    if not _is_own_host(request.host) or (origin is not None and urlsplit(origin).netloc != request.host):
        return _told({"error": "Trang này chỉ dùng được trên chính máy này."}, 403)
    try:
        return await handler(request)
    except PlayError as error:
        return _told({"error": str(error)}, error.status)
    except web.HTTPRequestEntityTooLarge:
        return _told({"error": "Tệp quá lớn: Telegram chỉ nhận đến 50 MB."}, 413)
    except web.HTTPNotFound:
        return _told({"error": "Không có trang này."}, 404)
    except web.HTTPMethodNotAllowed:
        return _told({"error": "Trang này không nhận cách gọi đó."}, 405)


def _is_own_host(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in {"127.0.0.1", "localhost", "::1"}
    except ValueError:
        return False


class Play:
    """The handlers; ``on_clock_moved`` is awaited after the clock was moved, before the page hears that it was.

    ``on_restart`` kills the bot and returns once another runs; None where the bot is run by somebody else.
    """

    def __init__(self, world: World, on_clock_moved: Hook, on_restart: Hook | None, timezone: str) -> None:
        self._world = world
        self._on_clock_moved = on_clock_moved
        self._on_restart = on_restart
        self._zone = ZoneInfo(timezone)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Hang the play API and the page's files into the server."""
        router.add_get("/", self._index)
        router.add_get("/page/{name}", self._page_file)
        router.add_get("/play/state", self._state)
        router.add_get("/play/events", self._events)
        router.add_get("/play/file/{file_id}", self._file)
        router.add_post("/play/people", self._new_person)
        router.add_post("/play/people/{id}/{act}", self._act)
        router.add_post("/play/clock", self._clock)
        router.add_post("/play/restart", self._restart)
        router.add_post("/play/faults", self._add_fault)
        router.add_delete("/play/faults", self._clear_faults)

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _static("index.html")

    async def _page_file(self, request: web.Request) -> web.StreamResponse:
        return _static(request.match_info["name"])

    async def _state(self, _request: web.Request) -> web.StreamResponse:
        world = self._world
        bot = {"id": world.bot_id, "username": world.username, "first_name": world.profile.text("name", "vi")}
        bot |= {"description": world.profile.text("description", "vi"), "away": world.is_bot_away}
        bot |= {"can_restart": self._on_restart is not None}
        state: Json = {
            "now": self._now().isoformat(),
            "bot": bot,
            "people": [self._person(person) for person in world.people.values()],
            "groups": [group.summary() for group in world.groups.values() if group.migrated_to is None],
            "links": [{"title": link.title, "payload": link.payload} for link in world.links],
            "faults": world.faults.as_json(),
            "requests": {"count": world.requests.count, "errors": list(world.requests.errors)},
        }
        return _told(state)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as server-sent events, until the page goes away."""
        events: asyncio.Queue[Json] = asyncio.Queue()
        stop = self._world.changes.listen(events.put_nowait)
        headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        try:
            await response.prepare(request)
            await response.write(b": xin chao\n\n")
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT_SECONDS):
                        event = await events.get()
                except TimeoutError:
                    await response.write(b": heartbeat\n\n")
                else:
                    await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        except ConnectionError:
            return response
        finally:
            stop()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        stored = self._world.files.get(request.match_info["file_id"])
        if stored is None:
            raise PlayError("Không có tệp này.", 404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if not stored.content_type.startswith(_SHOWN_INLINE):
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.content, content_type=stored.content_type.partition(";")[0], headers=headers)

    async def _new_person(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        first_name = str(body.get("first_name") or "").strip()
        if not 1 <= len(first_name) <= 64:
            raise PlayError("Xin ghi tên, dài không quá 64 chữ.")
        # No Vietnamese number begins with 000, so nobody can be rung by mistake.
        number = f"+84000{self._world.dice.randrange(10**6):06d}"
        last_name = str(body.get("last_name") or "").strip()[:64]
        return _told(self._person(self._world.add_person(first_name, last_name, phone=number)))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        person = self._world.people.get(whole(request.match_info["id"]))
        if person is None:
            raise PlayError("Không có người này.", 404)
        return _told(await act(person, request.match_info["act"], request))

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        leap = self._until(body["until"]) if "until" in body else _seconds(body.get("seconds"))
        try:
            self._world.advance(leap)
        except TypeError:
            raise PlayError("Đồng hồ này không chỉnh được.", 409) from None
        await self._on_clock_moved()
        return _told({"now": self._now().isoformat()})

    async def _restart(self, _request: web.Request) -> web.StreamResponse:
        if self._on_restart is None:
            raise PlayError("Bot này không do hộp cát chạy, nên hộp cát không khởi động lại được.", 409)
        await self._on_restart()
        return _told({"away": self._world.is_bot_away})

    async def _add_fault(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        method = str(body["method"]) if body.get("method") else None
        retry_after, times = whole(body.get("retry_after"), 3), whole(body.get("times"), 1)
        try:
            self._world.faults.add(str(body.get("kind")), times, method, retry_after=retry_after)
        except ValueError:
            raise PlayError(f"Sự cố phải là một trong: {', '.join(KINDS)}; số lần ít nhất là 1.") from None
        return _told({"faults": self._world.faults.as_json()})

    async def _clear_faults(self, _request: web.Request) -> web.StreamResponse:
        self._world.faults.clear()
        return _told({"faults": []})

    def _person(self, person: Person) -> Json:
        """A person as the page sees her: what is on her phone."""
        commands = self._world.profile.commands_for(person.id, person.language)
        return {**person.summary(), "chat": person.device.shown, "keyboard": person.keyboard, "commands": commands}

    def _now(self) -> datetime:
        return self._world.clock.now().astimezone(self._zone)

    def _until(self, value: object) -> timedelta:
        """How long until it is that time of day next."""
        try:
            wanted = time.fromisoformat(str(value))
        except ValueError:
            raise PlayError("Giờ phải ghi như 19:00.") from None
        now = self._now()
        then = datetime.combine(now.date(), wanted.replace(tzinfo=None), self._zone)
        if then <= now:
            then = datetime.combine(now.date() + timedelta(days=1), wanted.replace(tzinfo=None), self._zone)
        return then - now


def _seconds(value: object) -> timedelta:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    leap = timedelta(seconds=float(str(value))) if is_number and abs(float(str(value))) < 1e9 else timedelta()
    if not timedelta() < leap <= _LONGEST_LEAP:
        raise PlayError("Số giây phải lớn hơn 0 và không quá một năm.")
    return leap


def _static(name: str) -> web.StreamResponse:
    path = PAGE / name
    if path.parent != PAGE or name.startswith(".") or not path.is_file():
        raise PlayError("Không có trang này.", 404)
    return web.FileResponse(path, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


def _told(body: Json, status: int = 200) -> web.Response:
    content = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(status=status, body=content, content_type="application/json", charset="utf-8")
