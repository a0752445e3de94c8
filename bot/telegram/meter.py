"""The meter: every call that leaves is counted, so that all of them together never exceed what Telegram takes.

Interactive replies go first. A new message waits only when the whole second is full; an edit or the answer to a tap
never waits, because Telegram limits those elsewhere, but bulk makes room for a share of them.
"""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from typing import Any

from bot.clock import Clock
from bot.domain.pace import Delay, Pace

PER_SECOND = 30
"""What Telegram takes of one bot, interactive and bulk together."""
LIGHT_PER_SECOND = 10
"""Edits and answers for which bulk makes room in a second: more would silence it on a busy evening."""
LIGHT = ("edit", "answer", "delete")
MESSAGES = ("send", "copy", "forward")
SHORTEST_SLEEP = 0.0005
"""A wait that is less than a clock can tell would never end."""


class Ticket:
    """Leave for so many messages. Exactly one of ``answered`` and ``give_back`` is called in the end."""

    def __init__(self, meter: Meter, paces: tuple[Pace, ...], messages: int = 1) -> None:
        self._meter = meter
        self._paces = paces
        self._messages = messages
        self._left_at: float | None = None
        self._method = ""
        for pace in paces:
            pace.take(messages)

    def leaves(self, method: str) -> None:
        """The call is made now."""
        self._method = method
        self._left_at = self._meter.now()

    def answered(self, *, has_answer: bool = True) -> None:
        """An answer came, or none will come any more."""
        if self._left_at is None:
            self.give_back()
            return
        now = self._meter.now()
        if has_answer:
            delay = self._meter.delays[self._method]
            delay.note(now - self._left_at)
            now = max(self._left_at, now - delay.shortest)
        self._done(lambda pace: pace.arrived_by(now, self._messages))

    def give_back(self) -> None:
        """Nothing was sent after all."""
        self._done(lambda pace: pace.give_back(self._messages))

    def _done(self, settle: Any) -> None:
        for pace in self._paces:
            settle(pace)
        self._paces = ()
        self._meter.ring()


class Meter:
    """One for a process. ``bulk_per_second`` above 30 is the operator's word that Telegram takes so many."""

    def __init__(self, clock: Clock, bulk_per_second: int) -> None:
        self._clock = clock
        self.delays: defaultdict[str, Delay] = defaultdict(Delay)
        self.all = Pace(max(PER_SECOND, bulk_per_second))
        self.bulk_pace = Pace(bulk_per_second, is_even=True)
        self._light = Pace(LIGHT_PER_SECOND)
        self._first = asyncio.Lock()
        self._bulk = asyncio.Lock()
        self._waiting = 0
        self._changed = asyncio.Event()

    def now(self) -> float:
        """The present, in seconds."""
        return self._clock.now().timestamp()

    def ring(self) -> None:
        """Something was answered or given back: whoever waits may look again."""
        self._changed.set()

    async def enter(self, method: str, fields: dict[str, Any]) -> Ticket:
        """Leave for an interactive call."""
        if method.startswith(MESSAGES) and method != "sendChatAction":
            return await self._in_front(messages_in(fields))
        if method.startswith(LIGHT) and self._light.wait(self.now()) <= 0:
            return Ticket(self, (self.all, self._light))
        return Ticket(self, ())

    async def _in_front(self, messages: int) -> Ticket:
        self._waiting += 1
        try:
            async with self._first:
                while (wait := self.all.wait(self.now())) > 0:
                    await self._wait(wait)
                return Ticket(self, (self.all,), messages)
        finally:
            self._waiting -= 1
            self.ring()

    async def bulk(self, messages: int = 1) -> Ticket:
        """Leave for something nobody asked for: within the bulk rate, and only where nobody waits for an answer."""
        ticket = await self.bulk_within(math.inf, messages)
        assert ticket is not None, "there is no end to that patience"
        return ticket

    async def bulk_within(self, rest: float, messages: int = 1) -> Ticket | None:
        """The same; None when bulk is told to rest for longer than that."""
        async with self._bulk:
            while True:
                now = self.now()
                if self.bulk_pace.resting(now) > rest:
                    return None
                wait = max(self.bulk_pace.wait(now), self.all.wait(now), math.inf if self._waiting else 0.0)
                if wait <= 0:
                    return Ticket(self, (self.all, self.bulk_pace), messages)
                await self._wait(wait)

    async def _wait(self, seconds: float) -> None:
        if math.isfinite(seconds):
            await self._clock.sleep(max(seconds, SHORTEST_SLEEP))
            return
        self._changed.clear()
        await self._changed.wait()

    def told_to_wait(self, seconds: float) -> None:
        """Telegram said 429: bulk rests that long, and goes more slowly afterwards. Interactive calls go on."""
        now = self.now()
        self.bulk_pace.slow_down(now)
        self.bulk_pace.pause(now, seconds)

    def rest(self, seconds: float) -> None:
        """There is no connection, or nobody knows what another process has just sent: bulk rests that long."""
        self.bulk_pace.pause(self.now(), seconds)


def messages_in(fields: dict[str, Any]) -> int:
    """How many messages a call makes: an album is one for each of its files."""
    media = fields.get("media")
    return max(1, len(media)) if isinstance(media, list) else 1
