"""The language each chat is spoken to in; whoever was here before is spoken to in Vietnamese, as ever."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat", sa.Column("language", sa.String(8), server_default="vi", nullable=False))


def downgrade() -> None:
    op.drop_column("chat", "language")
