"""An update that brings the process down is recognised, and nothing that merely stood in line is blamed for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd, crowd
from tests.faults.deadly import ENDED, POISON

pytestmark = [pytest.mark.faults]


async def lives(people: Crowd) -> int:
    """Start the bot again and again until it stays alive; how often it ended."""
    for ends in range(10):
        await people.start()
        assert people.process is not None
        await people.until(lambda: people.has_ended() or answered(people))
        if not people.has_ended():
            return ends
        assert people.process.returncode == ENDED
    raise AssertionError("it never stays alive")


def answered(people: Crowd) -> bool:
    """Whether everybody's last act has its answer."""
    return all(len(pupil.person.chat) > 2 and pupil.person.chat[-1]["from"]["is_bot"] for pupil in people.pupils)


async def test_an_update_that_ends_the_process_is_set_aside_after_three_starts_and_she_goes_on(
    first_modules: Path, tmp_path: Path
) -> None:
    async with crowd(f"sqlite:///{tmp_path}/chihoi.db", first_modules, tmp_path, seed=5, people=6) as people:
        people.command = ("-m", "tests.faults.deadly")
        for number, pupil in enumerate(people.pupils):
            pupil.person.says(POISON if number == 2 else "/trogiup")
        # Once in the ordinary run, where nobody can say which of those under way it was, then three times by itself.
        assert await lives(people) == 4
        left = await people.what_is_left()
        assert (left.waiting, left.aside) == (0, 1)
        her = people.pupils[2].person
        apology = her.chat[-1]["text"]
        code = re.search(r"[23456789A-HJKMNP-Z]{5}", apology)
        assert code, apology
        assert code[0] in people.log.read_text(encoding="utf-8")
        her.says("/trogiup")
        await people.until(lambda: her.chat[-1]["from"]["is_bot"])
        assert her.chat[-1]["text"] == people.pupils[0].person.chat[-1]["text"]
        assert await people.stop() == 0


async def test_nobody_is_blamed_for_being_there_when_the_process_is_killed_early_again_and_again(
    first_modules: Path, tmp_path: Path
) -> None:
    async with crowd(f"sqlite:///{tmp_path}/chihoi.db", first_modules, tmp_path, seed=6, people=20) as people:
        for pupil in people.pupils:
            pupil.taps()
        for kill in range(4):
            # At the very first word to Telegram, and while the first of what was left behind is worked.
            await people.start()
            await people.until_calls(1 + kill % 3)
            await people.kill()
        await people.start()
        await people.until(lambda: people.calls("editMessageText") >= 10 and people.world.updates_pending == 0)
        assert await people.stop() == 0
        left = await people.what_is_left()
        assert (len(left.answers), left.waiting, left.aside, left.unshown) == (20, 0, 0, 0)
