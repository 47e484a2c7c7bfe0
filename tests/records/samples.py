"""Small, valid values for the tests of the records."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from policy.account import Account, DeadlineSet, Entry, Happening, Standing, Status
from policy.acts import Attribution, Submission
from policy.plan import Plan
from policy.program import Pace, TermRule
from policy.proposal import Proposal
from policy.tasks import Purpose, Task
from policy.week import Day, Place
from records import arrangements
from records.accounts import write_account
from records.letters import Letter
from records.people import Person

NOW = datetime(2026, 11, 20, 14, 30, 15, 123456, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REFERENCE, EMPLOYEE, REVIEWER, HR = "TA-7K3M-9QXD", "100101", "100120", "100130"

PROPOSAL = Proposal(
    starts_on=date(2026, 12, 1),
    ends_on=date(2027, 8, 31),
    week=(Day("tuesday", Place.TELECOMMUTING, time(8), time(12), time(12, 30), time(16, 30)),),
    answers={"duties": "Reads accounts — “alone”"},
)
PLAN = Plan(
    program="connecticut",
    version="1",
    digest="0" * 64,
    time_zone="America/New_York",
    employee="employee",
    coordinator="coordinator",
    reviewers=("manager",),
    decider="coordinator",
    review_pace=Pace((3,), 7),
    lines=(),
    signing_pace=Pace((3,), 7),
    mail_documents=False,
    term=TermRule(9, "Nine-month maximum", (60,)),
    copies=(),
    titles={},
)


def a_submission(
    reference: str = REFERENCE,
    employee: str = EMPLOYEE,
    *,
    agency: str = "comptroller",
    unit: str = "Accounts Payable",
) -> Submission:
    """A proposal as submitted."""
    return Submission(reference, agency, unit, PLAN, PROPOSAL, Attribution(employee, "submit", NOW))


TASK = Task(Purpose.SIGN, "manager", REVIEWER, NOW)
ENTRY = Entry(1, NOW, Happening.SUBMITTED, "manager", EMPLOYEE, evidence={"peer": "::1"})


def a_standing(
    revision: int = 1,
    *tasks: Task,
    reference: str = REFERENCE,
    status: Status = Status.REVIEW,
    deadlines: tuple[DeadlineSet, ...] = (),
    ends_on: date | None = PROPOSAL.ends_on,
) -> Standing:
    """Where an arrangement stands."""
    return Standing(
        reference=reference,
        revision=revision,
        as_of=NOW,
        status=status,
        since=NOW,
        version=0,
        signed=("employee",),
        tasks=tasks,
        deadlines=deadlines,
        starts_on=PROPOSAL.starts_on,
        ends_on=ends_on,
    )


def a_deadline(at: datetime, label: str = "Copy due") -> DeadlineSet:
    """A deadline at an instant."""
    return DeadlineSet("copy", label, at)


def an_account(standing: Standing | None = None, *entries: Entry) -> Account:
    """One step of a workflow's account."""
    return Account(standing or a_standing(), entries, (), ())


def a_letter(
    key: str = "k",
    queued_at: datetime = NOW,
    *,
    reference: str = REFERENCE,
    kind: str = "signature_requested",
    role: str = "manager",
) -> Letter:
    """A letter in the outbox."""
    return Letter(
        key=key,
        reference=reference,
        kind=kind,
        role=role,
        person=REVIEWER,
        address="ruth@comptroller.example",
        subject="Sign",
        message=b"Subject: Sign\r\n\r\n\x00\xff",
        attachments=[["arrangement.pdf", "0" * 64]],
        queued_at=queued_at,
        next_attempt_at=queued_at,
    )


def a_person(number: str, name: str = "Amara Rivera", **columns: str) -> Person:
    """Somebody in the directory."""
    mail = columns.pop("mail", f"p{number}@comptroller.example")
    agency = columns.pop("agency", "comptroller")
    return Person(number=number, name=name, mail=mail, agency=agency, **columns)


def begin(session: Session, standing: Standing, *entries: Entry, **where: str) -> None:
    """Put an arrangement on record, as far as `standing`."""
    submission = a_submission(standing.reference, **where)
    write_account(session, an_account(standing, *entries), submission=submission)


def late_since(session: Session) -> datetime | None:
    """Since when somebody is late with the arrangement, as a new session reads it."""
    session.expire_all()
    found = arrangements.find(session, REFERENCE)
    assert found is not None
    return found.late_since
