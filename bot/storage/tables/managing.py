"""Who may do what, and what was done: grants, the links that give them, and the audit."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from bot.storage.tables.basis import Instant, RowId, metadata

# ``unit_id`` is empty for the whole tree. A grant is withdrawn, never deleted, save with the person.
role_grant = Table(
    "role_grant",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), index=True),
    Column("role", String(16), nullable=False),
    Column("granted_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("granted_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    sqlite_autoincrement=True,
)

role_link = Table(
    "role_link",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), index=True),
    Column("role", String(16), nullable=False),
    Column("created_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("withdrawn_at", Instant),
    sqlite_autoincrement=True,
)

# The chats that the channel was told to offer the organisers' commands to, and in which wording.
shown_menu = Table(
    "shown_menu",
    metadata,
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("wording", String(12), nullable=False),
)

# Only ever added to. ``detail`` is JSON without names, phone numbers or anybody's words: numbers and keys.
audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("actor_chat", String(64), nullable=False),
    Column("deed", String(32), nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("subject_id", BigInteger),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_audit_unit", audit.c.unit_id, audit.c.id)
