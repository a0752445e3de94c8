"""The desk: how an update becomes an effect and a reply, exactly once.

In: kept in the inbox and committed before Telegram is told. Work: the effect, the inbox entry and the reply are
one commit. Out: shown after the commit, from the outbox. What a crash leaves behind is found at the next start.
An update that fails three times is set aside, so that the person goes on.
"""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from bot.clock import Clock
from bot.domain.curriculum import Library
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.screens.incoming import ChangedReach, Incoming, SpokeInGroup
from bot.screens.screen import Outgoing, Reply, Screen
from bot.services.visit import Visit
from bot.storage.database import Database, DatabaseUnavailableError
from bot.storage.records import Records
from bot.storage.records.chats import fresh_chat
from bot.storage.records.mail import Received
from bot.texts import Texts

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)

MOST_TRIES = 3
KEEP_NUMBERS = timedelta(days=1)
KEEP_REPLIES = timedelta(days=1)
UNSHOWN_AFTER = timedelta(minutes=1)
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class ShownLike(Protocol):
    """What showing a reply tells: uploads to remember, and whether she is out of reach."""

    uploads: list[tuple[str, str]]
    is_unreachable: bool


@dataclass(frozen=True)
class Wiring:
    """What the desk is given from outside: the channel, the handlers, the content, time and chance."""

    bot_id: int
    private_link: str
    lane_of: Callable[[dict[str, Any]], str]
    read: Callable[[dict[str, Any]], Incoming | None]
    show: Callable[[Outgoing], Awaitable[ShownLike]]
    answer: Callable[[Visit, Incoming], Reply]
    library: Callable[[], Library]
    texts: Callable[[], Texts]
    clock: Clock
    dice: random.Random
    zone: ZoneInfo
    refused: tuple[type[Exception], ...]
    """Errors of ``show`` that no second try would mend."""
    not_now: tuple[type[Exception], ...]
    """Errors of ``show`` after which the reply stays in the outbox."""


