"""What organisers say to many: one row an announcement; who gets it are rows of ``delivery``."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from bot.storage.tables.basis import Instant, RowId, metadata

# ``content`` and ``audience`` are JSON and stay as they are once it has begun. ``unit_id`` repeats the audience's unit.
broadcast = Table(
    "broadcast",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("author_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), index=True),
    Column("state", String(12), nullable=False),
    Column("content", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("module_id", String(24), nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("is_weekly", Boolean, nullable=False),
    Column("series_id", ForeignKey("broadcast.id", ondelete="CASCADE")),
    Column("send_at", Instant),
    Column("started_at", Instant),
    Column("planned_at", Instant),
    Column("finished_at", Instant),
    Column("asked_at", Instant),
    Column("agreed_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("refused_because", String(300), nullable=False),
    Column("paused_because", String(64), nullable=False),
    Column("taken_back_at", Instant),
    # The message in her chat that shows how far it has come, and what it said last.
    Column("progress_chat", String(64), nullable=False),
    Column("progress_message", BigInteger),
    Column("progress_at", Instant),
    Column("progress_digest", String(64), nullable=False),
    # One a week, however often the job that makes it runs.
    UniqueConstraint("series_id", "send_at"),
    sqlite_autoincrement=True,
)
Index("ix_broadcast_author", broadcast.c.author_id, broadcast.c.id)
is_open = broadcast.c.state.in_(("scheduled", "running", "paused", "cancelled")) & broadcast.c.finished_at.is_(None)
Index("ix_broadcast_open", broadcast.c.id, sqlite_where=is_open, postgresql_where=is_open)
