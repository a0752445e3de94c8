"""A meeting wired otherwise: with another handler, by webhook, or watched by a second look into the database."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import io
import logging
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, create_engine, insert, select, text

from bot.app import App
from bot.clock import FrozenClock
from bot.library.holder import LibraryHolder
from bot.logs import set_up_logging
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply, Screen, show
from bot.services.visit import Visit
from bot.settings import Settings
from bot.telegram.calling import Caller
from bot.ticks import Ticks
from bot.wiring import Answer
from handlers.reception import answer as reception
from tests.chatting import CONTENT, MONDAY_EVENING, Meeting, settings_for

SECRET = "a-secret-for-the-hook"
TICKS = Ticks(0, 0, 0, grace=0, has_jobs=False)


def echo(_visit: Visit, incoming: Incoming) -> Reply:
    """Say again what was said."""
    return show(Screen(incoming.act.text, is_new=True)) if isinstance(incoming.act, Said) else Reply()


@functools.cache
def shipped() -> LibraryHolder:
    """The content of the project, read once."""
    return LibraryHolder(CONTENT, MONDAY_EVENING.date())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def posted_to() -> dict[str, Any]:
    """Settings of a bot that is posted to."""
    port = free_port()
    return {"webhook_url": f"http://127.0.0.1:{port}/hook", "webhook_secret": SECRET, "listen_port": port}


@asynccontextmanager
async def stage(
    database_url: str, *, answer: Answer = reception, starts: bool = True, **changed: Any
) -> AsyncIterator[Meeting]:
    """A world and a bot in it, with other settings or another handler than usual."""
    clock = FrozenClock(MONDAY_EVENING)
    world = World(clock, random.Random(7), rates=False)
    server = BotApiServer(world, allows_loopback_webhook=True)
    await server.start()
    meeting: Meeting | None = None
    try:
        given = {"bot_token": world.token, "bot_api_url": server.url, **changed}
        settings: Settings = replace(settings_for(database_url), **given)
        meeting = Meeting(world, server, build(settings, clock, answer), clock)
        if starts:
            await meeting.app.start()
        yield meeting
    finally:
        if meeting is not None:
            await meeting.app.stop()
        await server.stop()


def build(settings: Settings, clock: FrozenClock, answer: Answer = reception) -> App:
    """A bot with that handler, not yet started."""
    return App(settings, clock, random.Random(11), ticks=TICKS, answer=answer, holder=shipped())


async def restart(met: Meeting, answer: Answer = reception) -> None:
    """Stop the bot and start another with that handler."""
    await met.app.stop()
    met.app = build(met.app.settings, met.clock, answer)
    await met.app.start()
    await met.quiet()


async def comes_true(predicate: Callable[[], object]) -> None:
    """Let the others work until the predicate holds."""
    async with asyncio.timeout(10):
        while not predicate():
            await asyncio.sleep(0)


def caller(met: Meeting) -> Caller:
    """Calls as the bot makes them."""
    return Caller(met.app.bot, met.clock)


ENDING = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"


class Onlooker:
    """A second look into the database: it sees what is committed and nothing else."""

    def __init__(self, database_url: str) -> None:
        self._engine = create_engine(database_url)

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """What a table holds."""
        with self._engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(select(table))]

    def insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Put rows into a table."""
        with self._engine.begin() as connection:
            connection.execute(insert(table), rows)

    def do(self, *statements: str) -> None:
        """Change something behind the bot's back."""
        with self._engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    @contextmanager
    def locks(self, table: str) -> Iterator[None]:
        """Let nobody else write until the block ends."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
            try:
                yield
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def away(self) -> Iterator[None]:
        """Take the database away: PostgreSQL lets nobody in, SQLite's file holds something else."""
        if self._engine.dialect.name == "sqlite":
            # Every transaction meets a missing table, which SQLite reports as it does a file that is gone.
            self.do("ALTER TABLE inbox RENAME TO inbox_away", "ALTER TABLE unit RENAME TO unit_away")
            yield
            self.do("ALTER TABLE inbox_away RENAME TO inbox", "ALTER TABLE unit_away RENAME TO unit")
            return
        self._engine.dispose()
        name = self._engine.url.database
        beside = create_engine(self._engine.url.set(database="template1"), isolation_level="AUTOCOMMIT")
        with beside.connect() as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            connection.execute(text(ENDING), {"name": name})
            try:
                yield
            finally:
                connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        beside.dispose()

    def hangs_up(self) -> None:
        """End every connection to a PostgreSQL but this one."""
        with self._engine.begin() as connection:
            connection.execute(text(f"{ENDING} AND pid <> pg_backend_pid()"), {"name": self._engine.url.database})

    def close(self) -> None:
        """Look away."""
        self._engine.dispose()


@contextmanager
def watching(database_url: str) -> Iterator[Onlooker]:
    """An onlooker for as long as the block lasts."""
    onlooker = Onlooker(database_url)
    with contextlib.closing(onlooker):
        yield onlooker


@contextmanager
def logging_to_a_string(level: int) -> Iterator[io.StringIO]:
    """Log as the bot does, into a string; afterwards as before."""
    root = logging.getLogger()
    handlers, before = root.handlers[:], {name: logging.getLogger(name).level for name in _names()}
    stream = io.StringIO()
    try:
        set_up_logging(level, stream)
        yield stream
    finally:
        root.handlers[:] = handlers
        for name in _names():
            logging.getLogger(name).setLevel(before.get(name, logging.NOTSET))
        logging.getLogger("aiohttp.access").disabled = False


def _names() -> list[str]:
    return ["", *logging.root.manager.loggerDict]