class Desk:
    """Takes updates in, works them in lanes, and shows what they come to."""

    def __init__(self, database: Database, lanes: Lanes, metrics: Metrics, wiring: Wiring) -> None:
        self._database = database
        self._lanes = lanes
        self._metrics = metrics
        self._wired = wiring
        self._showing: set[int] = set()

    async def receive(self, raws: Sequence[dict[str, Any]]) -> None:
        """Keep updates and commit; once this returns, Telegram may forget them. Then work them."""
        now = self._wired.clock.now()
        arrived = [
            Received(self._wired.bot_id, int(raw["update_id"]), self._wired.lane_of(raw), msgspec.json.encode(raw))
            for raw in raws
        ]
        fresh = await self._database.run(_keep, arrived, now)
        self._metrics.received.inc(len(fresh))
        self._metrics.known.inc(len(arrived) - len(fresh))
        for received in fresh:
            self._lanes.put(received.lane, partial(self._work, received, now))

    async def recover(self) -> None:
        """Show the replies and work the updates that an earlier process left, before anything new is taken in.

        One at a time, each try counted before it begins: what brought the process down is recognised by its third
        try, and nothing that merely stood in line is blamed for it.
        """
        now = self._wired.clock.now()
        await self.show_left(older_than=timedelta())
        for received in await self._database.run(_waiting, self._wired.bot_id):
            tries = await self._database.run(_count_try, received)
            if tries > MOST_TRIES:
                await self._set_aside(received, None, "brought the process down")
                continue
            kept = await self._take_effect(replace(received, tries=tries))
            if kept is not None:
                self._lanes.put(received.lane, partial(self._show, *kept, now))

    async def show_left(self, older_than: timedelta = UNSHOWN_AFTER) -> int:
        """Show again what could not be shown, unless it is a day old; how many were put in line."""
        now = self._wired.clock.now()
        left = await self._database.run(_left, now - older_than, now - KEEP_REPLIES)
        again = [row for row in left if row[0] not in self._showing]
        for number, lane, payload in again:
            outgoing = msgspec.json.decode(payload, type=Outgoing)
            self._showing.add(number)
            self._lanes.put(lane, partial(self._show, number, outgoing, now))
        return len(again)

    async def tidy(self) -> int:
        """Forget the numbers of updates done a day ago, and chats that never answered the consent."""
        return await self._database.run(_tidy, self._wired.clock.now() - KEEP_NUMBERS)

    async def _work(self, received: Received, since: datetime) -> None:
        kept = await self._take_effect(received)
        if kept is not None:
            await self._show(*kept, since)

    async def _take_effect(self, received: Received) -> tuple[int, Outgoing] | None:
        """Commit the effect; the number and content of the reply, or None when there is nothing to show."""
        incoming: Incoming | None = None
        tries = received.tries
        while True:
            try:
                incoming = self._wired.read(msgspec.json.decode(received.payload))
                kept = await self._patiently(self._effect, received, incoming)
            except Exception as error:
                self._metrics.failed.inc()
                tries = tries or await self._patiently(_count_try, received)
                code = self._log_failure(error, tries)
                if tries >= MOST_TRIES:
                    return await self._set_aside(received, incoming, code)
                tries = 0
                continue
            self._metrics.done.inc()
            return kept

    async def _patiently(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a transaction, waiting for a database that is not there: that is nobody's fault who wrote."""
        pause = 0.1
        while True:
            try:
                return await self._database.run(work, *args, **kwargs)
            except DatabaseUnavailableError as error:
                logger.warning("the database is not there (%s); trying again in %.1f s", error, pause)
                await self._wired.clock.sleep(pause)
                pause = min(pause * 2, 30.0)

    def _log_failure(self, error: Exception, tries: int) -> str:
        """Log where it failed under a short code. The error's own words stay out: they may quote a person."""
        code = "".join(self._wired.dice.choices(CODE_LETTERS, k=5))
        trace = "".join(traceback.format_tb(error.__traceback__))
        logger.error("code %s, try %d: %s\n%s", code, tries, type(error).__name__, trace)
        return code

    async def _set_aside(self, received: Received, incoming: Incoming | None, code: str) -> tuple[int, Outgoing] | None:
        logger.error("update set aside after %d tries: %s", MOST_TRIES, code)
        self._metrics.aside.inc()
        outgoing = None
        if incoming is not None and not isinstance(incoming.act, ChangedReach):
            apology = Screen(self._wired.texts()("error.unexpected", code=code), is_new=True)
            outgoing = Outgoing(incoming.target, Reply((apology,)))
        return await self._patiently(_set_aside, received, outgoing, self._wired.clock.now())

    def _effect(self, records: Records, received: Received, incoming: Incoming | None) -> tuple[int, Outgoing] | None:
        """One transaction: the inbox entry done, what she did done, the reply kept. No network in here."""
        now = self._wired.clock.now()
        if not records.inbox.finish(received, now) or incoming is None:
            return None
        known = records.chats.get(incoming.chat_id)
        chat = known or fresh_chat(incoming.chat_id)
        learner = records.learners.get(chat.learner_id) if chat.learner_id is not None else None
        visit = Visit(
            records,
            chat,
            learner,
            self._wired.library(),
            self._wired.texts(),
            now,
            self._wired.zone,
            self._wired.dice,
            incoming.profile_name,
            self._wired.private_link,
        )
        reply = self._wired.answer(visit, incoming)
        if known is not None or not isinstance(incoming.act, ChangedReach | SpokeInGroup):
            _keep_chat(records, visit, incoming, reply)
        if not reply.screens and incoming.target.tap_id is None:
            return None
        return _keep_reply(records, incoming.chat_id, Outgoing(incoming.target, reply), now)

    async def _show(self, number: int, outgoing: Outgoing, since: datetime) -> None:
        lane = f"telegram:{outgoing.target.address}"
        self._showing.add(number)
        try:
            shown = await self._wired.show(outgoing)
        except self._wired.not_now:
            self._metrics.unshown.inc()
            logger.warning("a reply could not be shown now and stays in the outbox")
            return
        except self._wired.refused as error:
            self._metrics.unshown.inc()
            logger.error("a reply was refused: %s", type(error).__name__ + ": " + _first_words(str(error)))
            await self._patiently(_shown, number, lane, self._wired.bot_id, None)
        else:
            self._metrics.shown.inc()
            await self._patiently(_shown, number, lane, self._wired.bot_id, shown)
            self._metrics.seconds.observe((self._wired.clock.now() - since).total_seconds())
        finally:
            self._showing.discard(number)


def _first_words(reason: str) -> str:
    """Telegram's own word for a refusal, cut before it could quote anything."""
    return reason.split('"')[0][:80]


def _keep(records: Records, arrived: list[Received], now: datetime) -> list[Received]:
    return [received for received in arrived if records.inbox.receive(received, now)]


def _waiting(records: Records, bot_id: int) -> tuple[Received, ...]:
    return records.inbox.waiting(bot_id)


def _count_try(records: Records, received: Received) -> int:
    return records.inbox.count_try(received)


def _set_aside(
    records: Records, received: Received, outgoing: Outgoing | None, now: datetime
) -> tuple[int, Outgoing] | None:
    if not records.inbox.set_aside(received, now) or outgoing is None:
        return None
    return _keep_reply(records, received.lane, outgoing, now)


def _keep_reply(records: Records, lane: str, outgoing: Outgoing, now: datetime) -> tuple[int, Outgoing]:
    return records.outbox.add(lane, msgspec.json.encode(outgoing), now), outgoing


def _keep_chat(records: Records, visit: Visit, incoming: Incoming, reply: Reply) -> None:
    """The chat as it is now. Speaking to the bot shows that she can be reached again."""
    if visit.is_gone:
        return
    codes = reply.codes() or visit.chat.choices
    is_reachable = visit.chat.is_reachable if isinstance(incoming.act, ChangedReach) else True
    records.chats.save(replace(visit.chat, choices=codes, is_reachable=is_reachable), visit.now)


def _left(records: Records, before: datetime, too_old: datetime) -> tuple[tuple[int, str, bytes], ...]:
    records.outbox.forget(too_old)
    return records.outbox.waiting(before)


def _shown(records: Records, number: int, lane: str, bot_id: int, shown: ShownLike | None) -> None:
    records.outbox.remove(number)
    if shown is not None and shown.uploads:
        records.media.remember(bot_id, shown.uploads)
    if shown is not None and shown.is_unreachable:
        records.chats.set_reachable(lane, is_reachable=False)


def _tidy(records: Records, before: datetime) -> int:
    return records.inbox.forget_done(before) + records.chats.forget_undecided(before)
