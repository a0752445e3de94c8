"""Plans a message to so many learners, then looks for the few that are due: seconds and memory, in its own process."""

from __future__ import annotations

import json
import resource
import sys
from datetime import datetime, timedelta
from time import perf_counter

from sqlalchemy import select, text

from bot.clock import SystemClock
from bot.domain.delivery import DeliveryKind
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import learner
from tests.databases import driver_url

DUE, LOOKS = 25, 200
PEOPLE = """
WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < :number)
INSERT INTO learner (name, created_at, joined_at, role) SELECT 'Chị', :now, :now, 'member' FROM place
"""


def peak() -> int:
    """The most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(url: str, number: int) -> None:
    """Measure, and say the figures as JSON."""
    database = open_database(driver_url(url))
    now = SystemClock().now()
    database.run_now(_add_people, number, now)
    before, began = peak(), perf_counter()
    planned = database.run_now(_plan, 1, now + timedelta(days=1))
    seconds, grown = perf_counter() - began, peak() - before
    assert planned == number
    database.run_now(_plan_few, now)
    claim = database.run_now(_look, now + timedelta(minutes=1))
    way = database.run_now(_way, now)
    database.close_now()
    figures = {"seconds": seconds, "bytes": grown, "claim_ms": claim, "uses_index": "ix_delivery_due" in way}
    sys.stdout.write(json.dumps(figures) + "\n")


def _add_people(records: Records, number: int, now: datetime) -> None:
    records.connection.execute(text(PEOPLE), {"number": number, "now": now})
    if records.connection.dialect.name == "postgresql":
        records.connection.execute(text("ANALYZE learner"))


def _plan(records: Records, subject: int, at: datetime) -> int:
    return records.deliveries.plan_many(DeliveryKind.BROADCAST, subject, select(learner.c.id), at)


def _plan_few(records: Records, now: datetime) -> None:
    records.deliveries.plan_many(DeliveryKind.REMINDER, 1, select(learner.c.id).limit(DUE), now)
    if records.connection.dialect.name == "postgresql":
        records.connection.execute(text("ANALYZE delivery"))


def _look(records: Records, now: datetime) -> float:
    """Milliseconds in which those that are due are found."""
    assert len(records.claims.due(now, DUE)) == DUE
    began = perf_counter()
    for _ in range(LOOKS):
        records.claims.due(now, DUE)
    return (perf_counter() - began) / LOOKS * 1000


def _way(records: Records, now: datetime) -> str:
    """How the database says that it goes about it."""
    explain = "EXPLAIN QUERY PLAN" if records.connection.dialect.name == "sqlite" else "EXPLAIN"
    wanted = "state = 'pending' AND not_before <= :now ORDER BY not_before, id LIMIT 25"
    statement = f"{explain} SELECT * FROM delivery WHERE {wanted}"
    return str([tuple(row) for row in records.connection.execute(text(statement), {"now": now})])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
