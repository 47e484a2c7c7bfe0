"""What the yearly statement is counted from: a few plain columns of many arrangements (II(c))."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Text, and_, case, cast, distinct, or_
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, func, select

from policy.account import CLOSED, Happening, Span
from policy.timekeeping import Period
from records.arrangements import Arrangement, as_read
from records.entries import TimelineEntry
from records.hours import RecordedHours, within
from records.proposals import ProposalVersion


@dataclass(frozen=True)
class Since:
    """Which arrangements matter: of these agencies, submitted before an instant (UTC), and not
    over before another, or before a day.
    """

    agencies: frozenset[str]
    begins: datetime
    ends: datetime
    first: date

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions on the table."""
        return [
            col(Arrangement.agency).in_(sorted(self.agencies)),
            col(Arrangement.submitted_at) < self.ends,
            or_(
                col(Arrangement.status).not_in(sorted(CLOSED)),
                col(Arrangement.since) >= self.begins,
                col(Arrangement.ended_on) >= self.first,
            ),
        ]


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an arrangement stood, as far as it is counted; `kept` are its spans as kept."""

    reference: str
    agency: str
    employee: str
    program: str
    program_version: str
    since: datetime
    submitted_at: datetime
    ending: str | None
    ended_on: date | None
    kept: list[dict[str, str]] | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The days on which each version was or will be in force."""
        return as_read(self.kept)


@dataclass(frozen=True, slots=True)
class Steps:
    """When the steps of one version were over; `outcome` is that of the decision before it.

    `filed` counts the destinations that signed documents were filed for.
    """

    version: int
    reviewed: datetime | None
    decided: datetime | None
    outcome: str | None
    fixed: datetime | None
    signed: datetime | None
    copied: datetime | None
    filed: int


@dataclass(frozen=True, slots=True)
class Content:
    """What one version says: its first day, its weekly schedule as JSON values, its answers."""

    starts_on: str
    week: list[dict[str, str | None]]
    answers: dict[str, str]


_CONTENT = TypeAdapter(Content)

STEPS = (
    Happening.REVIEW_GIVEN,
    Happening.DECIDED,
    Happening.FROZEN,
    Happening.AUTHORIZED,
    Happening.COPY_SENT,
    Happening.FILED,
)
"""What happens once in the life of a version, or the last time counts."""


_A, _P, _T = Arrangement, ProposalVersion, TimelineEntry


def stood(session: Session, since: Since) -> list[Stood]:
    """Where the arrangements that matter stood, by reference; only what is counted is read."""
    found = rows_of(
        col(_A.reference),
        col(_A.agency),
        col(_A.employee),
        col(_A.program),
        col(_A.program_version),
        col(_A.since),
        col(_A.submitted_at),
        col(_A.ending),
        col(_A.ended_on),
        col(_A.spans),
    ).where(*since.conditions)
    rows = session.connection().execute(found.order_by(_A.reference))
    return [Stood(reference, *columns) for reference, *columns in rows]


def contents(session: Session, since: Since) -> Iterator[tuple[str, int, Content]]:
    """Each version that was made ready for signing, with its reference and number.

    The database hands the JSON over as text: it is read here once, and into nothing but this.
    """
    text = cast(_P.content, Text)
    found = (
        rows_of(col(_P.reference), col(_P.version), text)
        .join(_A, col(_A.reference) == col(_P.reference))
        .where(*since.conditions, col(_P.version) > 0, col(_A.in_force) > 0)
    )
    for reference, version, content in session.connection().execute(found):
        yield reference, version, _CONTENT.validate_json(content)


def steps(session: Session, since: Since, copies: Collection[str]) -> dict[str, list[Steps]]:
    """The steps of each version, in order, by reference; `copies` are the IDs of those timed."""
    found = (
        rows_of(
            col(_T.reference),
            col(_T.version),
            func.max(_at(Happening.REVIEW_GIVEN)),
            func.max(_at(Happening.DECIDED)),
            func.max(case((_is(Happening.DECIDED), col(_T.about)))),
            func.min(_at(Happening.FROZEN)),
            func.min(_at(Happening.AUTHORIZED)),
            func.min(_at(Happening.COPY_SENT, col(_T.about).in_(sorted(copies)))),
            func.count(distinct(case((_is(Happening.FILED), col(_T.about))))),
        )
        .join(_A, col(_A.reference) == col(_T.reference))
        .where(*since.conditions, col(_T.kind).in_([kind.value for kind in STEPS]))
        .group_by(col(_T.reference), col(_T.version))
        .order_by(col(_T.reference), col(_T.version))
    )
    by_reference: dict[str, list[Steps]] = defaultdict(list)
    for reference, *columns in session.connection().execute(found):
        by_reference[reference].append(Steps(*columns))
    return by_reference


def reasons(session: Session, since: Since) -> dict[str, str]:
    """The IDs of the program's reasons for which arrangements ended, by reference."""
    told = rows_of(col(_T.reference), col(_T.evidence)["because"].as_string()).join(
        _A, col(_A.reference) == col(_T.reference)
    )
    found = told.where(*since.conditions, _is(Happening.ENDED), col(_A.in_force) > 0)
    rows = session.connection().execute(found)
    return {reference: because for reference, because in rows if because}


def recorded(session: Session, agency: str, codes: Collection[str], period: Period) -> int | None:
    """Hours recorded under these codes, in hundredths; None where nothing was recorded at all."""
    there = within(agency, period)
    if session.exec(select(RecordedHours.person).where(*there).limit(1)).first() is None:
        return None
    told = select(func.coalesce(func.sum(RecordedHours.hours), 0))
    return session.exec(told.where(*there, col(RecordedHours.code).in_(sorted(codes)))).one()


def _is(kind: Happening) -> ColumnElement[bool]:
    return col(_T.kind) == kind.value


def _at(kind: Happening, *more: ColumnElement[bool]) -> ColumnElement[datetime]:
    return case((and_(_is(kind), *more), col(_T.at)))


def first_year(session: Session, agencies: Collection[str]) -> int | None:
    """The year in which the first proposal came in, in UTC; None before it."""
    first = select(func.min(_A.submitted_at)).where(col(_A.agency).in_(sorted(agencies)))
    found = session.exec(first).one()
    return None if found is None else found.year
