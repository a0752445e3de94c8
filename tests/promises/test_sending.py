"""What is sent unasked: rows first, then each as often as it should, at a time when it may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.learner import JoiningStep
from bot.screens.actions import SeeMyData, encode
from bot.screens.screen import Button, Reply, Screen, show
from bot.services.sending import Sending
from bot.storage.records import Records
from tests.promises.post_office import PostOffice, post_office

BROADCAST, REMINDER = DeliveryKind.BROADCAST, DeliveryKind.REMINDER
SEVEN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""Seven in the morning after the evening of the tests, in Vietnam."""


@pytest_asyncio.fixture
async def office(database_url: str) -> AsyncIterator[PostOffice]:
    async with post_office(database_url) as opened:
        yield opened


async def test_a_planned_message_is_sent_once_and_its_numbers_are_kept(office: PostOffice) -> None:
    (her,) = await office.join(1)
    await office.plan(BROADCAST, 7, [her])
    await office.plan(BROADCAST, 7, [her])
    assert await office.sender.sweep() == 1
    assert await office.sender.sweep() == 0
    assert office.got(her) == ["broadcast 7"]
    (row,) = await office.rows()
    assert (row.state, row.tries, row.sent_at) == (DeliveryState.SENT, 1, office.now)
    assert row.message_ids == (office.learners[her].chat[-1]["message_id"],)
    assert office.count("chihoi_deliveries_total", outcome="sent") == 1


async def test_planning_for_everybody_adds_each_once_and_the_counts_add_up(office: PostOffice) -> None:
    await office.join(60)
    assert await office.plan_for_all(BROADCAST, 1) == 60
    assert await office.plan_for_all(BROADCAST, 1) == 0
    await office.sender.sweep()
    counts = await office.met.app.database.run(_counts, 1)
    assert counts == {(DeliveryState.SENT, ""): 60}


def _counts(records: Records, subject: int) -> dict[tuple[DeliveryState, str], int]:
    return dict(records.deliveries.counts(BROADCAST, subject))


async def test_who_left_is_forgotten_and_who_has_not_joined_is_not_written_to(office: PostOffice) -> None:
    left, unfinished = await office.join(2)
    await office.plan(BROADCAST, 1, [left, unfinished])
    await office.met.app.database.run(_leave, left)
    await office.met.app.database.run(_unjoin, f"telegram:{office.learners[unfinished].id}")
    await office.sender.sweep()
    assert await office.states() == {"cancelled not joined": 1}
    assert office.got(unfinished) == []


def _leave(records: Records, learner_id: int) -> None:
    records.learners.erase(learner_id)


def _unjoin(records: Records, chat_id: str) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    records.chats.save(replace(chat, step=JoiningStep.NAME), SEVEN)


