"""Replies out: through a network that loses answers and a Telegram that says wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.screens.screen import Attachment, Screen, show
from tests.promises.stand import CODE, FIRST, ROWS, SECOND, Stand
from tests.promises.wired import restart

DAY = timedelta(days=1, seconds=1)

# Telegram says wait.


async def test_a_429_is_obeyed_and_the_reply_comes_once(stand: Stand) -> None:
    stand.met.world.faults.add(429, times=3, method="sendMessage", retry_after=7)
    before = stand.met.clock.now()
    await stand.asks(FIRST)
    assert stand.said == ["Màn hình đầu"]
    assert (stand.met.clock.now() - before).total_seconds() >= 21
    assert stand.calls("sendMessage") == [429, 429, 429, 200]


async def test_a_long_429_is_waited_for_in_the_outbox(stand: Stand) -> None:
    stand.met.world.faults.add(429, method="sendMessage", retry_after=300)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == ([], 1)
    await stand.met.passes(minutes=4)
    await stand.asks(SECOND)
    assert (stand.said, stand.calls("sendMessage")) == ([], [429])
    await stand.met.passes(minutes=2)
    assert stand.said == ["Màn hình đầu", "Màn hình sau"]
    assert stand.waiting() == 0


# The network fails.


@pytest.mark.parametrize("kind", ["500", "502", "reset_before", "timeout_before"])
async def test_what_did_not_arrive_is_sent_again(stand: Stand, kind: str) -> None:
    stand.met.world.faults.add(kind, times=2, method="sendMessage", seconds=0)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)


@pytest.mark.parametrize("kind", ["reset_after", "timeout_after"])
@pytest.mark.parametrize("times", [1, 2])
async def test_what_arrived_without_an_answer_comes_twice_more_at_most(stand: Stand, kind: str, times: int) -> None:
    stand.met.world.faults.add(kind, times=times, method="sendMessage", seconds=0)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"] * (times + 1), 0)


async def test_what_never_gets_an_answer_is_repeated_more_and_more_seldom(stand: Stand) -> None:
    stand.met.world.faults.add("reset_after", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    assert len(stand.said) == 3
    for _ in range(60):
        await stand.met.passes(minutes=1)
    assert len(stand.said) <= 3 * 7
    assert stand.waiting() == 1


@pytest.mark.parametrize("kind", ["500", "502", "reset_before", "reset_after", "timeout_before", "timeout_after"])
async def test_an_edit_may_be_repeated_unseen(stand: Stand, kind: str) -> None:
    await stand.asks(FIRST)
    stand.met.world.faults.add(kind, times=2, method="editMessageText", seconds=0)
    await stand.taps(SECOND)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 0)


async def test_a_lost_answer_to_the_tap_repeats_no_message(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.met.world.faults.add("reset_after", times=50, method="answerCallbackQuery")
    await stand.taps(Screen("Tin mới", is_new=True))
    assert (stand.said, stand.waiting()) == (["Màn hình đầu", "Tin mới"], 0)


async def test_a_second_message_that_fails_does_not_repeat_the_first(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.script.replies.append(show(SECOND, Screen("Tệp", attachment=Attachment("a.txt", b"a")), FIRST))
    stand.met.world.faults.add("500", times=50, method="sendDocument")
    await stand.lan.taps_code(CODE)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 2)
    stand.met.world.faults.clear()
    await stand.met.passes(minutes=2)
    assert (stand.said, stand.waiting()) == (["Màn hình sau", "Tệp", "Màn hình đầu"], 0)


# What cannot be shown now.


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_what_cannot_be_shown_now_is_shown_later_or_after_a_restart(stand: Stand, is_restarted: bool) -> None:
    stand.met.world.faults.add("500", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == ([], 1)
    stand.met.world.faults.clear()
    if is_restarted:
        await restart(stand.met, stand.script)
    else:
        await stand.met.passes(minutes=2)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)


async def test_an_old_screen_never_covers_a_newer_one(stand: Stand) -> None:
    await stand.asks(FIRST)
    number = stand.lan.from_bot[-1]["message_id"]
    stand.met.world.faults.add("500", times=10_000, method="editMessageText")
    await stand.taps(Screen("hai", ROWS), message_id=number)
    stand.met.world.faults.clear()
    await stand.taps(Screen("ba", ROWS), message_id=number)
    assert (stand.said, stand.waiting()) == (["ba"], 0)
    await stand.met.passes(minutes=5)
    assert stand.said == ["ba"]


async def test_a_reply_a_day_old_is_dropped(stand: Stand) -> None:
    stand.met.world.faults.add("500", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    stand.met.world.faults.clear()
    await stand.met.app.stop()
    stand.met.clock.move(DAY)
    await restart(stand.met, stand.script)
    assert (stand.said, stand.waiting()) == ([], 0)
