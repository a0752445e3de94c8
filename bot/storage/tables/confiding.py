"""Private threads and what was said in them. Rows are deleted, never emptied: nothing is to tell that there was one."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table, Text, UniqueConstraint

from bot.storage.tables.basis import Instant, RowId, metadata

# One to a learner. Whoever holds ``grant_id`` reads it.
private_thread = Table(
    "private_thread",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("grant_id", ForeignKey("role_grant.id", ondelete="SET NULL"), index=True),
    Column("way", String(8), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
    sqlite_autoincrement=True,
)

# ``shown_as`` is the message on which its author confirmed it, so that a second tap says nothing twice.
private_line = Table(
    "private_line",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("thread_id", ForeignKey("private_thread.id", ondelete="CASCADE"), nullable=False),
    Column("author_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shown_as", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("read_at", Instant),
    UniqueConstraint("thread_id", "author_id", "shown_as"),
    sqlite_autoincrement=True,
)
