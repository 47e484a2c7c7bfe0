"""Long lists, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from records.paging import PAGE, last_page

Row = TypeVar("Row")


@dataclass(frozen=True)
class Pages:
    """Which page of a long list is shown, and where the ones around it are.

    A page past the end is `asked` for as well: it is the last one.
    """

    asked: int
    total: int
    address: Callable[[int], str]
    size: int = PAGE

    @property
    def last(self) -> int:
        """How many pages there are; an empty list has one."""
        return last_page(self.total, self.size)

    @property
    def page(self) -> int:
        """The page that is shown."""
        return min(max(self.asked, 1), self.last)

    @property
    def rows(self) -> slice:
        """Which of all the rows are on it."""
        return slice((self.page - 1) * self.size, self.page * self.size)

    @property
    def previous(self) -> str:
        """Where the page before is; blank on the first."""
        return self.address(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Where the page after is; blank on the last."""
        return self.address(self.page + 1) if self.page < self.last else ""


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """The rows of one page of a list."""

    rows: tuple[Row, ...]
    pages: Pages


def turned_to(page: int, read: Callable[[int], tuple[list[Row], int]]) -> tuple[list[Row], int]:
    """What `read` finds on a page (from 1), and in all; a page past the end is the last one."""
    found, total = read(page)
    return (found, total) if page <= last_page(total) else read(last_page(total))


def numbered(path: str) -> Callable[[int], str]:
    """The addresses of the pages of a list that nothing else is chosen of."""
    return f"{path}?page={{}}".format
