"""The databases of the measurements: copies of one in which everybody has joined, so that no time goes into joining."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bot.clock import SystemClock
from bot.sandbox.run import SAMPLE_UNITS
from bot.services.units import invite, load_units, read_units
from bot.settings import PROJECT
from bot.storage.opening import open_database
from tests.databases import driver_url

BRANCH = "mau-suoi-may-buoi"


class Stores:
    """Makes databases in a folder, or on a PostgreSQL server; addresses have no driver, as operators write them."""

    def __init__(self, folder: Path, postgresql: str | None) -> None:
        self._folder = folder
        self._postgresql = postgresql
        self._numbers = itertools.count(1)

    def fresh(self, kind: str) -> str:
        """The address of an empty database."""
        name = f"measured_{next(self._numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{self._folder}/{name}.db"
        self._order(f"CREATE DATABASE {name}")
        return self._address(name)

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody uses now."""
        name = f"measured_{next(self._numbers)}"
        if url.startswith("sqlite"):
            shutil.copy(file_of(url), self._folder / f"{name}.db")
            return f"sqlite:///{self._folder}/{name}.db"
        self._order(f"CREATE DATABASE {name} TEMPLATE {make_url(url).database}")
        return self._address(name)

    def drop(self, url: str) -> None:
        """Delete a database that nobody uses any more."""
        if url.startswith("sqlite"):
            for ending in ("", "-wal", "-shm"):
                Path(f"{file_of(url)}{ending}").unlink(missing_ok=True)
        else:
            self._order(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _address(self, name: str) -> str:
        assert self._postgresql is not None
        return make_url(self._postgresql).set(database=name).render_as_string(hide_password=False)

    def _order(self, statement: str) -> None:
        assert self._postgresql is not None
        engine = create_engine(driver_url(self._postgresql), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def file_of(url: str) -> Path:
    """The file of an SQLite address."""
    return Path(url.removeprefix("sqlite:///"))


async def invite_everybody(url: str) -> str:
    """Fill an empty database with the sample units; the token of an invitation to a branch."""
    database = open_database(driver_url(url))
    try:
        await database.run(load_units, read_units(PROJECT / "content" / SAMPLE_UNITS), SystemClock().now())
        invited = await database.run(invite, BRANCH, SystemClock().now(), random.Random(3))
    finally:
        await database.close()
    assert invited is not None
    return invited[1]
