"""Finding who was taught a rule that has ended: by the indexes, everybody once, however often it is begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Select, func, insert, select, text
from sqlalchemy.dialects import sqlite

from bot.domain.correction import where_taught
from bot.domain.curriculum import Library
from bot.jobs.corrections import NUMBERS_AT_ONCE, correct
from bot.library.reader import read_library
from bot.settings import VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.records.corrections import due_amends, taught_the_old
from bot.storage.tables import bookmark, correction, correction_sweep, delivery
from tests.bench.reminding import EVENING, populate, shift_at
from tests.conversations.law_school import OLD, SUCCESSOR, write_correction
from tests.conversations.school import ONE, School

CROWD = NUMBERS_AT_ONCE + 500
LATER = EVENING + timedelta(days=2)


def changed_law(tmp_path: Path) -> Library:
    """The school's lessons the day after its law has ended."""
    school = School(tmp_path)
    school.change("in_force_until:", "in_force_until: 2026-11-24", "sources.yaml")
    school.change("replaced_by:", "replaced_by: luat-bdg-moi", "sources.yaml")
    school.write("sources.yaml", school.text("sources.yaml") + SUCCESSOR)
    write_correction(school)
    library = read_library(school.folder, today=date(2026, 11, 22)).library
    assert library is not None
    return library.on(LATER.astimezone(VIETNAM).date())


def read_by_every_second(records: Records) -> None:
    """Every second learner has read the card that rests on the law; the others are at another lesson."""
    rows = [
        {"learner_id": n, "module_id": ONE if n % 2 else "bai-khac", "card_id": "the-mot", "at": EVENING}
        for n in range(1, CROWD + 1)
    ]
    records.connection.execute(insert(bookmark), rows)


def crowded(url: str) -> Database:
    """A database with the crowd in it."""
    database = open_database(url)
    database.run_now(populate, 1, CROWD)
    database.run_now(read_by_every_second)
    return database


def planned(records: Records) -> list[tuple[int, str, bool]]:
    """For whom a message is planned, what, and whether it counts."""
    rows = select(delivery.c.learner_id, delivery.c.kind, delivery.c.counts).order_by(delivery.c.learner_id)
    return [(row.learner_id, row.kind, row.counts) for row in records.connection.execute(rows)]


def noted(records: Records) -> int:
    return int(records.connection.execute(select(func.count()).select_from(correction)).scalar_one())


def forget_the_sweep(records: Records) -> None:
    records.connection.execute(correction_sweep.delete())


async def test_everybody_concerned_is_planned_for_once_in_pieces_and_after_a_break(
    database_url: str, tmp_path: Path
) -> None:
    library, database = changed_law(tmp_path), crowded(database_url)
    try:
        shift = shift_at(database, library, LATER)
        assert await correct(shift) == CROWD // 2
        assert await correct(shift) == 0
        await database.run(forget_the_sweep)
        assert await correct(shift) == 0
        assert await database.run(noted) == CROWD // 2
        rows = await database.run(planned)
        assert rows == [(number, "correction", True) for number in range(1, CROWD + 1, 2)]
    finally:
        await database.close()


async def test_until_the_law_has_ended_nothing_is_done(database_url: str, tmp_path: Path) -> None:
    library, database = changed_law(tmp_path), crowded(database_url)
    try:
        assert await correct(shift_at(database, library.on(date(2026, 11, 24)), EVENING)) == 0
        assert await database.run(noted) == 0
        without = replace(library, corrections=())
        assert await correct(shift_at(database, without, LATER)) == 0
        assert await database.run(noted) == 0
    finally:
        await database.close()


def explained(records: Records, query: Select[tuple[object, ...]]) -> str:
    """How SQLite goes about a query."""
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    rows = records.connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
    return "\n".join(str(row.detail) for row in rows)


def test_who_is_concerned_and_who_is_due_is_found_by_the_indexes(sqlite_url: str, tmp_path: Path) -> None:
    library, database = changed_law(tmp_path), crowded(sqlite_url)
    (one,) = library.corrections_due()
    assert one.source_id == OLD
    taught = where_taught(one, library.modules())
    try:
        due = database.run_now(explained, due_amends(EVENING, 200))
        concerned = database.run_now(explained, taught_the_old(taught, LATER, (0, 2000)))
    finally:
        database.close_now()
    assert "SEARCH correction USING INDEX ix_correction_next_at" in due
    assert "SCAN" not in due
    assert "TEMP B-TREE" not in due
    # The piece of the learners' numbers bounds whatever is read.
    assert "SEARCH attempt USING INDEX ix_attempt_learner_id (learner_id>? AND learner_id<?)" in concerned
    assert "SEARCH bookmark USING INDEX sqlite_autoindex_bookmark_1 (learner_id>? AND learner_id<?)" in concerned
    for table in ("bookmark", "attempt", "learner"):
        assert f"SCAN {table}" not in concerned
