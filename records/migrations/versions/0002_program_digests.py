"""Which bytes of a program's file an arrangement began under."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Arrangements of before know their version alone: theirs is null, and never compared."""
    op.add_column("arrangement", sa.Column("program_digest", sa.String()))
