"""The webhook: where it may be, and how updates are posted to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from tests.sandbox.builders import a_learner, a_world, an_api, buttons, later, refused, result


@dataclass
class Receiver:
    """A bot's webhook: it keeps what is posted and answers as it is told to."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str | None] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], web.Response] = lambda _update: web.Response()
    url: str = ""
    ring: Callable[[], None] = lambda: None

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        self.posts.append(update)
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.ring()
        return self.answer(update)

    @property
    def texts(self) -> list[str]:
        return [post["message"]["text"] for post in self.posts if "message" in post]


@asynccontextmanager
async def receiving(world: World) -> AsyncIterator[tuple[Receiver, BotApiServer]]:
    receiver = Receiver(ring=world.changes.ring)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        async with BotApiServer(world, allows_loopback_webhook=True) as server:
            yield receiver, server
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "http://hoi.vn/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://hoi.vn:8080/x"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://127.0.0.1:8443/x"}, "bad webhook: IP address 127.0.0.1 is reserved"),
        ({"url": "https:///x"}, "bad webhook: URL host is empty"),
        ({"url": "https://hoi.vn", "secret_token": "có dấu"}, "secret token contains unallowed characters"),
        ({"url": "https://hoi.vn", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(fields: dict[str, object], words: str) -> None:
    assert await refused(an_api(), "setWebhook", **fields) == words


async def test_setting_and_deleting_say_what_they_did() -> None:
    api = an_api()
    told = []
    for method in ("setWebhook", "setWebhook", "deleteWebhook", "deleteWebhook"):
        answer = await api.call(method, {"url": "https://hoi.vn:8443/x", "allowed_updates": ["message"]})
        assert isinstance(answer.body, dict)
        told.append(answer.body["description"])
    assert told == ["Webhook was set", "Webhook is already set", "Webhook was deleted", "Webhook is already deleted"]


async def test_what_waits_can_be_dropped() -> None:
    world = a_world()
    a_learner(world).says("x")
    await result(an_api(world), "deleteWebhook", drop_pending_updates=True)
    assert world.updates_pending == 0


async def test_updates_are_posted_with_the_secret_and_in_order() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with receiving(world) as (receiver, server):
        await result(server.api, "setWebhook", url=receiver.url, secret_token="bi-mat")
        for number in range(20):
            hoa.says(str(number))
        await world.until(lambda: world.updates_pending == 0)
    assert receiver.texts == [str(number) for number in range(20)]
    assert set(receiver.headers) == {"bi-mat"}
    assert [post["update_id"] for post in receiver.posts] == sorted(post["update_id"] for post in receiver.posts)


async def test_a_refused_update_blocks_its_own_line_only_and_is_tried_again_later_and_later() -> None:
    world = a_world()
    hoa, lan = a_learner(world), a_learner(world, first_name="Lan")
    async with receiving(world) as (receiver, server):
        receiver.answer = lambda update: web.Response(status=500 if update["message"]["text"] == "độc" else 200)
        await result(server.api, "setWebhook", url=receiver.url)
        hoa.says("độc")
        hoa.says("sau")
        lan.says("chào")
        await world.until(lambda: receiver.texts.count("độc") == 2 and "chào" in receiver.texts)
        await world.until(lambda: world.updates_pending == 2 and not server.is_posting)
        info = await result(server.api, "getWebhookInfo")
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        assert info["pending_update_count"] == 2
        world.advance(later(seconds=2))
        await world.until(lambda: receiver.texts.count("độc") == 3 and not server.is_posting)
        receiver.answer = lambda _update: web.Response()
        world.advance(later(seconds=3))
        await world.until(lambda: not server.is_posting)
        assert "sau" not in receiver.texts
        world.advance(later(seconds=1))
        await world.until(lambda: world.updates_pending == 0)
    assert receiver.texts[-2:] == ["độc", "sau"]


async def test_retry_after_is_honoured() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with receiving(world) as (receiver, server):
        receiver.answer = lambda _update: web.Response(status=503, headers={"Retry-After": "100"})
        await result(server.api, "setWebhook", url=receiver.url)
        hoa.says("x")
        await world.until(lambda: receiver.posts and not server.is_posting)
        receiver.answer = lambda _update: web.Response()
        world.advance(later(seconds=99))
        assert world.updates_pending == 1
        world.advance(later(seconds=1))
        await world.until(lambda: world.updates_pending == 0)
    assert len(receiver.posts) == 2


async def test_what_nobody_takes_for_a_day_is_dropped() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with receiving(world) as (receiver, server):
        receiver.answer = lambda _update: web.Response(status=500)
        await result(server.api, "setWebhook", url=receiver.url)
        hoa.says("x")
        await world.until(lambda: len(receiver.posts) == 2 and not server.is_posting)
        world.advance(later(hours=24))
        assert world.updates_pending == 0


async def test_the_answer_to_a_post_may_be_a_call_itself() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with receiving(world) as (receiver, server):
        receiver.answer = lambda _update: web.json_response(
            {"method": "sendMessage", "chat_id": hoa.id, "text": "Dạ", "reply_markup": buttons("a")}
        )
        await result(server.api, "setWebhook", url=receiver.url)
        hoa.says("x")
        await world.until(lambda: hoa.chat[-1]["text"] == "Dạ")
    assert hoa.chat[-1]["reply_markup"] == buttons("a")


async def test_an_update_can_be_posted_twice() -> None:
    world = a_world()
    hoa = a_learner(world)
    world.faults.add("redeliver")
    async with receiving(world) as (receiver, server):
        await result(server.api, "setWebhook", url=receiver.url)
        hoa.says("x")
        await world.until(lambda: world.updates_pending == 0)
    assert len(receiver.posts) == 2
    assert receiver.posts[0] == receiver.posts[1]


async def test_nobody_listening_is_an_error_like_any_other() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with receiving(world) as (receiver, server):
        await result(server.api, "setWebhook", url=receiver.url.replace("/hook", "/other"))
        hoa.says("x")
        await world.until(lambda: world.webhook.last_error == "Wrong response from the webhook: 404 Not Found")
        await result(server.api, "setWebhook", url="http://127.0.0.1:9/x")
        await world.until(lambda: world.webhook.last_error == "Webhook connection closed")
        await result(server.api, "setWebhook", url=receiver.url)
        await world.until(lambda: world.updates_pending == 0)
    assert receiver.texts == ["x"]
