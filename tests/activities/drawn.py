"""What documents are drawn up from: an arrangement on record, and what they then contain."""

from datetime import UTC, date, datetime

from activities.drawing_up import Drafter
from demonstration import favorable
from demonstration.favorable import a_week
from documents.paper import CONTENT, PaperContent, Row
from policy.account import Account, Entry, Happening, Standing, Status
from policy.acts import Attribution, Outcome, Submission
from policy.analysis import Finding, Found
from policy.plan import plan
from policy.proposal import Proposal
from policy.tasks import Task
from records.accounts import write_account
from records.database import Sessions
from records.facts import EmployeeFacts
from records.papers import Paper
from tests import people
from tests.policy.samples import AGENCIES, PROGRAMS

AT = datetime(2026, 11, 10, 15, tzinfo=UTC)
DRAFTER = Drafter(PROGRAMS, AGENCIES)
REFERENCE = "TA-TEST-0001"
ASKED = a_week("tuesday", "thursday")


def submission(employee: str, agency: str, **answers: str) -> Submission:
    """A sample proposal of somebody in an agency."""
    program = PROGRAMS.of(AGENCIES[agency])
    given = favorable.answers(program) | answers
    ends_on = date(2027, 8, 31) if program.term.maximum_months else None
    return Submission(
        reference=REFERENCE,
        agency=agency,
        unit="Audit",
        plan=plan(program, AGENCIES[agency], given),
        proposal=Proposal(date(2026, 12, 1), ends_on, ASKED, given),
        by=Attribution(employee, "key-1", AT),
    )


def record(  # noqa: PLR0913 - what a test may want on record
    sessions: Sessions,
    came_in: Submission,
    approved: Proposal,
    *entries: Entry,
    version: int = 1,
    in_force: int = 0,
    tasks: tuple[Task, ...] = (),
) -> None:
    """Put on record what was submitted, what was approved, and what happened."""
    found = (
        Found(Finding("p7", "yes", "Quiet work."), "supervisor", people.SUPERVISOR, AT),
        Found(Finding("y7", "yes", computed=True), "hr_representative", people.COORDINATOR, AT),
    )
    account = Account(
        standing=Standing(
            reference=REFERENCE,
            revision=1,
            as_of=AT,
            status=Status.SIGNING,
            since=AT,
            version=version,
            signed=(),
            tasks=tasks,
            deadlines=(),
            starts_on=approved.starts_on,
            ends_on=None,
            in_force=in_force,
        ),
        entries=entries,
        notices=(),
        proposals=((0, came_in.proposal), (version, approved)),
        findings=found if came_in.plan.questions else (),
    )
    with sessions() as session:
        session.add(
            EmployeeFacts(person=people.EMPLOYEE, rating="satisfactory", rated_on=date(2026, 6, 30))
        )
        write_account(session, account, submission=came_in)
        session.commit()


REVIEWED = Entry(
    1,
    AT,
    Happening.REVIEW_GIVEN,
    "supervisor",
    people.SUPERVISOR,
    note="Fine with me.",
    evidence={"assessment": "supports it"},
)
DECIDED = Entry(
    2,
    AT,
    Happening.DECIDED,
    "hr_representative",
    people.COORDINATOR,
    about=Outcome.APPROVED_AS_MODIFIED,
    note="One day.",
)


def signed(line: str, person: str, seq: int = 3, **evidence: str) -> Entry:
    """A signature on a line."""
    return Entry(seq, AT, Happening.SIGNED, line, person, 1, line, evidence=evidence)


def drawn(sessions: Sessions, document: str, version: int = 1) -> PaperContent:
    """The document to be fixed."""
    with sessions() as session:
        return DRAFTER.unsigned(session, REFERENCE, version, document, AT)


def current(sessions: Sessions, document: str) -> PaperContent:
    """The fixed document with the signatures so far."""
    fixed = paper(drawn(sessions, document))
    with sessions() as session:
        return DRAFTER.current(session, fixed)


def paper(content: PaperContent) -> Paper:
    """A document of the first version as it was fixed."""
    return Paper(
        reference=REFERENCE,
        version=1,
        document=content.document,
        state="frozen",
        digest="0" * 64,
        size=1,
        pages=1,
        made_at=AT,
        content=CONTENT.dump_json(content).decode(),
    )


def rows(content: PaperContent) -> list[Row]:
    """Every row of a document."""
    return [row for block in content.blocks for row in block.rows]
