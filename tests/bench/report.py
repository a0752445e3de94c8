"""The figures as tables: median, spread over the rounds, and the ratio to the bare loop of the same round."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measures import CONTENDERS, DELAYS, PLANNED, SHARES, WAYS
from tests.bench.processes import memory_gb
from tests.bench.reminding import DUE, SIZES
from tests.bench.scene import Contender

Figures = Mapping[str, Sequence[float]]
BARE = "bare/none/polling"
BARE_WRITING = "bare/sqlite/polling"
NAMES = {"project": "Chị Hội", "stock": "PTB, stock", "bare": "bare aiohttp"}
LOCAL = {"per second", "CPU µs", "server µs", "milliseconds", *(f"p{percent} ms" for percent in SHARES)}
"""Columns that say little about another machine."""
STORES = {"none": "none", "sqlite": "SQLite", "postgresql": "PostgreSQL"}
LIBRARIES = ("python-telegram-bot", "aiohttp", "httpx", "SQLAlchemy", "msgspec", "psycopg")


@dataclass(frozen=True)
class Table:
    """A heading, what stands above the columns, and the rows."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def ratios(figures: Figures, name: str, base: str) -> list[float]:
    """The ratio of one figure to another, round by round."""
    pairs = zip(figures.get(name, ()), figures.get(base, ()), strict=False)
    return [value / other for value, other in pairs if other]


def spread(values: Sequence[float], form: str = ".0f") -> str:
    """The median, and from where to where the rounds went."""
    if not values:
        return "–"
    if form == ".2f" and median(values) < 0.1:
        form = ".3f"
    return f"{median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def tables(figures: Figures, *, only_ratios: bool = False) -> list[Table]:
    """Every table; for the page in the repository without what only holds on one machine."""
    every = (
        _updates(figures),
        _waits(figures),
        _sends(figures),
        _planning(figures),
        _rate(figures),
        _weight(figures),
        _roster(figures),
        _reports(figures),
        _ticks(figures),
    )
    made = [table for table in every if table.rows]
    if not only_ratios:
        return made
    return [_without(table, LOCAL) for table in made]


def _without(table: Table, columns: set[str]) -> Table:
    kept = [place for place, name in enumerate(table.head) if name not in columns]
    rows = [tuple(row[place] for place in kept) for row in table.rows]
    return Table(table.title, tuple(table.head[place] for place in kept), rows)


def _who(contender: Contender) -> tuple[str, str, str]:
    return NAMES[contender.side], STORES[contender.database], contender.by


