"""Rates: never more than Telegram takes, and bursts that it lets pass."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.rates import RateLimits
from tests.sandbox.builders import NOON, a_learner, a_world, an_api, later, result

steps = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), min_size=1, max_size=300)


@given(steps)
def test_never_more_than_thirty_are_taken_in_any_second(attempts: list[tuple[int, int]]) -> None:
    limits, now = RateLimits(), NOON
    taken: list[datetime] = []
    for milliseconds, chat_id in attempts:
        now += timedelta(milliseconds=milliseconds)
        taken += [now for _ in range(20) if limits.seconds_to_wait(chat_id, now) == 0]
    for start in taken:
        assert sum(start <= at < start + timedelta(seconds=1) for at in taken) <= 30


@given(st.lists(st.integers(0, 900), min_size=1, max_size=200))
def test_one_chat_gets_a_burst_of_five_and_then_one_a_second(gaps: list[int]) -> None:
    limits, now = RateLimits(), NOON
    taken: list[datetime] = []
    for gap in gaps:
        now += timedelta(milliseconds=gap)
        if limits.seconds_to_wait(1, now) == 0:
            taken.append(now)
    for index, start in enumerate(taken):
        for count, end in enumerate(taken[index:], start=1):
            assert count <= 5 + (end - start).total_seconds() + 1e-6


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=200))
def test_a_group_gets_twenty_a_minute(gaps: list[int]) -> None:
    limits, now = RateLimits(), NOON
    taken: list[datetime] = []
    for gap in gaps:
        now += timedelta(milliseconds=gap)
        if limits.seconds_to_wait(-1, now) == 0:
            taken.append(now)
    for start in taken:
        assert sum(start <= at < start + timedelta(minutes=1) for at in taken) <= 20


@given(st.integers(0, 2**32))
def test_whoever_waits_as_long_as_told_is_taken(seed: int) -> None:
    limits, now, dice = RateLimits(), NOON, random.Random(seed)
    for _ in range(120):
        chat_id = dice.choice([-1, 1, 2, 3])
        now += timedelta(milliseconds=dice.randrange(100))
        wait = limits.seconds_to_wait(chat_id, now)
        if wait:
            now += timedelta(seconds=wait)
            assert limits.seconds_to_wait(chat_id, now) == 0


async def test_too_many_are_told_how_long_to_wait() -> None:
    world = a_world(rates=True)
    hoa = a_learner(world)
    api = an_api(world)
    for number in range(5):
        await result(api, "sendMessage", chat_id=hoa.id, text=str(number))
    answer = await api.call("sendMessage", {"chat_id": hoa.id, "text": "x"})
    assert answer.status == 429
    assert answer.headers["Retry-After"] == "1"
    assert answer.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    world.advance(later(seconds=1))
    await result(api, "sendMessage", chat_id=hoa.id, text="x")


async def test_edits_deletions_and_answers_do_not_count() -> None:
    world = a_world(rates=True)
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x")
    for number in range(50):
        await result(api, "editMessageText", chat_id=hoa.id, message_id=sent["message_id"], text=str(number))
        await result(api, "sendChatAction", chat_id=hoa.id, action="typing")
    await result(api, "sendMessage", chat_id=hoa.id, text="y")


async def test_thirty_people_fit_into_one_second_and_the_next_one_does_not() -> None:
    world = a_world(rates=True)
    api = an_api(world)
    people = [a_learner(world) for _ in range(31)]
    answers = [await api.call("sendMessage", {"chat_id": person.id, "text": "x"}) for person in people]
    assert [answer.status for answer in answers] == [200] * 30 + [429]
    assert len(world.requests.accepted("sendMessage")) == 30


async def test_the_limits_can_be_switched_off() -> None:
    world = a_world(rates=True)
    world.rates.is_on = False
    hoa = a_learner(world)
    for _ in range(50):
        await result(an_api(world), "sendMessage", chat_id=hoa.id, text="x")
