"""What becomes of a try: surely not sent, refused, blocked, or nobody knows; and who may send at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.delivery import REPEATABLE, Came, Delivery, DeliveryKind, DeliveryState, Outcome
from bot.screens.screen import Reply, Screen, show
from bot.sending.errand import TicketLike
from bot.services.sending import Sending
from bot.storage.records import Records
from tests.promises.post_office import PostOffice, post_office
from tests.promises.wired import logging_to_a_string

BROADCAST, REMINDER = DeliveryKind.BROADCAST, DeliveryKind.REMINDER


@pytest_asyncio.fixture
async def office(sqlite_url: str) -> AsyncIterator[PostOffice]:
    async with post_office(sqlite_url) as opened:
        yield opened


def sends(office: PostOffice) -> list[int]:
    """What came of the calls that make messages."""
    return [called.status for called in office.met.world.requests.calls if called.method == "sendMessage"]


async def sweep_for(office: PostOffice, minutes: int) -> None:
    for _ in range(minutes):
        await office.sender.sweep()
        office.move(minutes=1)


async def test_a_429_waits_as_long_as_it_says_and_slows_bulk_but_not_her_chat(office: PostOffice) -> None:
    numbers = await office.join(60)
    office.met.world.faults.add(429, method="sendMessage", retry_after=40)
    await office.plan(BROADCAST, 1, numbers)
    await office.sender.sweep()
    assert office.met.app.meter.bulk_pace.allowed == 21
    assert sends(office).count(429) == 1
    refused = [row for row in await office.rows() if row.state is DeliveryState.PENDING and row.not_before > office.now]
    assert [row.tries for row in refused] == [0]
    before = office.now
    office.learners[numbers[5]].says("/trogiup")
    await office.met.quiet()
    assert len(office.got(numbers[5])) in (1, 2)
    assert office.now - before < timedelta(seconds=2)
    assert office.met.app.meter.bulk_pace.resting(office.now.timestamp()) > 30
    assert await office.sender.sweep() == 0
    office.move(seconds=41)
    await office.sender.sweep()
    assert await office.states() == {"sent": 60}
    assert sends(office).count(429) == 1
    office.move(minutes=5)
    await office.plan(BROADCAST, 2, numbers[:1])
    for _ in range(4):
        office.met.app.meter.bulk_pace.wait(office.now.timestamp())
        office.move(seconds=31)
    assert office.met.app.meter.bulk_pace.allowed == 25


async def test_without_a_connection_nothing_is_tried_out_and_nothing_is_lost(office: PostOffice) -> None:
    numbers = await office.join(100)
    await office.plan(BROADCAST, 1, numbers)
    host = office.met.server
    await host.stop()
    await office.sender.sweep()
    assert {row.state for row in await office.rows()} == {DeliveryState.PENDING}
    assert {row.tries for row in await office.rows()} == {0}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("<b>Chào", "can't parse entities: Can't find end tag corresponding to start"),
        ("", "message text is empty"),
        ("a" * 4097, "message is too long"),
    ],
)
async def test_what_telegram_refuses_has_failed_with_its_reason(office: PostOffice, words: str, reason: str) -> None:
    (her,) = await office.join(1)
    office.composers[BROADCAST] = lambda _sending: show(Screen(words, is_new=True))
    await office.plan(BROADCAST, 1, [her])
    await sweep_for(office, 3)
    (row,) = await office.rows()
    assert (row.state, row.sent_at, len(sends(office))) == (DeliveryState.FAILED, None, 1)
    assert reason.startswith(row.reason[:20])
    assert "Chào" not in row.reason


async def test_a_deleted_account_is_out_of_reach(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.learners[her].is_deleted = True
    await office.plan(BROADCAST, 1, [her])
    await office.sender.sweep()
    assert await office.states() == {"failed blocked": 1}


@pytest.mark.parametrize("kind", ["timeout_after", "reset_after", "500", "502", "reset_before"])
@pytest.mark.parametrize("sort", [BROADCAST, REMINDER])
async def test_what_got_no_answer_is_repeated_later_or_never(office: PostOffice, kind: str, sort: DeliveryKind) -> None:
    (her,) = await office.join(1)
    office.met.world.faults.add(kind, times=10, method="sendMessage", seconds=0)
    await office.plan(sort, 1, [her])
    await office.sender.sweep()
    assert len(sends(office)) == 1
    await sweep_for(office, 20)
    (row,) = await office.rows()
    tries = 3 if sort in REPEATABLE else 1
    assert (row.state, row.tries, len(sends(office))) == (DeliveryState.UNKNOWN, tries, tries)
    assert row.sent_at is not None
    assert len(office.got(her)) == (tries if kind.endswith("after") else 0)


async def test_a_second_try_that_is_answered_is_the_last(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.met.world.faults.add("reset_after", method="sendMessage")
    await office.plan(BROADCAST, 1, [her])
    await sweep_for(office, 10)
    assert await office.states() == {"sent": 1}
    assert len(office.got(her)) == 2


async def test_what_may_have_been_sent_counts_for_the_budget(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.met.world.faults.add("reset_after", times=100, method="sendMessage")
    for subject in range(7):
        await office.plan(DeliveryKind.DEADLINE, subject, [her])
        await office.sender.sweep()
        office.move(minutes=2)
    assert await office.states() == {"unknown no answer": 5, "pending budget": 2}


async def test_many_failures_are_told_once_and_those_who_blocked_are_none(office: PostOffice) -> None:
    told: list[tuple[DeliveryKind, int]] = []

    async def record(kind: DeliveryKind, subject: int) -> None:
        told.append((kind, subject))

    office.sender = office.another(record)
    numbers = await office.join(120)
    for number in numbers[:60]:
        office.learners[number].has_blocked = True
    await office.plan(BROADCAST, 1, numbers)
    await office.sender.sweep()
    assert told == []
    office.composers[BROADCAST] = lambda _sending: show(Screen("<b>", is_new=True))
    await office.plan(BROADCAST, 2, numbers[60:85])
    office.move(minutes=2)
    await office.sender.sweep()
    assert told == []
    await office.plan(BROADCAST, 2, numbers[85:])
    await office.sender.sweep()
    assert told == [(BROADCAST, 2)]


# Who may send.


async def test_only_one_of_two_senders_sends_until_its_lease_ends(office: PostOffice) -> None:
    numbers = await office.join(3)
    one, two = office.another(), office.another()
    await office.plan(BROADCAST, 1, numbers[:1])
    assert await one.sweep() == 1
    await office.plan(BROADCAST, 1, numbers)
    assert await two.sweep() == 0
    office.move(seconds=13)
    assert await two.sweep() == 0
    office.move(seconds=3)
    assert await two.sweep() == 2
    assert await one.sweep() == 0
    epochs = [row.epoch for row in await office.rows()]
    assert epochs == [1, 2, 2]


async def test_a_sender_that_stops_gives_its_lease_away(office: PostOffice) -> None:
    (her,) = await office.join(1)
    one, two = office.another(), office.another()
    await one.sweep()
    await one.stop()
    await office.plan(BROADCAST, 1, [her])
    assert await one.sweep() == 0
    assert await two.sweep() == 1


class Hanging:
    """A wire on which a message lies until it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def __call__(self, _address: int, _reply: Reply, ticket: TicketLike) -> tuple[Outcome, list[tuple[str, str]]]:
        self.begun.set()
        await self.goes_on.wait()
        ticket.give_back()
        return Outcome(Came.SENT, (1,)), []


