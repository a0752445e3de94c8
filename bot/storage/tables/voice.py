"""Cards read aloud, and in which languages a learner would like to hear them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.storage.tables.basis import Instant, RowId, metadata

# A voice is its speaker's: it goes with her. ``content`` is kept beside the name the channel has for it, so that a new
# bot, or one that moved, has lost nothing; it is empty as long as her voice has not come.
recording = Table(
    "recording",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("module_id", String(24), nullable=False),
    Column("card_id", String(24), nullable=False),
    Column("card_revision", String(12), nullable=False),
    Column("language", String(10), nullable=False),
    Column("state", String(8), nullable=False),
    Column("recorded_by", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("agreed_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("refused_because", String(300), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("agreed_at", Instant),
    Column("content", LargeBinary),
    sqlite_autoincrement=True,
)
Index("ix_recording_card", recording.c.module_id, recording.c.card_id, recording.c.state)

# Nothing of it is ever counted, filtered or shown to anybody but herself: it is how she likes to learn.
listening = Table(
    "listening",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("language", String(10), primary_key=True),
)
