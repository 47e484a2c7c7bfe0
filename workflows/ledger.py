"""An arrangement's own account of itself, and what of it the records do not hold yet."""

from collections import Counter
from dataclasses import replace

from temporalio import workflow

from workflows.waiting import Deadlines, Due

with workflow.unsafe.imports_passed_through():
    from policy.account import (
        Account,
        DocumentRef,
        Ending,
        Entry,
        Happening,
        HeldUpBy,
        Kind,
        Notice,
        Purpose,
        Standing,
        Status,
        Task,
    )
    from policy.acts import Attribution, Submission
    from policy.holders import Holders, persons
    from policy.proposal import Proposal


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
        self.holders: Holders = {}
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
        self._entries: list[Entry] = []
        self._notices: list[Notice] = []
        self._proposals: list[tuple[int, Proposal]] = [(0, submission.proposal)]
        self._written = 0
        self._told: Counter[str] = Counter()
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

    def move(self, status: Status) -> None:
        """Stand somewhere else from now on."""
        self.status = status
        self.since = workflow.now()
        self._moved = True

    def finish(self, ending: Ending, status: Status) -> None:
        """Come to an end: nothing is asked any more but the copies that are still owed."""
        self.ending = ending
        self.drop(Purpose.REVIEW, Purpose.DECIDE, Purpose.SIGN, Purpose.SETTLE)
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
        self._written += 1
        self._entries.append(
            Entry(
                seq=self._written,
                at=workflow.now(),
                kind=kind,
                role=role,
                person=by.person if by else "",
                version=self.version,
                about=about,
                note=note,
                key=by.key if by else "",
                evidence=(evidence or {}) | (by.evidence if by else {}),
            )
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
        """Have one notification sent to one person; returns its key.

        The key says what it is about and how often that was told before: a step that is taken
        again after its worker was lost tells the same under the same key.
        """
        key = self._key(kind, role, person, task.about if task else "")
        self._notices.append(
            Notice(
                key=key,
                kind=kind,
                role=role,
                person=person,
                at=workflow.now(),
                purpose=task.purpose if task else None,
                about=task.about if task else "",
                version=task.version if task else self.version,
                attachments=attachments,
                awaited=awaited,
                facts=facts,
            )
        )
        return key

    def _key(self, kind: Kind, role: str, person: str, about: str) -> str:
        meaning = f"{kind}:{role}:{person}:{about}:{self.version}"
        self._told[meaning] += 1
        return f"{self.submission.reference}/{meaning}:{self._told[meaning]}"

    def ask(self, purpose: Purpose, role: str, about: str = "") -> tuple[Task, ...]:
        """Ask everybody who holds `role`; a role nobody holds is asked all the same, and seen."""
        tasks = tuple(
            Task(purpose, role, person, workflow.now(), self.version, about)
            for person in persons(self.holders, role) or ("",)
        )
        self._tasks.extend(tasks)
        self._moved = True
        return tasks

    def drop(self, *purposes: Purpose, role: str = "", about: str = "") -> None:
        """Ask no more for these: every task of the purposes, or only of this role or line."""
        self._tasks = [
            task
            for task in self._tasks
            if task.purpose not in purposes
            or (role and task.role != role)
            or (about and task.about != about)
        ]
        self._moved = True

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
        return bool(self._moved or self._entries or self._notices or self._proposals)

    def draw(self) -> Account:
        """One step for the records: all that happened since the last one."""
        self._revision += 1
        account = Account(
            standing=self.standing(),
            entries=tuple(self._entries),
            notices=tuple(self._notices),
            proposals=tuple(self._proposals),
        )
        self._entries, self._notices, self._proposals = [], [], []
        self._moved = False
        return account
