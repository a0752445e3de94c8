"""What authors write: drafts and their trials, what was published, and pictures."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "module_draft",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("course_id", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pictures", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=True),
        sa.Column("refused_because", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_module_draft_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_draft")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("module_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_module_draft_learner_id"), ["learner_id"], unique=False)
    op.create_table(
        "draft_trial",
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("learner_id", ROW_ID, nullable=False),
        sa.Column("attempt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["module_draft.id"], name=op.f("fk_draft_trial_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_draft_trial_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "learner_id", name=op.f("pk_draft_trial")),
    )
    op.create_table(
        "module_issue",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("course_id", sa.String(length=24), nullable=False),
        sa.Column("module_id", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pictures", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("is_shipped", sa.Boolean(), nullable=False),
        sa.Column("author_id", ROW_ID, nullable=True),
        sa.Column("agreed_by", ROW_ID, nullable=True),
        sa.Column("published_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["learner.id"], name=op.f("fk_module_issue_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["learner.id"], name=op.f("fk_module_issue_agreed_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_issue")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("module_issue", schema=None) as batch_op:
        batch_op.create_index("ix_module_issue_module", ["module_id", "id"], unique=False)
    op.create_table(
        "module_picture",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_module_picture")),
    )


def downgrade() -> None:
    for name in ("module_picture", "module_issue", "draft_trial", "module_draft"):
        op.drop_table(name)
