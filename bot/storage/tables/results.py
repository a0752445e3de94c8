"""Certificates, wrong guesses at their codes, and the organisers' weekly digests."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from bot.storage.tables.basis import Instant, metadata

# Goes with her: a code whose owner has left is nobody's.
certificate = Table(
    "certificate",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False),
    Column("course_id", String(24), nullable=False),
    Column("name", String(60), nullable=False),
    Column("course_title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("earned_at", Instant, nullable=False),
    UniqueConstraint("learner_id", "course_id"),
)

code_guess = Table(
    "code_guess",
    metadata,
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", Instant, nullable=False),
)

# What a digest says is worked out when it is planned, beside those who write, and only worded when it is sent.
digest = Table(
    "digest",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("week", BigInteger, nullable=False),
    Column("figures", Text, nullable=False),
)

digest_off = Table(
    "digest_off",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Instant, nullable=False),
)
