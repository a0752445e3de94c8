"""Polling: what is given, for how long, and to whom."""

from __future__ import annotations

import asyncio

import pytest

from tests.sandbox.builders import a_learner, a_world, an_api, buttons, description, later, refused, result


async def test_updates_are_given_until_the_offset_acknowledges_them() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    for text in ("một", "hai", "ba"):
        hoa.says(text)
    first = await result(api, "getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["một", "hai"]
    assert await result(api, "getUpdates", limit=2) == first
    rest = await result(api, "getUpdates", offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["ba"]
    assert world.updates_pending == 1
    assert await result(api, "getUpdates", offset=rest[-1]["update_id"] + 1) == []
    assert world.updates_pending == 0


async def test_a_negative_offset_forgets_all_but_the_latest() -> None:
    world = a_world()
    hoa = a_learner(world)
    for text in ("một", "hai", "ba"):
        hoa.says(text)
    given = await result(an_api(world), "getUpdates", offset=-1)
    assert [update["message"]["text"] for update in given] == ["ba"]
    assert world.updates_pending == 1


async def test_a_batch_holds_a_hundred_at_most() -> None:
    world = a_world()
    hoa = a_learner(world)
    for number in range(120):
        hoa.says(str(number))
    assert len(await result(an_api(world), "getUpdates", limit=1000)) == 100
    assert len(await result(an_api(world), "getUpdates", limit=0)) == 1


async def test_messages_wait_24_hours_and_taps_150_seconds() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = (await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a")))["message_id"]
    hoa.says("một")
    hoa.taps(number, "a")
    world.advance(later(seconds=150))
    assert [set(update) - {"update_id"} for update in await result(api, "getUpdates")] == [{"message"}]
    world.advance(later(hours=24))
    assert await result(api, "getUpdates") == []


async def test_only_the_kinds_asked_for_are_given_and_that_is_remembered() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    await result(api, "getUpdates", allowed_updates=["my_chat_member"])
    hoa.says("x")
    hoa.blocks()
    assert [set(update) - {"update_id"} for update in await result(api, "getUpdates")] == [{"my_chat_member"}]
    await result(api, "getUpdates", allowed_updates="[]")
    hoa.starts()
    assert len(await result(api, "getUpdates")) == 3


async def test_a_long_poll_ends_as_soon_as_something_happens() -> None:
    world = a_world()
    hoa = a_learner(world)
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(result(an_api(world), "getUpdates", timeout=50))
        await world.until(lambda: world.polls.is_waiting)
        hoa.says("một")
    assert poll.result()[0]["message"]["text"] == "một"


async def test_the_older_of_two_polls_is_sent_away() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(api.call("getUpdates", {"timeout": 50}))
        await world.until(lambda: world.polls.is_waiting)
        newer = tasks.create_task(api.call("getUpdates", {"timeout": 50}))
        await world.until(older.done)
        hoa.says("một")
    assert older.result().status == 409
    assert description(older.result()) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert newer.result().status == 200


async def test_waiting_for_what_does_not_come_ends_with_a_timeout() -> None:
    with pytest.raises(TimeoutError):
        await a_world().until(lambda: False, timeout=0.01)


async def test_polling_and_a_webhook_exclude_each_other() -> None:
    world = a_world()
    api = an_api(world)
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(api.call("getUpdates", {"timeout": 50}))
        await world.until(lambda: world.polls.is_waiting)
        await result(api, "setWebhook", url="https://hoi.example.vn/x")
    assert description(poll.result()) == "Conflict: terminated by setWebhook request"
    answer = await api.call("getUpdates")
    assert answer.status == 409
    assert description(answer) == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await result(api, "deleteWebhook")
    assert await result(api, "getUpdates") == []


async def test_wrong_kinds_are_refused() -> None:
    words = await refused(an_api(), "getUpdates", allowed_updates="[")
    assert words == "can't parse allowed updates JSON object"


async def test_an_update_can_be_ordered_to_come_twice() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    hoa.says("một")
    world.faults.add("redeliver")
    [first] = await result(api, "getUpdates")
    [again] = await result(api, "getUpdates", offset=first["update_id"] + 1)
    assert again == first
    assert await result(api, "getUpdates", offset=first["update_id"] + 1) == []
    assert world.updates_pending == 0
