"""What authors write: drafts, how somebody stands in trying one, what was published, and the pictures of all of it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from bot.storage.tables.basis import Instant, RowId, metadata

# ``text`` is the Markdown as it was sent, ``pictures`` JSON of names and digests, ``body`` the module as it was read.
module_draft = Table(
    "module_draft",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("course_id", String(24), nullable=False),
    Column("name", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("pictures", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("refused_because", String(300), nullable=False),
    sqlite_autoincrement=True,
)

# A trial counts nowhere: it is one attempt that only its own screens read.
draft_trial = Table(
    "draft_trial",
    metadata,
    Column("draft_id", ForeignKey("module_draft.id", ondelete="CASCADE"), primary_key=True),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", LargeBinary, nullable=False),
)

# Only ever added to: the newest of a module is taught, unless the folder has a newer text than ``base``.
module_issue = Table(
    "module_issue",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("course_id", String(24), nullable=False),
    Column("module_id", String(24), nullable=False),
    Column("name", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("pictures", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("base", String(64), nullable=False),
    Column("is_shipped", Boolean, nullable=False),
    Column("author_id", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("agreed_by", ForeignKey("learner.id", ondelete="SET NULL")),
    Column("published_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_module_issue_module", module_issue.c.module_id, module_issue.c.id)

module_picture = Table(
    "module_picture",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
)
