"""Faults that were ordered: each strikes as often as it was told, on the side of the effect it was told."""

from __future__ import annotations

import pytest

from bot.sandbox.faults import MESSAGES
from bot.sandbox.wire import NoAnswerError
from tests.sandbox.builders import a_learner, a_world, an_api, refusal, result


async def test_a_storm_of_429_passes_after_as_many_as_were_ordered() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    world.faults.add(429, 2, retry_after=7)
    for _ in range(2):
        answer = await api.call("sendMessage", {"chat_id": hoa.id, "text": "x"})
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    await result(api, "sendMessage", chat_id=hoa.id, text="x")
    assert world.faults.as_json() == []


async def test_a_broken_server_and_a_broken_gateway_answer_differently() -> None:
    world = a_world()
    world.faults.add("500")
    world.faults.add("502")
    api = an_api(world)
    broken, gateway = await api.call("getMe"), await api.call("getMe")
    assert (broken.status, gateway.status) == (500, 502)
    assert gateway.headers["Content-Type"] == "text/html"
    assert b"<html>" in gateway.content


@pytest.mark.parametrize(
    ("kind", "how", "is_delivered"),
    [
        ("timeout_before", "timeout", False),
        ("timeout_after", "timeout", True),
        ("reset_before", "reset", False),
        ("reset_after", "reset", True),
    ],
)
async def test_an_answer_can_be_lost_before_or_after_the_effect(kind: str, how: str, is_delivered: bool) -> None:
    world = a_world()
    hoa = a_learner(world)
    world.faults.add(kind)
    with pytest.raises(NoAnswerError) as silence:
        await an_api(world).call("sendMessage", {"chat_id": hoa.id, "text": "x"})
    assert (silence.value.how, silence.value.delivered) == (how, is_delivered)
    assert ("x" in [message.get("text") for message in hoa.chat]) is is_delivered


async def test_a_fault_strikes_only_its_method_and_chat() -> None:
    world = a_world()
    hoa, lan = a_learner(world), a_learner(world, first_name="Lan")
    api = an_api(world)
    world.faults.add("500", method="editMessageText")
    world.faults.add("500", chat_id=lan.id)
    await result(api, "getUpdates")
    await result(api, "sendMessage", chat_id=hoa.id, text="x")
    assert (await api.call("sendMessage", {"chat_id": lan.id, "text": "x"})).status == 500
    assert (await api.call("editMessageText", {"chat_id": hoa.id, "text": "x"})).status == 500


async def test_polls_are_struck_only_when_named() -> None:
    world = a_world()
    api = an_api(world)
    world.faults.add("500")
    await result(api, "getUpdates")
    world.faults.add("502", method="getUpdates")
    assert (await api.call("getUpdates")).status == 502


async def test_a_slow_answer_comes_all_the_same() -> None:
    world = a_world()
    world.faults.add("slow", seconds=0)
    assert await result(an_api(world), "getMe")


async def test_senseless_faults_are_refused_and_the_others_can_be_cancelled() -> None:
    world = a_world()
    with pytest.raises(ValueError, match="unknown kind"):
        world.faults.add("flood")
    with pytest.raises(ValueError, match="at least 1"):
        world.faults.add("500", 0)
    world.faults.add("500", 3)
    assert world.faults.as_json() == [{"kind": "500", "times": 3, "method": None}]
    world.faults.clear()
    await result(an_api(world), "getMe")


async def test_refused_calls_are_written_down() -> None:
    world = a_world()
    api = an_api(world)
    for _ in range(25):
        await api.call("sendMessage", {"chat_id": 1, "text": "x"})
    assert world.requests.count == 25
    assert len(world.requests.errors) == 20
    assert world.requests.errors[-1] == {
        "method": "sendMessage",
        "code": 400,
        "description": "Bad Request: chat not found",
    }


async def test_a_fault_of_messages_strikes_what_people_see_and_nothing_else() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x")
    world.faults.add("500", times=4, method=MESSAGES)
    place = {"chat_id": hoa.id, "message_id": sent["message_id"]}
    for method, fields in (
        ("getMe", {}),
        ("sendChatAction", {"chat_id": hoa.id, "action": "typing"}),
        ("deleteMyCommands", {}),
        ("deleteWebhook", {}),
        ("getUpdates", {}),
    ):
        await result(api, method, **fields)
    for method in ("sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"):
        assert (await refusal(api, method, **place))[0] == 500
    assert world.faults.as_json() == []
