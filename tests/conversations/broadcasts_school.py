"""Organisers who send broadcasts, and the engine that sends them, which can be stopped after so many messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.managing import AdminRole
from bot.sending.errand import MeterLike, TicketLike
from bot.sending.sender import Sender
from bot.services import digest
from bot.services.broadcasting import Frame
from bot.storage.records import Records
from bot.storage.tables import delivery
from tests.chatting import Meeting, Talker, meeting


class Stingy:
    """A meter that gives leave to so many messages, and then to none for a long time."""

    def __init__(self, meter: MeterLike, most: int) -> None:
        self._meter = meter
        self._left = most

    async def bulk_within(self, rest: float) -> TicketLike | None:
        """Leave of the real meter, while there is some left."""
        if not self._left:
            return None
        self._left -= 1
        return await self._meter.bulk_within(rest)

    def rest(self, seconds: float) -> None:
        """Let nothing leave for so long."""
        self._meter.rest(seconds)


class PostOffice:
    """The engine that sends, and a hand on its tap."""

    def __init__(self, met: Meeting) -> None:
        self.met = met

    @property
    def sender(self) -> Sender:
        """The bot's sender as it is now: there may have been a restart."""
        assert self.met.app.sender is not None
        return self.met.app.sender

    async def sends(self, most: int) -> None:
        """Send at most so many of what is due, and no more until :meth:`runs`, or a restart."""
        self.sender.errands = replace(self.sender.errands, meter=Stingy(self.met.app.meter, most))
        await self.sender.sweep()

    async def runs(self) -> None:
        """The regular jobs and the sending, minute by minute, until all has gone out and been noted."""
        self.sender.errands = replace(self.sender.errands, meter=self.met.app.meter)
        await self.met.passes()
        for _ in range(2):
            await self.met.passes(minutes=1)


def _grant(records: Records, chat_id: str, key: str | None, role: AdminRole, now: datetime, gets_digest: bool) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    unit = records.units.by_key(key) if key is not None else None
    # The evening is a Monday's: who was entrusted the day before has a digest due.
    given_at = now - timedelta(days=1) if gets_digest else now
    records.grants.give(chat.learner_id, unit.id if unit else None, role, None, given_at)
    if not gets_digest:
        digest.switch(records, chat.learner_id, now, is_on=False)


def _withdraw(records: Records, chat_id: str, now: datetime) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    for grant in records.grants.of(chat.learner_id):
        records.grants.withdraw(grant.id, now)


class Union:
    """A meeting with organisers in it."""

    def __init__(self, met: Meeting) -> None:
        self.met = met
        self.post = PostOffice(met)

    async def organiser(
        self,
        first_name: str,
        key: str | None = "mau-suoi-may",
        role: AdminRole = AdminRole.ORGANISER,
        *,
        gets_digest: bool = False,
    ) -> Talker:
        """Somebody who has joined and was entrusted with a unit."""
        talker = await self.met.learner(first_name)
        chat_id = f"telegram:{talker.person.id}"
        await self.met.app.database.run(_grant, chat_id, key, role, self.met.clock.now(), gets_digest)
        return talker

    async def withdraws_from(self, talker: Talker) -> None:
        """What she was entrusted with is taken from her."""
        await self.met.app.database.run(_withdraw, f"telegram:{talker.person.id}", self.met.clock.now())

    async def learners(self, *names: str) -> list[Talker]:
        """Women of the branch."""
        return [await self.met.learner(name) for name in names]

    async def writes(self, talker: Talker, text: str = "Mời chị em họp lúc 19 giờ thứ Sáu.") -> None:
        """Begin a broadcast, write it, and come as far as the people."""
        await talker.types("/quantri")
        await talker.taps("Thông báo")
        await talker.taps("Soạn thông báo mới")
        await talker.types(text)
        await talker.taps("Xong")

    async def checks(self, talker: Talker, text: str = "Mời chị em họp lúc 19 giờ thứ Sáu.") -> None:
        """The same, and on to the look before sending."""
        await self.writes(talker, text)
        await talker.taps("Xem lại trước khi gửi")

    def frame(self) -> Frame:
        """The world as the services see it now."""
        modules = tuple(module.id for module in self.met.library.modules())
        settings = self.met.app.settings
        return Frame(self.met.clock.now(), settings.timezone, self.met.app._shift.house, modules)

    async def states(self) -> dict[str, int]:
        """How many deliveries of broadcasts stand how."""
        counts: dict[str, int] = {}
        columns = delivery.columns.keys()
        for row in await self.met.rows(delivery):
            if row[columns.index("kind")] == "broadcast":
                state = row[columns.index("state")]
                counts[state] = counts.get(state, 0) + 1
        return counts


@asynccontextmanager
async def union(database_url: str) -> AsyncIterator[Union]:
    """A meeting with organisers in it."""
    async with meeting(database_url) as met:
        yield Union(met)
