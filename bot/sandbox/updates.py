"""Updates on their way to the bot, and the taps they speak of.

Messages wait 24 hours, callback queries 150 seconds, as at Telegram; what is older is gone without a word. Nothing
is delivered here: polls and the webhook take from the queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, takewhile

from bot.sandbox.wire import Json, RefusedError

RETENTION = timedelta(hours=24)
QUERY_LIFE = timedelta(seconds=150)
KINDS_BY_DEFAULT = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


@dataclass(slots=True)
class Update:
    """One update; ``queue`` names the line it stands in when it is posted to a webhook."""

    id: int
    kind: str
    payload: Json
    queue: Hashable
    expires_at: datetime
    wake_at: datetime
    fails: int = 0
    delay: float = 1.0

    def as_json(self) -> Json:
        """The update as the bot receives it."""
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    """Everything the bot has not taken yet, oldest first, and the lines it stands in."""

    def __init__(self, first_id: int, is_redelivered: Callable[[], bool]) -> None:
        self._next_id = first_id
        self._waiting: dict[int, Update] = {}
        self._lines: dict[Hashable, dict[int, Update]] = {}
        self._next_expiry: datetime | None = None
        self._again: list[Update] = []
        self._is_redelivered = is_redelivered
        self.asked_for: frozenset[str] = frozenset()

    def add(self, kind: str, payload: Json, queue: Hashable, now: datetime) -> Update | None:
        """Put an update in line; None when the bot did not ask for its kind."""
        if kind not in (self.asked_for or KINDS_BY_DEFAULT):
            return None
        life = QUERY_LIFE if kind == "callback_query" else RETENTION
        update = Update(self._next_id, kind, payload, queue, now + life, now)
        self._next_id += 1
        self._waiting[update.id] = update
        self._lines.setdefault(queue, {})[update.id] = update
        self._next_expiry = min(self._next_expiry or update.expires_at, update.expires_at)
        return update

    def allow(self, kinds: Iterable[str]) -> None:
        """Give only these kinds from now on; none named means the usual ones."""
        self.asked_for = frozenset(kinds)

    def count(self, now: datetime) -> int:
        """How many updates were neither acknowledged nor posted."""
        self._bury(now)
        return len(self._waiting) + len(self._again)

    def batch(self, limit: int, now: datetime) -> list[Update]:
        """The next updates for a poll; redelivered ones first, and those only this once."""
        self._bury(now)
        again, self._again = self._again[:limit], self._again[limit:]
        return again + list(islice(self._waiting.values(), limit - len(again)))

    def acknowledge(self, offset: int, now: datetime) -> None:
        """Forget the updates below ``offset``; a negative one keeps only that many of the latest."""
        self._bury(now)
        if offset < 0:
            for update in list(self._waiting.values())[:offset]:
                self.drop(update)
            return
        for update in list(takewhile(lambda update: update.id < offset, self._waiting.values())):
            self.drop(update)
            if self._is_redelivered():
                self._again.append(update)

    def heads(self, now: datetime) -> list[Update]:
        """The first update of every line, for the webhook."""
        self._bury(now)
        return [next(iter(line.values())) for line in self._lines.values()]

    def posted(self, update: Update) -> None:
        """Forget an update that the webhook took, unless it is to be posted once more."""
        if not self._is_redelivered():
            self.drop(update)

    def drop(self, update: Update) -> None:
        """Forget an update that will not be delivered any more."""
        if self._waiting.pop(update.id, None) is None:
            return
        line = self._lines[update.queue]
        del line[update.id]
        if not line:
            del self._lines[update.queue]

    def clear(self) -> None:
        """Forget them all."""
        self._waiting.clear()
        self._lines.clear()
        self._again.clear()

    def hurry(self, now: datetime) -> None:
        """Forget what went wrong with earlier posts, because the webhook is another one now."""
        for update in self._waiting.values():
            update.wake_at, update.fails, update.delay = now, 0, 1.0

    def _bury(self, now: datetime) -> None:
        """Drop what is too old; looks only when something can be."""
        if self._next_expiry is None or now < self._next_expiry:
            return
        for update in [update for update in self._waiting.values() if update.expires_at <= now]:
            self.drop(update)
        self._next_expiry = min((update.expires_at for update in self._waiting.values()), default=None)


class Polls:
    """Whose turn it is to poll: the latest caller's; an older one that still waits is sent away."""

    def __init__(self) -> None:
        self._turn: asyncio.Future[None] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a poll is under way."""
        return self._turn is not None

    def begin(self) -> asyncio.Future[None]:
        """Take the turn; the returned future fails when somebody takes it over."""
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._turn = asyncio.get_running_loop().create_future()
        return self._turn

    def end(self, turn: asyncio.Future[None]) -> None:
        """Give the turn back."""
        if self._turn is turn:
            self._turn = None
        turn.cancel()

    def interrupt(self, words: str) -> None:
        """Send away whoever waits."""
        if self._turn is not None and not self._turn.done():
            self._turn.set_exception(RefusedError(409, f"Conflict: {words}"))
        self._turn = None


@dataclass(slots=True)
class Tap:
    """A callback query as Telegram keeps it until it is answered or 150 seconds old."""

    id: str
    person_id: int
    message_id: int
    created_at: datetime
    is_answered: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be answered."""
        return not self.is_answered and now - self.created_at <= QUERY_LIFE


@dataclass(slots=True)
class Taps:
    """The callback queries there were."""

    by_id: dict[str, Tap] = field(default_factory=dict)

    def open(self, query_id: str, now: datetime) -> Tap | None:
        """The query of that id if it can still be answered."""
        tap = self.by_id.get(query_id)
        return tap if tap is not None and tap.is_open(now) else None
