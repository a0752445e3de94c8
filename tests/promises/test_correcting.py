"""Finding who was taught a rule that has ended: by the indexes, everybody once, however often it is begun."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Select, func, insert, select, text
from sqlalchemy.dialects import sqlite

from bot.domain.attempt import result_of
from bot.domain.correction import where_taught
from bot.domain.curriculum import Citation, Library
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


OLD_WORDING, NEW_WORDING, APART = "a" * 12, "b" * 12, "c" * 12
FIRST_RESTING = 2
"""The card of the module that teaches the rule."""
ENDS, DAY = EVENING + timedelta(days=2), timedelta(days=1)


def a_past(records: Records, number: int, library: Library, dice: random.Random) -> bool:
    """One learner's past of some kind; whether she was taught the old rule before it ended, and never the new."""
    module = library.module(ONE)
    assert module is not None
    was_taught, is_taught_anew, under_way = False, False, set[str]()
    for _ in range(dice.randrange(4)):
        wording, at = dice.choice([OLD_WORDING, NEW_WORDING, APART]), ENDS + dice.choice([-DAY, -2 * DAY, 0 * DAY, DAY])
        name = "bai-khac" if wording == APART else ONE
        if name in under_way:
            continue
        begun = records.study.start_attempt(number, replace(module, id=name, revision=wording), (), at)
        # She has one attempt under way in a module at the most.
        is_finished = dice.random() < 0.7
        if is_finished:
            records.study.finish_attempt(begun.id, at, result_of(begun))
        else:
            under_way.add(name)
        was_taught |= wording == OLD_WORDING and at < ENDS
        is_taught_anew |= wording == NEW_WORDING and is_finished
    if dice.random() < 0.4:
        place, at = dice.randrange(-1, len(module.cards)), ENDS + dice.choice([-DAY, DAY])
        records.study.set_bookmark(number, ONE, module.cards[place].id if place >= 0 else None, at)
        was_taught |= place >= FIRST_RESTING and at < ENDS
    return was_taught and not is_taught_anew


def told(records: Records, library: Library, seed: int) -> tuple[set[int], set[int]]:
    """Who is put down for the correction, and who should be; nothing of it stays."""
    dice, (one,) = random.Random(seed), library.corrections_due()
    module = library.module(ONE)
    assert module is not None
    cards = [replace(card, citations=()) for card in module.cards]
    resting = replace(cards[FIRST_RESTING], citations=(Citation(OLD),))
    renewed = replace(cards[FIRST_RESTING], citations=(Citation(min(one.teaches)),))
    bare = replace(module, questions=())
    old = replace(bare, cards=(*cards[:FIRST_RESTING], resting, *cards[FIRST_RESTING + 1 :]), revision=OLD_WORDING)
    new = replace(bare, cards=(*cards[:FIRST_RESTING], renewed, *cards[FIRST_RESTING + 1 :]), revision=NEW_WORDING)
    expected = {number for number in range(1, 31) if a_past(records, number, library, dice)}
    taught = where_taught(one, (old, new))
    for after in range(0, 30, 7):
        records.corrections.note(OLD, taught, ENDS, (after, after + 7), LATER)
    found = set(records.connection.execute(select(correction.c.learner_id)).scalars())
    return found, expected


async def test_whatever_they_did_those_are_found_who_were_taught_the_old_rule_alone(
    database_url: str, tmp_path: Path
) -> None:
    library, database = changed_law(tmp_path), open_database(database_url)
    try:
        await database.run(populate, 1, 30)
        some = 0
        for seed in range(40):
            found, expected = await database.run(undone, library, seed)
            assert found == expected, seed
            some += len(expected)
        assert some > 100
    finally:
        await database.close()


def undone(records: Records, library: Library, seed: int) -> tuple[set[int], set[int]]:
    """The same, in a savepoint that is taken back."""
    inside = records.connection.begin_nested()
    try:
        return told(records, library, seed)
    finally:
        inside.rollback()
