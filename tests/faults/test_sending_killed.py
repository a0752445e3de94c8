"""Kill -9 again and again in the middle of a broadcast: nobody is left out, and hardly anybody hears it twice.

The bot and the local Bot API share a clock that hurries, so that the real rates take less of the machine's time; the
kills are real. ``FAULT_PEOPLE`` and ``FAULT_SENDING_KILLS`` say how many; ``make faults`` asks for 10,000 and 20.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.clock import SystemClock
from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.learner import JoiningStep, Role
from bot.sandbox.journal import Called
from bot.sandbox.people import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.settings import Settings
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import chat, learner
from tests.faults.crowd import Crowd
from tests.faults.loud import WORDS
from tests.hurrying import HurryingClock

pytestmark = [pytest.mark.faults]

PEOPLE = int(os.environ.get("FAULT_PEOPLE", "1500"))
KILLS = int(os.environ.get("FAULT_SENDING_KILLS", "6"))
SPEED = 6.0
BULK = 25
PATIENCE = 6000
"""Tenths of a second after which the last life is given up."""


class Broadcast:
    """A broadcast to many, and the process that is killed while it sends it."""

    def __init__(self, folder: Path, content_dir: Path, server: BotApiServer, world: World, since: datetime) -> None:
        self.world = world
        self.file = folder / "chihoi.db"
        settings = Settings(database_url=f"sqlite:///{self.file}", content_dir=content_dir)
        self.bot = Crowd(world, server, settings, random.Random(8), folder / "bot.log", content_dir)
        self.bot.command = ("-m", "tests.faults.loud")
        # Without a quiet hour, because the clock passes through whole nights.
        self.bot.environment = {"SINCE": since.isoformat(), "SPEED": str(SPEED), "QUIET_HOURS": "00:00-00:00"}
        self.bot.environment["BULK_PER_SECOND"] = str(BULK)
        self.people: list[Person] = []
        self.arrived: list[datetime] = []
        self.refused = 0
        self.under_way: list[int] = []
        self._seen = 0
        world.changes.listen(self._look)

    def _look(self, event: dict[str, object]) -> None:
        """The journal forgets its oldest calls, so they are read as they come."""
        calls = self.world.requests
        if event["type"] != "request" or not calls.calls:
            return
        called: Called = calls.calls[-1]
        if called.method == "sendMessage" and called.status == 200:
            self.arrived.append(called.at)
        self.refused += called.status == 429

    async def plan(self) -> None:
        """Learners, and one delivery for each of them."""
        for number in range(PEOPLE):
            person = self.world.add_person(f"Chị {number}")
            person.has_started = True
            self.people.append(person)
        database = open_database(self.bot.settings.database_url)
        planned = await database.run(_plan, [person.id for person in self.people], self.world.clock.now())
        await database.close()
        assert planned == PEOPLE

    async def live_and_die(self, until: int) -> None:
        """Run until that many messages have arrived, then be killed."""
        await self.bot.start()
        await self.bot.until(lambda: len(self.arrived) >= until, seconds=120)
        await self.bot.kill()
        self.under_way.append(self.count("state = 'sending'"))

    async def live(self) -> None:
        """Run until nothing is waiting any more."""
        await self.bot.start()
        # The last outcome is committed after the last message has arrived, and nothing rings when it is.
        for _ in range(PATIENCE):
            if not self.count("state in ('pending', 'sending')"):
                break
            await SystemClock().sleep(0.1)
        assert await self.bot.stop() == 0

    def count(self, condition: str) -> int:
        """How many deliveries stand so, as a second look into the file sees it."""
        with sqlite3.connect(self.file) as connection:
            return int(connection.execute(f"SELECT count(*) FROM delivery WHERE {condition}").fetchone()[0])

    def heard(self) -> Counter[int]:
        """How many people heard it how often."""
        return Counter(sum(one.get("text") == WORDS for one in person.chat) for person in self.people)


def _plan(records: Records, addresses: list[int], now: datetime) -> int:
    numbers = range(1, len(addresses) + 1)
    basis = {"unit_id": None, "role": Role.MEMBER.value, "created_at": now, "joined_at": now}
    records.connection.execute(insert(learner), [{"id": number, "name": "Chị", **basis} for number in numbers])
    rest = {"awaiting": "", "invited_to": None, "choices": "[]", "is_reachable": True, "seen_at": now, "last_tap": ""}
    records.connection.execute(
        insert(chat),
        [
            {"id": f"telegram:{address}", "learner_id": number, "step": JoiningStep.JOINED.value, **rest}
            for number, address in zip(numbers, addresses, strict=True)
        ],
    )
    return records.deliveries.plan_many(DeliveryKind.BROADCAST, 1, select(learner.c.id), now)


def most_in_a_second(instants: Sequence[datetime]) -> int:
    """The most that arrived in any sliding second."""
    most = first = 0
    for last, instant in enumerate(instants):
        while instant - instants[first] >= timedelta(seconds=1):
            first += 1
        most = max(most, last - first + 1)
    return most


async def test_a_broadcast_survives_being_killed_again_and_again(
    first_modules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    since = SystemClock().now()
    world = World(HurryingClock(since, SPEED), random.Random(8), rates=True)
    async with BotApiServer(world) as server:
        one = Broadcast(tmp_path, first_modules, server, world, since)
        await one.plan()
        moments = sorted(one.bot.dice.sample(range(1, PEOPLE * 98 // 100), KILLS))
        for moment in moments:
            await one.live_and_die(moment)
        await one.live()
    heard, twice = one.heard(), one.heard()[2]
    database = open_database(one.bot.settings.database_url)
    counts = await database.run(lambda records: records.deliveries.counts(DeliveryKind.BROADCAST, 1))
    await database.close()
    figures = (
        f"killed {one.bot.kills} times in a broadcast to {PEOPLE}: {heard[0]} lost, {twice} heard it twice, "
        f"{sum(one.under_way)} were under way at the kills; at most {most_in_a_second(one.arrived)} in a second, "
        f"{one.refused} refused with 429\n"
    )
    with capsys.disabled():
        sys.stdout.write("\n" + figures)
    assert one.bot.kills == KILLS
    assert heard[0] == 0, figures
    assert max(heard) <= 2, figures
    assert twice <= sum(one.under_way), figures
    assert counts == {(DeliveryState.SENT, ""): PEOPLE}
    assert (most_in_a_second(one.arrived) <= BULK, one.refused) == (True, 0), figures
