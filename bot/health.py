"""The little web server beside the bot: health for the machine that watches it, metrics, and the webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.metrics import Metrics

Post = Callable[[web.Request], Awaitable[web.StreamResponse]]


class HealthServer:
    """``/health``, ``/metrics`` and, where there is one, the webhook's path."""

    def __init__(
        self,
        host: str,
        port: int,
        metrics: Metrics,
        is_well: Callable[[], Awaitable[dict[str, str]]],
        webhook: tuple[str, Post] | None = None,
    ) -> None:
        self._host, self._port = host, port
        self._metrics = metrics
        self._is_well = is_well
        app = web.Application(client_max_size=1024 * 1024)
        app.router.add_get("/health", self._health)
        app.router.add_get("/metrics", self._exposition)
        if webhook is not None:
            app.router.add_post(webhook[0], webhook[1])
        self._runner = web.AppRunner(app, access_log=None)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._runner.addresses[0][1])

    async def start(self) -> None:
        """Begin to listen; OSError when the address is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        faults = await self._is_well()
        return web.json_response({"status": "ok" if not faults else "ill", **faults}, status=503 if faults else 200)

    async def _exposition(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.exposition(), content_type="text/plain", charset="utf-8")
