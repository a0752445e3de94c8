"""Backup and restore of an SQLite database, safe while the bot runs; PostgreSQL has better tools of its own."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url


class BackupError(Exception):
    """The copy was not made; the message says why and what to do."""


def _file_of(url: str, tool: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BackupError(f"This database is PostgreSQL: use {tool}.")
    return Path(parsed.database)


def back_up(url: str, target: Path) -> None:
    """Copy the database to ``target``, complete and consistent; BackupError when that cannot be done."""
    source = _file_of(url, "pg_dump --format=custom")
    if not source.is_file():
        raise BackupError(f"There is no database at {source} yet.")
    if target.exists():
        raise BackupError(f"{target} exists; choose a new name, so that no older backup is lost.")
    _copy(source, target, f"{target} could not be written; is there a folder, and room?")


def restore(url: str, source: Path) -> None:
    """Put the backup in the database's place; the database that was there stays beside it as ``.before``."""
    target = _file_of(url, "pg_restore --clean")
    if not source.is_file():
        raise BackupError(f"There is no backup at {source}.")
    if not _is_ours(source):
        raise BackupError(f"{source} is not a backup of Chị Hội.")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        _refuse_if_in_use(target)
    fresh = target.with_name(target.name + ".restoring")
    fresh.unlink(missing_ok=True)
    _copy(source, fresh, f"{source} could not be copied to {target.parent}; is there room?")
    if target.exists():
        target.replace(target.with_name(target.name + ".before"))
    for suffix in ("-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    fresh.replace(target)


def _is_ours(file: Path) -> bool:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        try:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            return found is not None and connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            return False


def _refuse_if_in_use(file: Path) -> None:
    """Fold the log into the file and take the whole database for a moment, which a running bot would not allow."""
    with contextlib.closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            raise BackupError("The database is in use: stop the bot first.") from None
        except sqlite3.DatabaseError:
            # It is damaged, which is what the backup is for.
            return


def _copy(source: Path, target: Path, failure: str) -> None:
    try:
        with (
            contextlib.closing(sqlite3.connect(source)) as old,
            contextlib.closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            # A single file that can be moved about: nothing of it lies in a log beside it.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        raise BackupError(failure) from None