async def test_who_blocked_the_bot_is_out_of_reach_until_she_comes_back(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.learners[her].has_blocked = True
    await office.plan(BROADCAST, 1, [her])
    await office.sender.sweep()
    calls = office.met.world.requests.count
    await office.plan(BROADCAST, 2, [her])
    await office.sender.sweep()
    assert await office.states() == {"failed blocked": 2}
    assert not [called for called in list(office.met.world.requests.calls)[calls:] if called.method == "sendMessage"]
    office.learners[her].has_blocked = False
    office.learners[her].says("/trogiup")
    await office.met.quiet()
    office.move(minutes=2)
    await office.plan(BROADCAST, 3, [her])
    await office.sender.sweep()
    assert office.got(her)[-1] == "broadcast 3"


async def test_nothing_is_sent_at_night_but_what_is_urgent(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.move(hours=2)
    await office.plan(BROADCAST, 1, [her])
    await office.plan(BROADCAST, 2, [her], is_urgent=True)
    await office.sender.sweep()
    assert office.got(her) == ["broadcast 2"]
    assert [row.not_before for row in await office.rows() if row.subject == 1] == [SEVEN]
    office.met.clock.move(SEVEN - office.now - timedelta(seconds=1))
    assert await office.sender.sweep() == 0
    office.move(seconds=1)
    await office.sender.sweep()
    assert office.got(her) == ["broadcast 2", "broadcast 1"]


async def test_a_message_that_would_come_too_late_expires(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.move(hours=2)
    await office.plan(BROADCAST, 1, [her], expires_at=SEVEN)
    await office.plan(BROADCAST, 2, [her], expires_at=office.now)
    await office.sender.sweep()
    assert await office.states() == {"expired quiet": 1, "expired late": 1}


async def test_the_weekly_budget_is_never_exceeded_and_the_rest_comes_later(office: PostOffice) -> None:
    (her,) = await office.join(1)
    for subject in range(7):
        await office.plan(BROADCAST, subject, [her])
        await office.sender.sweep()
        office.move(minutes=10)
    assert len(office.got(her)) == 5
    waiting = [row for row in await office.rows() if row.state is DeliveryState.PENDING]
    first = min(row.sent_at for row in await office.rows() if row.sent_at is not None)
    assert {row.not_before for row in waiting} == {first + timedelta(days=7)}
    assert {row.reason for row in waiting} == {"budget"}
    await office.plan(BROADCAST, 8, [her], is_urgent=True)
    await office.plan(DeliveryKind.ANSWER, 9, [her])
    await office.sender.sweep()
    office.move(minutes=2)
    await office.sender.sweep()
    assert office.got(her)[5:] == ["broadcast 8", "answer 9"]
    office.met.clock.move(first + timedelta(days=7) - office.now)
    await office.sender.sweep()
    assert len(office.got(her)) == 8


async def test_what_piled_up_comes_one_a_minute_and_one_catch_up_of_a_kind(office: PostOffice) -> None:
    (her,) = await office.join(1)
    for day in range(4):
        await office.plan(REMINDER, day, [her])
        await office.plan(BROADCAST, day, [her])
    office.move(days=4)
    sent = []
    for _minute in range(10):
        before = len(office.got(her))
        await office.sender.sweep()
        sent.append(len(office.got(her)) - before)
        office.move(minutes=1)
    assert sent == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert sorted(office.got(her)) == ["broadcast 0", "broadcast 1", "broadcast 2", "broadcast 3", "reminder 3"]
    assert (await office.states())["expired newer"] == 3


async def test_what_there_is_no_need_for_any_more_is_cancelled(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.composers[REMINDER] = lambda _sending: None
    await office.plan(REMINDER, 1, [her])
    await office.sender.sweep()
    assert await office.states() == {"cancelled not needed": 1}
    assert (await office.rows())[0].sent_at is None


async def test_a_composer_that_fails_costs_nobody_else_anything(office: PostOffice) -> None:
    def fails_for_one(sending: Sending) -> Reply:
        assert sending.learner.id != one
        return show(Screen("Chào chị", is_new=True))

    one, two = await office.join(2)
    office.composers[BROADCAST] = fails_for_one
    await office.plan(BROADCAST, 1, [one, two])
    await office.sender.sweep()
    assert office.got(two) == ["Chào chị"]
    rows = {row.learner_id: row for row in await office.rows()}
    assert rows[one].state is DeliveryState.FAILED
    assert rows[one].reason.startswith("code ")


async def test_a_number_typed_after_a_message_means_its_button(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.composers[REMINDER] = lambda _sending: show(Screen("Bài 2", ((Button("Vào học", "hp"),),), is_new=True))
    await office.plan(REMINDER, 1, [her])
    await office.sender.sweep()
    chat = await office.met.app.database.run(_chat, f"telegram:{office.learners[her].id}")
    assert chat == ("hp",)


def _chat(records: Records, chat_id: str) -> tuple[str, ...]:
    chat = records.chats.get(chat_id)
    assert chat is not None
    return chat.choices


async def test_all_screens_of_a_message_come_in_order(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.composers[BROADCAST] = lambda _sending: show(*(Screen(f"Phần {part}", is_new=True) for part in range(3)))
    await office.plan(BROADCAST, 1, [her])
    await office.sender.sweep()
    assert office.got(her) == ["Phần 0", "Phần 1", "Phần 2"]
    assert len((await office.rows())[0].message_ids) == 3


async def test_the_rest_of_a_message_is_waited_for_and_its_beginning_not_repeated(office: PostOffice) -> None:
    (her,) = await office.join(1)
    office.composers[BROADCAST] = lambda _sending: show(*(Screen(f"Phần {part}", is_new=True) for part in range(7)))
    await office.plan(BROADCAST, 1, [her])
    # One chat takes five at once; then Telegram says wait.
    await office.sender.sweep()
    assert office.got(her) == [f"Phần {part}" for part in range(7)]
    assert await office.states() == {"sent": 1}


async def test_what_was_sent_to_her_is_in_her_data_and_goes_with_her(office: PostOffice) -> None:
    (her,) = await office.join(1)
    await office.plan(BROADCAST, 1, [her])
    await office.plan(REMINDER, 2, [her], not_before=office.now + timedelta(days=1))
    await office.sender.sweep()
    person = office.learners[her]
    person.taps(person.chat[-1]["message_id"], encode(SeeMyData()), stale=True)
    await office.met.quiet()
    file = office.met.world.files.get(person.chat[-1]["document"]["file_id"])
    assert file is not None
    said = file.content.decode()
    assert "- thông báo, lúc" in said
    assert "- lời nhắc học, chưa gửi" in said
    await office.met.app.database.run(_leave, her)
    assert await office.rows() == []


async def test_cancelling_and_postponing_touch_only_what_is_pending(office: PostOffice) -> None:
    one, two, three = await office.join(3)
    await office.plan(BROADCAST, 1, [one])
    await office.sender.sweep()
    await office.plan(BROADCAST, 1, [two, three])
    assert await office.met.app.database.run(_call_off, two) == 1
    later = office.now + timedelta(hours=1)
    assert await office.met.app.database.run(_postpone, later) == 1
    assert await office.sender.sweep() == 0
    assert await office.states() == {"sent": 1, "cancelled withdrawn": 1, "pending": 1}
    assert await office.met.app.database.run(_postpone, office.now) == 1
    await office.sender.sweep()
    assert office.got(three) == ["broadcast 1"]


def _call_off(records: Records, learner_id: int) -> int:
    return records.deliveries.cancel(BROADCAST, 1, "withdrawn", learner_id)


def _postpone(records: Records, until: datetime) -> int:
    return records.deliveries.postpone(BROADCAST, 1, until)


@pytest.mark.parametrize("is_urgent", [True, False])
async def test_what_is_urgent_goes_first(office: PostOffice, is_urgent: bool) -> None:
    numbers = await office.join(40)
    await office.plan(BROADCAST, 1, numbers[:39])
    await office.plan(BROADCAST, 2, numbers[39:], is_urgent=is_urgent, not_before=office.now)
    await office.sender.sweep()
    arrived = [called.chat_id for called in office.met.world.requests.calls if called.method == "sendMessage"]
    assert len(arrived) == 40
    # Several are claimed at once, so one of the first few may overtake it on the way.
    assert (arrived.index(office.learners[numbers[39]].id) < 5) == is_urgent
