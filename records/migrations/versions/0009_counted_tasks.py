"""Indexes that answer alone how much somebody is asked to do, and what is asked of anybody."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What finds a person's tasks also counts them."""
    op.create_index(
        "ix_opentask_asked", "opentask", ["person", "purpose", "reference", "role", "about"]
    )
    op.create_index("ix_opentask_purpose", "opentask", ["purpose", "reference", "about"])
    op.drop_index("ix_opentask_person", "opentask")
