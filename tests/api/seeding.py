"""Arrangements on record in any state, written as a workflow would write them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from demonstration import favorable
from documents.paper import CONTENT
from policy.account import Ending, Happening, Status
from policy.acts import Outcome
from policy.analysis import Finding
from policy.tasks import Purpose, Task
from records import papers
from records.papers import Paper
from tests import people
from tests.api.answering import a_week, full_answers
from tests.api.chronicle import CITY_HOLDERS, HOLDERS, Chronicle
from tests.api.site import Desk

__all__ = ["CITY_HOLDERS", "HOLDERS", "Story", "a_week", "full_answers"]


@dataclass
class Story(Chronicle):
    """One arrangement as it goes; each step is put on record at once."""

    @classmethod
    def of_city(cls, desk: Desk) -> Self:
        """An arrangement under the other program: policy and justification, three stages."""
        return cls(
            desk,
            reference="TA-5D0V-1JPK",
            employee=people.CITY_EMPLOYEE,
            holders=CITY_HOLDERS,
            agency="sacramento-it",
            ends_on=None,
        )

    def submit(self) -> "Story":
        """The proposal comes in, and reviews are asked for where the program has them."""
        self.note(Happening.SUBMITTED, person=self.employee, key="submitted")
        self._ask_for_reviews()
        self.proposals = [(0, self.proposal)]
        self.due("reminder", 3)
        return self.write(first=True)

    def review(
        self,
        *roles: str,
        comment: str = "It fits the work.",
        found: Mapping[str, Finding] | None = None,
    ) -> "Story":
        """Reviews by these roles, by default all: favorable but for what is `found`."""
        for role in roles or self.plan.reviewers:
            if not (roles or self.is_due(role)):
                continue
            usual = favorable.findings(self.program, role, self.answers)
            self.find(role, [(found or {}).get(each.question, each) for each in usual])
            self.note(
                Happening.REVIEW_GIVEN,
                role,
                person=self.holders[role],
                note=comment,
                evidence={"assessment": "supports it"},
            )
            self.tasks = tuple(task for task in self.tasks if task.role != role)
            self._ask_for_reviews()
        if not self.tasks:
            self.move(Status.DECISION)
            self.deadlines = ()
            self.tasks = self.asked(Purpose.DECIDE, [str(self.plan.decider)])
        return self.write()

    def _ask_for_reviews(self) -> None:
        """Ask whom the program asks now, and has not asked yet."""
        asked = {task.role for task in self.tasks}
        for role in self.plan.reviewers:
            if role not in asked and self.is_due(role):
                self.note(Happening.REVIEW_ASKED, role)
                self.tasks = (*self.tasks, *self.asked(Purpose.REVIEW, [role]))

    def approve(self, outcome: Outcome = Outcome.APPROVED) -> "Story":
        """The decision; then the documents are fixed and the first signers asked."""
        role = str(self.plan.decider)
        self.note(Happening.DECIDED, role, person=self.holders[role], about=outcome)
        if outcome is Outcome.DENIED:
            return self.end(Ending.DENIED, Status.DENIED)
        return self.freeze()

    def complete(self, *roles: str) -> "Story":
        """It is approved; these roles are asked for what signing still needs."""
        self.note(Happening.DECIDED, self.plan.decider or "", about=Outcome.APPROVED)
        self.move(Status.COMPLETING)
        for role in roles:
            self.note(Happening.COMPLETION_ASKED, role)
        self.tasks = self.asked(Purpose.PROVIDE, roles)
        return self.write()

    def freeze(self) -> "Story":
        """Fix the documents of the next version, and ask the signers of the first stage."""
        self.version += 1
        self.signed = ()
        self.move(Status.SIGNING)
        self.proposals = [(self.version, self.proposal)]
        self.tasks = ()
        self.write()
        self._fix_documents()
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

    def vacate(self, role: str) -> "Story":
        """Nobody holds a role any more: what it owes stands with who has to find somebody."""
        finder = self.holders[self.plan.coordinator]
        self.tasks = (
            *(replace(task, person=finder) if task.role == role else task for task in self.tasks),
            *self.asked(Purpose.APPOINT, [self.plan.coordinator], about=role),
        )
        return self.write()

    def authorize(self) -> "Story":
        """Every line is signed: copies are owed, the term begins."""
        self.note(Happening.AUTHORIZED)
        self.move(Status.AUTHORIZED)
        self.in_force = self.version
        self.tasks = tuple(
            Task(Purpose.COPY, r.role or "", self.holders.get(r.role or "", ""), self.now, 1, r.id)
            for r in self.plan.copies
        )
        self.deadlines = ()
        self.due("start", 8)
        return self.write()

    def deliver(self) -> "Story":
        """Every copy reaches its destination; whoever was mailed one is to acknowledge it."""
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

    def _fix_documents(self) -> None:
        """Keep every document of the open version, as it is signed."""
        parts = self.desk.parts
        with self.desk.session() as session:
            for document in parts.programs.get(self.plan.program).documents:
                content = parts.drafter.unsigned(
                    session, self.reference, self.version, document.id, self.now
                )
                typeset = parts.typesetter.render(content)
                paper = Paper(
                    reference=self.reference,
                    version=self.version,
                    document=document.id,
                    state="frozen",
                    digest=parts.store.put(typeset.content),
                    size=len(typeset.content),
                    pages=typeset.pages,
                    made_at=self.now,
                    content=CONTENT.dump_json(content).decode(),
                )
                papers.add(session, paper)
            session.commit()
