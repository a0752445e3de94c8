"""What learners asked, and the answers that are being written."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "question_asked",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("typed_at", Instant(), nullable=False),
        sa.Column("is_lookup", sa.Boolean(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("unit_id", ROW_ID, nullable=True),
        sa.Column("stands_at", ROW_ID, nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", ROW_ID, nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_question_asked_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_question_asked_unit_id")),
        sa.ForeignKeyConstraint(["stands_at"], ["unit.id"], name=op.f("fk_question_asked_stands_at")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["learner.id"], name=op.f("fk_question_asked_answered_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_asked")),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("sent_at IS NOT NULL AND answered_at IS NULL")
    with op.batch_alter_table("question_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_asked_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            "ix_question_asked_waiting", ["stands_at"], unique=False, sqlite_where=waiting, postgresql_where=waiting
        )
    op.create_table(
        "answer_draft",
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("typed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question_asked.id"], name=op.f("fk_answer_draft_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_answer_draft_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "learner_id", name=op.f("pk_answer_draft")),
    )


def downgrade() -> None:
    for name in ("answer_draft", "question_asked"):
        op.drop_table(name)
