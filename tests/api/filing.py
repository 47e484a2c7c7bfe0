"""Arrangements in the records of a test, put there as a workflow's accounts would leave them."""

from datetime import date, time

from sqlmodel import col, func, select

from activities.drawing_up import Drafter
from documents.paper import CONTENT
from policy.account import Happening
from policy.coding import proposal_to_json
from policy.proposal import Proposal
from policy.tasks import Purpose
from policy.week import WEEKDAYS, Day, Place
from records import tasks
from records.arrangements import Arrangement
from records.entries import TimelineEntry
from records.links import Link, link_id, token
from records.papers import Paper
from records.proposals import ProposalVersion
from records.secret import digest_of
from tests.api.site import REFERENCE, SECRET, Desk
from tests.people import EMPLOYEE

AGENCY = "comptroller"
OTHER_REFERENCE = "TA-9R1B-6TZE"


def a_week() -> tuple[Day, ...]:
    """Eight hours on five days, Tuesday and Thursday away."""
    away = {"tuesday", "thursday"}
    return tuple(
        Day(
            weekday=day,
            place=Place.TELECOMMUTING if day in away else Place.DUTY_STATION,
            starts=time(8),
            lunch_starts=time(12),
            lunch_ends=time(12, 30),
            ends=time(16, 30),
            breaks="10:00 am and 2:30 pm",
        )
        for day in WEEKDAYS[:5]
    )


PROPOSAL = Proposal(
    date(2026, 12, 1), date(2027, 8, 31), a_week(), {"duties_away": "Audits accounts"}
)


def file(desk: Desk, reference: str = REFERENCE, employee: str = EMPLOYEE) -> None:
    """An arrangement at version 1, waiting for signatures."""
    program = desk.parts.programs.get(desk.parts.agencies[AGENCY].program)
    with desk.session() as session:
        session.add(
            Arrangement(
                reference=reference,
                revision=1,
                program=program.name,
                program_version=program.version,
                agency=AGENCY,
                unit="Audit",
                employee=employee,
                status="signing",
                version=1,
                since=desk.clock.now,
                submitted_at=desk.clock.now,
                starts_on=PROPOSAL.starts_on,
                ends_on=PROPOSAL.ends_on,
                signed=[],
                deadlines=[],
            )
        )
        session.flush()
        for version in (0, 1):
            content = proposal_to_json(PROPOSAL)
            session.add(ProposalVersion(reference=reference, version=version, content=content))
        session.commit()
    for document in program.documents:
        freeze(desk, document.id, reference)


def ask(  # noqa: PLR0913 - what tells one task from another
    desk: Desk,
    person: str,
    role: str,
    *,
    purpose: Purpose = Purpose.SIGN,
    version: int = 1,
    reference: str = REFERENCE,
) -> Link:
    """An open task with its link, as a letter would carry it."""
    about = role if purpose is Purpose.SIGN else ""
    name = link_id(reference, purpose, role, person, about, version)
    link = Link(
        id=name,
        digest=digest_of(token(SECRET, name)),
        reference=reference,
        purpose=purpose,
        role=role,
        person=person,
        about=about,
        version=version,
        made_at=desk.clock.now,
    )
    with desk.session() as session:
        session.add(link)
        session.add(
            tasks.OpenTask(
                reference=reference,
                purpose=purpose,
                role=role,
                person=person,
                about=about,
                version=version,
                since=desk.clock.now,
            )
        )
        session.commit()
        session.refresh(link)
    return link


def close(desk: Desk, link: Link, *, kind: Happening | None = None) -> None:
    """The task of a link is over; with `kind`, because its person did that."""
    with desk.session() as session:
        open_task = tasks.matching(session, link)
        if open_task is not None:
            session.delete(open_task)
        session.commit()
    if kind is not None:
        note(desk, kind, link.person, role=link.role, about=link.about, version=link.version)


def note(desk: Desk, kind: Happening, person: str, **values: str | int) -> TimelineEntry:
    """An entry in the timeline."""
    reference = str(values.pop("reference", REFERENCE))
    with desk.session() as session:
        last = select(func.max(col(TimelineEntry.seq)))
        seq = session.exec(last.where(TimelineEntry.reference == reference)).one() or 0
        entry = TimelineEntry(
            reference=reference,
            seq=seq + 1,
            at=desk.clock.now,
            kind=kind,
            person=person,
            role=str(values.get("role", "")),
            about=str(values.get("about", "")),
            version=int(values.get("version", 0)),
            note=str(values.get("note", "")),
            key=str(values.get("key", "")),
            evidence={},
        )
        session.add(entry)
        session.commit()
        session.refresh(entry)
    return entry


def freeze(desk: Desk, document: str, reference: str = REFERENCE) -> None:
    """A frozen document of version 1; its bytes are words in place of a PDF."""
    drafter = Drafter(desk.parts.programs, desk.parts.agencies)
    with desk.session() as session:
        content = drafter.unsigned(session, reference, 1, document, desk.clock.now)
        fixed = f"%PDF {document} of {reference} as fixed".encode()
        session.add(
            Paper(
                reference=reference,
                version=1,
                document=document,
                state="frozen",
                digest=desk.parts.store.put(fixed),
                size=len(fixed),
                pages=1,
                made_at=desk.clock.now,
                content=CONTENT.dump_json(content).decode(),
            )
        )
        session.commit()
