"""What learners asked, and the answers that are being written."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from bot.storage.tables.basis import Instant, RowId, metadata

# ``stands_at`` is empty for the whole tree. Text and answer are emptied ninety days after the answer.
question_asked = Table(
    "question_asked",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("typed_at", Instant, nullable=False),
    Column("is_lookup", Boolean, nullable=False),
    Column("sent_at", Instant),
    Column("unit_id", ForeignKey("unit.id")),
    Column("stands_at", ForeignKey("unit.id")),
    Column("outcome", String(16), nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("answered_at", Instant),
    sqlite_autoincrement=True,
)
is_waiting = question_asked.c.sent_at.is_not(None) & question_asked.c.answered_at.is_(None)
Index("ix_question_asked_waiting", question_asked.c.stands_at, sqlite_where=is_waiting, postgresql_where=is_waiting)

# What an organiser has typed and not sent yet; each has her own.
answer_draft = Table(
    "answer_draft",
    metadata,
    Column("question_id", ForeignKey("question_asked.id", ondelete="CASCADE"), primary_key=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("typed_at", Instant, nullable=False),
)
