"""Who sees the extent of use of which agencies, and what a year's statement says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Self

from fastapi import Depends
from sqlmodel import Session

from activities.counting import Statistician
from api.dependencies import NotFound, PartsDep, SessionDep, ViewerDep
from api.parts import Parts
from api.who import Who
from documents.statements import Heading
from policy.counting.figures import Figure, Statement
from policy.deadlines import local_date
from policy.program import Agency, Program
from records import board, extent, leaders, statements
from records.arrangements import Arrangement
from records.people import Person
from records.statements import WrittenStatement

FINDINGS = "denials:"
"""How the figures begin that say what reviews found: coordinators alone see behind them."""

Row = tuple[Arrangement, Person | None]


@dataclass(frozen=True)
class Extent:
    """A year of some agencies, for somebody who may see it."""

    session: Session
    parts: Parts
    who: Who
    mine: frozenset[str]
    agencies: frozenset[str]
    year: int
    now: datetime

    @classmethod
    def of(cls, session: Session, parts: Parts, who: Who, year: str, agency: str) -> Self:
        """What an address asks for: a year that it cannot mean is the running one.

        NotFound for who may see no agency's statement, or not that agency's.
        """
        mine = visible(session, parts, who)
        if not mine or (agency and agency not in mine):
            raise NotFound
        now = parts.clock()
        chosen = frozenset({agency}) if agency else mine
        zone = parts.agencies[min(chosen)].time_zone
        return cls(
            session, parts, who, mine, chosen, year_of(year, local_date(now, zone).year), now
        )

    @property
    def agency(self) -> Agency | None:
        """The one agency that it is about, or None."""
        return self.parts.agencies[min(self.agencies)] if len(self.agencies) == 1 else None

    @property
    def program(self) -> Program:
        """The program of the first agency."""
        return self.parts.programs.of(self.parts.agencies[min(self.agencies)])

    @cached_property
    def statement(self) -> Statement:
        """The figures."""
        return self._statistician.statement(self.session, self.year, self.agencies, self.now)

    @property
    def heading(self) -> Heading:
        """What files of it are headed with."""
        return self._statistician.heading(self.session, self.year, self.agencies, self.now)

    @property
    def written(self) -> list[WrittenStatement]:
        """What was written for the year."""
        return statements.of_year(self.session, self.agencies, self.year)

    @property
    def years(self) -> range:
        """The years there is something of, and the one that is shown."""
        running = local_date(self.now, self.parts.agencies[min(self.agencies)].time_zone).year
        first = extent.first_year(self.session, self.agencies)
        return range(min(first or running, running, self.year), running + 1)

    def behind(self, name: str) -> Figure:
        """The figure of that ID with what this person may see behind it; NotFound without one."""
        found = self.statement.figure(name)
        hidden = name.startswith(FINDINGS) and not self.agencies <= self.who.agencies
        if found is None or hidden:
            raise NotFound
        return found

    def listed(self, references: Sequence[str]) -> dict[str, Row]:
        """The arrangements of those references, with their employees."""
        return board.with_employees(self.session, references)

    @cached_property
    def _statistician(self) -> Statistician:
        return Statistician(self.parts.programs, self.parts.agencies)


def visible(session: Session, parts: Parts, who: Who) -> frozenset[str]:
    """The agencies whose statement somebody may see: those they coordinate for, or head."""
    headed = leaders.headed_by(session, who.person.number)
    return (who.agencies | headed) & frozenset(parts.agencies)


def year_of(text: str, running: int) -> int:
    """The year that was asked for, none after the running one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else running
    return year if 2000 <= year <= running else running  # noqa: PLR2004 - as dates in forms


def extent_of(
    session: SessionDep, parts: PartsDep, viewer: ViewerDep, year: str = "", agency: str = ""
) -> Extent:
    """A dependency: what the address of a page asks for."""
    return Extent.of(session, parts, viewer, year, agency)


ExtentDep = Annotated[Extent, Depends(extent_of, scope="function")]
