"""Arrangements on record in any state, written as a workflow would write them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from activities.consulting import Consulting, liaison_of
from activities.filing import Filing, FilingOrder
from policy.account import (
    Account,
    DeadlineSet,
    Ending,
    Entry,
    Happening,
    Purpose,
    Standing,
    Status,
    Task,
)
from policy.acts import Attribution, Outcome, Submission
from policy.faults import NEEDED_FIELDS
from policy.plan import Plan, plan
from policy.program import FieldKind
from policy.proposal import Proposal
from policy.week import WEEKDAYS, Day, Place
from records.accounts import write_account
from records.letters import Letter
from records.links import Link, digest, link_id, token
from tests import people
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


def a_week(*telecommuting: str) -> tuple[Day, ...]:
    """Eight hours on five days, those named away from the duty station; the weekend off."""
    return tuple(_day(weekday, telecommuting) for weekday in WEEKDAYS)


def _day(weekday: str, telecommuting: Sequence[str]) -> Day:
    if weekday in WEEKDAYS[5:]:
        return Day(weekday, Place.OFF)
    place = Place.TELECOMMUTING if weekday in telecommuting else Place.DUTY_STATION
    return Day(weekday, place, time(8), time(12), time(12, 30), time(16, 30))


def full_answers(desk: Desk, program: str) -> dict[str, str]:
    """An answer to every field that the program requires, beside term and week."""
    typed = {
        FieldKind.YES_NO: "no",
        FieldKind.STATEMENT: "yes",
        FieldKind.NUMBER: "12",
        FieldKind.DATE: "2026-11-02",
        FieldKind.TEXT: "As agreed",
        FieldKind.PARAGRAPH: "As agreed with my supervisor.",
    }
    asked = desk.parts.programs.get(program).fields
    return {
        item.id: item.choices[0] if item.choices else typed[item.kind]
        for item in asked
        if item.required and item.id not in NEEDED_FIELDS
    }


@dataclass
class Story:
    """One arrangement as it goes; each step is put on record at once."""

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

    @property
    def now(self) -> datetime:
        """The time of the desk's clock."""
        return self.desk.clock.now

    @property
    def plan(self) -> Plan:
        """The rules it goes by."""
        agency = self.desk.parts.agencies[self.agency]
        return plan(self.desk.parts.programs.get(agency.program), agency)

    @property
    def proposal(self) -> Proposal:
        """What was proposed."""
        return Proposal(self.starts_on, self.ends_on, a_week("tuesday", "thursday"), self.answers)

    def submit(self) -> "Story":
        """The proposal comes in, and reviews are asked for where the program has them."""
        self.note(Happening.SUBMITTED, person=self.employee, key="submitted")
        for role in self.plan.reviewers:
            self.note(Happening.REVIEW_ASKED, role)
        self.tasks = self.asked(Purpose.REVIEW, self.plan.reviewers)
        self.proposals = [(0, self.proposal)]
        self.due("reminder", 3)
        return self.write(first=True)

    def review(self, *roles: str, comment: str = "It fits the work.") -> "Story":
        """Reviews by these roles, by default all."""
        for role in roles or self.plan.reviewers:
            self.note(
                Happening.REVIEW_GIVEN,
                role,
                person=self.holders[role],
                note=comment,
                evidence={"assessment": "supports it"},
            )
            self.tasks = tuple(task for task in self.tasks if task.role != role)
        if not self.tasks:
            self.move(Status.DECISION)
            self.deadlines = ()
            self.tasks = self.asked(Purpose.DECIDE, [str(self.plan.decider)])
        return self.write()

    def approve(self, outcome: Outcome = Outcome.APPROVED) -> "Story":
        """The decision; then the documents are fixed and the first signers asked."""
        role = str(self.plan.decider)
        self.note(Happening.DECIDED, role, person=self.holders[role], about=outcome)
        if outcome is Outcome.DENIED:
            return self.end(Ending.DENIED, Status.DENIED)
        return self.freeze()

    def freeze(self) -> "Story":
        """Fix the documents of the next version, and ask the signers of the first stage."""
        self.version += 1
        self.signed = ()
        self.move(Status.SIGNING)
        self.proposals = [(self.version, self.proposal)]
        self.tasks = ()
        self.write()
        self._file().freeze(self._order())
        self.note(Happening.FROZEN)
        self.due("reminder", 3)
        return self.ask()

    def ask(self) -> "Story":
        """Ask the signers of the stage that is open."""
        left = [line for line in self.plan.lines if line.id not in self.signed]
        stage = min(line.stage for line in left)
        asked = [line for line in left if line.stage == stage]
        for line in asked:
            self.note(Happening.SIGNATURE_ASKED, line.role, about=line.id)
        self.tasks = tuple(
            Task(Purpose.SIGN, line.role, self.holders[line.role], self.now, self.version, line.id)
            for line in asked
        )
        return self.write()

    def sign(self, *lines: str, name: str = "", key: str = "") -> "Story":
        """Signatures on these lines, by default on all that are left; then what follows."""
        for line in self.plan.lines:
            if (line.id in lines or not lines) and line.id not in self.signed:
                self._sign(line.id, line.role, name, key)
        left = [line for line in self.plan.lines if line.id not in self.signed]
        if left and not self.tasks:
            return self.ask()
        return self.write() if left else self.authorize()

    def _sign(self, line: str, role: str, name: str, key: str) -> None:
        self.signed = (*self.signed, line)
        self.tasks = tuple(task for task in self.tasks if task.about != line)
        self.note(
            Happening.SIGNED,
            role,
            person=self.holders[role],
            about=line,
            key=key,
            evidence={"name": name or "As typed", "digests": "0" * 64, "statement": "1" * 64},
        )

    def decline(self, line: str, reason: str = "The hours do not fit.") -> "Story":
        """A signer declines; the coordinator is to settle it."""
        role = next(each.role for each in self.plan.lines if each.id == line)
        self.note(Happening.DECLINED, role, person=self.holders[role], about=line, note=reason)
        self.move(Status.DECLINED)
        self.tasks = (
            *(task for task in self.tasks if task.about != line),
            *self.asked(Purpose.SETTLE, [self.plan.coordinator], about=line),
        )
        return self.write()

    def authorize(self) -> "Story":
        """Every line is signed: copies are owed, the term begins."""
        self.note(Happening.AUTHORIZED)
        self.move(Status.AUTHORIZED)
        self.tasks = tuple(
            Task(Purpose.COPY, r.role or "", self.holders.get(r.role or "", ""), self.now, 1, r.id)
            for r in self.plan.copies
        )
        self.deadlines = ()
        self.due("start", 8)
        return self.write()

    def deliver(self) -> "Story":
        """Every copy reaches its destination; whoever was mailed one is to acknowledge it."""
        self._file().file(self._order())
        self.tasks = tuple(
            replace(task, purpose=Purpose.ACKNOWLEDGE) for task in self.tasks if task.person
        )
        for rule in self.plan.copies:
            kind = Happening.COPY_SENT if rule.role else Happening.FILED
            self.note(kind, rule.role or "", about=rule.id)
        return self.write()

    def start(self) -> "Story":
        """The first day has come."""
        self.note(Happening.STARTED)
        self.move(Status.ACTIVE)
        self.deadlines = ()
        self.due("last_day", 280)
        return self.write()

    def end(self, ending: Ending, status: Status = Status.ENDED) -> "Story":
        """It is over."""
        self.note(Happening.ENDED, about=ending)
        self.ending, self.tasks, self.deadlines = ending, (), ()
        self.move(status)
        return self.write()

    def remind(self, role: str) -> "Story":
        """A reminder to a role."""
        self.note(Happening.REMINDED, role)
        self.tasks = tuple(
            replace(task, reminders=task.reminders + 1) if task.role == role else task
            for task in self.tasks
        )
        return self.write()

    def refuse(self, person: str, why: str, key: str) -> "Story":
        """An act that changed nothing."""
        self.note(Happening.REFUSED, person=person, note=why, key=key)
        return self.write()

    def refuse_mail(self, person: str) -> "Story":
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
                        digest=digest(secret),
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

    def note(self, kind: Happening, role: str = "", **told: object) -> None:
        """One more line of the timeline."""
        self.written += 1
        entry = Entry(seq=self.written, at=self.now, kind=kind, role=role, version=self.version)
        self.entries.append(replace(entry, **told))

    def write(self, *, first: bool = False) -> "Story":
        """Put the step on record."""
        self.revision += 1
        by = Attribution(self.employee, "submitted", self.now)
        submission = Submission(
            self.reference, self.agency, self.unit, self.plan, self.proposal, by
        )
        account = Account(self.standing(), tuple(self.entries), (), tuple(self.proposals))
        with self.desk.session() as session:
            write_account(session, account, submission=submission if first else None)
            session.commit()
        self.entries, self.proposals = [], []
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
        )

    def _order(self) -> FilingOrder:
        return FilingOrder(
            self.reference, self.version, self.plan, self.agency, self.employee, self.now
        )

    def _file(self) -> Filing:
        parts = self.desk.parts
        consulting = Consulting(parts.sessions, parts.programs)
        return Filing(parts.sessions, parts.drafter, parts.typesetter, parts.store, consulting)


def city_story(desk: Desk, **changes: object) -> Story:
    """An arrangement under the other program: policy and justification, three stages."""
    story = Story(
        desk,
        reference="TA-5D0V-1JPK",
        employee=people.CITY_EMPLOYEE,
        holders=CITY_HOLDERS,
        agency="sacramento-it",
        ends_on=None,
    )
    return replace(story, **changes)
