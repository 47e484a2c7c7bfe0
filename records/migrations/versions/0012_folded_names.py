"""Names as they are searched now: with apostrophes, dashes and letters of every keyboard."""

import sqlalchemy as sa
from alembic import op

from records.people import fold

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is searched follows a name by itself only where the name is written again."""
    people = sa.table("person", sa.column("number"), sa.column("name"), sa.column("folded"))
    change = people.update().where(people.c.number == sa.bindparam("whose"))
    rows = op.get_bind().execute(sa.select(people)).all()
    new = [{"whose": each.number, "folded": fold(each.name)} for each in rows]
    changed = [each for each, old in zip(new, rows, strict=True) if each["folded"] != old.folded]
    if changed:
        op.get_bind().execute(change, changed)
