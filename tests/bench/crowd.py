"""The load: people who act as soon as they are answered (closed), or when their time has come (open).

An open load asks at times fixed beforehand and counts from those, so that a bot that falls behind is not spared.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from time import monotonic

from tests.bench.frames import Delay, Framed, Push, Seen
from tests.bench.people import Person

LOOKING = 0.05
"""Seconds without news after which a person who joins goes on: perhaps more comes than was owed."""
UNANSWERED = 4.0
"""Seconds after which she goes on in any case: perhaps less comes than was owed."""
PATIENCE = 15.0
"""Seconds without any answer after which a bot counts as stuck."""


class StuckError(Exception):
    """The bot stopped answering."""


class Crowd:
    """Everybody who talks to one bot, at the far end of the line to its fake Bot API."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.first_poll = 0.0
        self.listening = asyncio.Event()
        """Set once the bot has polled or set its webhook."""
        self._people: dict[int, Person] = {}
        self._tapping: dict[str, Person] = {}
        self._waiting = 0
        self._line: Framed[list[Seen]] = Framed(list[Seen], self._take)
        self._pushing: list[tuple[int, bytes]] = []
        self._answered: Callable[[Person], None] = lambda _person: None
        self._replies: list[tuple[float, float]] = []
        self._last_at = 0.0

    async def connect(self, port: int) -> None:
        """Open the line."""
        await asyncio.get_running_loop().create_connection(lambda: self._line, "127.0.0.1", port)

    def hang_up(self) -> None:
        """Close the line, which ends the server."""
        self._line.close()

    def set_delay(self, seconds: float) -> None:
        """Let every answer of the server take that long."""
        self._line.write(Delay(seconds))

    def _take(self, batch: list[Seen]) -> None:
        for seen in batch:
            self.calls[seen.method] += 1
            if seen.method in ("getUpdates", "setWebhook"):
                self.first_poll = self.first_poll or seen.at
                self.listening.set()
                continue
            person = self._tapping.pop(seen.tap, None) if seen.tap else self._people.get(seen.chat)
            if person is not None:
                self._sees(person, seen)

    def _sees(self, person: Person, seen: Seen) -> None:
        since = person.since
        if person.sees(seen):
            self._waiting -= 1
            self._last_at = monotonic()
            self._replies.append((person.shown_at, person.shown_at - since))
            self._answered(person)

    def _act(self, person: Person, at: float | None = None) -> None:
        """Let her act; all who act in one turn of the loop go in one frame."""
        update = person.acts_at(monotonic() if at is None else at)
        if person.tap:
            self._tapping[person.tap] = person
        self._waiting += 1
        if not self._pushing:
            asyncio.get_running_loop().call_soon(self._push)
        self._pushing.append(update)

    def _push(self) -> None:
        self._line.write(Push(self._pushing))
        self._pushing = []

    async def until(self, is_reached: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait for something; StuckError when nobody has been answered for too long."""
        self._last_at = monotonic()
        while not is_reached():
            if monotonic() - self._last_at > patience:
                raise StuckError(f"{self._waiting} people wait for an answer; calls so far: {dict(self.calls)}")
            await asyncio.sleep(0.01)

    async def lead(self, people: Iterable[Person], goal: Callable[[Person], bool], at_once: int) -> None:
        """Let everybody act until the goal is hers, so many at a time, each looking at her screen for a moment."""
        loop = asyncio.get_running_loop()
        coming = iter(people)
        here: set[int] = set()

        def goes_on(person: Person, acts: int) -> None:
            if person.acts != acts:
                return
            if person.is_waiting:
                person.since = 0.0
                self._waiting -= 1
            if not goal(person):
                act(person)
                return
            here.discard(person.number)
            self._people.pop(person.number, None)
            comes()

        def comes() -> None:
            person = next(coming, None)
            if person is not None:
                here.add(person.number)
                self._people[person.number] = person
                act(person)

        def act(person: Person) -> None:
            self._act(person)
            loop.call_later(UNANSWERED, goes_on, person, person.acts)

        def looks(person: Person, acts: int) -> None:
            wait = person.seen_at + LOOKING - monotonic()
            if wait > 0:
                loop.call_later(wait, looks, person, acts)
            else:
                goes_on(person, acts)

        self._answered = lambda person: looks(person, person.acts)
        for _ in range(at_once):
            comes()
        await self.until(lambda: not here)

    async def closed(
        self, people: Iterable[Person], warm: float, seconds: float, mark: Callable[[], None]
    ) -> tuple[float, float]:
        """Everybody acts again as soon as she is answered; the bounds of the time that counts, marked at both."""
        self._people = {person.number: person for person in people}
        self._replies.clear()
        self._answered = self._act
        for person in self._people.values():
            self._act(person)
        await asyncio.sleep(warm)
        mark()
        begun = monotonic()
        await asyncio.sleep(seconds)
        mark()
        return begun, monotonic()

    async def rest(self) -> None:
        """Nobody acts any more; wait until all are answered."""
        self._answered = lambda _person: None
        await self.until(lambda: self._waiting == 0)

    def replies(self, begun: float, ended: float) -> list[float]:
        """How long each reply shown between two instants took."""
        return [waited for shown, waited in self._replies if begun <= shown < ended]

    async def open(self, people: Iterable[Person], rate: float, seconds: float, dice: random.Random) -> list[float]:
        """Taps at random instants fixed beforehand, ``rate`` a second; how long each took from its instant.

        Who has not been answered when her turn comes is passed over for the next one, never waited for.
        """
        everybody = list(people)
        self._people = {person.number: person for person in everybody}
        self._replies.clear()
        self._answered = lambda _person: None
        turn, at = 0, monotonic() + 0.1
        end = at + seconds
        while (at := at + dice.expovariate(rate)) < end:
            await asyncio.sleep(max(0.0, at - monotonic()))
            while everybody[turn % len(everybody)].is_waiting:
                turn += 1
            self._act(everybody[turn % len(everybody)], at)
            turn += 1
        await self.rest()
        return [waited for _, waited in self._replies]