def _updates(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for one in CONTENDERS:
        name, cpu = f"updates/{one.key}", f"cpu/bot/{one.key}"
        if name not in figures:
            continue
        values = (
            spread(figures[name]),
            spread(ratios(figures, name, f"updates/{BARE}"), ".2f"),
            spread(ratios(figures, name, f"updates/{BARE_WRITING}"), ".2f"),
            spread(ratios(figures, cpu, f"cpu/bot/{BARE}"), ".1f"),
            spread(figures[cpu]),
            spread(figures[f"cpu/server/{one.key}"]),
        )
        rows.append((*_who(one), *values))
    head = ("side", "database", "in by", "per second", "x bare", "x bare+SQLite", "CPU x bare", "CPU µs", "server µs")
    return Table("Taps answered and edited, 200 people, closed loop (an update)", head, rows)


def _waits(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for delay in DELAYS:
        for one in CONTENDERS:
            places = [f"wait/p{percent}/{delay * 1000:.0f}ms" for percent in SHARES]
            names = [f"{place}/{one.key}" for place in places]
            if names[0] not in figures:
                continue
            ratio = (
                spread(ratios(figures, name, f"{place}/{BARE_WRITING}"), ".2f")
                for name, place in zip(names, places, strict=True)
            )
            rows.append(
                (f"{delay * 1000:.0f} ms", *_who(one), *(spread(figures[name], ".1f") for name in names), *ratio)
            )
    milliseconds = (f"p{percent} ms" for percent in SHARES)
    head = ("server delay", "side", "database", "in by", *milliseconds, *(f"p{percent} x" for percent in SHARES))
    return Table(
        "From an update's instant to its edit at the server, 100 a second, open loop (x bare+SQLite)", head, rows
    )


def _sends(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for delay in DELAYS:
        for way in WAYS:
            name, base = (f"sends/{delay * 1000:.0f}ms/{one}" for one in (way, "bare"))
            if name not in figures:
                continue
            cpu = ratios(figures, f"cpu/{name}", f"cpu/{base}")
            values = (spread(figures[name]), spread(ratios(figures, name, base), ".2f"), spread(cpu, ".1f"))
            rows.append((f"{delay * 1000:.0f} ms", NAMES[way], *values, spread(figures[f"cpu/{name}"])))
    return Table(
        "sendMessage, 256 in flight", ("server delay", "side", "per second", "x bare", "CPU x bare", "CPU µs"), rows
    )


def _reports(figures: Figures) -> Table:
    """Each report: how long it takes, how long a writer waits at worst, the memory at its peak."""
    kinds = [name.removeprefix("report/") for name in figures if name.startswith("report/") and name.count("/") == 1]
    rows: list[tuple[str, ...]] = [
        (
            kind,
            f"{spread(figures[f'report/{kind}'], '.1f')} s",
            f"{spread(figures[f'report/wait/{kind}'])} ms",
            f"{spread(figures[f'report/rss/{kind}'])} MB",
        )
        for kind in kinds
    ]
    return Table("Reports over 100,000 learners (SQLite)", ("report", "made in", "a writer waits", "memory"), rows)


def _rate(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = [
        (f"{name.removeprefix('rate/')} ms", spread(values, ".3f"))
        for name, values in figures.items()
        if name.startswith("rate/")
    ]
    return Table("Bulk messages arriving, share of the allowed rate", ("server delay", "share"), rows)


def _planning(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for kind in ("sqlite", "postgresql"):
        first = f"planning/claim_ms/{kind}/{PLANNED[0]}"
        for number in PLANNED:
            seconds, grown, claim = (f"planning/{name}/{kind}/{number}" for name in ("seconds", "bytes", "claim_ms"))
            if seconds in figures:
                memory = megabytes(figures[grown])
                flat = spread(ratios(figures, claim, first), ".2f")
                rows.append(
                    (
                        STORES[kind],
                        f"{number:,}",
                        spread(figures[seconds], ".2f"),
                        memory,
                        spread(figures[claim], ".2f"),
                        flat,
                    )
                )
    head = ("database", "people", "seconds", "memory", "25 due found, ms", f"x {PLANNED[0]:,}")
    return Table("Planning a message to many, and finding the few that are due among them", head, rows)


def _weight(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, label in (("first", "first start"), ("second", "second start")):
        ratio = ratios(figures, f"start/{name}", "start/stock/sqlite/polling")
        if f"start/{name}" in figures:
            rows.append((f"{label}, to the first poll", f"{spread(figures[f'start/{name}'], '.2f')} s", ""))
        if ratio:
            rows.append((f"{label}, beside PTB, stock", f"x {spread(ratio, '.2f')}", ""))
    counted = {
        int(name.removeprefix("rss/")): name for name in figures if name.startswith("rss/") and name[4:].isdigit()
    }
    if "rss/start" in figures:
        rows.append(("memory after the start", megabytes(figures["rss/start"]), ""))
    rows += [(f"memory after {count} learners", megabytes(figures[counted[count]]), "") for count in sorted(counted)]
    if "file/bytes" in figures and counted:
        size = median(figures["file/bytes"])
        rows.append(
            ("SQLite file then", megabytes(figures["file/bytes"]), f"{size / max(counted):.0f} bytes a learner")
        )
    return Table("Start and weight", ("what", "value", ""), rows)


def _roster(figures: Figures) -> Table:
    names = {
        "read": "read the workbook",
        "first/check": "check it",
        "first/take": "take it",
        "second/check": "check it again",
        "second/take": "take it again (nothing)",
    }
    rows: list[tuple[str, ...]] = [
        (label, f"{spread(figures[f'roster/{name}'], '.2f')} s")
        for name, label in names.items()
        if f"roster/{name}" in figures
    ]
    if rows:
        rows.append(("most memory of the process", megabytes(figures["roster/memory"])))
    return Table("A roster of 50,000 rows into 500 branches, SQLite", ("what", "value"), rows)


def _ticks(figures: Figures) -> Table:
    rows: list[tuple[str, ...]] = []
    for kind in ("sqlite", "postgresql"):
        base = f"tick/{kind}/{SIZES[0]}"
        for size in SIZES:
            name = f"tick/{kind}/{size}"
            if name in figures:
                ratio = median(figures[name]) / median(figures[base])
                milliseconds = spread([value * 1000 for value in figures[name]])
                rows.append((STORES[kind], f"{size:,}", milliseconds, f"{ratio:.2f}"))
    return Table(
        f"The reminder tick, {DUE:,} due", ("database", "learners", "milliseconds", f"x {SIZES[0]:,} learners"), rows
    )


def megabytes(values: Sequence[float]) -> str:
    """Bytes as people read them."""
    return f"{spread([value / 1e6 for value in values], '.0f')} MB" if len(values) > 1 else f"{values[0] / 1e6:.0f} MB"


def plain(table: Table) -> str:
    """The table for a terminal."""
    lines = [table.head, *table.rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.head))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    head, *rows = padded
    return "\n".join((f"\n{table.title}", head, "-" * len(head), *rows))


def markdown(table: Table) -> str:
    """The table for a page."""
    lines = [_row(table.head), _row("---" for _ in table.head), *(_row(row) for row in table.rows)]
    return "\n".join((f"## {table.title}", "", *lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def machine() -> dict[str, Any]:
    """Where the figures were taken: enough to compare, nothing that names the machine."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": memory_gb(),
        "system": platform.system(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def write_json(path: Path, figures: Figures, rounds: int, on: date) -> None:
    """All figures of all rounds."""
    content = {"on": on.isoformat(), "rounds": rounds, "machine": machine(), "figures": dict(figures)}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_page(path: Path, figures: Figures, rounds: int, on: date) -> None:
    """The page in the repository."""
    where = machine()
    libraries = ", ".join(f"{name} {number}" for name, number in where.pop("libraries").items())
    pieces = [
        PAGE.format(on=on.isoformat(), rounds=rounds, libraries=libraries, **where),
        *(markdown(table) for table in tables(figures, only_ratios=True)),
    ]
    path.write_text("\n\n".join(pieces) + "\n", encoding="utf-8")


PAGE = """# Measures

Written by `python -m tests.bench --write` on {on}: {cores} cores, {memory_gb} GB, {system}, Python {python};
{libraries}. `make bench` measures and prints the absolute figures, too.

Median of {rounds} rounds, in brackets the smallest and the largest; memory and file are weighed once. Ratios are
taken within a round, because one machine's absolute figures say little about another's: **x bare** compares with an
aiohttp loop that only polls, answers and edits, **x bare+SQLite** with the same loop and one `sqlite3` transaction of
three statements a tap.

Three processes on 127.0.0.1 share the cores: a fake Bot API that only counts, the bot, the people. Chị Hội is the
whole application (`python -m bot run`): inbox, effect and outbox committed to disk, answers to questions and cards
read. PTB, stock, is `Application` with `concurrent_updates` and the stock transport; it answers, writes the same
kind of rows with SQLAlchemy on the same engine, and edits. It keeps no inbox and no outbox, nor does the bare loop:
they lose what a crash finds in memory. An open load counts from instants fixed beforehand. A server delay of 50 ms
means that every answer, also that to `getUpdates`, comes 50 ms after it was due."""
