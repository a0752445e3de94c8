"""When learners are reminded, and by when a course is to be finished."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, SmallInteger, String, Table

from bot.storage.tables.basis import Instant, RowId, metadata

# One row a learner. ``days_off`` has a bit for each weekday, Monday the lowest. ``next_at`` is empty while there is
# silence until she comes back, so the index holds only who is still to be looked at.
reminder_plan = Table(
    "reminder_plan",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("minute", SmallInteger, nullable=False),
    Column("days_off", SmallInteger, nullable=False),
    Column("paused_until", Instant),
    Column("is_off", Boolean, nullable=False),
    Column("next_at", Instant),
    Column("unanswered", SmallInteger, nullable=False),
    Column("last_on", Date),
    Column("last_at", Instant),
    Column("awaits", Boolean, nullable=False),
    Column("wording", SmallInteger, nullable=False),
)
is_looked_at = reminder_plan.c.next_at.is_not(None)
Index("ix_reminder_plan_next_at", reminder_plan.c.next_at, sqlite_where=is_looked_at, postgresql_where=is_looked_at)

deadline = Table(
    "deadline",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("course_id", String(24), nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("set_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("is_operators", Boolean, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("swept_on", Date),
    Column("counted_at", Instant),
    sqlite_autoincrement=True,
)
