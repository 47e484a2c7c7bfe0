"""Long lists, a page at a time."""

from typing import TypeVar

from sqlmodel import Session, func, select
from sqlmodel.sql.expression import SelectOfScalar

PAGE = 50
"""Rows of a long list on one page."""

Row = TypeVar("Row")


def last_page(total: int, size: int = PAGE) -> int:
    """The number of the last page of a list that long; an empty one has one page."""
    return max(1, -(-total // size))


def page_of(session: Session, rows: SelectOfScalar[Row], page: int) -> tuple[list[Row], int]:
    """A page (from 1) of ordered rows; and how many there are in all."""
    total = session.exec(select(func.count()).select_from(rows.order_by(None).subquery())).one()
    return list(session.exec(rows.offset((page - 1) * PAGE).limit(PAGE)).all()), total
