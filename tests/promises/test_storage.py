"""The database: the tables as they are declared, transactions that lose nothing, connections that may break."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError

from bot.screens.incoming import Incoming
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.storage.database import Database, DatabaseUnavailableError, make_engine
from bot.storage.migrations import _config, migrate
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import attempt, learner, metadata, unit
from tests.databases import driver_url, empty
from tests.promises.wired import Onlooker, echo, logging_to_a_string, stage

WRITERS = 800


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without even tables, first of the one kind, then of the other."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/chihoi.db"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """A way into an empty database."""
    made = make_engine(empty_url)
    yield made
    made.dispose()


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database in use."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


def add(records: Records, key: str) -> int:
    """Add a unit of that key; one that is there already is an error."""
    statement = insert(unit).values(key=key, level="0", name=key).returning(unit.c.id)
    return int(records.connection.execute(statement).scalar_one())


def keys(records: Records) -> list[str]:
    """The keys of all units."""
    return [row.key for row in records.connection.execute(select(unit.c.key).order_by(unit.c.key))]


# Migrations.


def test_migrating_from_nothing_makes_the_declared_tables_and_no_others(engine: Engine) -> None:
    for _ in range(2):
        migrate(engine)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_results_of_before_it_was_noted_count_as_looked_at(engine: Engine) -> None:
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0001")
        at = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
        connection.execute(insert(learner).values(id=1, name="Lan", created_at=at))
        for number, finished_at in ((1, at), (2, None)):
            values = {"module_id": f"bai-{number}", "module_revision": "0", "drawn": b"[]", "picked": "[]"}
            counts = {"carried": 0, "out_of": 1, "pass_percent": 70, "started_at": at, "finished_at": finished_at}
            connection.execute(insert(attempt).values(id=number, learner_id=1, **values, **counts))
    migrate(engine)
    with engine.connect() as connection:
        seen = connection.execute(select(attempt.c.seen_at).order_by(attempt.c.id)).scalars().all()
    assert seen == [at, None]


def test_several_processes_may_migrate_at_once(empty_url: str, engine: Engine) -> None:
    def begin() -> None:
        own = make_engine(empty_url)
        migrate(own)
        own.dispose()

    # SQLite keeps the others out by its one writer, PostgreSQL by a lock of ours.
    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


# Transactions.


async def test_one_failing_transaction_does_not_undo_those_it_shares_a_commit_with(database: Database) -> None:
    await database.run(add, "taken")
    results = await asyncio.gather(
        *(database.run(add, "taken" if number % 7 == 3 else f"unit-{number:03}") for number in range(100)),
        return_exceptions=True,
    )
    failed = [result for result in results if isinstance(result, BaseException)]
    assert len(failed) == 14
    assert {type(error) for error in failed} == {IntegrityError}
    expected = [f"unit-{number:03}" for number in range(100) if number % 7 != 3]
    assert await database.run(keys) == sorted([*expected, "taken"])


async def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    def fails(records: Records, key: str) -> None:
        add(records, key)
        raise ZeroDivisionError

    for count in (1, 5):
        jobs = [database.run(fails, f"unit-{number}") for number in range(count)]
        results = await asyncio.gather(*jobs, return_exceptions=True)
        assert [type(result) for result in results] == [ZeroDivisionError] * count
    assert await database.run(keys) == []


async def test_racing_transactions_that_read_and_then_write_lose_nothing(database: Database) -> None:
    def count_up(records: Records, number: int) -> None:
        level = records.connection.execute(select(unit.c.level).where(unit.c.id == number)).scalar_one()
        records.connection.execute(update(unit).where(unit.c.id == number).values(level=str(int(level) + 1)))

    counter = await database.run(add, "counter")
    await asyncio.gather(*(database.run(count_up, counter) for _ in range(WRITERS)))
    levels = await database.run(
        lambda records: list(records.connection.execute(select(unit.c.level).where(unit.c.id == counter)).scalars())
    )
    assert levels == [str(WRITERS)]


async def test_closing_waits_for_what_is_queued_and_refuses_what_comes_later(database_url: str) -> None:
    opened = open_database(database_url)
    jobs = [asyncio.ensure_future(opened.run(add, f"unit-{number}")) for number in range(50)]
    await asyncio.sleep(0)
    await opened.close()
    assert len(set(await asyncio.gather(*jobs))) == 50
    with pytest.raises(DatabaseUnavailableError):
        await opened.run(keys)


async def test_a_coroutine_that_gave_up_does_not_disturb_the_others(database: Database) -> None:
    jobs = [asyncio.ensure_future(database.run(add, f"unit-{number}")) for number in range(20)]
    await asyncio.sleep(0)
    jobs[7].cancel()
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert sum(isinstance(result, int) for result in results) == 19
    assert len(await database.run(keys)) in (19, 20)


# Connections.


async def test_a_lost_connection_is_survived(postgresql_url: str) -> None:
    onlooker = Onlooker(postgresql_url)
    opened = open_database(postgresql_url)
    try:
        for attempt in range(5):
            onlooker.hangs_up()
            results = await asyncio.gather(
                *(opened.run(add, f"unit-{attempt}-{number}") for number in range(20)), return_exceptions=True
            )
            assert {type(result) for result in results} <= {int, DatabaseUnavailableError}
            done = sum(isinstance(result, int) for result in results)
            assert len([key for key in await opened.run(keys) if key.startswith(f"unit-{attempt}-")]) >= done
        assert isinstance(await opened.run(add, "after"), int)
    finally:
        await opened.close()
        onlooker.close()


async def test_a_connection_lost_in_the_middle_of_a_transaction_is_survived(postgresql_url: str) -> None:
    onlooker = Onlooker(postgresql_url)
    tries: list[str] = []

    def hung_up_once(records: Records, key: str) -> int:
        number = add(records, key)
        if tries.count(key) == 0:
            tries.append(key)
            onlooker.hangs_up()
            records.units.count()
        return number

    opened = open_database(postgresql_url)
    try:
        jobs = [opened.run(hung_up_once, "broken"), *(opened.run(add, f"unit-{number}") for number in range(10))]
        results = await asyncio.gather(*jobs, return_exceptions=True)
        assert {type(result) for result in results} <= {int, DatabaseUnavailableError}
        assert isinstance(await opened.run(add, "after"), int)
    finally:
        await opened.close()
        onlooker.close()


@pytest.mark.parametrize("is_in_the_handler", [False, True])
async def test_a_database_that_hangs_up_costs_nobody_her_answer(postgresql_url: str, is_in_the_handler: bool) -> None:
    onlooker = Onlooker(postgresql_url)
    hung_up: list[object] = []

    def answer(visit: Visit, incoming: Incoming) -> Reply:
        if is_in_the_handler and not hung_up:
            hung_up.append(incoming)
            onlooker.hangs_up()
            visit.records.units.count()
        return echo(visit, incoming)

    async with stage(postgresql_url, answer=answer) as met:
        people = [met.person(f"Chị {number}") for number in range(20)]
        for number in range(5):
            for talker in people:
                talker.person.says(str(number))
            if not is_in_the_handler:
                onlooker.hangs_up()
            await met.quiet()
        for talker in people:
            assert [message["text"] for message in talker.from_bot] == ["0", "1", "2", "3", "4"]
    onlooker.close()


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> str:
    """An empty PostgreSQL."""

    url: str = request.getfixturevalue("postgresql")
    empty(url)
    return driver_url(url)


async def test_errors_hide_what_people_wrote(database: Database) -> None:
    def wrong(records: Records) -> None:
        records.connection.execute(insert(learner).values(name=None, phone="0912345678", unit_id=1))

    with pytest.raises(IntegrityError) as failure:
        await database.run(wrong)
    assert "parameters hidden" in str(failure.value)


async def test_sqlite_has_one_connection_and_its_version_is_in_the_log(sqlite_url: str) -> None:
    with logging_to_a_string(logging.INFO) as log:
        async with stage(sqlite_url, answer=echo) as met:
            await asyncio.gather(*(met.app.database.run(keys) for _ in range(100)))
            pool = met.app.database.engine.pool
            assert pool.status().startswith("Pool size: 1  Connections in pool: 1")
            assert sum(thread.name.startswith("database-") for thread in threading.enumerate()) == 1
    assert log.getvalue().count(f"SQLite {sqlite3.sqlite_version}, 1 connection") == 1


async def test_sqlite_survives_a_power_cut(sqlite_url: str) -> None:
    opened = open_database(sqlite_url)
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    found = await opened.run(
        lambda records: [records.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]
    )
    await opened.close()
    assert found == ["wal", 2, 1]
