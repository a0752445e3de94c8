"""Deeds on the tree while they are put together."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tree_plan",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("made_by", NUMBER, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("deed", sa.String(length=16), nullable=False),
        sa.Column("unit_id", NUMBER, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("done_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["learner.id"], name=op.f("fk_tree_plan_made_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_tree_plan_unit_id")),
        sa.ForeignKeyConstraint(["done_id"], ["rearrangement.id"], name=op.f("fk_tree_plan_done_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tree_plan")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tree_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tree_plan_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_tree_plan_made_at"), ["made_at"], unique=False)

    op.create_table(
        "tree_plan_person",
        sa.Column("plan_id", NUMBER, nullable=False),
        sa.Column("learner_id", NUMBER, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["tree_plan.id"], name=op.f("fk_tree_plan_person_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_tree_plan_person_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "learner_id", name=op.f("pk_tree_plan_person")),
    )


def downgrade() -> None:
    op.drop_table("tree_plan_person")
    op.drop_table("tree_plan")
