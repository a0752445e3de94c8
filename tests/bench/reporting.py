"""Reports over a hundred thousand learners: how long each takes, how much memory, and whether a writer has to wait.

The people are invented and put straight into the tables, in a process of its own so that its memory is its own.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.clock import SystemClock
from bot.domain.curriculum import Library, QuestionKind
from bot.domain.unit import Level
from bot.library.holder import LibraryHolder
from bot.screens.screen import Made, Recipe
from bot.settings import PROJECT, VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import answer, attempt, enrolment, learner, unit
from bot.texts import read_texts
from handlers.makers import make

COMMUNES, BRANCHES = 150, 12
KINDS = ("report", "report_places", "report_weeks", "report_chart", "report_sheet", "report_names", "analysis")
FIRST_ADMIN = "telegram:1"
SLICE = 20_000


def fill(connection: Connection, library: Library, learners: int, now: datetime) -> None:
    """A province of learners, most of whom have begun something and some of whom have passed a lot."""
    dice = random.Random(1)
    _put(connection, unit, _units())
    branches = [1 + COMMUNES + place for place in range(1, COMMUNES * BRANCHES + 1)]
    _put(connection, learner, (_learner(number, dice.choice(branches), dice, now) for number in range(1, learners + 1)))
    modules = library.modules()
    begun = [(number, modules[: dice.choice((0, 1, 3, 6, 12))]) for number in range(1, learners + 1)]
    courses = ((number, course) for number, taken in begun for course in dict.fromkeys(one.course_id for one in taken))
    _put(connection, enrolment, ({"learner_id": number, "course_id": course, "at": now} for number, course in courses))
    taken = [(number, module) for number, listed in begun for module in listed]
    _put(connection, attempt, (_attempt(place, *one, dice, now) for place, one in enumerate(taken, start=1)))
    _put(connection, answer, _answers(taken, dice, now))


def _put(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, SLICE)):
        connection.execute(insert(table), some)


def _units() -> Iterator[dict[str, Any]]:
    yield {"id": 1, "key": "p", "parent_id": None, "level": Level.PROVINCE.value, "name": "Tỉnh Mẫu"}
    for commune in range(COMMUNES):
        name = f"Xã {commune + 1}"
        yield {"id": 2 + commune, "key": f"c{commune}", "parent_id": 1, "level": Level.COMMUNE.value, "name": name}
    for place in range(COMMUNES * BRANCHES):
        parent, name = 2 + place % COMMUNES, f"Chi hội {place + 1}"
        number = 2 + COMMUNES + place
        yield {"id": number, "key": f"b{place}", "parent_id": parent, "level": Level.BRANCH.value, "name": name}


def _learner(number: int, unit_id: int, dice: random.Random, now: datetime) -> dict[str, Any]:
    at = now - timedelta(days=dice.randrange(120))
    name = f"Nguyễn Thị Chị {number}"
    return {"id": number, "name": name, "unit_id": unit_id, "created_at": at, "joined_at": at}


def _attempt(number: int, learner_id: int, module: Any, dice: random.Random, now: datetime) -> dict[str, Any]:
    at = now - timedelta(days=dice.randrange(60))
    count = len(module.questions)
    right = dice.randint(count // 2, count)
    return {
        "id": number, "learner_id": learner_id, "module_id": module.id, "module_revision": module.revision,
        "drawn": b"[]", "picked": "[]", "carried": 0, "out_of": count, "pass_percent": 70, "started_at": at,
        "finished_at": at, "right_answers": right, "is_passed": 100 * right // count >= 70,
    }  # fmt: skip


def _answers(taken: list[tuple[int, Any]], dice: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
    for number, (_, module) in enumerate(taken, start=1):
        for position, question in enumerate(module.questions):
            choice = dice.randrange(3)
            chosen = f"[0,{choice}]" if question.kind is QuestionKind.SITUATION else f"[{choice}]"
            yield {
                "attempt_id": number, "position": position, "part": 0, "question_id": question.id,
                "question_revision": question.revision, "chosen": chosen, "is_right": choice != 2, "at": now,
            }  # fmt: skip


async def measure(database: Database, library: Library, say: Callable[[str], None]) -> dict[str, float]:
    """Seconds of each report over the whole province, and the longest that a writer waited meanwhile."""
    texts, clock, found = read_texts(PROJECT / "content" / "texts" / "vi"), SystemClock(), {}
    values: dict[str, int | str] = {"unit": 0, "learner": 1, "chat": FIRST_ADMIN, "page": 0}
    values["course"] = library.courses[0].id
    for kind in KINDS:
        begun = monotonic()
        making = asyncio.ensure_future(
            database.read(
                make,
                Recipe(kind, values),
                library,
                texts,
                clock.now(),
                VIETNAM,
                frozenset({FIRST_ADMIN}),
                PROJECT / "content",
            )
        )
        waited = await _writes_beside(database, making, clock)
        made: Made = await making
        found[f"report/{kind}"] = monotonic() - begun
        found[f"report/wait/{kind}"] = waited * 1000
        found[f"report/rss/{kind}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = len(made.attachment.content) / 1e6 if made.attachment is not None else 0
        say(f"  {kind}: {found[f'report/{kind}']:.1f} s, a writer waited {waited * 1000:.0f} ms, {size:.1f} MB")
    return found


async def _writes_beside(database: Database, making: asyncio.Future[Made], clock: SystemClock) -> float:
    """The longest that one small transaction took while the report was made."""
    longest = 0.0
    while not making.done():
        begun = monotonic()
        await database.run(_touch, clock.now())
        longest = max(longest, monotonic() - begun)
        await asyncio.wait([making], timeout=0.02)
    return longest


def _touch(records: Records, now: datetime) -> None:
    records.learners.change(1, created_at=now)


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main(folder: str, learners: str) -> None:
    """Fill a database in a folder and measure; the figures as a line of JSON."""
    now = SystemClock().now()
    library = LibraryHolder(PROJECT / "content", now.date()).library
    database = open_database(f"sqlite:///{Path(folder)}/reports.db")
    with database.engine.begin() as connection:
        fill(connection, library, int(learners), now)
    _tell(f"  {learners} learners are there")
    found = asyncio.run(measure(database, library, _tell))
    database.close_now()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
