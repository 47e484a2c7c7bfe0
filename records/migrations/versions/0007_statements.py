"""The yearly statements of the extent of use, as they were written."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None has been written yet."""
    op.create_table(
        "written_statement",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("pdf", "spreadsheet")),
        sa.PrimaryKeyConstraint("agency", "year", "key"),
    )
    for name in ("pdf", "spreadsheet"):
        op.create_index(f"ix_written_statement_{name}", "written_statement", [name])
