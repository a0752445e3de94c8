"""The database counts an audience as the rule says, and plans everybody of it once, in pieces, blocked ones and all."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, select

from bot.domain.audience import Audience, Trait
from bot.domain.learner import Role
from bot.domain.unit import Level
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import attempt, chat, delivery, enrolment, learner, reminder_plan

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
MODULES = ("mot", "hai")
PEOPLE = 200


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database in use."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


class Woman:
    """Somebody, and what the rule says of her."""

    def __init__(self, number: int, dice: random.Random, units: list[int]) -> None:
        self.id = number
        self.unit_id = dice.choice(units)
        self.role = dice.choice([None, *Role])
        self.has_joined = dice.random() < 0.95
        self.is_reachable = dice.random() < 0.9
        self.peace = dice.choice([None, None, "week", "over", "off", "silence"])
        self.silent = dice.randrange(40)
        self.has_started = dice.random() < 0.7
        # For each module the results of her attempts, one after the other; None is one under way.
        results: list[list[bool | None]] = [[], [True], [False], [False, True], [True, False], [False, False], [None]]
        self.results = {module: dice.choice(results) if self.has_started else [] for module in (*MODULES, "old")}

    @property
    def is_paused(self) -> bool:
        """Whether she asked for peace, and it lasts; the silence after nudges without an answer is none."""
        return self.peace in ("week", "off")

    def standing(self, *, is_urgent: bool) -> tuple[str, str]:
        """How the row planned for her stands."""
        if not self.is_reachable:
            return "failed", "blocked"
        return ("cancelled", "paused") if self.is_paused and not is_urgent else ("pending", "")

    def traits(self, silent_days: int) -> frozenset[Trait]:
        """How she stands."""
        taught = [self.results[module] for module in MODULES]
        has_finished = all(True in results for results in taught)
        found = {Trait.FINISHED} if has_finished else set()
        if not self.has_started:
            found.add(Trait.NOT_STARTED)
        elif not has_finished:
            found.add(Trait.UNDER_WAY)
        if any(False in results and True not in results for results in taught):
            found.add(Trait.FAILED)
        if self.silent > silent_days:
            found.add(Trait.SILENT)
        return frozenset(found)


def _settle(records: Records, dice: random.Random) -> tuple[list[Woman], dict[int, set[int]]]:
    """A tree of seven units and the women in it; each unit with everything below it."""
    top = records.units.put("t", None, Level.PROVINCE, "T", NOW).id
    communes = [records.units.put(f"x{n}", top, Level.COMMUNE, f"X{n}", NOW).id for n in range(2)]
    branches = [records.units.put(f"c{n}", communes[n % 2], Level.BRANCH, f"C{n}", NOW).id for n in range(4)]
    below = {top: {top, *communes, *branches}}
    below |= {commune: {commune, *branches[place::2]} for place, commune in enumerate(communes)}
    below |= {branch: {branch} for branch in branches}
    women = [Woman(number, dice, [top, *communes, *branches]) for number in range(1, PEOPLE + 1)]
    for woman in women:
        _put(records, woman)
    return women, below


def _put(records: Records, woman: Woman) -> None:
    run = records.connection.execute
    joined_at = NOW if woman.has_joined else None
    role = woman.role.value if woman.role else None
    who = {"id": woman.id, "name": f"N{woman.id}", "unit_id": woman.unit_id, "role": role}
    run(insert(learner).values(**who, created_at=NOW, joined_at=joined_at))
    place = {"id": f"telegram:{woman.id}", "learner_id": woman.id, "step": "joined", "awaiting": "", "choices": "[]"}
    seen_at = NOW - timedelta(days=woman.silent, minutes=1 if woman.silent else 0)
    run(insert(chat).values(**place, is_reachable=woman.is_reachable, seen_at=seen_at, last_tap=""))
    if woman.peace is not None:
        until = {"week": NOW + timedelta(days=2), "over": NOW - timedelta(minutes=1)}.get(woman.peace)
        rest = {"minute": 1170, "days_off": 0, "awaits": False, "wording": 0, "next_at": None}
        wants = {"is_off": woman.peace == "off", "unanswered": 4 if woman.peace == "silence" else 0}
        run(insert(reminder_plan).values(learner_id=woman.id, paused_until=until, **wants, **rest))
    if woman.has_started:
        run(insert(enrolment).values(learner_id=woman.id, course_id="khoa", at=NOW))
    for module, results in woman.results.items():
        for is_passed in results:
            finished_at = None if is_passed is None else NOW
            values: dict[str, Any] = {"learner_id": woman.id, "module_id": module, "module_revision": "0"}
            values |= {"drawn": b"[]", "picked": "[]", "carried": 0, "out_of": 1, "pass_percent": 70}
            run(insert(attempt).values(**values, started_at=NOW, finished_at=finished_at, is_passed=is_passed))


def _some_audience(dice: random.Random, units: list[int]) -> Audience:
    audience = Audience(dice.choice([None, *units]), silent_days=dice.choice((7, 14, 30)))
    for mark in dice.sample([*Trait, *Role], dice.randrange(5)):
        audience = audience.turned(mark)
        if dice.random() < 0.5:
            audience = audience.turned(mark)
    return audience


def _expected(women: list[Woman], below: dict[int, set[int]], audience: Audience) -> list[Woman]:
    return [
        woman
        for woman in women
        if woman.has_joined
        and (audience.unit_id is None or woman.unit_id in below[audience.unit_id])
        and audience.takes(woman.role, _traits(woman, audience))
    ]


def _traits(woman: Woman, audience: Audience) -> frozenset[Trait]:
    # A day is counted as begun, so who was heard from exactly so many days ago is silent by a minute.
    return woman.traits(audience.silent_days - 1)


def _compare(records: Records) -> list[Audience]:
    dice = random.Random(7)
    women, below = _settle(records, dice)
    wrong = []
    for _ in range(150):
        audience = _some_audience(dice, sorted(below))
        expected = _expected(women, below, audience)
        heads = records.audiences.headcount(audience, MODULES, NOW, 5)
        blocked = sum(not woman.is_reachable for woman in expected)
        paused = sum(woman.is_reachable and woman.is_paused for woman in expected)
        is_right = records.audiences.count(audience, MODULES, NOW) == len(expected) == heads.people
        if (
            not is_right
            or (heads.blocked, heads.paused) != (blocked, paused)
            or sum(count for _, count in heads.by_unit) != len(expected)
        ):
            wrong.append(audience)
    return wrong


async def test_the_count_is_what_the_rule_says_for_any_audience(database: Database) -> None:
    assert await database.run(_compare) == []


@pytest.mark.parametrize("is_urgent", [True, False])
@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("piece", [1, 7, 50, 1000])
async def test_planning_in_pieces_reaches_everybody_of_the_audience_once(
    database: Database, piece: int, *, is_whole: bool, is_urgent: bool
) -> None:
    assert await database.run(_plan, piece, is_whole, is_urgent)


def _plan(records: Records, piece: int, is_whole: bool, is_urgent: bool) -> bool:
    dice = random.Random(piece)
    women, below = _settle(records, dice)
    audience = Audience(None if is_whole else sorted(below)[1], unwanted=("finished",))
    later = NOW + timedelta(days=3)
    while True:
        count = records.audiences.plan(9, audience, MODULES, NOW, NOW, later, piece, is_urgent=is_urgent)
        assert count <= piece
        if count < piece:
            break
    columns = (delivery.c.learner_id, delivery.c.state, delivery.c.reason, delivery.c.counts)
    found = [tuple(row) for row in records.connection.execute(select(*columns).order_by(delivery.c.learner_id))]
    expected = [
        (woman.id, *woman.standing(is_urgent=is_urgent), not is_urgent) for woman in _expected(women, below, audience)
    ]
    assert records.announcing.tally(9).total == len(expected)
    return found == expected


async def test_putting_aside_and_bringing_back_in_pieces_loses_nothing(database: Database) -> None:
    assert await database.run(_to_and_fro) == (0, 0)


def _to_and_fro(records: Records) -> tuple[int, int]:
    _settle(records, random.Random(3))
    records.audiences.plan(9, Audience(), MODULES, NOW, NOW, NOW + timedelta(days=3), 1000, is_urgent=False)
    pending = records.announcing.tally(9).pending
    aside = 0
    while count := records.announcing.put_aside(9, 30):
        aside += count
    back = 0
    while count := records.announcing.bring_back(9, NOW, NOW + timedelta(days=1), 30):
        back += count
    return pending - aside, pending - back
