"""A roster of fifty thousand rows: seconds and memory to read it, to check it, to take it, and to take it again.

A process of its own, so that its memory is its own; it prints one line of figures.
"""

from __future__ import annotations

import json
import random
import resource
import sys
from pathlib import Path
from time import monotonic

from bot.clock import SystemClock
from bot.domain.roster import is_roster
from bot.domain.unit import Level
from bot.services.roster import check, take
from bot.services.units import UnitEntry, load_units
from bot.sheets.reading import read_table
from bot.sheets.table import SheetTable
from bot.sheets.writing import workbook
from bot.storage.opening import open_database
from bot.storage.records import Records

BRANCHES = 500
EVERYWHERE = (None,)
HEADINGS = ("Họ và tên", "Mã", "Việc ở Hội", "Số điện thoại")


def tree() -> tuple[UnitEntry, ...]:
    """A province with communes of ten branches each."""
    communes = tuple(
        UnitEntry(f"x{commune}", Level.COMMUNE, f"Xã {commune}", tuple(
            UnitEntry(f"x{commune}-{branch}", Level.BRANCH, f"Chi hội {branch}") for branch in range(10)
        ))
        for commune in range(BRANCHES // 10)
    )  # fmt: skip
    return (UnitEntry("t", Level.PROVINCE, "Tỉnh", communes),)


def roster(rows: int) -> bytes:
    """A table of so many people, each with a number."""
    words = ("Lan", "Mận", "Đào", "Sen", "Cúc", "Na", "Hoa", "Thị", "Bích", "Thu")
    people = [
        (
            f"Nguyễn {words[n % 10]} {words[n // 10 % 10]} {words[n // 100 % 10]} {words[n // 1000 % 10]}",
            f"x{n % BRANCHES // 10}-{n % 10}",
            "Hội viên",
            f"0000{n:06d}",
        )
        for n in range(1, rows + 1)
    ]
    return workbook([SheetTable("Danh sách", HEADINGS, people)])


def measure(url: str, rows: int) -> dict[str, float]:
    """The figures."""
    database, dice, clock = open_database(url), random.Random(3), SystemClock()
    database.run_now(load_units, tree(), clock.now())
    content = roster(rows)
    figures: dict[str, float] = {}
    began = monotonic()
    table = read_table("a.xlsx", content, wanted=is_roster)
    figures["read"] = monotonic() - began
    for name in ("first", "second"):
        began = monotonic()
        checked = database.run_now(check, table, EVERYWHERE, dice)
        figures[f"{name}/check"] = monotonic() - began
        began = monotonic()
        taken = database.run_now(_take, checked.difference, clock, dice)
        figures[f"{name}/take"] = monotonic() - began
        if taken != (rows if name == "first" else 0) or checked.corrections:
            raise RuntimeError(f"{taken} of {rows} were taken, {checked.wrong_rows} were wrong")
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0
    database.close_now()
    return figures


def _take(records: Records, difference: object, clock: SystemClock, dice: random.Random) -> int:
    return take(records, difference, None, EVERYWHERE, clock.now(), dice).new  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(f"sqlite:///{Path(sys.argv[1])}/roster.db", int(sys.argv[2]))) + "\n")
