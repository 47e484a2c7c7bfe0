"""Feeds of the directory, what arrangements are told of it, and who has left or changed jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has left yet, and no arrangement was told anything."""
    op.add_column("employeefacts", sa.Column("left_on", sa.Date()))
    op.add_column(
        "employeefacts",
        sa.Column("job_change", sa.String(), nullable=False, server_default=sa.text("''")),
    )
    op.add_column("employeefacts", sa.Column("job_change_on", sa.Date()))
    op.create_index("ix_employeefacts_left_on", "employeefacts", ["left_on"])
    _feeds()
    _tellings()
    op.create_table(
        "holderstold",
        sa.Column("reference", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
    )


def _feeds() -> None:
    texts = ("key", "person", "digest", "state")
    op.create_table(
        "feed",
        sa.Column("number", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("content", sa.Text(), nullable=False),
        *(sa.Column(n, sa.JSON(), nullable=False) for n in ("agencies", "within")),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(n, sa.DateTime(timezone=True)) for n in ("sent_at", "applied_at")),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("added", "changed", "unchanged")),
        *(sa.Column(n, sa.JSON(), nullable=False) for n in ("changes", "bad")),
    )
    op.create_index("ix_feed_key", "feed", ["key"], unique=True)
    op.create_index("ix_feed_applied_at", "feed", ["applied_at"])


def _tellings() -> None:
    texts = ("key", "reference", "news")
    op.create_table(
        "telling",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_telling_key", "telling", ["key"], unique=True)
    for column in ("feed", "reference", "told_at"):
        op.create_index(f"ix_telling_{column}", "telling", [column])
