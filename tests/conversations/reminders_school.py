"""Days that pass in a conversation: the regular jobs run, and what they planned is worded and shown.

What is left pending after the jobs is delivered here, with the night kept, so that a story about reminders does not
depend on how messages are paced.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.domain.delivery import DeliveryKind
from bot.domain.managing import AdminRole
from bot.jobs.deadlines import remind_of_deadlines
from bot.jobs.reminders import remind
from bot.replies import keep_reply
from bot.screens.screen import Outgoing, Target
from bot.services.sending import Sending
from bot.settings import VIETNAM
from bot.storage.records import Records
from bot.storage.records.deliveries import delivery_of
from bot.storage.tables import chat, delivery
from handlers.composers import COMPOSERS
from tests.bench.reminding import shift_at
from tests.chatting import Meeting, Talker, words_of

NIGHT_BEGINS, NIGHT_ENDS = 21, 7


async def days_pass(met: Meeting, days: int = 1) -> None:
    """So many evenings, one after the other."""
    for _ in range(days):
        await time_passes(met, days=1)


async def time_passes(met: Meeting, **span: float) -> None:
    """Let time pass at one go, as in an outage; afterwards the jobs run once and what is due comes."""
    await met.passes(**span)
    await delivers(met)


async def plans(met: Meeting) -> int:
    """Only the planning, of reminders and deadlines; how many messages."""
    shift = shift_at(met.app.database, met.library, met.clock.now())
    return await remind_of_deadlines(shift) + await remind(shift)


async def delivers(met: Meeting) -> None:
    """Word and show what is due."""
    assert met.app.desk is not None
    await met.app.database.run(_send_due, met)
    await met.app.desk.replies.show_left(timedelta())
    await met.quiet()


def _send_due(records: Records, met: Meeting) -> None:
    now = met.clock.now()
    hour = now.astimezone(VIETNAM).hour
    due = select(delivery).where(delivery.c.state == "pending", delivery.c.not_before <= now).order_by(delivery.c.id)
    for row in records.connection.execute(due).all():
        one = delivery_of(row)
        if one.expires_at is not None and one.expires_at <= now:
            _settle(records, one.id, "expired", now)
        elif NIGHT_ENDS <= hour < NIGHT_BEGINS:
            _send(records, met, row, now)


def _send(records: Records, met: Meeting, row: Any, now: datetime) -> None:
    found = records.connection.execute(select(chat.c.id).where(chat.c.learner_id == row.learner_id)).scalar_one()
    her_chat, learner = records.chats.get(found), records.learners.get(row.learner_id)
    assert her_chat is not None
    assert learner is not None
    app = met.app
    sending = Sending(
        records, delivery_of(row), learner, her_chat, app.holder.library, app.texts, now, VIETNAM, app.dice
    )
    reply = COMPOSERS[DeliveryKind(row.kind)](sending)
    if reply is not None:
        keep_reply(records, found, Outgoing(Target(int(found.partition(":")[2])), reply), now)
    _settle(records, row.id, "sent" if reply is not None else "cancelled", now)


def _settle(records: Records, number: int, state: str, now: datetime) -> None:
    values = {"state": state, "sent_at": now if state == "sent" else None}
    records.connection.execute(update(delivery).where(delivery.c.id == number).values(**values))


class Inbox:
    """What came to somebody unasked since it was last looked at."""

    def __init__(self, talker: Talker) -> None:
        self._talker = talker
        self._seen = len(talker.from_bot)

    def new(self) -> list[str]:
        """The words of what came."""
        came = [words_of(message) for message in self._talker.from_bot[self._seen :]]
        self._seen = len(self._talker.from_bot)
        return came


async def organiser(met: Meeting, first_name: str, unit_key: str, role: AdminRole = AdminRole.ORGANISER) -> Talker:
    """Somebody who has joined and was entrusted with a unit."""
    talker = await met.learner(first_name)
    await met.app.database.run(_entrust, f"telegram:{talker.person.id}", unit_key, role, met.clock.now())
    return talker


def _entrust(records: Records, chat_id: str, unit_key: str, role: AdminRole, now: datetime) -> None:
    her_chat, unit = records.chats.get(chat_id), records.units.by_key(unit_key)
    assert her_chat is not None
    assert her_chat.learner_id is not None
    assert unit is not None
    records.grants.give(her_chat.learner_id, unit.id, role, None, now)


async def loses_every_role(met: Meeting, talker: Talker) -> None:
    """Her roles are withdrawn."""
    await met.app.database.run(_withdraw, f"telegram:{talker.person.id}", met.clock.now())


def _withdraw(records: Records, chat_id: str, now: datetime) -> None:
    her_chat = records.chats.get(chat_id)
    assert her_chat is not None
    assert her_chat.learner_id is not None
    for grant in records.grants.of(her_chat.learner_id):
        records.grants.withdraw(grant.id, now)


async def passes_module(met: Meeting, talker: Talker, module_id: str) -> None:
    """Read the last card of a module and answer everything rightly."""
    module = met.library.module(module_id)
    assert module is not None
    await talker.taps_code(f"rc:{module_id}:{module.cards[-1].id}")
    await talker.taps("Làm bài kiểm tra")
    await talker.finishes_quiz()
