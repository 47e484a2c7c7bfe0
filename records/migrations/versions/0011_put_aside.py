"""Why an arrangement cannot be told what the directory says."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was put aside before."""
    op.add_column("telling", sa.Column("problem", sa.String()))
