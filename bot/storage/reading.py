"""Long reads: one thread and one connection that can change nothing, beside those that write.

A report over a province takes seconds; on the writers' thread everybody would wait for it. SQLite's log lets one
read while another writes, as long as the reader neither writes nor folds the log, so this connection does neither.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from bot.storage.records import Records

T = TypeVar("T")
CONNECT_SECONDS = 10


class Reader:
    """Runs reads one after the other, each on one snapshot."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database-reader")
        self._reading = threading.Lock()

    async def read(self, work: Callable[[Records], T]) -> T:
        """Run ``work`` in the reader's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, work)

    def _read(self, work: Callable[[Records], T]) -> T:
        with self._reading, self._engine.connect() as connection:
            return work(Records(connection))

    @contextmanager
    def paused(self) -> Iterator[bool]:
        """Keep reads from beginning; False, and nothing is kept, where one is under way."""
        is_idle = self._reading.acquire(blocking=False)
        try:
            yield is_idle
        finally:
            if is_idle:
                self._reading.release()

    def close(self) -> None:
        """Finish the read under way and let the connection go; those that have not begun are given up."""
        self._thread.shutdown(cancel_futures=True)
        self._engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            hide_parameters=True,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            connect_args={"connect_timeout": CONNECT_SECONDS},
            execution_options={"postgresql_readonly": True},
        )
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": CONNECT_SECONDS},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("query_only=ON", "wal_autocheckpoint=0", "busy_timeout=10000", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # Not IMMEDIATE: that would ask for the right to write.
    connection.exec_driver_sql("BEGIN")
