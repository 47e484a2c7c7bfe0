"""One step of one arrangement, and the activity that puts it on record."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from activities.posting import Office
from activities.recording import Recording
from activities.writing import Correspondent
from demonstration.favorable import a_week
from mail.rendering import MailRenderer
from policy.account import Account, Entry, Happening, Standing, Status
from policy.acts import Attribution, Submission
from policy.notices import Kind, Notice
from policy.plan import plan
from policy.proposal import Proposal
from policy.tasks import Purpose, Task
from records.database import Sessions
from records.letters import Letter
from tests import people
from tests.policy.samples import AGENCIES, CONNECTICUT, PROGRAMS

AT = datetime(2026, 11, 10, 15, tzinfo=UTC)
OFFICE = Office("http://127.0.0.1:8000", "telecommute@example.test", b"s" * 32)


def a_submission() -> Submission:
    """The employee's proposal as it comes in."""
    agency = AGENCIES["comptroller"]
    return Submission(
        reference="TA-TEST-0001",
        agency=agency.id,
        unit="Audit",
        plan=plan(CONNECTICUT, agency, {}),
        proposal=Proposal(date(2026, 12, 1), date(2027, 8, 31), a_week("tuesday")),
        by=Attribution(people.EMPLOYEE, "key-1", AT),
    )


def an_account(*kinds: Kind, revision: int = 1, note: str = "") -> Account:
    """One step: something happened, and the employee is told in several ways."""
    task = Task(Purpose.SIGN, "employee", people.EMPLOYEE, AT, 1, "employee")
    return Account(
        standing=Standing(
            reference="TA-TEST-0001",
            revision=revision,
            as_of=AT,
            status=Status.SIGNING,
            since=AT,
            version=1,
            signed=(),
            tasks=(task,),
            deadlines=(),
            starts_on=date(2026, 12, 1),
            ends_on=date(2027, 8, 31),
        ),
        entries=(Entry(1, AT, Happening.SUBMITTED, "employee", people.EMPLOYEE, note=note),),
        notices=tuple(
            Notice(
                f"TA-TEST-0001/{at}",
                kind,
                "employee",
                people.EMPLOYEE,
                AT,
                purpose=Purpose.SIGN,
                about="employee",
                version=1,
                facts={"reason": note, "outcome": "approved", "declined_by": note},
            )
            for at, kind in enumerate(kinds, 1)
        ),
        proposals=((0, a_submission().proposal),),
    )


def recording(sessions: Sessions) -> Recording:
    """The activity, with the programs as they ship."""
    return Recording(sessions, Correspondent(OFFICE, MailRenderer(), PROGRAMS, AGENCIES))


def parsed(letter: Letter) -> EmailMessage:
    """The letter as a mail program reads it."""
    return message_from_bytes(letter.message, _class=EmailMessage, policy=modern)
