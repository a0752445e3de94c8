"""What is urgent is found first, however much else is due."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_urgent",
            ["not_before", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending' AND is_urgent = 1"),
            postgresql_where=sa.text("state = 'pending' AND is_urgent"),
        )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_urgent")
