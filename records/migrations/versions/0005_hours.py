"""Recorded hours with the files they came in, and the addresses of people's calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No hours are recorded yet, and nobody has a calendar."""
    op.create_table(
        "recorded_hours",
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("hours", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("agency", "file")),
    )
    op.create_index("ix_recorded_hours_agency", "recorded_hours", ["agency", "day"])
    op.create_table(
        "hours_file",
        sa.Column("key", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("agency", "digest", "person")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first_day", "last_day")),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("added", "changed", "unchanged")),
    )
    op.create_index("ix_hours_file_agency", "hours_file", ["agency"])
    op.create_table(
        "calendar_address",
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("shows", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_calendar_address_digest", "calendar_address", ["digest"], unique=True)
