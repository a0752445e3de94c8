"""When the law changes: questions dropped from attempts, and corrections to who was taught the old rule."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("attempt", sa.Column("dropped", sa.Text(), server_default="[]", nullable=False))
    op.create_index("ix_bookmark_module", "bookmark", ["module_id", "learner_id"])


def downgrade() -> None:
    op.drop_index("ix_bookmark_module", "bookmark")
    op.drop_column("attempt", "dropped")
