"""Kill -9 in the middle of five hundred updates: every answer counts once, and every learner gets her last reply.

``FAULT_KILLS`` says how often the process is killed in a run; ``make faults`` asks for more than ``make test``.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.databases import driver_url, empty
from tests.faults.crowd import PEOPLE, TAPS, Crowd, crowd

pytestmark = [pytest.mark.faults]

KILLS = int(os.environ.get("FAULT_KILLS", "10"))
SHOWING = ("editMessageText", "sendMessage")


async def live_and_die(people: Crowd, share: int) -> None:
    """Start the bot, let ``share`` taps happen, and kill it at some moment of its work."""
    dice = people.dice
    moment = dice.choice(["any", "any", "start", "between commit and show", "between show and its note"])
    people.tap(share // 2)
    if moment.startswith("between"):
        kind = "timeout_before" if moment == "between commit and show" else "timeout_after"
        people.world.faults.add(kind, method=dice.choice(SHOWING), seconds=60)
    await people.start()
    await people.until_calls(1)
    people.tap(share - share // 2)
    if moment == "any":
        await people.until_calls(dice.randrange(2, share))
    elif moment.startswith("between"):
        await people.until(lambda: not people.world.faults.as_json())
    await people.kill()
    people.world.faults.clear()


async def survive(people: Crowd) -> None:
    """Be killed again and again while the taps come in, and then live."""
    share = PEOPLE * TAPS // (KILLS + 1)
    for _ in range(KILLS):
        await live_and_die(people, share)
    people.tap(PEOPLE * TAPS)
    await people.start()
    await people.until(people.is_all_done, seconds=60)
    assert await people.stop() == 0, people.log.read_text(encoding="utf-8")[-3000:]


async def report(people: Crowd, way: str) -> str:
    """Exactly one effect a tap, the right one, nothing lost, nobody blamed, everybody answered; the figures."""
    left = await people.what_is_left()
    expected = {
        (pupil.attempt, position): choice for pupil in people.pupils for position, choice in enumerate(pupil.choices)
    }
    lost = len(expected.keys() - left.answers.keys())
    twice = sum(pupil.shown_twice for pupil in people.pupils)
    assert people.kills == KILLS
    assert left.answers == expected
    assert (left.waiting, left.aside, left.unshown) == (0, 0, 0)
    assert all(pupil.has_seen_the_end for pupil in people.pupils)
    assert all(pupil.shown_twice >= 0 for pupil in people.pupils)
    # What was on its way at the instant of a kill is the most that may come twice: one message a person.
    assert twice <= people.kills * PEOPLE // 2
    return (
        f"{way}: killed {people.kills} times, {len(left.answers)} effects of {PEOPLE * TAPS} taps, {lost} lost, "
        f"{left.waiting} waiting, {left.aside} set aside; {twice} messages came once more\n"
    )


async def test_nothing_is_lost_or_done_twice_however_often_the_bot_is_killed(
    postgresql: str, first_modules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def polling(way: str, database_url: str, seed: int) -> str:
        async with crowd(database_url, first_modules, tmp_path / str(seed), seed) as people:
            await survive(people)
            return await report(people, way)

    async def posted_to() -> str:
        async with crowd(f"sqlite:///{tmp_path}/posted.db", first_modules, tmp_path / "3", seed=3) as people:
            people.serve_webhook()
            await survive(people)
            return await report(people, "webhook, SQLite")

    empty(postgresql)
    # Side by side, because most of the time is spent in starting processes.
    figures = await asyncio.gather(
        polling("polling, SQLite", f"sqlite:///{tmp_path}/polled.db", 1),
        polling("polling, PostgreSQL", driver_url(postgresql), 2),
        posted_to(),
    )
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(figures))


async def test_what_was_committed_and_not_shown_is_shown_at_the_next_start(first_modules: Path, tmp_path: Path) -> None:
    async with crowd(f"sqlite:///{tmp_path}/chihoi.db", first_modules, tmp_path, seed=4, people=2) as people:
        people.world.faults.add("timeout_before", method="editMessageText", seconds=60)
        people.world.faults.add("timeout_before", method="sendMessage", seconds=60)
        people.pupils[0].taps()
        people.pupils[1].taps()
        await people.start()
        await people.until(lambda: not people.world.faults.as_json())
        await people.kill()
        left = await people.what_is_left()
        assert (len(left.answers), left.waiting, left.unshown) == (2, 0, 2)
        assert [len(pupil.person.chat) for pupil in people.pupils] == [1, 1]
        await people.start()
        await people.until(lambda: len(people.pupils[1].person.chat) == 2 and people.calls("editMessageText") == 2)
        assert await people.stop() == 0
        assert "Câu hỏi" not in people.pupils[0].person.chat[0]["text"]
        left = await people.what_is_left()
        assert (len(left.answers), left.waiting, left.unshown) == (2, 0, 0)
