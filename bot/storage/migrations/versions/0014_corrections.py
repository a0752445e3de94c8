"""When the law changes: questions dropped from attempts, and corrections to who was taught the old rule."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0014"
down_revision = "0017"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("attempt", sa.Column("dropped", sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "correction",
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("source_id", sa.String(length=24), nullable=False),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.String(length=12), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_correction_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "source_id", name=op.f("pk_correction")),
    )
    waiting = sa.text("next_at IS NOT NULL")
    op.create_index("ix_correction_next_at", "correction", ["next_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "correction_sweep",
        sa.Column("source_id", sa.String(length=24), nullable=False),
        sa.Column("swept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_correction_sweep")),
    )


def downgrade() -> None:
    for name in ("correction_sweep", "correction"):
        op.drop_table(name)
    op.drop_column("attempt", "dropped")
