"""What callers of the JSON API are told about people: led, on file, and what somebody signed."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from api.calls.told import PersonTold, Told
from api.overviews.calendars import NAMES
from api.parts import Parts
from api.views.paged import Paged
from api.views.team import MemberView, member_views
from api.views.team_filter import Stand, stands
from records import arrangements, calendars, people
from records.arrangements import Arrangement
from records.calendars import Shown
from records.entries import TimelineEntry, signed_by
from records.facts import EmployeeFacts
from records.people import Person
from records.roster import OF_PERSON
from records.teams import Member


class SignatureTold(Told):
    """A signature that you gave; `documents` are the addresses of what it covers."""

    reference: str
    version: int
    role: str
    line: str
    at: datetime
    documents: tuple[str, ...]


class SignedTold(Told):
    """One page of the signatures that you gave; `total` counts all."""

    total: int
    page: int
    signatures: tuple[SignatureTold, ...]


class InBriefTold(Told):
    """An arrangement of somebody you lead, as far as the team's page shows it."""

    reference: str
    status: str
    starts_on: date
    ends_on: date | None


class RecordTold(Told):
    """A register that is kept about employees, and whether this one is in it."""

    title: str
    recorded: bool
    state: str


class MemberTold(Told):
    """Somebody you lead; `level` 1 reports to you. `telecommutes` is null where it is not on file.

    `stands` holds what `show` narrows by.
    """

    person: PersonTold
    supervisor: str
    level: int
    stands: tuple[Stand, ...]
    newest: InBriefTold | None
    signed: InBriefTold | None
    telecommutes: bool | None
    records: tuple[RecordTold, ...]


class TeamTold(Told):
    """One page of those you lead, a hundred at a time; `total` counts all that match."""

    total: int
    page: int
    pages: int
    members: tuple[MemberTold, ...]


class DesignationTold(Told):
    """Who may act for somebody, and on which days."""

    person: str
    starts_on: date
    ends_on: date


class OnFileTold(PersonTold):
    """One person's row in the directory, who acts for them, and their arrangements.

    `columns` are those of the directory's file; `left_on` is the first day that is not theirs,
    `job_change` the ID of the program's reason.
    """

    columns: dict[str, str]
    designees: tuple[DesignationTold, ...]
    left_on: date | None
    job_change: str
    job_change_on: date | None
    arrangements: tuple[str, ...]


class CalendarTold(Told):
    """A calendar that you may have; `since` is when its secret address was made, if it was."""

    shows: str
    title: str
    since: datetime | None
    url: str


def tell_signed(session: Session, parts: Parts, person: str, page: int) -> SignedTold:
    """A page of somebody's signatures, newest first."""
    given, total = signed_by(session, person, page)
    rows = arrangements.of_references(session, (entry.reference for entry in given))
    shown = tuple(_signature(parts, rows[entry.reference], entry) for entry in given)
    return SignedTold(total=total, page=page, signatures=shown)


def tell_team(session: Session, parts: Parts, leader: Person, found: Paged[Member]) -> TeamTold:
    """A page of the people below a leader."""
    views = member_views(session, parts, leader, found.rows)
    members = tuple(_member(member, view) for member, view in zip(found.rows, views, strict=True))
    pages = found.pages
    return TeamTold(total=pages.total, page=pages.page, pages=pages.last, members=members)


def tell_on_file(session: Session, person: Person) -> OnFileTold:
    """One person as the directory has them."""
    facts = session.get(EmployeeFacts, person.number) or EmployeeFacts(person=person.number)
    acting = people.designations_of(session, person.number)
    theirs = arrangements.of_employee(session, person.number)
    return OnFileTold(
        **dict(PersonTold.of(person)),
        columns={column: str(getattr(person, column)) for column in OF_PERSON},
        designees=tuple(
            DesignationTold(person=each.designee, starts_on=each.starts_on, ends_on=each.ends_on)
            for each in acting
        ),
        left_on=facts.left_on,
        job_change=facts.job_change,
        job_change_on=facts.job_change_on,
        arrangements=tuple(each.reference for each in theirs),
    )


def tell_calendars(session: Session, number: str, offered: Sequence[Shown]) -> list[CalendarTold]:
    """Those that somebody may have."""
    made = calendars.of_person(session, number)
    return [
        CalendarTold(
            shows=shown,
            title=NAMES[shown],
            since=made.get(shown),
            url=f"/api/v1/calendars/{shown}",
        )
        for shown in offered
    ]


def _signature(parts: Parts, row: Arrangement, entry: TimelineEntry) -> SignatureTold:
    program = parts.program_of(row)
    base = f"/api/v1/arrangements/{entry.reference}/documents/{entry.version}"
    return SignatureTold(
        reference=entry.reference,
        version=entry.version,
        role=entry.role,
        line=entry.about,
        at=entry.at,
        documents=tuple(f"{base}/{each}" for each in program.line(entry.about).documents),
    )


def _member(member: Member, view: MemberView) -> MemberTold:
    return MemberTold(
        person=PersonTold.of(member.person),
        supervisor=member.person.supervisor,
        level=member.level,
        stands=tuple(sorted(stands(member))),
        newest=member.newest and InBriefTold.of(member.newest),
        signed=member.signed and InBriefTold.of(member.signed),
        telecommutes=member.telecommutes,
        records=tuple(
            RecordTold(title=each.title, recorded=each.done, state=each.state)
            for each in view.records
        ),
    )
