"""Arrangements under the programs as they ship, with all that is on record."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

from demonstration import favorable
from documents.contents import acknowledged, paper_content, signature_rows
from documents.paper import Acknowledgement, PaperContent, SignatureRow
from documents.particulars import (
    AgencyReview,
    Assessment,
    Decision,
    Determined,
    Particulars,
    Party,
    PersonFacts,
)
from policy.acts import Determination, Outcome
from policy.analysis import Finding, Found
from policy.facts import Facts
from policy.plan import employee_role
from policy.program import Program
from policy.proposal import Proposal
from policy.reading.loading import PROGRAMS as FOLDER
from policy.reading.loading import load_agencies, load_programs
from policy.week import WEEKDAYS, Day, Place, Week

PROGRAMS = load_programs(FOLDER)
AGENCIES = load_agencies(FOLDER / "agencies", PROGRAMS)
AGENCY_OF = {"connecticut": "comptroller", "sacramento": "sacramento-it"}

REVIEWED_AT = datetime(2026, 11, 10, 21, 12, tzinfo=UTC)
DECIDED_AT = datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
DETERMINED_BECAUSE = "The essential functions can be performed at the location."
SIGNED_AT = "Monday, November 16, 2026, 9:05 am EST"
NAMES = {
    "employee": "Ana Rivera",
    "supervisor": "Tomasz Okafor",
    "manager": "Ruth Abernathy",
    "hr_representative": "Hana Ito",
    "agency_head": "Dolores Castellano",
    "das_liaison": "Henry Whitfield",
    "department_head": "Grace Lund",
    "coordinator": "Omar Haddad",
}
FACTS = Facts(
    rating="satisfactory",
    rated_on=date(2026, 6, 30),
    working_test_from=date(2020, 1, 6),
    working_test_until=date(2020, 7, 5),
    leading_class=False,
    training_class=False,
    disciplined_on=(date(2019, 3, 4),),
    schedule_type="standard",
)
EMPLOYEE = PersonFacts(
    "Ana Rivera",
    "1001",
    "Accounts Examiner",
    "Administrative Clerical (NP-3)",
    "Accounts Payable Division",
    "165 Capitol Avenue, Hartford, CT 06106",
    "860-555-0131",
    "ana.rivera@comptroller.example",
)
ITEMS = (
    ("Laptop, 14 inch", "OSC-004512", "2026-11-13", "2026-11-16"),
    ("VPN key", "VPN-7730", "2026-11-13", "2026-11-16"),
)


def equipment(items: tuple[tuple[str, ...], ...] = ITEMS) -> str:
    """A list of equipment, as it is kept."""
    columns = ("item", "tag", "authorized_on", "taken_on")
    return json.dumps([dict(zip(columns, item, strict=True)) for item in items])


def days(*away: str, **others: Place) -> Week:
    """One whole week of eight hours on five days."""
    places = dict.fromkeys(away, Place.TELECOMMUTING) | others
    return tuple(
        Day(
            name,
            places.get(name, Place.DUTY_STATION),
            time(8),
            time(12),
            time(12, 30),
            time(16, 30),
            "10:00 am and 2:30 pm, 15 minutes each",
            time(11) if places.get(name) is Place.PART_DAY else None,
        )
        if name in WEEKDAYS[:5] and places.get(name) is not Place.OFF
        else Day(name, Place.OFF)
        for name in WEEKDAYS
    )


ONE_WEEK = days("tuesday", "thursday")
TWO_WEEKS = (*ONE_WEEK, *days("monday", wednesday=Place.PART_DAY, friday=Place.OFF))


def whole(name: str = "connecticut", week: Week = ONE_WEEK, **answers: str) -> Particulars:
    """One arrangement of a program, approved, with every answer that it needs."""
    agency = AGENCIES[AGENCY_OF[name]]
    program = PROGRAMS.of(agency)
    given = _answers(program) | answers
    last = date(2027, 8, 31) if program.term.maximum_months else None
    return Particulars(
        program,
        agency,
        "TA-7K3M-9QXD",
        1,
        Proposal(date(2026, 12, 1), last, week, given),
        EMPLOYEE,
        tuple(Party(role.id, role.title, NAMES[role.id], "Director") for role in program.roles),
        submitted_on=date(2026, 11, 5),
        submitted_at=datetime(2026, 11, 5, 14, 20, tzinfo=UTC),
    )


def _answers(program: Program) -> dict[str, str]:
    given = favorable.answers(program)
    others = [role.id for role in program.roles if role.id != employee_role(program)]
    for role in others:
        given |= favorable.filled_in(program, role, given)
    return {name: value for name, value in given.items() if name != "equipment"} | _kept(program)


def _kept(program: Program) -> dict[str, str]:
    """The equipment where it is listed item by item, else as the employee wrote it."""
    listed = any(field.id == "equipment" and field.columns for field in program.fields)
    return {"equipment": equipment() if listed else "City laptop with Teams and Jabber"}


def review_of(particulars: Particulars, *changed: Found) -> AgencyReview:
    """Everything answered as approval needs it; then what is `changed`, in that order."""
    program, given = particulars.program, particulars.proposal.answers
    found = [
        Found(finding, role.id, role.id, REVIEWED_AT)
        for role in program.roles
        for finding in favorable.findings(program, role.id, given)
    ]
    return AgencyReview(
        findings=(*found, *changed),
        names=NAMES,
        assessments=tuple(
            Assessment(
                program.role(role).title,
                NAMES[role],
                "supports it",
                "Two quiet days a week will help with the month's end.",
                REVIEWED_AT,
            )
            for role in program.review.reviewers
        ),
        decision=Decision(
            Outcome.APPROVED,
            "Vendor accounts are reconciled sooner, and the counter stays covered.",
            "Hana Ito",
            "HR representative",
            DECIDED_AT,
        ),
        approved=particulars.proposal,
        facts=FACTS,
    )


def reviewed(particulars: Particulars, *changed: Found) -> Particulars:
    """The same with the agency's part of the form."""
    return replace(particulars, review=review_of(particulars, *changed))


