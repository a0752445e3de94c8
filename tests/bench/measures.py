"""The measurements: what is run for how long, and under which name its figures go.

A round measures everything once, so that what the machine does beside hits all sides alike; ratios are taken within
a round.
"""

from __future__ import annotations

import asyncio
import copy
import random
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import reminding
from tests.bench.people import Person, crowd_of, studying
from tests.bench.processes import started
from tests.bench.scene import TOKEN, Contender, Scene, scene, served
from tests.bench.stores import Stores, file_of, invite_everybody
from tests.promises.test_sending_rate import rate_of_one_run

PEOPLE = 200
RATE = 100
DELAYS = (0.0, 0.05)
SHARES = (50, 95, 99)
CIRCLE = 23
"""Taps in one round through cards and quiz, about: people begin spread over so many."""
MOST_ACTS = 60
ROSTER_ROWS = 50_000
LEAST_RATE, RATE_TRIES = 0.97, 3
"""The share of the allowed rate that bulk must come to, in one of so many runs."""
AT_ONCE = 400
"""How many join at the same time for the weighing."""
FEW_TAPS = 8
"""Joining takes five acts; the rest are taps on cards."""
CONTENDERS = (
    Contender("bare", "none"),
    Contender("bare", "sqlite"),
    Contender("project", "sqlite"),
    Contender("project", "sqlite", "webhook"),
    Contender("stock", "sqlite"),
    Contender("project", "postgresql"),
    Contender("project", "postgresql", "webhook"),
    Contender("stock", "postgresql"),
)
WAITERS = {"bare/sqlite/polling", "project/sqlite/polling", "project/sqlite/webhook", "stock/sqlite/polling"}
"""The contenders whose latency is measured, too."""
WAYS = ("bare", "project", "stock")
PLANNED = (10_000, 100_000, 500_000, 1_000_000)
"""How many deliveries are planned at once; the same few are due among them."""
Load = Callable[[Contender, Scene, dict[int, Person]], Awaitable[None]]


@dataclass(frozen=True)
class Lengths:
    """Seconds of each load, and how many learners the memory is weighed with."""

    warm: float = 0.5
    closed: float = 2.0
    open: float = 2.5
    sends: float = 1.5
    learners: int = 10_000
    reported: int = 100_000
    """Learners over whom reports are made."""


