"""Finding who is to be reminded: it costs what is due, and doing it twice, or late, plans nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import Select, func, select, text, update
from sqlalchemy.dialects import sqlite

from bot.domain.curriculum import Library
from bot.domain.unit import Level
from bot.jobs import deadlines, reminders
from bot.settings import VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.records.deadlines import concerned_in
from bot.storage.records.reminders import due_plans
from bot.storage.tables import delivery, learner, reminder_plan
from tests.bench.reminding import EVENING, make_due, populate, shift_at, taught

CROWD = 2_000


@pytest_asyncio.fixture
async def crowded(database_url: str) -> AsyncIterator[Database]:
    """Two thousand learners who were here two days ago."""
    database = open_database(database_url)
    await database.run(populate, 1, CROWD)
    yield database
    await database.close()


@pytest.fixture(scope="module")
def library() -> Library:
    """What is taught."""
    return taught()


def planned_for(records: Records) -> list[int]:
    """For whom something is planned, and how often."""
    return list(records.connection.execute(select(delivery.c.learner_id).order_by(delivery.c.learner_id)).scalars())


def soonest(records: Records) -> datetime:
    """When the next plan is looked at."""
    found: datetime = records.connection.execute(select(func.min(reminder_plan.c.next_at))).scalar_one()
    return found


def in_two_branches(records: Records, day: date, course_id: str) -> None:
    """Everybody belongs to one of two branches of a commune, which has a deadline."""
    top = records.units.put("xa", None, Level.COMMUNE, "Xa", EVENING)
    for number in (0, 1):
        branch = records.units.put(f"chi-hoi-{number}", top.id, Level.BRANCH, f"Chi hoi {number}", EVENING)
        half = update(learner).where(learner.c.id % 2 == number)
        records.connection.execute(half.values(unit_id=branch.id))
    records.deadlines.add(top.id, course_id, day, 1, EVENING, is_operators=True)


def explained(records: Records, query: Select[tuple[object, ...]]) -> str:
    """How SQLite goes about a query."""
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    rows = records.connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
    return "\n".join(str(row.detail) for row in rows)


def test_who_is_due_is_found_by_the_index_and_nobody_else_is_touched(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    try:
        database.run_now(populate, 1, CROWD)
        plan = database.run_now(explained, due_plans(EVENING, 200))
    finally:
        database.close_now()
    assert "SEARCH reminder_plan USING INDEX ix_reminder_plan_next_at" in plan
    assert "SEARCH chat USING INDEX" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_whom_a_deadline_concerns_is_found_by_the_index_of_her_unit(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    try:
        database.run_now(populate, 1, CROWD)
        plan = database.run_now(explained, concerned_in(1, ["a", "b"], 7, 200))
    finally:
        database.close_now()
    assert "USING COVERING INDEX ix_learner_unit_id (unit_id=? AND rowid>?)" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


async def test_a_deadline_reaches_everybody_in_a_large_unit_once(crowded: Database, library: Library) -> None:
    today = EVENING.astimezone(VIETNAM).date()
    await crowded.run(in_two_branches, today + timedelta(days=3), library.courses[0].id)
    shift = shift_at(crowded, library)
    assert await deadlines.remind_of_deadlines(shift) == CROWD
    assert await deadlines.remind_of_deadlines(shift) == 0
    await crowded.run(lambda records: records.deadlines.change(1, swept_on=None))
    assert await deadlines.remind_of_deadlines(shift) == 0
    assert await crowded.run(planned_for) == list(range(1, CROWD + 1))


async def test_more_than_fit_one_transaction_are_all_planned_once(crowded: Database, library: Library) -> None:
    due = range(1, CROWD + 1, 2)
    assert len(due) > 2 * reminders.AT_ONCE
    await crowded.run(make_due, due)
    assert await reminders.remind(shift_at(crowded, library)) == len(due)
    assert await crowded.run(planned_for) == list(due)


async def test_a_second_tick_and_a_tick_after_an_outage_plan_nothing_twice(crowded: Database, library: Library) -> None:
    await crowded.run(make_due, range(1, 301))
    late = EVENING + timedelta(days=3)
    first = [await reminders.remind(shift_at(crowded, library)) for _ in range(3)]
    assert first == [300, 0, 0]
    again = [await reminders.remind(shift_at(crowded, library, late)) for _ in range(3)]
    # Those whose nudge was never sent, and those who became due meanwhile: one each.
    assert again == [CROWD, 0, 0]
    planned = await crowded.run(planned_for)
    assert max(planned.count(number) for number in range(1, 301)) == 2
    assert await crowded.run(soonest) > late


async def test_two_processes_that_tick_at_once_plan_one_nudge_a_person(database_url: str, library: Library) -> None:
    one, other = open_database(database_url), open_database(database_url)
    try:
        await one.run(populate, 1, 50)
        await one.run(make_due, range(1, 51))
        tasks = [reminders.remind(shift_at(database, library)) for database in (one, other)]
        assert sum(await asyncio.gather(*tasks)) == 50
        assert await one.run(planned_for) == list(range(1, 51))
    finally:
        await one.close()
        await other.close()