@pytest.mark.parametrize(("kind", "state"), [(BROADCAST, "pending"), (REMINDER, "unknown crashed")])
async def test_what_an_earlier_epoch_left_is_settled_and_its_late_word_is_not_heard(
    office: PostOffice, kind: DeliveryKind, state: str
) -> None:
    (her,) = await office.join(1)
    wire = Hanging()
    slow, next_one = office.another(send=wire), office.another()
    await office.plan(kind, 1, [her])
    async with asyncio.TaskGroup() as group:
        group.create_task(slow.sweep())
        await wire.begun.wait()
        assert await office.states() == {"sending": 1}
        office.move(seconds=16)
        assert await next_one.sweep() == 1
        assert await office.states() == {state: 1}
        wire.goes_on.set()
    assert await office.states() == {state: 1}
    assert office.got(her) == []
    for _ in range(3):
        office.move(minutes=1)
        await next_one.sweep()
    assert office.got(her) == (["broadcast 1"] if kind is BROADCAST else [])


async def test_a_sender_that_lost_its_lease_claims_nothing_more(office: PostOffice) -> None:
    (her,) = await office.join(1)
    late = office.another()
    await late.sweep()
    office.move(seconds=16)
    await office.sender.sweep()
    await office.plan(BROADCAST, 1, [her])
    claimed = await office.met.app.database.run(_is_held, 1, office)
    assert not claimed
    assert await office.met.app.database.run(_is_held, 2, office)


def _is_held(records: Records, epoch: int, office: PostOffice) -> bool:
    return records.claims.is_held(epoch, office.now)


async def test_stopping_waits_for_what_is_under_way(office: PostOffice) -> None:
    numbers = await office.join(2)
    wire = Hanging()
    slow = office.another(send=wire)
    await office.plan(BROADCAST, 1, numbers)
    async with asyncio.TaskGroup() as group:
        group.create_task(slow.sweep())
        await wire.begun.wait()
        stopping = group.create_task(slow.stop())
        wire.goes_on.set()
        await stopping
    rows: list[Delivery] = await office.rows()
    assert {row.state for row in rows} == {DeliveryState.SENT}


async def test_the_log_and_the_metrics_name_nobody_and_quote_nothing(office: PostOffice) -> None:
    def fails(sending: Sending) -> Reply:
        raise ValueError(secret + sending.chat.id)

    secret = "Bí mật của "

    with logging_to_a_string(logging.DEBUG) as log:
        numbers = await office.join(3)
        await office.plan(BROADCAST, 77, numbers[:2])
        office.composers[REMINDER] = fails
        await office.plan(REMINDER, 77, numbers[2:])
        office.met.world.faults.add("reset_after", method="sendMessage")
        await sweep_for(office, 5)
        said = log.getvalue()
    assert "deliveries: " in said
    for word in ("broadcast 77", "Bí mật", *(str(person.id) for person in office.learners.values())):
        assert word not in said
    exposition = office.met.app.metrics.exposition().decode()
    assert 'chihoi_deliveries_total{outcome="again"} 1.0' in exposition
    assert "chihoi_deliveries_seconds_behind 0.0" in exposition
