"""Whom organisers expect, and how people came in: the roster, the invitations opened, the tokens that were none."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table

from bot.storage.tables.basis import Instant, RowId, metadata

# ``phone_key`` is a keyed digest, empty for no number and after she has come. Who never comes is forgotten.
roster_entry = Table(
    "roster_entry",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("role", String(16)),
    Column("phone_key", String(32), nullable=False),
    Column("added_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("added_at", Instant, nullable=False),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), index=True),
    Column("joined_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_roster_entry_unit", roster_entry.c.unit_id, roster_entry.c.learner_id)
has_phone = roster_entry.c.phone_key != ""
Index("ix_roster_entry_phone", roster_entry.c.phone_key, sqlite_where=has_phone, postgresql_where=has_phone)

# A file that was checked and waits for her yes. ``state`` is a digest of what it was checked against.
roster_check = Table(
    "roster_check",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("made_by", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("state", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# One row: what telephone numbers are digested with.
roster_key = Table(
    "roster_key",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# By which invitation a chat came; with the chat it goes.
arrival = Table(
    "arrival",
    metadata,
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", ForeignKey("invitation.token_hash"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)

# Tokens that belong to no invitation. ``chat_key`` is a digest, so that leaving does not begin the count anew.
wrong_token = Table(
    "wrong_token",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("chat_key", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_wrong_token_chat", wrong_token.c.chat_key, wrong_token.c.at)
Index("ix_wrong_token_at", wrong_token.c.at)
