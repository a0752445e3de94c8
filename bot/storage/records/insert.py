"""The one statement the two databases word differently: insert, or leave what is there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its unique key is taken; whether it was inserted."""
    return connection.execute(_if_new(connection.dialect.name, table), dict(values)).first() is not None


def upsert(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert the row of ``key``, or set its ``values``."""
    statement = _or_update(connection.dialect.name, table, tuple(key), tuple(values))
    connection.execute(statement, {**key, **values})


# To put a statement together costs more than to run it, so each is put together once.


@cache
def _if_new(dialect: str, table: Table) -> Any:
    # Asked for by name: the number of rows is not told where the driver returns the new key.
    return _insert(dialect)(table).on_conflict_do_nothing().returning(*table.primary_key)


@cache
def _or_update(dialect: str, table: Table, key: tuple[str, ...], names: tuple[str, ...]) -> Any:
    statement = _insert(dialect)(table)
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in names})


def _insert(dialect: str) -> Any:
    return sqlite.insert if dialect == "sqlite" else postgresql.insert
