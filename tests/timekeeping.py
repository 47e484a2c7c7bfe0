"""Arrangements in force and their timekeeper, put on record as a workflow would."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from policy.account import Account, Ending, Span, Standing, Status
from policy.acts import Attribution, Submission
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.plan import Plan
from policy.program import Pace, TermRule
from policy.proposal import Proposal
from policy.week import WEEKDAYS, Day, Place, Week
from records.accounts import write_account
from records.people import Person

TIMEKEEPER = "100150"
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
HOURS = (time(8), time(12), time(12, 30), time(16, 30))
HEADER = "EMPLID,DUR,TRC,TL_QUANTITY"


def a_week(*telecommuting: str) -> Week:
    """Eight hours on five days, those named at the location; the weekend off."""
    return tuple(
        Day(weekday, Place.OFF)
        if weekday in WEEKDAYS[5:]
        else Day(
            weekday,
            Place.TELECOMMUTING if weekday in telecommuting else Place.DUTY_STATION,
            *HOURS,
            breaks="10:00 am",
        )
        for weekday in WEEKDAYS
    )


TUESDAYS = Proposal(date(2026, 12, 1), date(2027, 8, 31), a_week("tuesday"), {"duties": "x" * 50})
LIVED = Standing(
    reference="TA-7K3M-9QXD",
    revision=1,
    status=Status.ACTIVE,
    since=NOW,
    version=1,
    signed=(),
    tasks=(),
    deadlines=(),
    starts_on=TUESDAYS.starts_on,
    ends_on=TUESDAYS.ends_on,
    as_of=NOW,
    in_force=1,
    spans=(Span(1, TUESDAYS.starts_on, TUESDAYS.ends_on),),
)


def the_plan(program: str, version: str) -> Plan:
    """What a workflow knows of a program, as far as records need it."""
    return Plan(
        program=program,
        version=version,
        digest="0" * 64,
        time_zone="America/New_York",
        employee="employee",
        coordinator="hr_representative",
        reviewers=(),
        decider=None,
        review_pace=Pace((3,), 7),
        lines=(),
        signing_pace=Pace((3,), 7),
        mail_documents=False,
        term=TermRule(9, "Nine-month maximum", (60,)),
        copies=(),
        titles={},
    )


def settle_timekeeper(session: Session, supervisor: str = "") -> Person:
    """Put whom the sample agency names as its timekeeper into the directory."""
    person = Person(
        number=TIMEKEEPER,
        name="Lucille Abernathy",
        mail="lucille@example.test",
        agency="comptroller",
        unit="Payroll",
        supervisor=supervisor,
    )
    session.add(person)
    session.commit()
    return person


def live(  # noqa: PLR0913 - what tells one arrangement from another
    session: Session,
    employee: str,
    standing: Standing = LIVED,
    *,
    proposals: tuple[Proposal, ...] = (TUESDAYS,),
    concerns: tuple[Concern, ...] = (),
    agency: str = "comptroller",
    program: tuple[str, str] = ("connecticut", "2010.1"),
    unit: str = "Audit",
) -> None:
    """Put an arrangement on record as it stands, with its versions and what came up."""
    by = Attribution(employee, f"{standing.reference}-submit", NOW)
    submission = Submission(standing.reference, agency, unit, the_plan(*program), proposals[0], by)
    account = Account(standing, (), (), tuple(enumerate(proposals, 1)), concerns=concerns)
    write_account(session, account, submission=submission)
    session.commit()


def over(standing: Standing, ended_on: date, ending: Ending = Ending.JOB_CHANGED) -> Standing:
    """The same once it has ended, in force until the day before."""
    return replace(standing, status=Status.ENDED, ending=ending, ended_on=ended_on)


def granted(number: int, rule: str, on: date, **answers: str) -> Concern:
    """A written approval that was given."""
    return Concern(
        number=number,
        kind=ConcernKind.APPROVAL,
        rule=rule,
        state=ConcernState.APPROVED,
        role="employee",
        person="1001",
        opened_at=NOW,
        answers={"day": on.isoformat(), **answers},
        on=on,
        closed_at=NOW,
    )


def a_file(*rows: str) -> bytes:
    """A file of recorded hours of those rows."""
    return "\r\n".join([HEADER, *rows, ""]).encode()
