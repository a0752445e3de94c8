"""Private threads."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0012"
down_revision = "0016"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "private_thread",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("grant_id", ROW_ID, nullable=True),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_private_thread_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["role_grant.id"], name=op.f("fk_private_thread_grant_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_thread")),
        sa.UniqueConstraint("learner_id", name=op.f("uq_private_thread_learner_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("private_thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_thread_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_private_thread_last_at"), ["last_at"], unique=False)
    op.create_table(
        "private_line",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("thread_id", ROW_ID, nullable=False),
        sa.Column("author_id", ROW_ID, nullable=False),
        sa.Column("shown_as", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["private_thread.id"], name=op.f("fk_private_line_thread_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["learner.id"], name=op.f("fk_private_line_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_line")),
        sa.UniqueConstraint(
            "thread_id", "author_id", "shown_as", name=op.f("uq_private_line_thread_id_author_id_shown_as")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("private_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_line_author_id"), ["author_id"], unique=False)


def downgrade() -> None:
    for name in ("private_line", "private_thread"):
        op.drop_table(name)
