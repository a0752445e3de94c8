"""Organisers who send broadcasts, and a stand-in for the engine that sends them.

``StandIn`` is to be replaced by the engine itself: it words every delivery that is due and shows it, one after the
other, and writes down what came of it. It knows nothing of rates, leases, budgets or quiet hours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import msgspec
from sqlalchemy import select, update

from bot.app import App
from bot.domain.delivery import Delivery
from bot.domain.managing import AdminRole
from bot.screens.screen import Outgoing, Reply, Target
from bot.services.broadcasting import Frame
from bot.services.sending import Sending
from bot.storage.records import Records
from bot.storage.records.deliveries import delivery_of
from bot.storage.tables import delivery
from bot.telegram.calling import NotNowError, RefusedError
from bot.telegram.showing import address_of
from handlers.composers import COMPOSERS
from tests.chatting import Meeting, Talker, meeting


class StandIn:
    """Sends what is due, without any of the engine's care."""

    def __init__(self, met: Meeting) -> None:
        self.met = met

    @property
    def app(self) -> App:
        """The bot as it is now: there may have been a restart."""
        return self.met.app

    async def sends(self, most: int = 1000) -> int:
        """Send at most so many of what is due; how many were sent."""
        done = 0
        for one in await self.app.database.run(_due, self.met.clock.now(), most):
            done += await self._send(one)
        return done

    async def runs(self, rounds: int = 3) -> None:
        """The regular job and the sending, in turns, until all has gone out and been noted."""
        for _ in range(rounds):
            await self.app.chores()
            await self.sends()
        await self.app.chores()
        await self.met.quiet()

    async def _send(self, one: Delivery) -> int:
        made = await self.app.database.run(_compose, one, self.app, self.met.clock.now())
        if made is None:
            await self.app.database.run(_note, one.id, "cancelled", "", self.met.clock.now(), ())
            return 0
        lane, reply = made
        state, reason = "sent", ""
        numbers: tuple[int, ...] = ()
        presenter = self.app._presenter
        address = address_of(lane)
        assert presenter is not None
        assert address is not None
        try:
            shown = await presenter.show(Outgoing(Target(address), reply))
            numbers = tuple(shown.message_ids)
            if shown.is_unreachable:
                state, reason = "failed", "blocked"
        except RefusedError as error:
            state, reason = "failed", error.reason[:60]
        except NotNowError:
            state, reason = "unknown", "time"
        await self.app.database.run(_note, one.id, state, reason, self.met.clock.now(), numbers)
        return int(state == "sent")


def _due(records: Records, now: datetime, most: int) -> list[Delivery]:
    due = (delivery.c.state == "pending", delivery.c.not_before <= now)
    statement = select(delivery).where(*due).order_by(delivery.c.not_before, delivery.c.id).limit(most)
    return [delivery_of(row) for row in records.connection.execute(statement)]


def _compose(records: Records, one: Delivery, app: App, now: datetime) -> tuple[str, Reply] | None:
    from bot.storage.tables import chat as chats

    learner = records.learners.get(one.learner_id)
    lane = records.connection.execute(select(chats.c.id).where(chats.c.learner_id == one.learner_id)).scalar_one()
    chat = records.chats.get(lane)
    assert learner is not None
    assert chat is not None
    sending = Sending(
        records, one, learner, chat, app.holder.library, app.texts, now, app.settings.timezone, app.dice,
        app._shift.house,
    )  # fmt: skip
    reply = COMPOSERS[one.kind](sending)
    return (lane, reply) if reply is not None else None


def _note(records: Records, number: int, state: str, reason: str, now: datetime, message_ids: tuple[int, ...]) -> None:
    values = {"state": state, "reason": reason, "message_ids": msgspec.json.encode(message_ids).decode()}
    if state == "sent":
        values["sent_at"] = now  # type: ignore[assignment]
    records.connection.execute(update(delivery).where(delivery.c.id == number).values(**values))


def _grant(records: Records, chat_id: str, key: str | None, role: AdminRole, now: datetime) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    unit = records.units.by_key(key) if key is not None else None
    records.grants.give(chat.learner_id, unit.id if unit else None, role, None, now)


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
        self.post = StandIn(met)

    async def organiser(
        self, first_name: str, key: str | None = "mau-suoi-may", role: AdminRole = AdminRole.ORGANISER
    ) -> Talker:
        """Somebody who has joined and was entrusted with a unit."""
        talker = await self.met.learner(first_name)
        await self.met.app.database.run(_grant, f"telegram:{talker.person.id}", key, role, self.met.clock.now())
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
