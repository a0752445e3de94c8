"""What she looked at last: the screen, the album answered, the results she has seen."""

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat", sa.Column("last_screen", sa.String(64), server_default="", nullable=False))
    op.add_column("chat", sa.Column("last_album", sa.String(64), server_default="", nullable=False))
    op.add_column("attempt", sa.Column("seen_at", Instant(), nullable=True))
    # Nobody is led back to a result of before this was noted.
    op.execute("UPDATE attempt SET seen_at = finished_at")


def downgrade() -> None:
    op.drop_column("attempt", "seen_at")
    op.drop_column("chat", "last_album")
    op.drop_column("chat", "last_screen")
