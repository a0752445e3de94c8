"""What the reference sides do with a tap: the same answer, the same edit, the same three writes.

They keep no inbox and no outbox, so they lose what a crash finds in their memory; that is what they are compared for.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, insert, select, update
from sqlalchemy.engine import Engine

from tests.bench.people import CARD, KEYBOARD

TEXT = CARD
MARKUP = KEYBOARD
CODES = '["rc:gioi-va-dinh-kien:the-3","rc:gioi-va-dinh-kien:the-1"]'
AT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)

metadata = MetaData()
chat = Table(
    "chat",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("choices", Text, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)
answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", String(64), nullable=False, index=True),
    Column("chosen", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)


def write(engine: Engine, number: int, chosen: str) -> None:
    """One transaction through SQLAlchemy: look who she is, note her answer, note what she sees now."""
    key = f"telegram:{number}"
    with engine.begin() as connection:
        known = connection.execute(select(chat).where(chat.c.id == key)).one_or_none()
        if known is None:
            connection.execute(insert(chat).values(id=key, choices=CODES, seen_at=AT))
        else:
            connection.execute(update(chat).where(chat.c.id == key).values(choices=CODES, seen_at=AT))
        connection.execute(insert(answer).values(chat_id=key, chosen=chosen, at=AT))


class Plain:
    """The same on the bare driver, in the thread that calls."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "CREATE TABLE chat (id TEXT PRIMARY KEY, choices TEXT NOT NULL, seen_at TEXT NOT NULL)",
            "CREATE TABLE answer (id INTEGER PRIMARY KEY, chat_id TEXT NOT NULL, chosen TEXT, at TEXT NOT NULL)",
            "CREATE INDEX ix_answer ON answer (chat_id)",
        ):
            self._connection.execute(line)

    def write(self, number: int, chosen: str) -> None:
        """One transaction."""
        run, key, at = self._connection.execute, f"telegram:{number}", AT.isoformat()
        run("BEGIN IMMEDIATE")
        if run("SELECT id, choices, seen_at FROM chat WHERE id = ?", (key,)).fetchone() is None:
            run("INSERT INTO chat VALUES (?, ?, ?)", (key, CODES, at))
        else:
            run("UPDATE chat SET choices = ?, seen_at = ? WHERE id = ?", (CODES, at, key))
        run("INSERT INTO answer (chat_id, chosen, at) VALUES (?, ?, ?)", (key, chosen, at))
        run("COMMIT")


def fields_of(query: dict[str, Any]) -> dict[str, Any]:
    """The edit that a tap comes to."""
    place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
    return place | {"text": TEXT, "parse_mode": "HTML", "reply_markup": MARKUP}
