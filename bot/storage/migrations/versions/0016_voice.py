"""Cards read aloud, and in which languages a learner would like to hear them."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("module_id", sa.String(length=24), nullable=False),
        sa.Column("card_id", sa.String(length=24), nullable=False),
        sa.Column("card_revision", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.Column("agreed_by", ROW_ID, nullable=True),
        sa.Column("refused_because", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("agreed_at", Instant(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["learner.id"], name=op.f("fk_recording_recorded_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["learner.id"], name=op.f("fk_recording_agreed_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recording_recorded_by"), ["recorded_by"], unique=False)
        batch_op.create_index("ix_recording_card", ["module_id", "card_id", "state"], unique=False)
    op.create_table(
        "listening",
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_listening_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "language", name=op.f("pk_listening")),
    )


def downgrade() -> None:
    for name in ("listening", "recording"):
        op.drop_table(name)
