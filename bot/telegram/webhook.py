"""The webhook: an update that carries the secret is kept and committed, and only then answered 200."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import msgspec
from aiohttp import web

logger = logging.getLogger(__name__)

UpdateNumber = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class Webhook:
    """Answers Telegram's posts. ``receive`` returns once the update is safe."""

    def __init__(self, secret: str, receive: Callable[[Sequence[dict[str, Any]]], Awaitable[None]]) -> None:
        self._secret = secret.encode()
        self._receive = receive

    async def post(self, request: web.Request) -> web.Response:
        """200 once kept; 401 without the secret, 400 for what is no update, 503 when it could not be kept."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        try:
            raw = msgspec.json.decode(await request.read(), type=dict[str, Any])
            msgspec.convert(raw.get("update_id"), UpdateNumber)
        except (msgspec.MsgspecError, ValueError):
            return web.Response(status=400)
        try:
            await self._receive([raw])
        except Exception as error:
            logger.warning("an update could not be kept (%s); Telegram will send it again", type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "2"})
        return web.Response(status=200)
