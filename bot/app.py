"""The composition root: everything is put together here and nowhere else.

It owns what is started and stops it in the reverse order. The sandbox and the tests build the same application
with another clock, other dice and another address for Telegram.
"""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.assembly import errands_of, gallery, maker, shift_of
from bot.clock import Clock
from bot.desk import Desk
from bot.domain.curriculum import Library
from bot.errors import SettingsError
from bot.health import HealthServer
from bot.jobs.shift import Job
from bot.jobs.table import JOBS
from bot.lanes import Lanes, run_beside
from bot.library.holder import LibraryHolder
from bot.metrics import Metrics
from bot.sending.sender import Sender
from bot.services.drafting import Bench
from bot.settings import Settings
from bot.storage.database import DatabaseUnavailableError
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.telegram.calling import Caller, NotNowError, RefusedError
from bot.telegram.fetching import fetch
from bot.telegram.greeting import greet, set_webhook, surely
from bot.telegram.menu import Menu
from bot.telegram.meter import Meter
from bot.telegram.polling import poll
from bot.telegram.reading import lane_of, read_update
from bot.telegram.sending import Post
from bot.telegram.showing import Presenter, address_of
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import Webhook
from bot.texts import read_languages
from bot.ticks import Ticks
from bot.trouble import log_trouble
from bot.wiring import Answer, Wiring
from handlers.files import examine, look, reads_files
from handlers.reception import answer

logger = logging.getLogger(__name__)

IN_FLIGHT = 256
POLL_IS_LATE = 120


