"""The days that proposals are sent for, until their arrangements are on record."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No proposal is on its way."""
    op.create_table(
        "claim",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("reference", "person")),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference"),
    )
    op.create_index("ix_claim_person", "claim", ["person"])
