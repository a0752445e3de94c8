"""The sandbox: the real application against a Bot API of our own, with a chat page to try it in.

Nothing leaves this machine. The people are invented, and so is the tree they belong to.
"""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.clock import MovableClock
from bot.errors import SettingsError
from bot.library.holder import ContentError, LibraryHolder
from bot.sandbox.play_acts import PlayError
from bot.sandbox.profile import Link
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.services.units import invite, load_units, read_units
from bot.settings import Settings
from bot.storage.records import Records

logger = logging.getLogger(__name__)

ORGANISER = "người phụ trách: gõ /quantri"
PEOPLE = (
    ("Hoa Thị Mận", "", "chi hội trưởng"),
    ("Vườn Thị Bưởi", "", "hội viên"),
    ("Ao Thị Sen", "", ORGANISER),
)
INVITED_TO = ("mau-suoi-may-buoi", "mau-suoi-may-hong")
SAMPLE_UNITS = "sample-units.yaml"


class Sandbox:
    """The world with its page, and the bot that lives in it; ``app`` is the bot that runs now."""

    def __init__(self, settings: Settings, dice: random.Random) -> None:
        self._settings = settings
        self._dice = dice
        self.clock = MovableClock()
        self.world = World(self.clock, dice)
        self._organisers: list[int] = []
        for first_name, last_name, hint in PEOPLE:
            # No Vietnamese number begins with 000, so nobody can be rung by mistake.
            phone = f"+84000{dice.randrange(10**6):06d}"
            person = self.world.add_person(first_name=first_name, last_name=last_name, phone=phone, role_hint=hint)
            if hint == ORGANISER:
                self._organisers.append(person.id)
        self.server: BotApiServer
        self.app: App
        self._restarting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the Bot API with its page, and the bot behind it."""
        self.server = await self._listen()
        self.app = self._a_bot()
        await self.app.database.run(_load_sample, self._settings.content_dir / SAMPLE_UNITS, self.clock.now())
        for key in INVITED_TO:
            invited = await self.app.database.run(_invite, key, self.clock.now(), self._dice)
            if invited is not None:
                self.world.links.append(Link(invited[0], invited[1]))
        await self.app.start()

    async def restart(self) -> None:
        """Kill the bot in the middle of whatever it does and start another on the same database.

        The world stays as it is, and what people do meanwhile waits for the bot as it would at Telegram. Whoever asks
        while it is under way waits for that one.
        """
        if self._restarting is None or self._restarting.done():
            self._restarting = asyncio.get_running_loop().create_task(self._restart())
        # A page that is closed meanwhile does not leave the sandbox without a bot.
        await asyncio.shield(self._restarting)

    async def _restart(self) -> None:
        self.world.tell_bot_away(is_away=True)
        await self.app.stop(is_killed=True)
        try:
            holder = await asyncio.to_thread(LibraryHolder, self._settings.content_dir, self.app.today())
            self.app = self._a_bot(holder)
            await self.app.start()
        except (ContentError, SettingsError) as error:
            logger.error("the bot cannot start again: %s", error)
            raise PlayError("Bot chưa chạy lại được: nội dung đang có lỗi. Sửa xong, bấm khởi động lại.", 409) from None
        self.world.tell_bot_away(is_away=False)

    async def run_until_stopped(self, tell_ready: Callable[[], None]) -> None:
        """Run until SIGINT or SIGTERM, whichever bot is running by then. SIGHUP reloads the content.

        ``tell_ready`` is called once a signal ends it in order: whoever reads the address may stop it right away.
        """
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopped.set)
        loop.add_signal_handler(signal.SIGHUP, lambda: self.app.lanes.start(self.app.watch_content(is_forced=True)))
        tell_ready()
        await stopped.wait()

    async def stop(self) -> None:
        """Stop the bot, then the Bot API and the page."""
        if self._restarting is not None:
            self._restarting.cancel()
            await asyncio.gather(self._restarting, return_exceptions=True)
        await self.app.stop()
        await self.server.stop()

    def _a_bot(self, holder: LibraryHolder | None = None) -> App:
        inside = replace(
            self._settings,
            bot_token=self.world.token,
            bot_api_url=self.server.url,
            admin_ids=(*self._settings.admin_ids, *self._organisers),
            webhook_url=None,
            listen_host="127.0.0.1",
            listen_port=0,
        )
        return App(inside, self.clock, self._dice, holder=holder)

    async def _on_clock_moved(self) -> None:
        if not self.world.is_bot_away:
            await self.app.chores()

    async def _listen(self) -> BotApiServer:
        """Listen where the operator said; where he said nothing, a taken port gives way to a free one."""
        settings = self._settings
        ports = (settings.listen_port,) if settings.is_listen_set else (settings.listen_port, 0)
        for port in ports:
            try:
                server = BotApiServer(
                    self.world,
                    host=settings.listen_host,
                    port=port,
                    on_clock_moved=self._on_clock_moved,
                    on_restart=self.restart,
                )
            except ValueError:
                only_here = "the sandbox listens on this machine only: set BOT_TOKEN, or LISTEN=127.0.0.1:8080."
                raise SettingsError([f"BOT_TOKEN is missing, and {only_here}"]) from None
            try:
                await server.start()
            except OSError:
                await server.stop()
                continue
            return server
        raise SettingsError(
            [f"LISTEN: {settings.listen_host}:{settings.listen_port} is taken; choose another address."]
        )


async def start_sandbox(settings: Settings, dice: random.Random) -> Sandbox:
    """A sandbox that runs; the page's address is its server's ``url``."""
    sandbox = Sandbox(settings, dice)
    await sandbox.start()
    return sandbox


def _load_sample(records: Records, file: Path, now: datetime) -> None:
    """The sample tree, where there is no tree yet."""
    if records.units.count() == 0 and file.is_file():
        load_units(records, read_units(file), now)


def _invite(records: Records, key: str, now: datetime, dice: random.Random) -> tuple[str, str] | None:
    invited = invite(records, key, now, dice)
    return (invited[0].name, invited[1]) if invited is not None else None
