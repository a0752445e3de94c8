"""Opening the database: where every process begins, and where a database that is not there is said so."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database import Database, DatabaseUnavailableError
from bot.storage.migrations import migrate


def open_database(url: str) -> Database:
    """The database, brought to the newest shape; the folder of an SQLite file is made, but no whole path:
    that would be a slip of the pen.

    DatabaseUnavailableError, without the words of the driver, which may quote a password.
    """
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(exist_ok=True)
    try:
        database = Database(url)
        migrate(database.engine)
    except SQLAlchemyError as error:
        raise DatabaseUnavailableError(type(error).__name__) from error
    return database
