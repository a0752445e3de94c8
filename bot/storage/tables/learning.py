"""Who learns what, and the mail in and out."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.tables.basis import Instant, RowId, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", String(64)),
    Column("payload", LargeBinary),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    UniqueConstraint("bot_id", "update_id"),
    sqlite_autoincrement=True,
)
is_waiting = inbox.c.state == "waiting"
Index("ix_inbox_waiting", inbox.c.id, sqlite_where=is_waiting, postgresql_where=is_waiting)
Index("ix_inbox_done_at", inbox.c.done_at)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("lane", String(64), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

learner = Table(
    "learner",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("name", String(60), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), index=True),
    Column("role", String(16)),
    Column("phone", String(20)),
    Column("created_at", Instant, nullable=False),
    Column("joined_at", Instant),
    sqlite_autoincrement=True,
)

consent = Table(
    "consent",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String(16), primary_key=True),
    Column("text_digest", String(64), nullable=False),
    Column("agreed_at", Instant, nullable=False),
)

chat = Table(
    "chat",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), unique=True),
    Column("step", String(16), nullable=False),
    Column("awaiting", String(16), nullable=False),
    Column("invited_to", ForeignKey("unit.id")),
    Column("choices", Text, nullable=False),
    Column("is_reachable", Boolean, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("last_tap", String(96), nullable=False),
    Column("subject", String(64), nullable=False, server_default=""),
    Column("last_screen", String(64), nullable=False, server_default=""),
    Column("last_album", String(64), nullable=False, server_default=""),
    Column("wanted", String(64), nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default="vi"),
)

bookmark = Table(
    "bookmark",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("module_id", String(24), primary_key=True),
    Column("card_id", String(24)),
    Column("at", Instant, nullable=False),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("course_id", String(24), primary_key=True),
    Column("at", Instant, nullable=False),
)

module_revision = Table(
    "module_revision",
    metadata,
    Column("module_id", String(24), primary_key=True),
    Column("revision", String(12), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("first_used_at", Instant, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("module_id", String(24), nullable=False),
    Column("module_revision", String(12), nullable=False),
    Column("drawn", LargeBinary, nullable=False),
    Column("picked", Text, nullable=False),
    Column("carried", Integer, nullable=False),
    Column("out_of", Integer, nullable=False),
    Column("pass_percent", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("retry_of", ForeignKey("attempt.id", ondelete="CASCADE")),
    # Worked out once, when it is finished, so that a report over a province need not read every answer.
    Column("right_answers", Integer),
    Column("is_passed", Boolean),
    Column("seen_at", Instant),
    # Places of questions whose law ended before she came to them.
    Column("dropped", Text, nullable=False, server_default="[]"),
    sqlite_autoincrement=True,
)
# She has one attempt under way in a module at most; a second tap on «Làm bài» finds the first.
Index(
    "uq_attempt_under_way",
    attempt.c.learner_id,
    attempt.c.module_id,
    unique=True,
    sqlite_where=attempt.c.finished_at.is_(None),
    postgresql_where=attempt.c.finished_at.is_(None),
)

# A report asks who passed what, unit by unit.
Index("ix_attempt_passed", attempt.c.module_id, attempt.c.learner_id, attempt.c.is_passed)

answer = Table(
    "answer",
    metadata,
    Column("attempt_id", ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("question_id", String(24), nullable=False),
    Column("question_revision", String(12), nullable=False),
    Column("chosen", Text, nullable=False),
    Column("is_right", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)
Index("ix_answer_question", answer.c.question_id, answer.c.question_revision)

media = Table(
    "media",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("file_id", String(255), nullable=False),
)
