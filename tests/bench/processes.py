"""The processes of a measurement: started, weighed and stopped one by one, by their own ids."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from bot.settings import PROJECT

STOPPING = 12.0
"""Seconds a process is given to stop by itself."""


class DiedError(Exception):
    """A process ended, or never began, where it was needed."""


class Side:
    """One process of a measurement."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, log: Path) -> None:
        self.name = name
        self.process = process
        self._log = log
        self._weighed = psutil.Process(process.pid)

    async def says(self, seconds: float = 30) -> dict[str, Any]:
        """The next line that it writes to standard output, as values."""
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(seconds):
                line = await self.process.stdout.readline()
        except TimeoutError:
            raise DiedError(f"{self.name} said nothing in {seconds:.0f} s\n{self.log()}") from None
        if not line:
            raise DiedError(f"{self.name} ended\n{self.log()}")
        said: dict[str, Any] = json.loads(line)
        return said

    def log(self) -> str:
        """The end of what it wrote to standard error."""
        return self._log.read_text(errors="replace")[-2000:]

    def cpu_seconds(self) -> float:
        """Processor time used so far, by all its threads."""
        times = self._weighed.cpu_times()
        return float(times.user + times.system)

    def rss(self) -> int:
        """Bytes of memory it holds."""
        return int(self._weighed.memory_info().rss)

    async def ended(self, seconds: float = STOPPING) -> None:
        """Wait until it has ended; kill it when it takes too long."""
        try:
            async with asyncio.timeout(seconds):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def started(
    folder: Path,
    name: str,
    module: str,
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    is_gentle: bool = True,
) -> AsyncIterator[Side]:
    """A process that runs a module, for as long as the block lasts; killed at its end unless ``is_gentle``."""
    log = folder / f"{name}.log"
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            *arguments,
            cwd=PROJECT,
            env=_environment() | dict(environ or {}),
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    side = Side(name, process, log)
    try:
        yield side
    finally:
        if process.returncode is None:
            process.terminate() if is_gentle else process.kill()
        await side.ended()


def memory_gb() -> int:
    """The memory of this machine."""
    return int(psutil.virtual_memory().total / 2**30 + 0.5)


def _environment() -> dict[str, str]:
    """The environment without the settings of a bot that somebody may really run."""
    ours = ("BOT_", "ADMIN_", "DATABASE_", "CONTENT_", "WEBHOOK_", "LISTEN", "BULK_", "QUIET_", "WEEKLY_", "TIMEZONE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
