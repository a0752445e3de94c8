"""``make bench``: every measurement in turn, a table on standard output. It takes about five minutes."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from bot.clock import SystemClock
from bot.settings import PROJECT, VIETNAM
from tests.bench.measures import CONTENDERS, DELAYS, PEOPLE, PLANNED, WAYS, Lengths, Measures, shortfalls
from tests.bench.report import plain, tables, write_json, write_page
from tests.bench.scene import Contender, scene
from tests.bench.stores import Stores
from tests.databases import postgresql_server

PAGE = PROJECT / "docs" / "MEASURES.md"
ROUNDS = 3
PARTS = ("exchange", "sends", "planning", "starts", "weight", "roster", "reports", "reminders", "rate")
PROFILED_SECONDS = 4.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chihoi-bench-")))
        wants_postgresql = not options.profile and bool({"exchange", "planning", "reminders"} & set(options.only))
        address = stack.enter_context(postgresql_server()) if wants_postgresql else None
        lengths = Lengths(learners=options.learners)
        measures = Measures(folder, Stores(folder, address), lengths, tell)
        asyncio.run(_profile(measures, folder) if options.profile else _measure(measures, options))
    return verdict(measures.figures)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often everything is repeated")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="only these parts")
    parser.add_argument("--side", default="", help="only the sides whose name begins so, as in project/sqlite")
    parser.add_argument("--learners", type=int, default=Lengths.learners, help="how many join for the weighing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--write", action="store_true", help=f"write the ratios to docs/{PAGE.name}")
    parser.add_argument("--profile", action="store_true", help="instead of measuring, say where the time goes")
    return parser


def tell(line: str) -> None:
    """Say how far it is, beside the figures."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def verdict(figures: Mapping[str, Sequence[float]]) -> int:
    """Say what came to less than is promised; the code to end with."""
    short = shortfalls(figures)
    for sentence in short:
        tell(f"FAILED: {sentence}")
    return 1 if short else 0


async def _measure(measures: Measures, options: argparse.Namespace) -> None:
    began = monotonic()
    contenders = [one for one in CONTENDERS if one.key.startswith(options.side)]
    if "exchange" in options.only:
        for kind in sorted({one.database for one in contenders if one.side == "project"}):
            tell(f"{monotonic() - began:4.0f} s  {PEOPLE} people join ({kind})")
            await measures.prepare(kind)
    for number in range(1, options.rounds + 1):
        if "exchange" in options.only:
            for one in contenders:
                tell(f"{monotonic() - began:4.0f} s  round {number}: {one.key}")
                await measures.exchange(one)
        if "sends" in options.only:
            for delay in DELAYS:
                for way in WAYS:
                    tell(f"{monotonic() - began:4.0f} s  round {number}: sending, {way}, {delay * 1000:.0f} ms")
                    await measures.sends(way, delay)
        if "planning" in options.only:
            for kind in ("sqlite", "postgresql"):
                for count in PLANNED:
                    tell(f"{monotonic() - began:4.0f} s  round {number}: planning for {count} ({kind})")
                    await measures.planning(kind, count)
        if "starts" in options.only:
            tell(f"{monotonic() - began:4.0f} s  round {number}: starting")
            await measures.starts()
        if "roster" in options.only:
            tell(f"{monotonic() - began:4.0f} s  round {number}: a roster")
            await measures.roster()
    if "weight" in options.only:
        tell(f"{monotonic() - began:4.0f} s  {options.learners} learners join and tap")
        await measures.weight()
    if "rate" in options.only:
        tell(f"{monotonic() - began:4.0f} s  bulk at its limit")
        await measures.rate()
    if "reports" in options.only:
        tell(f"{monotonic() - began:4.0f} s  reports over {Lengths.reported} learners")
        await measures.reports()
    if "reminders" in options.only:
        tell(f"{monotonic() - began:4.0f} s  the reminder tick among ever more learners")
        await measures.reminders()
    tell(f"{monotonic() - began:4.0f} s in all")
    _say(measures, options)


def _say(measures: Measures, options: argparse.Namespace) -> None:
    today = SystemClock().now().astimezone(VIETNAM).date()
    sys.stdout.write("\n".join(plain(table) for table in tables(measures.figures)) + "\n")
    if options.json is not None:
        write_json(options.json, measures.figures, options.rounds, today)
    if options.write:
        write_page(PAGE, measures.figures, options.rounds, today)


async def _profile(measures: Measures, folder: Path) -> None:
    """The real bot under cProfile while everybody taps; it prints when it ends."""
    contender = Contender("project", "sqlite")
    await measures.prepare(contender.database)
    url, people = measures.stage(contender)
    async with scene(folder, contender, url, "tests.bench.profiled") as one:
        one.bot.process.send_signal(signal.SIGUSR1)
        await one.crowd.closed(people.values(), 0.5, PROFILED_SECONDS, lambda: None)
        await one.crowd.rest()
        one.bot.process.terminate()
        assert one.bot.process.stdout is not None
        sys.stdout.write((await one.bot.process.stdout.read()).decode())


if __name__ == "__main__":
    sys.exit(main())
