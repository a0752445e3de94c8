"""The sandbox: the real application against a Bot API of our own, with a chat page to try it in.

Nothing leaves this machine. The people are invented, and so is the tree they belong to.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.clock import MovableClock
from bot.errors import SettingsError
from bot.sandbox.profile import Link
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.services.units import invite, load_units, read_units
from bot.settings import Settings
from bot.storage.records import Records

ORGANISER = "người phụ trách"
PEOPLE = (
    ("Hoa Thị Mận", "", "chi hội trưởng"),
    ("Vườn Thị Bưởi", "", "hội viên"),
    ("Ao Thị Sen", "", ORGANISER),
)
INVITED_TO = ("mau-suoi-may-buoi", "mau-suoi-may-hong")
SAMPLE_UNITS = "sample-units.yaml"


async def start_sandbox(settings: Settings, dice: random.Random) -> tuple[BotApiServer, App]:
    """Start the Bot API with its page, and the bot behind it; the page's address is the server's ``url``."""
    clock = MovableClock()
    world = World(clock, dice)
    organisers = []
    for first_name, last_name, hint in PEOPLE:
        # No Vietnamese number begins with 000, so nobody can be rung by mistake.
        phone = f"+84000{dice.randrange(10**6):06d}"
        person = world.add_person(first_name=first_name, last_name=last_name, phone=phone, role_hint=hint)
        if hint == ORGANISER:
            organisers.append(person.id)
    moved: list[Callable[[], Awaitable[None]]] = []

    async def on_clock_moved() -> None:
        for chore in moved:
            await chore()

    server = await _listen(settings, world, on_clock_moved)
    inside = replace(
        settings,
        bot_token=world.token,
        bot_api_url=server.url,
        admin_ids=(*settings.admin_ids, *organisers),
        webhook_url=None,
        listen_host="127.0.0.1",
        listen_port=0,
    )
    app = App(inside, clock, dice)
    moved.append(app.chores)
    await app.database.run(_load_sample, settings.content_dir / SAMPLE_UNITS, clock.now())
    for key in INVITED_TO:
        invited = await app.database.run(_invite, key, clock.now(), dice)
        if invited is not None:
            world.links.append(Link(invited[0], invited[1]))
    await app.start()
    return server, app


async def _listen(settings: Settings, world: World, on_clock_moved: Callable[[], Awaitable[None]]) -> BotApiServer:
    """Listen where the operator said; where he said nothing, a taken port gives way to a free one."""
    ports = (settings.listen_port,) if settings.is_listen_set else (settings.listen_port, 0)
    for port in ports:
        try:
            server = BotApiServer(world, host=settings.listen_host, port=port, on_clock_moved=on_clock_moved)
        except ValueError:
            only_here = "the sandbox listens on this machine only: set BOT_TOKEN, or LISTEN=127.0.0.1:8080."
            raise SettingsError([f"BOT_TOKEN is missing, and {only_here}"]) from None
        try:
            await server.start()
        except OSError:
            await server.stop()
            continue
        return server
    raise SettingsError([f"LISTEN: {settings.listen_host}:{settings.listen_port} is taken; choose another address."])


def _load_sample(records: Records, file: Path, now: datetime) -> None:
    """The sample tree, where there is no tree yet."""
    if records.units.count() == 0 and file.is_file():
        load_units(records, read_units(file), now)


def _invite(records: Records, key: str, now: datetime, dice: random.Random) -> tuple[str, str] | None:
    invited = invite(records, key, now, dice)
    return (invited[0].name, invited[1]) if invited is not None else None