def determined(particulars: Particulars, outcome: Determination) -> Particulars:
    """The same with the determination of a reasonable accommodation."""
    role = "HR representative"
    given = Determined(outcome, DETERMINED_BECAUSE, "Hana Ito", role, DECIDED_AT)
    return replace(particulars, determined=given)


def found(  # noqa: PLR0913 - all that a finding holds
    question: str,
    answer: str,
    role: str = "supervisor",
    *,
    remark: str = "",
    way_out: str = "",
    set_aside: str = "",
) -> Found:
    """A finding of somebody in a role, on the day of the reviews."""
    finding = Finding(question, answer, remark, way_out)
    return Found(finding, role, role, REVIEWED_AT, set_aside)


def unsigned(particulars: Particulars, document: str) -> PaperContent:
    """The document to be fixed."""
    rows = signature_rows(particulars.program, document, particulars.parties, {})
    return paper_content(particulars, document, rows, made_at=DECIDED_AT)


def signed(particulars: Particulars, document: str) -> PaperContent:
    """The document with every signature and every term acknowledged."""
    program, given = particulars.program, particulars.proposal.answers
    filled = {
        line.id: SignatureRow(
            program.role(line.role).title,
            NAMES[line.role],
            "Director",
            SIGNED_AT,
            "TA-7K3M-9QXD v1 no. 12",
        )
        for line in program.signing.lines
    }
    rows = signature_rows(program, document, particulars.parties, filled)
    content = paper_content(
        replace(particulars, authorized_at=datetime(2026, 11, 16, 14, 5, tzinfo=UTC)),
        document,
        rows,
        made_at=DECIDED_AT,
        frozen_digest="0123456789abcdef" * 4,
    )
    marked = [
        Acknowledgement(
            line.id, favorable.acknowledged(program, line.id, given), NAMES[line.role], SIGNED_AT
        )
        for line in program.signing.lines
    ]
    return acknowledged(program, content, marked)
