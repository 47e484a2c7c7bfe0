"""What Alembic runs: on the connection handed in, against the tables as they are declared."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel import AutoString

from records.database import Instant
from records.tables import METADATA


def _render(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write columns with SQLAlchemy's own types: a step must not change when our classes do."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_item=_render,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    context.run_migrations()


_run(context.config.attributes["connection"])
