"""What is sent without being asked for: one row a message and person, and the lease to send it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.tables.basis import Instant, RowId, metadata

# ``kind`` and ``subject`` say what («broadcast», its number; «reminder», the day), and with the learner are unique,
# so that planning twice adds nothing. ``counts`` rows are taken from her weekly contact budget. ``sent_at`` stands
# wherever a message was sent or may have been: from the claim on, until it is known that it was not.
delivery = Table(
    "delivery",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("subject", BigInteger, nullable=False),
    Column("learner_id", ForeignKey("learner.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("sent_at", Instant),
    Column("message_ids", Text, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("tapped_at", Instant),
    UniqueConstraint("kind", "subject", "learner_id"),
    sqlite_autoincrement=True,
)
is_pending = delivery.c.state == "pending"
Index("ix_delivery_due", delivery.c.not_before, delivery.c.id, sqlite_where=is_pending, postgresql_where=is_pending)
is_urgent = is_pending & delivery.c.is_urgent
Index("ix_delivery_urgent", delivery.c.not_before, delivery.c.id, sqlite_where=is_urgent, postgresql_where=is_urgent)
is_sending = delivery.c.state == "sending"
Index("ix_delivery_sending", delivery.c.id, sqlite_where=is_sending, postgresql_where=is_sending)
Index("ix_delivery_learner", delivery.c.learner_id, delivery.c.sent_at)

# One process sends and plans: whoever holds the row, named by an epoch that every write checks.
lease = Table(
    "lease",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("epoch", BigInteger, nullable=False),
    Column("until", Instant, nullable=False),
)