class App:
    """The bot, whole. ``start`` returns once it is taking updates in."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        dice: random.Random,
        *,
        ticks: Ticks | None = None,
        answer: Answer = answer,
        holder: LibraryHolder | None = None,
    ) -> None:
        if settings.bot_token is None:
            raise SettingsError(["BOT_TOKEN is missing."])
        self.settings = settings
        self.clock = clock
        self.dice = dice
        self.metrics = Metrics()
        self.lanes = Lanes()
        self._ticks = ticks or Ticks()
        self._answer = answer
        self.holder = holder or LibraryHolder(settings.content_dir, self.today())
        self.languages = read_languages(settings.content_dir / "texts")
        self.texts = self.languages()
        self.database = open_database(settings.database_url)
        self.bot = Bot(
            settings.bot_token,
            base_url=f"{settings.bot_api_url}/bot",
            base_file_url=f"{settings.bot_api_url}/file/bot",
            request=AiohttpRequest(IN_FLIGHT),
            get_updates_request=AiohttpRequest(2),
        )
        self.meter = Meter(clock, settings.bulk_per_second)
        self._caller = Caller(self.bot, clock, self.meter)
        self._file_ids: dict[str, str] = {}
        self._make = maker(settings, self.database, clock, self._library, self.languages)
        self._pictures = gallery(settings.content_dir, self.database)
        self._presenter = Presenter(self._caller, self.languages, self._pictures, self._file_ids, self._make)
        self._shift = shift_of(
            settings, self.database, clock, dice, self._caller, self._presenter.edit, self._library, self.languages
        )
        self.menu = Menu(self._caller, self.languages)
        self.desk: Desk | None = None
        self.sender: Sender | None = None
        self.health: HealthServer | None = None
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
        self._polling: asyncio.Task[None] | None = None
        self._polled_at: datetime = clock.now()

    def today(self) -> date:
        """The date where the learners live."""
        return self.clock.now().astimezone(self.settings.timezone).date()

    def _library(self) -> Library:
        return self.holder.on(self.today())

    def _bench(self) -> Bench:
        return Bench(self.settings.content_dir, self.holder.overlays, self._library(), self.today())

    async def start(self) -> None:
        """Greet Telegram, work what was left behind, then take updates in."""
        logger.info("database: %s", self.database.describe())
        await greet(self.bot, self.clock)
        self._file_ids |= await self.database.run(_file_ids, self.bot.id)
        self.desk = self._make_desk()
        post = Post(self.bot, self.meter, self.clock, self.languages, self._pictures, self._file_ids, self._make)
        self.sender = Sender(errands_of(self._shift, self.bot.id, self.meter, post), self.metrics)
        await self.desk.recover()
        await self._start_health(self.desk)
        if self.settings.webhook_url:
            await set_webhook(self._caller, self.clock, self.settings.webhook_url, self.settings.webhook_secret)
        else:
            with suppress(RefusedError):
                await surely(self._caller, self.clock, "deleteWebhook", {"drop_pending_updates": False})
            self._polled_at = self.clock.now()
            self._polling = self.lanes.start(poll(self.bot, self.clock, self.desk.receive, self._note_poll))
        await self.menu.tell()
        self._start_ticks(self.desk)
        if self._ticks.has_jobs:
            self.lanes.start(self.sender.run())
        logger.info("taking updates in by %s", "webhook" if self.settings.webhook_url else "polling")

    def _make_desk(self) -> Desk:
        wiring = Wiring(
            bot_id=self.bot.id,
            private_link=f"https://t.me/{self.bot.username}",
            lane_of=lane_of,
            address_of=address_of,
            read=lambda raw: read_update(raw, self.bot),
            show=self._presenter.show,
            answer=self._answer,
            library=self._library,
            texts=self.languages,
            clock=self.clock,
            dice=self.dice,
            zone=self.settings.timezone,
            grace=self._ticks.grace,
            house=self._shift.house,
            first_admins=self.settings.first_admins,
            fetch=lambda file: fetch(self.bot, file),
            reads_files=reads_files,
            examine=lambda chat, file, content: examine(self._bench(), chat, file, content),
            look=look,
            not_now=(NotNowError, DatabaseUnavailableError),
            told_to_wait=lambda error: error.seconds if isinstance(error, NotNowError) else 0.0,
        )
        return Desk(self.database, self.lanes, self.metrics, wiring)

    async def _start_health(self, desk: Desk) -> None:
        webhook = None
        if self.settings.webhook_url and self.settings.webhook_secret:
            path = urlsplit(self.settings.webhook_url).path or "/"
            webhook = (path, Webhook(self.settings.webhook_secret, desk.receive).post)
        host, port = self.settings.listen_host, self.settings.listen_port
        self.health = HealthServer(host, port, self.metrics, self.faults, webhook)
        try:
            await self.health.start()
        except (OSError, ValueError):
            raise SettingsError([f"LISTEN: {host}:{port} is taken or not ours; set another address."]) from None

    def _note_poll(self) -> None:
        self._polled_at = self.clock.now()
        self.metrics.poll_at.set(self._polled_at.timestamp())

    async def faults(self) -> dict[str, str]:
        """What is wrong now, by part; empty when all is well."""
        found = {}
        try:
            async with asyncio.timeout(5):
                await self.database.run(_look)
        except Exception as error:  # whatever it is, the database does not answer
            found["database"] = type(error).__name__
        if self._polling is not None:
            late = (self.clock.now() - self._polled_at).total_seconds()
            if self._polling.done() or late > POLL_IS_LATE:
                found["polling"] = f"last answered {late:.0f} s ago"
        return found

    def _start_ticks(self, desk: Desk) -> None:
        chores = (
            (self._ticks.watch, self.watch_content),
            (self._ticks.left, desk.replies.show_left),
            (self._ticks.tidy, desk.tidy),
            (self._ticks.traces, self.database.forget_traces),
            (self._ticks.menu, self.menu.tell),
        )
        for every, chore in chores:
            if every:
                self._scheduler.add_job(chore, "interval", seconds=every)
        for job in JOBS if self._ticks.has_jobs else ():
            self._scheduler.add_job(self._do, "interval", seconds=job.seconds, args=[job])
        self._scheduler.start()

    async def _do(self, job: Job) -> None:
        """One round of a job; its failure is logged and the next round comes all the same."""
        try:
            if done := await job.work(self._shift):
                self.metrics.jobs.labels(job.name).inc(done)
                logger.info("%s: %d", job.name, done)
        except Exception as error:
            log_trouble(logger, f"the job «{job.name}»", error, self.dice)

    async def watch_content(self, *, is_forced: bool = False) -> None:
        """Reload the content when it changed; what has an error is not taken, and the log says why."""
        if is_forced or await asyncio.to_thread(self.holder.changed):
            await asyncio.to_thread(self.holder.reload, self.today())

    async def chores(self) -> None:
        """Run every regular chore now: after the sandbox moved its clock."""
        if self.desk is not None and self.sender is not None:
            await self.watch_content()
            for job in JOBS:
                await self._do(job)
            await self.sender.sweep()
            await self.desk.replies.show_left()
            await self.desk.tidy()
            await self.menu.tell()

    async def idle(self) -> None:
        """Wait until everything taken in is answered."""
        await self.lanes.idle()

    async def run_until_stopped(self) -> None:
        """Start where that is still to be done, then run until SIGINT, SIGTERM or a failure that no waiting mends.

        SIGHUP reloads the content.
        """
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopped.set)
        loop.add_signal_handler(signal.SIGHUP, lambda: self.lanes.start(self.watch_content(is_forced=True)))
        waiting = loop.create_task(stopped.wait())
        try:
            if self.desk is None:
                await run_beside(waiting, loop.create_task(self.start()))
            if self._polling is not None:
                await run_beside(waiting, self._polling)
            await waiting
        except InvalidToken:
            raise SettingsError(["BOT_TOKEN is not accepted by Telegram any more."]) from None
        finally:
            waiting.cancel()

    async def stop(self, *, is_killed: bool = False) -> None:
        """Stop taking in, let the lanes finish for a moment (a killed bot is given none), and close everything."""
        if is_killed:
            await self.lanes.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self.sender is not None:
            await self.sender.stop()
        if self._polling is not None:
            self._polling.cancel()
        if self.health is not None:
            await self.health.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(0 if is_killed else 5):
                await self.lanes.idle()
        await self.lanes.stop()
        with suppress(TelegramError, RuntimeError):
            await self.bot.shutdown()
        await self.database.close()


def _file_ids(records: Records, bot_id: int) -> dict[str, str]:
    return records.media.file_ids(bot_id)


def _look(records: Records) -> int:
    return records.units.count()
