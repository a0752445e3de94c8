"""Corrections: who was taught a rule that has ended, what she was told since, and how she answered."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table, Text

from bot.storage.tables.basis import Instant, metadata

# One row for each learner and law that ended. ``next_at`` is when to look at it next: empty once she was told, or it
# is too late, so the index holds only what is still to be done. ``given_on`` is the day of the message that worded it.
correction = Table(
    "correction",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", String(24), primary_key=True),
    Column("noted_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("given_on", Date),
    Column("revision", String(12), nullable=False),
    Column("shown", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("chosen", Text, nullable=False),
    Column("is_right", Boolean),
    Column("answered_at", Instant),
)
is_looked_at = correction.c.next_at.is_not(None)
Index("ix_correction_next_at", correction.c.next_at, sqlite_where=is_looked_at, postgresql_where=is_looked_at)

# For which of them everybody concerned has a row.
correction_sweep = Table(
    "correction_sweep",
    metadata,
    Column("source_id", String(24), primary_key=True),
    Column("swept_at", Instant, nullable=False),
)
