"""The database: a transaction is a plain function that runs whole in a database thread.

Transactions that wait together share one commit, so that a busy minute costs fewer disk flushes. When one of them
fails, the others are done again without it: a savepoint for each would cost more than that ever does.
SQLite gets one thread and one connection: it has one writer anyway, and old versions may damage a file that several
connections checkpoint. PostgreSQL gets a few of each, every transaction on its own snapshot; one that would
overwrite what it has not seen is done again. What only reads, and long, has a thread of its own beside them.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from bot.storage.reading import Reader
from bot.storage.records import Records

P = ParamSpec("P")
T = TypeVar("T")

POSTGRESQL_THREADS = 4
LARGEST_GROUP = 64
MOST_RACES = 50
"""How often a group is done again that lost a race; each time at least one of the others got through."""
CONNECT_SECONDS = 10
LOST_RACE = ("40001", "40P01")
"""PostgreSQL's names for a transaction that saw an old row, and for a deadlock."""


class DatabaseUnavailableError(Exception):
    """The database could not be reached or written; nothing of the transaction is sure, so ask again later."""


@dataclass(eq=False)
class _Job:
    work: Callable[[Records], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    value: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.value)


class Database:
    """Runs transactions. ``url`` is an SQLAlchemy address with a synchronous driver."""

    def __init__(self, url: str, *, threads: int | None = None) -> None:
        self.is_sqlite = url.startswith("sqlite")
        count = 1 if self.is_sqlite else threads or POSTGRESQL_THREADS
        self.engine = make_engine(url, count)
        self._reader = Reader(url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._is_closed = False
        self._threads = [threading.Thread(target=self._serve, name=f"database-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(records, ...)`` as one transaction: committed when this returns, undone when it raises.

        DatabaseUnavailableError when the database itself failed; any other error is the work's own.
        """
        if self._is_closed:
            raise DatabaseUnavailableError("closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(lambda records: work(records, *args, **kwargs), future, loop))
        return await future

    def run_now(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same from a thread that may wait: for the command line."""
        try:
            with self.engine.begin() as connection:
                return work(Records(connection), *args, **kwargs)
        except OperationalError as error:
            raise DatabaseUnavailableError(type(error).__name__) from error

    async def read(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(records, ...)`` on one snapshot that it cannot change, however long; who writes goes on.

        DatabaseUnavailableError when the database itself failed, or when it tried to write.
        """
        if self._is_closed:
            raise DatabaseUnavailableError("closed")
        try:
            return await self._reader.read(lambda records: work(records, *args, **kwargs))
        except DBAPIError as error:
            raise DatabaseUnavailableError(type(error).__name__) from error

    async def forget_traces(self) -> None:
        """Fold SQLite's log into the file and empty it: what was erased stays readable in the log until then."""
        if self.is_sqlite and not self._is_closed:
            await asyncio.to_thread(self._empty_log)

    def _empty_log(self) -> None:
        # While somebody reads, the log cannot be emptied, and who waits for it lets nobody write: the next minute then.
        with self._reader.paused() as is_idle:
            if not is_idle:
                return
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    async def close(self) -> None:
        """Finish what is queued, then let the threads and connections go."""
        self._is_closed = True
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """The same from a thread that may wait."""
        self._is_closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        # The reader first: whoever lets go of an SQLite file last folds its log, and only the writer may.
        self._reader.close()
        self.engine.dispose()

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            group = [first]
            is_last = False
            while len(group) < LARGEST_GROUP and not is_last:
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    is_last = True
                else:
                    group.append(job)
            self._run_group(group)
            _settle(group)
            if is_last:
                return

    def describe(self) -> str:
        """Which database, and how many connections it is given: for the log."""
        name = f"SQLite {sqlite3.sqlite_version}" if self.is_sqlite else "PostgreSQL"
        return f"{name}, {len(self._threads)} connection(s)"

    def _run_group(self, group: list[_Job]) -> None:
        try:
            self._commit(group)
        except SQLAlchemyError as error:
            # A group fell as a whole (a lost connection, a full disk): each job gets a transaction of its own.
            if len(group) == 1:
                group[0].error = DatabaseUnavailableError(type(error).__name__)
                return
            for job in group:
                self._run_group([job])
        except Exception as error:  # a fault in here must not leave anybody waiting for ever
            for job in group:
                job.error = job.error or error

    def _commit(self, group: list[_Job]) -> None:
        """Run the jobs in one transaction, again and again while it loses a race for a row."""
        for race in range(MOST_RACES):
            for job in group:
                job.value = job.error = None
            has_begun = False
            try:
                with self.engine.begin() as connection:
                    has_begun = True
                    for job in group:
                        _run_one(connection, job)
            except _FailedError:
                # It took the others with it: they are done again without it.
                if others := [job for job in group if job.error is None]:
                    self._run_group(others)
                return
            except SQLAlchemyError as error:
                if not has_begun:
                    for job in group:
                        job.error = DatabaseUnavailableError(type(error).__name__)
                    return
                if race == MOST_RACES - 1 or not _lost_race(error):
                    raise
            else:
                return


def _lost_race(error: SQLAlchemyError) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in LOST_RACE


class _FailedError(Exception):
    """Leaves the transaction that a job failed in, so that it is undone."""


def _run_one(connection: Connection, job: _Job) -> None:
    """Run a job inside the open transaction; its own errors stay with it, those of the connection end the group."""
    try:
        job.value = job.work(Records(connection))
    except (OperationalError, DBAPIError) as error:
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise
        job.error = error
    except Exception as error:  # every error belongs to the job that made it
        job.error = error
    if job.error is not None:
        raise _FailedError


def _settle(group: Iterable[_Job]) -> None:
    """Wake the waiting coroutines, one call into each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in group:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, jobs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle_all, jobs)


def _settle_all(jobs: list[_Job]) -> None:
    for job in jobs:
        job.settle()


def make_engine(url: str, connections: int = 1) -> Engine:
    """An engine that hides parameters in its errors, because they hold what people wrote."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url,
            hide_parameters=True,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            connect_args={"check_same_thread": False, "timeout": 10},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=1,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy says BEGIN itself, below: the driver would begin late and lose the race to write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
