"""The reminder tick: how long it takes when the same number is due among ever more learners."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from time import monotonic

from sqlalchemy import Connection, Table, bindparam, delete, text, update

from bot.clock import FrozenClock
from bot.domain.curriculum import Library
from bot.domain.managing import MenuTold, OwnMenu
from bot.jobs.reminders import remind
from bot.jobs.shift import Shift
from bot.library.reader import read_library
from bot.screens.screen import Screen
from bot.settings import PROJECT, VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import Instant, delivery, reminder_plan
from bot.texts import read_texts
from tests.bench.stores import Stores
from tests.databases import driver_url

EVENING = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
"""Half past seven in Vietnam."""
SIZES = (10_000, 100_000, 1_000_000)
DUE = 1_000
TICKS = 3
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
_PEOPLE = (
    "INSERT INTO learner (id, name, created_at, joined_at) {numbers}SELECT i, 'Mận', :then, :then FROM n",
    "INSERT INTO chat (id, learner_id, step, awaiting, choices, is_reachable, seen_at, last_tap, subject, "
    "last_screen, last_album) {numbers}SELECT 'telegram:' || i, i, 'joined', '', '[]', :yes, :then, '', '', '', '' "
    "FROM n",
    "INSERT INTO reminder_plan (learner_id, minute, days_off, is_off, next_at, unanswered, awaits, wording) "
    "{numbers}SELECT i, 1170, 0, :no, :later, 0, :no, 0 FROM n",
)


def shift_at(database: Database, library: Library, now: datetime = EVENING) -> Shift:
    """What a job is given, at that instant."""
    texts = read_texts(PROJECT / "content" / "texts" / "vi")
    clock, dice = FrozenClock(now), random.Random(1)
    return Shift(
        database, clock, dice, VIETNAM, lambda: library, lambda _language: texts, time(21), time(7), 5, 25,
        first_admins=frozenset(), menu_wording=lambda _menu: "", set_menu=_no_menu, broadcast_agreement=1000,
        edit=_no_edit,
    )  # fmt: skip


async def _no_edit(_chat: str, _number: int, _screen: Screen) -> bool:
    return False


async def _no_menu(_chat: str, _menu: OwnMenu | None) -> MenuTold:
    return MenuTold.DONE


def taught() -> Library:
    """The shipped lessons."""
    library = read_library(PROJECT / "content", today=EVENING.date(), forgive_age=True).library
    assert library is not None
    return library


def populate(records: Records, first: int, last: int) -> None:
    """Learners of these numbers, last here two days ago, none of them due."""
    values = {"then": EVENING - timedelta(days=2), "later": EVENING + timedelta(days=3), "yes": True, "no": False}
    numbers = _NUMBERS.format(first=first, last=last)
    connection = records.connection
    is_postgresql = connection.dialect.name == "postgresql"
    for statement in _PEOPLE:
        # PostgreSQL takes the WITH before its SELECT, as SQLite does.
        made = text(statement.format(numbers=numbers))
        names = [name for name in values if f":{name}" in statement]
        instants = [bindparam(name, type_=Instant()) for name in names if name in ("then", "later")]
        connection.execute(made.bindparams(*instants), {name: values[name] for name in names})
    connection.execute(text("ANALYZE"))
    if is_postgresql:
        connection.execute(text("SELECT setval('learner_id_seq', :last)"), {"last": last})


def make_due(records: Records, numbers: Iterable[int]) -> None:
    """Let these be due now, and forget what was planned."""
    records.connection.execute(delete(delivery))
    one = update(reminder_plan).where(reminder_plan.c.learner_id == bindparam("number"))
    fresh = one.values(next_at=EVENING, last_on=None, last_at=None, awaits=False, unanswered=0)
    records.connection.execute(fresh, [{"number": number} for number in numbers])


def count_of(records: Records, table: Table) -> int:
    """How many rows a table has."""
    return int(_one(records.connection, f"SELECT count(*) FROM {table.name}"))


def _one(connection: Connection, statement: str) -> int:
    return int(connection.execute(text(statement)).scalar_one())


async def ticks(stores: Stores, kind: str, note: Callable[[str, float], None], tell: Callable[[str], None]) -> None:
    """Seconds of a tick with a thousand due, at each size of the crowd."""
    url = stores.fresh(kind)
    database, library, there = open_database(driver_url(url)), taught(), 0
    try:
        for size in SIZES:
            await database.run(populate, there + 1, size)
            there = size
            spread = range(1, size + 1, size // DUE)
            for _ in range(TICKS):
                await database.run(make_due, spread)
                began = monotonic()
                planned = await remind(shift_at(database, library))
                took = monotonic() - began
                if planned != DUE:
                    raise RuntimeError(f"{planned} nudges planned instead of {DUE}")
                note(f"tick/{kind}/{size}", took)
            tell(f"  {kind}, {size} learners, {DUE} due: {took:.2f} s")
    finally:
        await database.close()
    stores.drop(url)