class Measures:
    """Runs rounds and keeps the figures of each, by name."""

    def __init__(self, folder: Path, stores: Stores, lengths: Lengths, tell: Callable[[str], None]) -> None:
        self.figures: defaultdict[str, list[float]] = defaultdict(list)
        self._folder = folder
        self._stores = stores
        self._lengths = lengths
        self._tell = tell
        self._ready: dict[str, tuple[str, dict[int, Person]]] = {}

    def _note(self, name: str, value: float) -> None:
        self.figures[name].append(value)

    async def prepare(self, kind: str) -> None:
        """Let everybody join once, each up to a place of her own in cards and quiz."""
        contender = Contender("project", kind)
        url = self._stores.fresh(kind)
        people = crowd_of(PEOPLE, await invite_everybody(url))
        async with scene(self._folder, contender, url) as one:
            await one.crowd.lead(people.values(), _is_in_her_place, PEOPLE)
        lost = sum(not person.is_studying for person in people.values())
        if lost:
            raise RuntimeError(f"{lost} of {PEOPLE} people never came to the cards")
        self._ready[kind] = (url, people)

    def stage(self, contender: Contender) -> tuple[str, dict[int, Person]]:
        """A database and the people who are known there."""
        if contender.side == "project":
            url, people = self._ready[contender.database]
            return self._stores.copy(url), copy.deepcopy(people)
        people = crowd_of(PEOPLE)
        studying(people.values())
        return "none" if contender.database == "none" else self._stores.fresh(contender.database), people

    async def exchange(self, contender: Contender) -> None:
        """Taps answered per second, closed loop; for some also how long a tap waits, open loop."""
        await self._alone(contender, self._closed)
        if contender.key in WAITERS:
            await self._alone(contender, self._open)

    async def _alone(self, contender: Contender, load: Load) -> None:
        url, people = self.stage(contender)
        async with scene(self._folder, contender, url) as one:
            await load(contender, one, people)
        if url != "none":
            self._stores.drop(url)

    async def _closed(self, contender: Contender, one: Scene, people: dict[int, Person]) -> None:
        lengths = self._lengths
        self._note(f"start/{contender.key}", one.start_seconds)
        marks: list[tuple[float, float]] = []
        begun, ended = await one.crowd.closed(
            people.values(), lengths.warm, lengths.closed, lambda: marks.append(_processor(one))
        )
        count = len(one.crowd.replies(begun, ended))
        self._note(f"updates/{contender.key}", count / (ended - begun))
        for name, before, after in zip(("bot", "server"), *marks, strict=True):
            self._note(f"cpu/{name}/{contender.key}", (after - before) / max(count, 1) * 1e6)

    async def _open(self, contender: Contender, one: Scene, people: dict[int, Person]) -> None:
        for delay in DELAYS:
            one.crowd.set_delay(delay)
            waits = await one.crowd.open(people.values(), RATE, self._lengths.open, random.Random(5))
            name = f"{delay * 1000:.0f}ms/{contender.key}"
            for percent in SHARES:
                self._note(f"wait/p{percent}/{name}", quantile(waits, percent / 100) * 1000)

    async def sends(self, way: str, delay: float) -> None:
        """Messages per second, as many in flight as one way of sending takes."""
        # The stock transport needs seconds until its first answers are through.
        factor = 2.0 if way == "stock" else 1.0
        times = (self._lengths.warm * factor, self._lengths.sends * factor)
        async with served(self._folder) as (crowd, _, api):
            crowd.set_delay(delay)
            arguments = (way, api, TOKEN, *map(str, times))
            async with started(self._folder, f"sending-{way}", "tests.bench.side_sending", *arguments) as side:
                said = await side.says()
                await side.ended()
        name = f"sends/{delay * 1000:.0f}ms/{way}"
        self._note(name, said["per_second"])
        self._note(f"cpu/{name}", said["cpu_us"])

    async def planning(self, kind: str, number: int) -> None:
        """Planning a message to so many, and finding the few that are due among them."""
        url = self._stores.fresh(kind)
        async with started(self._folder, "planning", "tests.bench.side_planning", url, str(number)) as side:
            said = await side.says(300)
            await side.ended()
        self._stores.drop(url)
        if not said["uses_index"]:
            raise RuntimeError(f"{kind} does not use the index of what is due")
        for name in ("seconds", "bytes", "claim_ms"):
            self._note(f"planning/{name}/{kind}/{number}", said[name])

    async def starts(self) -> None:
        """How long the bot takes from nothing to its first poll, with no database and with its own."""
        url = self._stores.fresh("sqlite")
        for name in ("first", "second"):
            async with scene(self._folder, Contender("project", "sqlite"), url) as one:
                self._note(f"start/{name}", one.start_seconds)
        self._stores.drop(url)

    async def roster(self) -> None:
        """A list of people: read, checked, taken, and taken again."""
        folder = tempfile.mkdtemp(dir=self._folder)
        arguments = ("tests.bench.rostering", folder, str(ROSTER_ROWS))
        async with started(self._folder, "roster", *arguments) as side:
            for name, value in (await side.says(120)).items():
                self._note(f"roster/{name}", value)
            await side.ended()

    async def rate(self) -> None:
        """The share of the allowed bulk rate that arrives at the server, at each delay.

        The limit must hold in every run. How near it comes says as much of the machine, so it is tried again where it
        came to too little, and the best counts.
        """
        for latency in (0.0, 0.15, 0.3):
            name = f"rate/{latency * 1000:.0f}"
            for _ in range(RATE_TRIES):
                url = f"sqlite:///{tempfile.mkdtemp(dir=self._folder)}/rate.db"
                self._note(name, await rate_of_one_run(url, latency))
                if self.figures[name][-1] >= LEAST_RATE:
                    break

    async def reports(self) -> None:
        """Reports over a province, in a process of its own."""
        folder = self._folder / "reports"
        folder.mkdir(exist_ok=True)
        count = str(self._lengths.reported)
        async with started(self._folder, "reports", "tests.bench.reporting", str(folder), count) as side:
            said = await side.says(900)
            await side.ended()
        for name, value in said.items():
            self._note(name, value)
        for file in folder.iterdir():
            file.unlink()

    async def weight(self) -> None:
        """Memory and disk as learners join and tap."""
        url = self._stores.fresh("sqlite")
        token = await invite_everybody(url)
        learners = self._lengths.learners
        async with scene(self._folder, Contender("project", "sqlite"), url) as one:
            await asyncio.sleep(0.5)
            self._note("rss/start", one.bot.rss())
            joined = 0
            for share in (0.01, 0.1, 0.4, 0.7, 1.0):
                count = int(learners * share) - joined
                people = crowd_of(count, token, first=joined)
                await one.crowd.lead(people.values(), _has_tapped, AT_ONCE)
                joined += count
                self._note(f"rss/{joined}", one.bot.rss())
                self._tell(f"  {joined} learners: {one.bot.rss() / 1e6:.0f} MB")
        self._note("file/bytes", file_of(url).stat().st_size)
        self._stores.drop(url)

    async def reminders(self) -> None:
        """The reminder tick with a thousand due, among ever more learners."""
        for kind in ("sqlite", "postgresql"):
            await reminding.ticks(self._stores, kind, self._note, self._tell)


def _is_in_her_place(person: Person) -> bool:
    spread = FEW_TAPS + person.number % CIRCLE
    return (person.is_studying and person.acts >= spread) or person.acts >= MOST_ACTS


def _has_tapped(person: Person) -> bool:
    return (person.is_studying and person.acts >= FEW_TAPS) or person.acts >= MOST_ACTS


def _processor(one: Scene) -> tuple[float, float]:
    return one.bot.cpu_seconds(), one.server.cpu_seconds()


def quantile(values: list[float], share: float) -> float:
    """The value that ``share`` of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def shortfalls(figures: Mapping[str, Sequence[float]]) -> list[str]:
    """What came to less than is promised, a sentence each."""
    return [
        f"bulk came to {max(values):.3f} of its rate at a delay of {name[5:]} ms, less than {LEAST_RATE}"
        for name, values in figures.items()
        if name.startswith("rate/") and max(values) < LEAST_RATE
    ]
