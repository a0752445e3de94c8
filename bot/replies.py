"""Replies on their way out: every message is a row of the outbox, shown after its commit and then removed.

What one person is shown stays in order: while a message of hers cannot be shown, those behind it wait too, so that
an old screen never covers a newer one. One that can never be shown makes way for an apology.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import msgspec

from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.patience import Patience
from bot.screens.screen import Outgoing, Reply, Screen, Target
from bot.storage.records import Records
from bot.trouble import log_trouble
from bot.wiring import ShownLike, Wiring

logger = logging.getLogger(__name__)

KEEP_REPLIES = timedelta(days=1)
UNSHOWN_AFTER = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
CATCHING_UP = 16
"""People to whom old replies are shown at the same time."""

Kept = tuple[int, Outgoing]
"""A message in the outbox: its number and content."""


@dataclass(frozen=True)
class _Held:
    """A lane whose oldest message could not be shown: how often, and when it may or should be tried again."""

    rounds: int
    not_before: datetime
    again_at: datetime


class Replies:
    """Shows what was committed; ``show`` and ``catch_up`` are called from the person's own lane only."""

    def __init__(self, patience: Patience, lanes: Lanes, metrics: Metrics, wiring: Wiring) -> None:
        self._patience = patience
        self._lanes = lanes
        self._metrics = metrics
        self._wired = wiring
        self._held: dict[str, _Held] = {}
        self._turns = asyncio.Semaphore(CATCHING_UP)

    async def show(self, lane: str, kept: Sequence[Kept], since: datetime) -> None:
        """Show what was just committed, after whatever of hers is still waiting."""
        if lane in self._held:
            await self.catch_up(lane)
            return
        for number, outgoing in kept:
            if not await self._show_one(lane, number, outgoing):
                return
        self._metrics.seconds.observe((self._wired.clock.now() - since).total_seconds())

    async def catch_up(self, lane: str) -> None:
        """Show everything in her outbox, oldest first, up to the first that cannot be shown now."""
        now = self._wired.clock.now()
        held = self._held.get(lane)
        if held is not None and now < held.not_before:
            return
        for number, payload in await self._patience.run(_left_for, lane, now - KEEP_REPLIES):
            if not await self._show_one(lane, number, msgspec.json.decode(payload, type=Outgoing)):
                return
        self._held.pop(lane, None)

    async def show_left(self, older_than: timedelta = UNSHOWN_AFTER) -> int:
        """Try again what could not be shown, unless it is a day old; how many people were put in line."""
        now = self._wired.clock.now()
        lanes = await self._patience.run(_lanes_left, now - older_than, now - KEEP_REPLIES)
        self._held = {lane: held for lane, held in self._held.items() if held.again_at > now - KEEP_REPLIES}
        due = [lane for lane in lanes if lane not in self._held or self._held[lane].again_at <= now]
        for lane in due:
            self._lanes.put(lane, partial(self._catch_up_in_turn, lane))
        return len(due)

    async def _catch_up_in_turn(self, lane: str) -> None:
        # Not all at once: Telegram would say wait, and what is on its way when the process is killed comes twice.
        async with self._turns:
            await self.catch_up(lane)

    async def _show_one(self, lane: str, number: int, outgoing: Outgoing) -> bool:
        """Show a message and strike it off; False when it stays, and with it all that is behind it."""
        shown: ShownLike | None = None
        try:
            shown = await self._wired.show(outgoing)
        except self._wired.not_now as error:
            self._metrics.unshown.inc()
            self._hold(lane, self._wired.told_to_wait(error))
            return False
        except Exception as error:  # the refusal of a message, or a fault of ours in making it: no try will mend it
            self._metrics.unshown.inc()
            await self._apologise(outgoing, log_trouble(logger, "a reply was dropped", error, self._wired.dice))
        else:
            self._metrics.shown.inc()
        await self._patience.run(_shown, number, lane, self._wired.bot_id, shown)
        return True

    def _hold(self, lane: str, seconds: float) -> None:
        """Let the lane wait; each time longer, because what got no answer may have arrived and would come twice."""
        now = self._wired.clock.now()
        rounds = self._held[lane].rounds + 1 if lane in self._held else 0
        not_before = now + timedelta(seconds=seconds)
        again_at = max(not_before, now + min(UNSHOWN_AFTER * 2**rounds, LONGEST_WAIT) if rounds else now)
        self._held[lane] = _Held(min(rounds, 10), not_before, again_at)
        logger.warning("a reply could not be shown now and stays in the outbox")

    async def _apologise(self, outgoing: Outgoing, code: str) -> None:
        """Say that something went wrong, so that nobody waits for what will not come."""
        if not outgoing.reply.screens:
            return
        try:
            language = outgoing.reply.screens[0].language
            await self._wired.show(apology(self._wired, outgoing.target, code, language))
        except Exception as error:  # then silence it is
            logger.warning("an apology could not be shown: %s", type(error).__name__)


def apology(wired: Wiring, target: Target, code: str, language: str) -> Outgoing:
    """The words for what went wrong, with the code under which the log has it."""
    return Outgoing(target, Reply((Screen(wired.texts(language)("error.unexpected", code=code), is_new=True),)))


def keep_reply(records: Records, lane: str, outgoing: Outgoing, now: datetime) -> tuple[Kept, ...]:
    """Keep a reply until it is shown: a row a message, so that none is repeated for the sake of another."""
    screens, target = outgoing.reply.screens, outgoing.target
    first = Outgoing(target, replace(outgoing.reply, screens=screens[:1]))
    messages = (first, *(Outgoing(Target(target.address), Reply((screen,))) for screen in screens[1:]))
    return tuple((records.outbox.add(lane, msgspec.json.encode(message), now), message) for message in messages)


def _lanes_left(records: Records, before: datetime, too_old: datetime) -> tuple[str, ...]:
    records.outbox.forget(too_old)
    return records.outbox.lanes(before)


def _left_for(records: Records, lane: str, too_old: datetime) -> tuple[tuple[int, bytes], ...]:
    records.outbox.forget(too_old)
    return records.outbox.waiting(lane)


def _shown(records: Records, number: int, lane: str, bot_id: int, shown: ShownLike | None) -> None:
    records.outbox.remove(number)
    if shown is not None and shown.uploads:
        records.media.remember(bot_id, shown.uploads)
    if shown is not None and shown.is_unreachable:
        records.chats.set_reachable(lane, is_reachable=False)
