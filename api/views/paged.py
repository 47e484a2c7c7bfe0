"""Long lists, a page at a time."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from records.paging import last_page

Row = TypeVar("Row")


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """Some rows of a list, of how many, and the addresses of the pages around them."""

    rows: tuple[Row, ...]
    total: int
    page: int
    address: str

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return last_page(self.total)

    @property
    def previous(self) -> str:
        """Where the page before is; blank on the first."""
        return f"{self.address}?page={self.page - 1}" if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Where the page after is; blank on the last."""
        return f"{self.address}?page={self.page + 1}" if self.page < self.pages else ""
