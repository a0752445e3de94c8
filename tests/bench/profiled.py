"""The bot under cProfile, as a process of its own: both of its threads, and what reaches the database.

Its figures are shares, not times: the profiler makes everything slower, small functions most.
"""

from __future__ import annotations

import asyncio
import cProfile
import io
import os
import pstats
import random
import re
import signal
import sys
from collections import Counter
from typing import Any

from sqlalchemy import event

from bot.app import App
from bot.clock import SystemClock
from bot.settings import read_settings
from bot.storage.records import Records

NUMBERED = re.compile(r"(?<=savepoint)_\d+")
LINES = 25
LAYERS = ("bot", "handlers", "telegram", "sqlalchemy", "aiohttp", "asyncio", "msgspec", "prometheus_client", "json")


class Statements:
    """How often each statement went to the database, values left out, and how often it committed."""

    def __init__(self, app: App) -> None:
        self.counted: Counter[str] = Counter()
        engine = app.database.engine
        event.listen(engine, "before_cursor_execute", self._count)
        event.listen(engine, "commit", lambda _connection: self.counted.update(("COMMIT",)))

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        self.counted[NUMBERED.sub("", " ".join(statement.split()))[:90]] += 1


async def serve() -> None:
    """Run the bot; SIGUSR1 begins the profile, SIGTERM ends it and prints it to standard output."""
    app = App(read_settings(os.environ), SystemClock(), random.SystemRandom())
    in_loop, in_thread = cProfile.Profile(), cProfile.Profile()
    statements = Statements(app)
    begun, ended = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, begun.set)
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await app.start()
    await begun.wait()
    done = _done(app)
    statements.counted.clear()
    await app.database.run(_switch, in_thread, True)
    in_loop.enable()
    await ended.wait()
    in_loop.disable()
    await app.database.run(_switch, in_thread, False)
    counted, updates = statements.counted.copy(), _done(app) - done
    await app.stop()
    _print(in_loop, in_thread, counted, max(1, int(updates)))


def _done(app: App) -> float:
    """How many updates the bot says it has finished."""
    found = re.search(rb"^chihoi_updates_done_total (\S+)", app.metrics.exposition(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def _switch(_records: Records, profile: cProfile.Profile, is_on: bool) -> None:
    """Begin or end in the thread that this runs in."""
    if is_on:
        profile.enable()
    else:
        profile.disable()


def _print(in_loop: cProfile.Profile, in_thread: cProfile.Profile, counted: Counter[str], updates: int) -> None:
    out = sys.stdout
    out.write(f"{updates} updates under the profiler\n")
    for name, profile in (("event loop", in_loop), ("database thread", in_thread)):
        out.write(f"\n== {name}\n{_layers(profile)}\n")
        for order in ("cumulative", "tottime"):
            text = io.StringIO()
            pstats.Stats(profile, stream=text).strip_dirs().sort_stats(order).print_stats(LINES)
            out.write(text.getvalue().partition("Ordered by")[2])
    out.write(f"\n== database, an update: {sum(counted.values()) / updates:.2f} statements and commits\n")
    for statement, count in counted.most_common():
        out.write(f"{count / updates:6.2f}  {statement}\n")


def _layers(profile: cProfile.Profile) -> str:
    """The share of each library in the time, without what it called."""
    times: Counter[str] = Counter()
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    stats = pstats.Stats(profile, stream=io.StringIO()).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, _, own, _, _) in stats.items():
        if "poll" in name and "select" in name:
            continue
        times[_layer(file, name)] += own  # type: ignore[assignment]
    whole = sum(times.values()) or 1.0
    return "  ".join(f"{layer} {share / whole:.0%}" for layer, share in times.most_common(10))


def _layer(file: str, name: str) -> str:
    parts = file.split("/")
    found = [layer for layer in LAYERS if layer in parts]
    if found:
        return found[0] if "site-packages" not in parts else next(one for one in LAYERS[2:] if one in parts)
    return "sqlite3" if "sqlite3" in name else "built in" if file == "~" else "other"


if __name__ == "__main__":
    asyncio.run(serve())
