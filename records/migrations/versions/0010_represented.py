"""Indexes that answer alone which agencies somebody coordinates for."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What finds the people of a part also names their agencies."""
    op.create_index("ix_person_represented", "person", ["hr_representative", "agency"])
    op.create_index("ix_person_headed", "person", ["agency_head", "agency"])
    for column in ("hr_representative", "agency_head"):
        op.drop_index(f"ix_person_{column}", "person")
