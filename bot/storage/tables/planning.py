"""A deed on the tree while it is being put together: what she has chosen so far, until she agrees or drops it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from bot.storage.tables.basis import Instant, RowId, metadata

tree_plan = Table(
    "tree_plan",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("made_by", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Instant, nullable=False, index=True),
    Column("deed", String(16), nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("detail", Text, nullable=False),
    # What was in the file, packed; only for a file.
    Column("content", LargeBinary),
    Column("done_id", ForeignKey("rearrangement.id")),
    sqlite_autoincrement=True,
)

# Who goes to which of a split's new units.
tree_plan_person = Table(
    "tree_plan_person",
    metadata,
    Column("plan_id", ForeignKey("tree_plan.id", ondelete="CASCADE"), primary_key=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, nullable=False),
)
