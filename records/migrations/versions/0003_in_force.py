"""What comes up while an arrangement is in force, and which version holds on which days."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ARRANGEMENTS = sa.table(
    "arrangement",
    sa.column("reference", sa.String()),
    sa.column("status", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("starts_on", sa.Date()),
    sa.column("ends_on", sa.Date()),
    sa.column("in_force", sa.Integer()),
    sa.column("spans", sa.JSON()),
)


def upgrade() -> None:
    """Make room, and let the one version of what is authorized already be the one in force."""
    op.add_column(
        "arrangement", sa.Column("in_force", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("arrangement", sa.Column("modification", sa.String()))
    op.add_column("arrangement", sa.Column("spans", sa.JSON()))
    op.add_column("arrangement", sa.Column("notice_until", sa.Date()))
    op.add_column("arrangement", sa.Column("ended_on", sa.Date()))
    _concerns()
    _let_hold()


def _concerns() -> None:
    """Written approvals, reports and duties."""
    texts = ("reference", "kind", "rule", "state", "role", "person", "subject")
    op.create_table(
        "concern",
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "revision")),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("answers", "closing")),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date()),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("parent", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        *(sa.Column(n, sa.String(), nullable=False) for n in ("closed_role", "closed_by", "note")),
        sa.PrimaryKeyConstraint("reference", "number", name="pk_concern"),
        sa.ForeignKeyConstraint(["reference"], ["arrangement.reference"]),
    )
    op.create_index("ix_concern_person", "concern", ["person"])
    op.create_index("ix_concern_on", "concern", ["kind", "on"])
    op.create_index("ix_concern_opened_at", "concern", ["kind", "opened_at"])


def _let_hold() -> None:
    """The days of each version in force: of all before, there is one version."""
    table = _ARRANGEMENTS.c
    held = sa.select(table.reference, table.version, table.starts_on, table.ends_on).where(
        table.status.in_(("authorized", "active"))
    )
    for reference, version, starts_on, ends_on in op.get_bind().execute(held).all():
        op.execute(
            sa.update(_ARRANGEMENTS)
            .where(table.reference == reference)
            .values(in_force=version, spans=[_span(version, starts_on, ends_on)])
        )


def _span(version: int, starts_on: date, ends_on: date | None) -> dict[str, str]:
    return {
        "version": str(version),
        "starts_on": starts_on.isoformat(),
        "ends_on": "" if ends_on is None else ends_on.isoformat(),
    }
