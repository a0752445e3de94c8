"""One measurement's cast: the fake Bot API, the bot that is measured, and the crowd that talks to it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.crowd import Crowd, StuckError
from tests.bench.processes import DiedError, Side, started
from tests.databases import driver_url

TOKEN = "123456:" + "measured-" * 4
SECRET = "measured-secret-0123456789"
STARTING = 30.0


@dataclass(frozen=True)
class Contender:
    """One way to do the exchange. ``database`` is «sqlite», «postgresql» or «none»."""

    side: str
    database: str
    by: str = "polling"

    @property
    def key(self) -> str:
        """Its name in the figures."""
        return f"{self.side}/{self.database}/{self.by}"


@dataclass
class Scene:
    """A bot at work."""

    crowd: Crowd
    bot: Side
    server: Side
    start_seconds: float
    """From the start of the process to its first poll."""


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[Crowd, Side, str]]:
    """A fake Bot API, the crowd at its line, and its address."""
    async with started(folder, "server", "tests.bench.bot_api") as server:
        ports = await server.says()
        crowd = Crowd()
        await crowd.connect(ports["line"])
        try:
            yield crowd, server, f"http://127.0.0.1:{ports['port']}"
        finally:
            crowd.hang_up()
            await server.ended()


@asynccontextmanager
async def scene(folder: Path, contender: Contender, database_url: str, module: str = "") -> AsyncIterator[Scene]:
    """Everything started and the bot listening, for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        crowd, server, api = await stack.enter_async_context(served(folder))
        began = monotonic()
        running = _running(folder, contender, database_url, api, module)
        bot = await stack.enter_async_context(running)
        try:
            await crowd.until(crowd.listening.is_set, STARTING)
            yield Scene(crowd, bot, server, crowd.first_poll - began)
        except StuckError as error:
            raise DiedError(f"{contender.key}: {error}\n{bot.log()}") from error


def _running(folder: Path, contender: Contender, url: str, api: str, module: str) -> AbstractAsyncContextManager[Side]:
    # The references would first finish what waits, which takes the stock transport half a minute.
    name = contender.key.replace("/", "-")
    if contender.side == "stock":
        return started(folder, name, "tests.bench.side_stock", api, TOKEN, driver_url(url), is_gentle=False)
    if contender.side == "bare":
        file = url.removeprefix("sqlite:///")
        return started(folder, name, "tests.bench.side_bare", f"{api}/bot{TOKEN}", file, is_gentle=False)
    environ = {"BOT_TOKEN": TOKEN, "BOT_API_URL": api, "DATABASE_URL": url, "LISTEN": "127.0.0.1:0"}
    # What is measured is the bot and not the meter that holds it to Telegram's rates.
    environ["BULK_PER_SECOND"] = "1000"
    if contender.by == "webhook":
        port = free_port()
        webhook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_SECRET": SECRET}
        environ |= webhook | {"LISTEN": f"127.0.0.1:{port}"}
    if module:
        return started(folder, name, module, environ=environ)
    return started(folder, name, "bot", "run", environ=environ)


def free_port() -> int:
    """A port that was free a moment ago: the bot must be told one before it starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
