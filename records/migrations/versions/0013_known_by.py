"""How who signed in is known: by a link in mail, or by their work account."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever is signed in now came by a link in mail."""
    op.add_column(
        "visit", sa.Column("known_by", sa.String(), nullable=False, server_default="session")
    )
