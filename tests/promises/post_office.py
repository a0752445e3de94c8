"""Many learners and a sender with composers of the test's own, on a clock that moves only when somebody waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.learner import Awaiting, Chat, JoiningStep, Role
from bot.sandbox.people import Person
from bot.screens.screen import Reply, Screen, show
from bot.sending.errand import nothing
from bot.sending.sender import Sender
from bot.services.sending import Sending
from bot.storage.records import Records
from bot.storage.tables import delivery, learner
from tests.chatting import Meeting
from tests.promises.wired import stage

Composer = Callable[[Sending], Reply | None]


def says_its_number(sending: Sending) -> Reply:
    """What was meant to be said, so that it can be found again on her phone."""
    return show(Screen(f"{sending.delivery.kind.value} {sending.delivery.subject}", is_new=True))


class PostOffice:
    """A meeting, the learners in it, and what they got."""

    def __init__(self, met: Meeting) -> None:
        self.met = met
        self.learners: dict[int, Person] = {}
        self.composers: dict[DeliveryKind, Composer] = dict.fromkeys(DeliveryKind, says_its_number)
        self.sender = self.another()

    def another(
        self, on_many_failures: Callable[[DeliveryKind, int], Awaitable[None]] = nothing, **changed: Any
    ) -> Sender:
        """A further sender on the same database, as another process would be."""
        assert self.met.app.sender is not None
        errands = self.met.app.sender.errands
        return Sender(
            replace(errands, composers=self.composers, on_many_failures=on_many_failures, **changed),
            self.met.app.metrics,
        )

    @property
    def now(self) -> datetime:
        return self.met.clock.now()

    def move(self, **span: float) -> None:
        """Let time pass, and nobody do anything."""
        self.met.clock.move(timedelta(**span))

    async def join(self, number: int) -> list[int]:
        """That many more learners; their numbers."""
        people = [self.met.world.add_person(f"Chị {place}") for place in range(number)]
        for person in people:
            person.has_started = True
        numbers = await self.met.app.database.run(_join, [person.id for person in people], self.now)
        self.learners |= dict(zip(numbers, people, strict=True))
        return numbers

    async def plan(self, kind: DeliveryKind, subject: int, to: Iterable[int], **how: Any) -> None:
        """Plan it for these learners, due now unless said otherwise."""
        how = {"not_before": self.now} | how
        await self.met.app.database.run(_plan, kind, subject, list(to), how)

    async def plan_for_all(self, kind: DeliveryKind, subject: int, **how: Any) -> int:
        """Plan it for every learner at once."""
        return await self.met.app.database.run(_plan_many, kind, subject, self.now, how)

    async def rows(self, kind: DeliveryKind | None = None) -> list[Delivery]:
        """All deliveries as they stand."""
        every = await self.met.app.database.run(_all)
        return [one for one in every if kind is None or one.kind is kind]

    async def states(self) -> dict[str, int]:
        """How many stand how: «failed blocked»."""
        return dict(Counter(f"{one.state.value} {one.reason}".strip() for one in await self.rows()))

    def got(self, learner_id: int) -> list[str]:
        """What she was sent, oldest first."""
        chat = self.learners[learner_id].chat
        return [message["text"] for message in chat if message["from"]["is_bot"]]

    def count(self, name: str, **labels: str) -> float:
        """A figure of the metrics."""
        return self.met.app.metrics.registry.get_sample_value(name, labels) or 0.0


@asynccontextmanager
async def post_office(database_url: str, **settings: Any) -> AsyncIterator[PostOffice]:
    """A post office at half past seven on a Monday evening, with Telegram's rates in force."""
    async with stage(database_url, **settings) as met:
        met.world.rates.is_on = True
        yield PostOffice(met)


def _join(records: Records, addresses: list[int], now: datetime) -> list[int]:
    rows = [
        {"name": "Chị", "unit_id": None, "role": Role.MEMBER.value, "created_at": now, "joined_at": now}
        for _ in addresses
    ]
    made = records.connection.execute(insert(learner).returning(learner.c.id, sort_by_parameter_order=True), rows)
    numbers = [row.id for row in made]
    for number, address in zip(numbers, addresses, strict=True):
        chat = Chat(f"telegram:{address}", number, JoiningStep.JOINED, Awaiting.NOTHING, None, ())
        records.chats.save(chat, now)
    return numbers


def _plan(records: Records, kind: DeliveryKind, subject: int, to: list[int], how: dict[str, Any]) -> None:
    for number in to:
        records.deliveries.plan(kind, subject, number, **how)


def _plan_many(records: Records, kind: DeliveryKind, subject: int, now: datetime, how: dict[str, Any]) -> int:
    return records.deliveries.plan_many(kind, subject, select(learner.c.id), **({"not_before": now} | how))


def _all(records: Records) -> list[Delivery]:
    numbers = records.connection.execute(select(delivery.c.id).order_by(delivery.c.id)).scalars()
    return [one for number in numbers if (one := records.deliveries.get(number)) is not None]
