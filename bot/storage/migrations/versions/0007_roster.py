"""The roster, the invitations opened, the tokens that were none."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "roster_entry",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(16), nullable=True),
        sa.Column("phone_key", sa.String(32), nullable=False),
        sa.Column("added_by", NUMBER, nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("learner_id", NUMBER, nullable=True),
        sa.Column("joined_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_roster_entry_unit_id"),
        sa.ForeignKeyConstraint(["added_by"], ["learner.id"], name="fk_roster_entry_added_by", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_roster_entry_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_entry_learner_id", "roster_entry", ["learner_id"])
    op.create_index("ix_roster_entry_unit", "roster_entry", ["unit_id", "learner_id"])
    has_phone = sa.text("phone_key != ''")
    op.create_index(
        "ix_roster_entry_phone", "roster_entry", ["phone_key"], sqlite_where=has_phone, postgresql_where=has_phone
    )
    op.create_table(
        "roster_check",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("made_by", NUMBER, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["learner.id"], name="fk_roster_check_made_by", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_check"),
        sa.UniqueConstraint("made_by", name="uq_roster_check_made_by"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roster_key",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_roster_key"),
    )
    op.create_table(
        "arrival",
        sa.Column("chat_id", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_arrival_chat_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["token_hash"], ["invitation.token_hash"], name="fk_arrival_token_hash"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_arrival"),
    )
    op.create_index("ix_arrival_token_hash", "arrival", ["token_hash"])
    op.create_table(
        "wrong_token",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("chat_key", sa.String(32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wrong_token_chat", "wrong_token", ["chat_key", "at"])
    op.create_index("ix_wrong_token_at", "wrong_token", ["at"])


def downgrade() -> None:
    for name in ("wrong_token", "arrival", "roster_key", "roster_check", "roster_entry"):
        op.drop_table(name)
