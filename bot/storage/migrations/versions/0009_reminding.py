"""When learners are reminded, and by when a course is to be finished."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0009"
down_revision = "0010"
branch_labels = None
depends_on = None

# Who has joined before is looked at once, at the first tick, and gets her place on the ladder then.
BEGIN_PLANS = """
INSERT INTO reminder_plan (learner_id, minute, days_off, is_off, next_at, unanswered, awaits, wording)
SELECT id, 1170, 0, :no, joined_at, 0, :no, 0 FROM learner WHERE joined_at IS NOT NULL
"""


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "reminder_plan",
        sa.Column("learner_id", number, nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("days_off", sa.SmallInteger(), nullable=False),
        sa.Column("paused_until", Instant(), nullable=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("unanswered", sa.SmallInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_at", Instant(), nullable=True),
        sa.Column("awaits", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_reminder_plan_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_reminder_plan")),
    )
    with op.batch_alter_table("reminder_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reminder_plan_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "deadline",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("unit_id", number, nullable=False),
        sa.Column("course_id", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("set_by", number, nullable=True),
        sa.Column("is_operators", sa.Boolean(), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("swept_on", sa.Date(), nullable=True),
        sa.Column("counted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["set_by"], ["learner.id"], name=op.f("fk_deadline_set_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_deadline_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_unit_id"), ["unit_id"], unique=False)
    op.get_bind().execute(sa.text(BEGIN_PLANS).bindparams(sa.bindparam("no", False, sa.Boolean())))


def downgrade() -> None:
    for name in ("deadline", "reminder_plan"):
        op.drop_table(name)
