"""The Union's tree with its dates, and the ways into it.

``unit`` holds what is so today; ``unit_span`` what was so when, ``membership`` who belonged where when. Both are
closed at an instant and opened anew, never rewritten.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from bot.storage.tables.basis import Instant, RowId, metadata

unit = Table(
    "unit",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("parent_id", ForeignKey("unit.id"), index=True),
    Column("level", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("closed_at", Instant),
    sqlite_autoincrement=True,
)

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("created_by", ForeignKey("learner.id", ondelete="SET NULL")),
)

unit_span = Table(
    "unit_span",
    metadata,
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("until", Instant),
    Column("parent_id", ForeignKey("unit.id")),
    Column("level", String(16), nullable=False),
    Column("name", String(120), nullable=False),
)
Index("ix_unit_span_parent", unit_span.c.parent_id)

# Where the people of a unit went when it was merged, split or closed.
succession = Table(
    "succession",
    metadata,
    Column("from_id", ForeignKey("unit.id"), primary_key=True),
    Column("to_id", ForeignKey("unit.id"), primary_key=True),
    Column("at", Instant, primary_key=True),
)

membership = Table(
    "membership",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("until", Instant),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
)

# A change of the tree that can be undone for a day; ``detail`` holds what it touched, as JSON.
rearrangement = Table(
    "rearrangement",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("made_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("made_at", Instant, nullable=False),
    Column("undone_at", Instant),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
