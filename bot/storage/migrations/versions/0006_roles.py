"""Roles given by links that can be withdrawn one by one, and what a chat's menu shows."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    # No link was ever given out in the old form.
    op.drop_table("role_link")
    op.create_table(
        "role_link",
        sa.Column("id", row_id, autoincrement=True, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        *_role_link_columns(),
        *_role_link_keys(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_role_link_token_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_link_unit_id"), ["unit_id"], unique=False)
    op.create_table(
        "shown_menu",
        sa.Column("chat_id", sa.String(length=64), nullable=False),
        sa.Column("wording", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_shown_menu_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_shown_menu")),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wanted", sa.String(length=64), server_default="", nullable=False))


def _role_link_columns() -> tuple[sa.Column[object], ...]:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return (
        sa.Column("unit_id", row_id, nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_by", row_id, nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("used_by", row_id, nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
    )


def _role_link_keys() -> tuple[sa.ForeignKeyConstraint, ...]:
    named = op.f
    return (
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=named("fk_role_link_unit_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["learner.id"], name=named("fk_role_link_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["used_by"], ["learner.id"], name=named("fk_role_link_used_by"), ondelete="SET NULL"),
    )


def downgrade() -> None:
    with op.batch_alter_table("chat") as batch_op:
        batch_op.drop_column("wanted")
    op.drop_table("shown_menu")
    op.drop_table("role_link")
    op.create_table(
        "role_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        *_role_link_columns(),
        *_role_link_keys(),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_role_link")),
    )
