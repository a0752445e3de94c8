"""What organisers say to many."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0008"
down_revision = "0004"
branch_labels = None
depends_on = None

RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OPEN = sa.text("state IN ('scheduled', 'running', 'paused', 'cancelled') AND finished_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", RowId, autoincrement=True, nullable=False),
        sa.Column("author_id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("module_id", sa.String(length=24), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_weekly", sa.Boolean(), nullable=False),
        sa.Column("series_id", RowId, nullable=True),
        sa.Column("send_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("planned_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("asked_at", Instant(), nullable=True),
        sa.Column("agreed_by", RowId, nullable=True),
        sa.Column("refused_because", sa.String(length=300), nullable=False),
        sa.Column("paused_because", sa.String(length=64), nullable=False),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.Column("progress_chat", sa.String(length=64), nullable=False),
        sa.Column("progress_message", sa.BigInteger(), nullable=True),
        sa.Column("progress_at", Instant(), nullable=True),
        sa.Column("progress_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["learner.id"], name=op.f("fk_broadcast_agreed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["learner.id"], name=op.f("fk_broadcast_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["series_id"], ["broadcast.id"], name=op.f("fk_broadcast_series_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_broadcast_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("series_id", "send_at", name=op.f("uq_broadcast_series_id_send_at")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcast_unit_id", "broadcast", ["unit_id"])
    op.create_index("ix_broadcast_author", "broadcast", ["author_id", "id"])
    op.create_index("ix_broadcast_open", "broadcast", ["id"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)


def downgrade() -> None:
    op.drop_table("broadcast")
