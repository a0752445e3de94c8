"""Migrations of the database, run by Alembic from code: there is no ini file to keep in step."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

# Any number will do as long as nobody else in the database locks the same one.
LOCK = 20260706


def migrate(engine: Engine) -> None:
    """Bring the database to the newest shape; several processes may try at once."""
    with engine.connect() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        if is_postgresql:
            # Who waited for the lock must see what the one before it made, and not the state from before waiting.
            connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if is_postgresql:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            command.upgrade(_config(connection), "head")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
