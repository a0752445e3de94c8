"""Lanes: one person's work in order, different people's at once. The only place that starts tasks.

A lane exists while it has work; nothing is kept of who was there.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """Runs jobs. A job's error is logged and never stops its lane."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    def put(self, lane: str, job: Job) -> None:
        """Add a job at the end of a lane."""
        queue = self._waiting.get(lane)
        if queue is not None:
            queue.append(job)
            return
        self._waiting[lane] = deque([job])
        self._idle.clear()
        self.start(self._run(lane))

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start something beside the lanes; it is kept until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def idle(self) -> None:
        """Wait until no lane has work."""
        await self._idle.wait()

    async def stop(self) -> None:
        """End everything that runs. What was not finished is in the database and is found at the next start."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        queue = self._waiting[lane]
        try:
            while queue:
                job = queue.popleft()
                try:
                    await job()
                except Exception as error:
                    # Where, but not in the error's words: they may quote a person.
                    trace = "".join(traceback.format_tb(error.__traceback__))
                    logger.error("work in a lane failed: %s\n%s", type(error).__name__, trace)
        finally:
            del self._waiting[lane]
            if not self._waiting:
                self._idle.set()


async def run_beside(stopped: asyncio.Task[Any], work: asyncio.Task[None]) -> None:
    """Wait for the work, and raise its error; when the bot is stopped first, end it."""
    await asyncio.wait({stopped, work}, return_when=asyncio.FIRST_COMPLETED)
    if stopped.done():
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
    else:
        work.result()
