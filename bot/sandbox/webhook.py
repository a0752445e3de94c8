"""The webhook: where it may be, and posting updates to it as Telegram does.

Order holds within a line (messages by chat, taps by person); lines run beside each other. What is refused blocks its
line and is tried again, at once, then after 2, 4, 8 … seconds up to a minute or two, until it is too old.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.updates import Update
from bot.sandbox.wire import Json, NoAnswerError, RefusedError, bad_request, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

PORTS = (80, 88, 443, 8443)
MAX_RETRY_AFTER = 3600
_LONGEST_DELAY = 60.0
_PATIENCE = 60.0
_LOOK_AGAIN = 1.0


@dataclass(slots=True)
class Webhook:
    """Where updates are posted; no ``url`` means that the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_at: int = 0
    last_error: str = ""


def check_address(url: str, *, allows_loopback: bool) -> None:
    """Refuse an address that Telegram would not post to; ``allows_loopback`` lets http://127.0.0.1 pass."""
    parts, port = _split(url)
    if allows_loopback and parts[0] in {"http", "https"} and _is_loopback(parts[1]):
        return
    if parts[0] != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if _is_loopback(parts[1]):
        raise bad_request(f"bad webhook: IP address {parts[1].replace('localhost', '127.0.0.1')} is reserved")


def _split(url: str) -> tuple[tuple[str, str], int]:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: URL is invalid") from None
    if not host:
        raise bad_request("bad webhook: URL host is empty")
    return (parts.scheme.lower(), host), port or (443 if parts.scheme == "https" else 80)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class WebhookPosts:
    """Posts what waits in the world's queue to the webhook that is set, while ``run`` runs.

    ``reply`` is called with the method that the bot may name in its answer to a post.
    """

    def __init__(self, world: World, reply: Callable[[str, Json], Awaitable[object]]) -> None:
        self._world = world
        self._reply = reply
        self._busy: set[Hashable] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a post is under way."""
        return bool(self._busy)

    async def run(self) -> None:
        """Post until cancelled."""
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as client, asyncio.TaskGroup() as posts:
            while True:
                change = self._world.changes.following()
                for update in self._due():
                    self._busy.add(update.queue)
                    posts.create_task(self._post(client, update))
                await asyncio.wait((change,), timeout=_LOOK_AGAIN)
                change.cancel()

    def _due(self) -> list[Update]:
        hook, now = self._world.webhook, self._world.clock.now()
        if not hook.url:
            return []
        due = [u for u in self._world.updates.heads(now) if u.wake_at <= now and u.queue not in self._busy]
        return due[: max(0, hook.max_connections - len(self._busy))]

    async def _post(self, client: aiohttp.ClientSession, update: Update) -> None:
        hook = self._world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        body: bytes | None = None
        retry_after = 0
        try:
            async with client.post(hook.url, json=update.as_json(), headers=headers, allow_redirects=False) as response:
                retry_after = whole(response.headers.get("Retry-After"))
                if 200 <= response.status <= 299:
                    body = await response.read()
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as failure:
            error = "Read timeout expired" if isinstance(failure, TimeoutError) else "Webhook connection closed"
        finally:
            self._busy.discard(update.queue)
        if body is None:
            self._failed(update, error, retry_after)
        else:
            self._world.updates.posted(update)
            await self._act_on(body)
        self._world.changes.ring()

    def _failed(self, update: Update, error: str, retry_after: int) -> None:
        """Telegram's own back-off: the first failure is repeated at once, later ones wait twice as long each."""
        self._world.webhook.last_error, self._world.webhook.last_error_at = error, self._world.timestamp()
        wait = float(min(max(retry_after, 0), MAX_RETRY_AFTER))
        if wait == 0 and update.fails > 0:
            update.delay = min(self._world.dice.uniform(_LONGEST_DELAY, 2 * _LONGEST_DELAY), update.delay * 2)
            wait = update.delay
        update.fails += 1
        update.wake_at = self._world.clock.now() + timedelta(seconds=wait)
        if update.wake_at > update.expires_at:
            self._world.updates.drop(update)

    async def _act_on(self, body: bytes) -> None:
        """The answer to a post may itself be a call: ``{"method": "sendMessage", …}``."""
        try:
            answer = json.loads(body) if body else None
        except ValueError:
            return
        if not isinstance(answer, dict):
            return
        method = str(answer.get("method", ""))
        if method and not method.lower().startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
            fields = {name: value for name, value in answer.items() if name != "method"}
            with contextlib.suppress(NoAnswerError):
                await self._reply(method, fields)


def set_webhook(world: World, url: str, secret: str, connections: int, *, allows_loopback: bool) -> bool:
    """Point updates to ``url``, or nowhere when it is empty; False when nothing changed."""
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if any(not (letter.isascii() and letter.isalnum()) and letter not in "_-" for letter in secret):
        raise bad_request("secret token contains unallowed characters")
    if url:
        check_address(url, allows_loopback=allows_loopback)
    wanted = Webhook(url, secret, min(max(connections or 40, 1), 100), "127.0.0.1" if url else "")
    before = world.webhook
    if (before.url, before.secret, before.max_connections) == (wanted.url, wanted.secret, wanted.max_connections):
        return False
    world.webhook = wanted
    if url:
        world.polls.interrupt("terminated by setWebhook request")
    world.updates.hurry(world.clock.now())
    world.changes.ring()
    return True


def conflict_with_polling() -> RefusedError:
    """What a poll is told while a webhook is set."""
    return RefusedError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
