"""What an arrangement says of itself in a test, put on record as a workflow would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from policy.account import Account, DeadlineSet, Ending, Entry, Happening, Span, Standing, Status
from policy.acts import Attribution, Submission
from policy.analysis import Finding, Found
from policy.concerns import Concern
from policy.directory import liaison_of
from policy.findings import is_due
from policy.plan import Plan, asked_now, plan
from policy.program import Program
from policy.proposal import Proposal
from policy.tasks import Purpose, Task
from records.accounts import write_account
from records.letters import Letter
from records.links import Link, link_id, token
from records.secret import digest_of
from tests import people
from tests.api.answering import a_week
from tests.api.site import REFERENCE, SECRET, Desk

HOLDERS = {
    "employee": people.EMPLOYEE,
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "hr_representative": people.COORDINATOR,
    "agency_head": people.HEAD,
    "das_liaison": liaison_of("comptroller"),
}
CITY_HOLDERS = {
    "employee": people.CITY_EMPLOYEE,
    "supervisor": people.CITY_SUPERVISOR,
    "coordinator": people.CITY_COORDINATOR,
    "department_head": people.CITY_HEAD,
}
LAST_MINUTE = timedelta(minutes=1)


@dataclass
class Chronicle:
    """One arrangement's account of itself, as it stands, and how it gets on record."""

    desk: Desk
    reference: str = REFERENCE
    employee: str = people.EMPLOYEE
    holders: dict[str, str] = field(default_factory=lambda: HOLDERS)
    agency: str = "comptroller"
    unit: str = "Audit"
    starts_on: date = date(2026, 12, 1)
    ends_on: date | None = date(2027, 8, 31)
    answers: dict[str, str] = field(default_factory=dict)
    status: Status = Status.REVIEW
    version: int = 0
    signed: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[DeadlineSet, ...] = ()
    ending: Ending | None = None
    revision: int = 0
    written: int = 0
    since: datetime | None = None
    proposals: list[tuple[int, Proposal]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    found: dict[str, Finding] = field(default_factory=dict)
    in_force: int = 0
    concerns: list[Concern] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The time of the desk's clock."""
        return self.desk.clock.now

    @property
    def program(self) -> Program:
        """The program it began under."""
        return self.desk.parts.programs.get(self.desk.parts.agencies[self.agency].program)

    @property
    def plan(self) -> Plan:
        """The rules it goes by."""
        agency = self.desk.parts.agencies[self.agency]
        return plan(self.program, agency, self.answers)

    @property
    def proposal(self) -> Proposal:
        """What was proposed."""
        return Proposal(self.starts_on, self.ends_on, a_week("tuesday", "thursday"), self.answers)

    def link(self, purpose: Purpose, role: str, about: str = "", version: int | None = None) -> str:
        """The path of the link in mail to a task, known to the records from now on."""
        found = self.version if version is None else version
        named = (self.reference, purpose, role, self.holders[role], about, found)
        wanted = link_id(*named)
        secret = token(SECRET, wanted)
        with self.desk.session() as session:
            if session.get(Link, wanted) is None:
                session.add(
                    Link(
                        id=wanted,
                        digest=digest_of(secret),
                        reference=self.reference,
                        purpose=purpose,
                        role=role,
                        person=self.holders[role],
                        about=about,
                        version=found,
                        made_at=self.now,
                    )
                )
                session.commit()
        return f"/t/{secret}"

    def asked(self, purpose: Purpose, roles: Sequence[str], about: str = "") -> tuple[Task, ...]:
        """Tasks of these roles."""
        return tuple(
            Task(purpose, role, self.holders[role], self.now, self.version, about) for role in roles
        )

    def due(self, name: str, days: int) -> None:
        """One more deadline, in some days."""
        at = self.now + timedelta(days=days)
        self.deadlines = (*self.deadlines, DeadlineSet(name, name, at))

    def move(self, status: Status) -> None:
        """Stand somewhere else from now on."""
        self.status, self.since = status, self.now

    def note(  # noqa: PLR0913 - the parts of an entry
        self,
        kind: Happening,
        role: str = "",
        *,
        person: str = "",
        about: str = "",
        note: str = "",
        key: str = "",
        evidence: dict[str, str] | None = None,
    ) -> None:
        """One more line of the timeline."""
        self.written += 1
        self.entries.append(
            Entry(
                seq=self.written,
                at=self.now,
                kind=kind,
                role=role,
                person=person,
                version=self.version,
                about=about,
                note=note,
                key=key,
                evidence=evidence or {},
            )
        )

    def find(self, role: str, findings: Sequence[Finding], set_aside: str = "") -> None:
        """Let these findings stand from now on."""
        person = self.holders[role]
        self.found |= {each.question: each for each in findings}
        self.findings += [Found(each, role, person, self.now, set_aside) for each in findings]

    def is_due(self, role: str) -> bool:
        """Whether the program asks a reviewer now."""
        asked = asked_now(self.plan.questions, self.answers)
        return is_due(role, asked, self.found, (), self.answers)

    def write(self, *, first: bool = False) -> Self:
        """Put the step on record."""
        self.revision += 1
        by = Attribution(self.employee, "submitted", self.now)
        submission = Submission(
            self.reference, self.agency, self.unit, self.plan, self.proposal, by
        )
        account = Account(
            self.standing(),
            tuple(self.entries),
            (),
            tuple(self.proposals),
            tuple(self.findings),
            tuple(self.concerns),
        )
        with self.desk.session() as session:
            write_account(session, account, submission=submission if first else None)
            session.commit()
        self.entries, self.proposals, self.findings, self.concerns = [], [], [], []
        return self

    def standing(self) -> Standing:
        """Where it stands now."""
        return Standing(
            reference=self.reference,
            revision=self.revision,
            status=self.status,
            since=self.since or self.now,
            version=self.version,
            signed=self.signed,
            tasks=self.tasks,
            deadlines=self.deadlines,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            ending=self.ending,
            as_of=self.now,
            in_force=self.in_force,
            spans=(Span(self.in_force, self.starts_on, self.ends_on),) if self.in_force else (),
        )

    def refuse_mail(self, person: str) -> Self:
        """A mail to somebody that the mail server refused for good."""
        with self.desk.session() as session:
            session.add(
                Letter(
                    key=f"{self.reference}/refused",
                    reference=self.reference,
                    kind="signature_requested",
                    person=person,
                    address="gone@example.test",
                    subject="Sign",
                    message=b"",
                    attachments=[],
                    state="refused",
                    problem="550 no such mailbox",
                    queued_at=self.now,
                    next_attempt_at=self.now,
                )
            )
            session.commit()
        return self
