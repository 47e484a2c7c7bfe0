"""Who sees and hands in an agency's hours, and what there is to see in a pay period.

One table says who may do what, read by pages, JSON API and command line alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Self

from sqlmodel import Session

from api.dependencies import NotFound
from api.parts import Parts
from api.rights.access import NotAllowed
from api.who import Who
from policy.deadlines import local_date
from policy.hours.checks import TimeException, exceptions
from policy.hours.planned import Lived, PlannedDay, telecommuted
from policy.hours.recorded import Recorded
from policy.program import Agency, Program
from policy.reading.catalog import Programs
from policy.timekeeping import Check, CodeKind, Period, TimeRule, period_of
from records import hours, people, planning
from records.people import Person


class Part(StrEnum):
    """How somebody stands to an agency's hours."""

    TIMEKEEPER = "timekeeper"
    COORDINATOR = "coordinator"


class Use(StrEnum):
    """What can be done with an agency's hours."""

    READ = "read them"
    HAND_IN = "hand them in"


MAY: Mapping[Part, frozenset[Use]] = {
    Part.TIMEKEEPER: frozenset({Use.READ, Use.HAND_IN}),
    Part.COORDINATOR: frozenset({Use.READ}),
}
"""Timekeepers are named in the agency's file; coordinators are its HR representatives."""

_UNCOVERED = frozenset({Check.AFTER_ENDING, Check.NO_ARRANGEMENT})
"""What telecommuting hours are listed for where no arrangement was in force."""

NOT_YOURS = "Only the agency's timekeepers can hand in its hours. Nothing was changed."


def uses(who: Who, agency: Agency) -> frozenset[Use]:
    """What somebody may do with the hours of an agency."""
    holds = {
        Part.TIMEKEEPER: who.person.number in agency.timekeepers,
        Part.COORDINATOR: agency.id in who.agencies,
    }
    return frozenset(use for part, held in holds.items() if held for use in MAY[part])


def agencies_of(parts: Parts, who: Who) -> tuple[Agency, ...]:
    """The agencies whose hours somebody may read, by name."""
    found = (
        each
        for each in parts.agencies.values()
        if uses(who, each) and parts.programs.timekeeping(each, parts.clock())
    )
    return tuple(sorted(found, key=lambda agency: agency.name))


@dataclass(frozen=True)
class Books:
    """The hours of one agency in one pay period; `unit` narrows them to one unit's people."""

    session: Session
    programs: Programs
    agency: Agency
    rule: TimeRule
    period: Period
    unit: str = ""

    def turned_to(self, day: date) -> Self:
        """The same books, open at the pay period of that day."""
        return replace(self, period=period_of(self.rule, day))

    @cached_property
    def everybody(self) -> Mapping[str, Person]:
        """The agency's people by number, in the order of their names."""
        return {each.number: each for each in people.of_agency(self.session, self.agency.id)}

    @property
    def units(self) -> list[str]:
        """The agency's units."""
        return sorted({each.unit for each in self.everybody.values() if each.unit})

    @cached_property
    def planned(self) -> list[PlannedDay]:
        """The hours planned at the location, by employee and day."""
        lives = planning.of_agency(
            self.session, self.agency.id, self.period, self.programs.in_force
        )
        return telecommuted([each for each in lives if self._shows(each.employee)], self.period)

    @cached_property
    def exceptions(self) -> list[TimeException]:
        """What speaks against the hours recorded, by employee and day."""
        until = hours.latest_day(self.session, self.agency.id, self.period)
        recorded = hours.of_agency(self.session, self.agency.id, self.period)
        return list(self._against(recorded, self.period, until))

    @cached_property
    def earlier(self) -> list[TimeException]:
        """Telecommuting hours of earlier periods after what is by now known as an ending."""
        codes = self.rule.of_kinds({CodeKind.TELECOMMUTING})
        found = hours.after_endings(self.session, self.agency.id, codes, self.period.first)
        if not found:
            return []
        days = [each.day for each in found]
        against = self._against(found, Period(min(days), max(days)), None)
        return [each for each in against if each.rule.check in _UNCOVERED]

    def _against(
        self, recorded: Sequence[Recorded], period: Period, until: date | None
    ) -> Iterator[TimeException]:
        lives = planning.with_ended(
            self.session, self.agency.id, period.last, self.programs.in_force
        )
        theirs: dict[str, tuple[list[Lived], list[Recorded]]] = defaultdict(lambda: ([], []))
        for lived in lives:
            theirs[lived.employee][0].append(lived)
        for each in recorded:
            theirs[each.employee][1].append(each)
        for number in sorted(theirs):
            if self._shows(number):
                yield from exceptions(self.rule, *theirs[number], period, until)

    def _shows(self, number: str) -> bool:
        if not self.unit:
            return True
        person = self.everybody.get(number)
        return person is not None and person.unit == self.unit


@dataclass(frozen=True)
class Keeping:
    """The books of an agency as open before somebody who may read them."""

    parts: Parts
    who: Who
    program: Program
    books: Books

    @property
    def may_hand_in(self) -> bool:
        """Whether this person hands hours in."""
        return Use.HAND_IN in uses(self.who, self.books.agency)

    def refuse_reader(self) -> None:
        """NotAllowed for who may read the hours and not hand them in."""
        if not self.may_hand_in:
            raise NotAllowed(NOT_YOURS)


def opened(  # noqa: PLR0913, PLR0917 - who asks for what
    session: Session, parts: Parts, who: Who, agency: str, on: date | None, unit: str
) -> Keeping:
    """The books of an agency, by default the first, in the pay period of a day, by default today.

    NotFound for who may not read them, or where the program keeps no hours.
    """
    found = [each for each in agencies_of(parts, who) if agency in ("", each.id)]
    if not found:
        raise NotFound
    chosen, now = found[0], parts.clock()
    today = local_date(now, chosen.time_zone)
    program = parts.programs.of(chosen, on=today)
    if program.hours is None:
        raise NotFound
    period = period_of(program.hours, on or today)
    books = Books(session, parts.programs, chosen, program.hours, period, unit)
    return Keeping(parts, who, program, books)
