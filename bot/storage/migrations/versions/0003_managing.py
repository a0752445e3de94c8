"""The tree's history, managing, and what is sent unasked."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MARK_ATTEMPTS = """
UPDATE attempt SET right_answers = carried + (
    SELECT count(*) FROM (
        SELECT position FROM answer WHERE answer.attempt_id = attempt.id
        GROUP BY position HAVING min(CASE WHEN is_right THEN 1 ELSE 0 END) = 1
    ) AS all_right
) WHERE finished_at IS NOT NULL
"""
JUDGE_ATTEMPTS = """
UPDATE attempt SET is_passed = (100 * right_answers / out_of >= pass_percent)
WHERE finished_at IS NOT NULL AND out_of > 0
"""
BEGINNING = datetime(2025, 6, 30, 17, tzinfo=UTC)
"""Midnight of 1 July 2025 in Vietnam, when the tree lost its districts: earlier than any unit that is known."""
BEGIN_SPANS = """
INSERT INTO unit_span (unit_id, since, parent_id, level, name) SELECT id, :beginning, parent_id, level, name FROM unit
"""
BEGIN_MEMBERSHIPS = """
INSERT INTO membership (learner_id, since, unit_id)
SELECT id, created_at, unit_id FROM learner WHERE unit_id IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "succession",
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["unit.id"], name=op.f("fk_succession_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["unit.id"], name=op.f("fk_succession_to_id")),
        sa.PrimaryKeyConstraint("from_id", "to_id", "at", name=op.f("pk_succession")),
    )
    op.create_table(
        "unit_span",
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_span_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_span_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "since", name=op.f("pk_unit_span")),
    )
    with op.batch_alter_table("unit_span", schema=None) as batch_op:
        batch_op.create_index("ix_unit_span_parent", ["parent_id"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actor_chat", sa.String(length=64), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["learner.id"], name=op.f("fk_audit_actor_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_audit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_unit", ["unit_id", "id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("tapped_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_delivery_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("kind", "subject", "learner_id", name=op.f("uq_delivery_kind_subject_learner_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_due",
            ["not_before", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index("ix_delivery_learner", ["learner_id", "sent_at"], unique=False)
        batch_op.create_index(
            "ix_delivery_sending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )

    op.create_table(
        "membership",
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_membership_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id")),
        sa.PrimaryKeyConstraint("learner_id", "since", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "rearrangement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["learner.id"], name=op.f("fk_rearrangement_made_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rearrangement_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rearrangement")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rearrangement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rearrangement_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("learner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["learner.id"], name=op.f("fk_role_grant_granted_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_role_grant_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "role_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("used_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["learner.id"], name=op.f("fk_role_link_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_link_unit_id")),
        sa.ForeignKeyConstraint(["used_by"], ["learner.id"], name=op.f("fk_role_link_used_by"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_role_link")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("right_answers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_passed", sa.Boolean(), nullable=True))
        batch_op.create_index("ix_attempt_passed", ["module_id", "learner_id", "is_passed"], unique=False)

    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject", sa.String(length=64), server_default="", nullable=False))

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invitation_created_by"), "learner", ["created_by"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", Instant(), nullable=True))
    connection = op.get_bind()
    connection.execute(sa.text(MARK_ATTEMPTS))
    connection.execute(sa.text(JUDGE_ATTEMPTS))
    connection.execute(sa.text(BEGIN_SPANS).bindparams(sa.bindparam("beginning", BEGINNING, Instant())))
    connection.execute(sa.text(BEGIN_MEMBERSHIPS))


def downgrade() -> None:
    for name in ("rearrangement", "membership", "succession", "unit_span", "lease", "delivery", "audit"):
        op.drop_table(name)
    for name in ("role_link", "role_grant"):
        op.drop_table(name)
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_column("closed_at")
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_constraint("fk_invitation_created_by", type_="foreignkey")
        batch_op.drop_column("created_by")
    with op.batch_alter_table("chat") as batch_op:
        batch_op.drop_column("subject")
    with op.batch_alter_table("attempt") as batch_op:
        batch_op.drop_index("ix_attempt_passed")
        batch_op.drop_column("is_passed")
        batch_op.drop_column("right_answers")
