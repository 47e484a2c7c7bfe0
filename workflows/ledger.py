"""An arrangement's own account of itself, and what of it the records do not hold yet."""

from dataclasses import replace

from temporalio import workflow

from workflows.notices import INVITATIONS, Notices
from workflows.timeline import Timeline
from workflows.waiting import Deadlines, Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Account, Ending, Happening, HeldUpBy, Standing, Status
    from policy.acts import Attribution, Submission
    from policy.analysis import Found
    from policy.deadlines import Offsets
    from policy.holders import Holder, Holders, persons
    from policy.notices import DocumentRef, Kind
    from policy.proposal import Proposal
    from policy.tasks import OF_PEOPLE, Purpose, Task


class Ledger:
    """Where it stands, who is asked for what, and the entries and notices not yet drawn.

    Every change goes through here, in the order it is judged; `draw` hands over one step for the
    records. Nothing in it does anything: it is state, and state alone.
    """

    def __init__(self, submission: Submission) -> None:
        """Begin with a proposal as submitted."""
        self.submission = submission
        self.plan = submission.plan
        self.employee = submission.by.person
        self.deadlines = Deadlines()
        self.clocks = Offsets(((workflow.now(), 0),))
        self.holders: Holders = {}
        self._installed: Holders = {}
        self.coordinators: tuple[str, ...] = ()
        self.status = Status.REVIEW
        self.since = workflow.now()
        self.version = 0
        self.proposal = submission.proposal
        self.starts_on = submission.proposal.starts_on
        self.signed: tuple[str, ...] = ()
        self.ending: Ending | None = None
        self.held_up: tuple[HeldUpBy, ...] = ()
        self._tasks: list[Task] = []
        self._timeline = Timeline()
        self._findings: list[Found] = []
        self._notices = Notices(submission.reference)
        self._proposals: list[tuple[int, Proposal]] = [(0, submission.proposal)]
        self._revision = 0
        self._moved = True
        self._seen: set[str] = set()

    @property
    def over(self) -> bool:
        """Whether the arrangement has come to an end, whatever is still owed."""
        return self.ending is not None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is asked of whom now."""
        return tuple(self._tasks)

    def asked(self, purpose: Purpose) -> set[str]:
        """The roles that are asked for it now."""
        return {task.role for task in self._tasks if task.purpose is purpose}

    def coordinates(self, by: Attribution) -> bool:
        """Whether this person coordinates: since the start, or by the directory as they act.

        Nobody coordinates their own arrangement.
        """
        named = by.person in self.coordinators or self.submission.agency in by.coordinates
        return named and by.person != self.employee

    def knows(self, by: Attribution) -> bool:
        """Whether an act with this key was taken before."""
        return by.key in self._seen

    def take(self, by: Attribution) -> bool:
        """Take an act in: True the first time its key is seen. Deadlines past by now come first."""
        self.deadlines.collect()
        if by.key in self._seen:
            return False
        self._seen.add(by.key)
        return True

    def title(self, role: str) -> str:
        """What people call a role."""
        return self.plan.titles.get(role, role)

    def hold(self, holders: Holders) -> None:
        """Let these hold the roles from now on, but for those that were replaced."""
        self.holders = self.holders | holders | self._installed

    def install(self, role: str, person: str) -> None:
        """Put somebody else into a role, whatever the directory says later."""
        self._installed[role] = (Holder(person),)
        self.hold({})
        if role == self.plan.coordinator:
            self.coordinators = (*self.coordinators, person)

    def move(self, status: Status) -> None:
        """Stand somewhere else from now on."""
        self.status = status
        self.since = workflow.now()
        self._moved = True

    def finish(self, ending: Ending, status: Status) -> None:
        """Come to an end: nothing is asked any more but the copies that are still owed."""
        self.ending = ending
        self.drop(*OF_PEOPLE)
        self.deadlines.clear(*Due)
        self.move(status)

    def fix(self, version: int, proposal: Proposal) -> None:
        """Let this be the proposal of `version` from now on."""
        self.version = version
        self.proposal = proposal
        self.starts_on = proposal.starts_on
        self._proposals.append((version, proposal))

    def note(  # noqa: PLR0913 - what a line of the timeline may say
        self,
        kind: Happening,
        by: Attribution | None = None,
        *,
        role: str = "",
        about: str = "",
        note: str = "",
        evidence: dict[str, str] | None = None,
    ) -> None:
        """Write one line of the timeline; an act brings who did it and how they were known."""
        self._timeline.add(
            kind, by, self.version, role=role, about=about, note=note, evidence=evidence or {}
        )

    def refuse(self, by: Attribution, why: str, *, role: str = "", about: str = "") -> None:
        """Record an act that changes nothing, and why."""
        self.note(Happening.REFUSED, by, role=role, about=about, note=why)

    def tell(  # noqa: PLR0913 - what a notification may carry
        self,
        kind: Kind,
        role: str,
        person: str,
        task: Task | None = None,
        *,
        attachments: tuple[DocumentRef, ...] = (),
        awaited: bool = False,
        **facts: str,
    ) -> str:
        """Have one notification sent to one person; returns its key."""
        return self._notices.add(
            kind,
            role,
            person,
            self.version,
            task,
            attachments=attachments,
            awaited=awaited,
            **facts,
        )

    def found(self, finding: Found) -> None:
        """Put the answer to a question on record."""
        self._findings.append(finding)

    def ask(self, purpose: Purpose, role: str, about: str = "") -> tuple[Task, ...]:
        """Ask everybody who holds `role`; a role nobody holds is asked all the same, and seen."""
        tasks = tuple(
            Task(purpose, role, person, workflow.now(), self.version, about)
            for person in persons(self.holders, role) or ("",)
        )
        self._tasks.extend(tasks)
        self._moved = True
        return tasks

    def invite(self, purpose: Purpose, role: str, about: str = "") -> None:
        """Ask everybody who holds `role`, each by a mail that leads to the task."""
        for task in self.ask(purpose, role, about):
            self.tell(INVITATIONS[purpose], role, task.person, task)

    def drop(self, *purposes: Purpose, role: str = "", about: str = "") -> None:
        """Ask no more for these: every task of the purposes, or only of this role or line."""
        kept = [
            task
            for task in self._tasks
            if task.purpose not in purposes
            or (role and task.role != role)
            or (about and task.about != about)
        ]
        self._moved = self._moved or len(kept) < len(self._tasks)
        self._tasks = kept

    def reminded(self, task: Task) -> None:
        """Count one more reminder for an open task."""
        once_more = replace(task, reminders=task.reminders + 1)
        self._tasks = [once_more if each == task else each for each in self._tasks]
        self._moved = True

    def standing(self) -> Standing:
        """Where the arrangement stands now."""
        return Standing(
            reference=self.submission.reference,
            revision=self._revision,
            status=self.status,
            since=self.since,
            version=self.version,
            signed=self.signed,
            tasks=self.tasks,
            deadlines=self.deadlines.listed(),
            starts_on=self.starts_on,
            ends_on=self.proposal.ends_on,
            ending=self.ending,
            as_of=workflow.now(),
            held_up=self.held_up,
        )

    @property
    def ahead(self) -> bool:
        """Whether something happened that has not been drawn yet."""
        waiting = (self._timeline, self._notices, self._proposals, self._findings)
        return self._moved or any(waiting)

    def draw(self) -> Account:
        """One step for the records: all that happened since the last one."""
        self._revision += 1
        account = Account(
            standing=self.standing(),
            entries=self._timeline.draw(),
            notices=self._notices.draw(),
            proposals=tuple(self._proposals),
            findings=tuple(self._findings),
        )
        self._proposals, self._findings = [], []
        self._moved = False
        return account
