"""What was handed in in one sitting."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was handed in together yet."""
    op.create_table(
        "pile",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "person", "kind")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
