"""Who plays which part in one arrangement, what is asked of whom now, and what they are told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from temporalio import workflow

from workflows.carried import CarriedLedger
from workflows.versions import Versions

with workflow.unsafe.imports_passed_through():
    from policy.acts import Attribution, Submission
    from policy.holders import Holder, Holders, find, persons
    from policy.notices import INVITATIONS, DocumentRef, Kind, Notice
    from policy.signing import Ruling
    from policy.tasks import OF_A_CONCERN, Purpose, Task

HANDED_OVER = frozenset(Purpose) - {Purpose.COPY, Purpose.ACKNOWLEDGE}
"""What a successor takes over; a copy is owed to an address, not to a person."""


class Asked(Versions):
    """The holders of the roles, the open tasks of each version, and notices not yet drawn."""

    def __init__(self, submission: Submission) -> None:
        """Nobody is asked for anything."""
        super().__init__(submission)
        self.submission = submission
        self.plan = submission.plan
        self.employee = submission.by.person
        self.holders: Holders = {}
        self.coordinators: tuple[str, ...] = ()
        self.directory_of: datetime | None = None
        """When the newest news of the directory was made that this arrangement has heard."""
        self._installed: Holders = {}
        self._tasks: list[Task] = []
        self._notices: list[Notice] = []
        self._told: Counter[str] = Counter()
        self._moved = True

    def resume_asked(self, kept: CarriedLedger) -> None:
        """Go on with who is asked for what, as the history before left it."""
        self.holders, self._installed = dict(kept.holders), dict(kept.installed)
        self.coordinators, self.directory_of = kept.coordinators, kept.directory_of
        self._tasks = list(kept.tasks)
        self._told.update(kept.told)

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

    def acts_as(self, role: str, by: Attribution) -> bool:
        """Whether this person may act in a role now: who holds it, or any coordinator in theirs."""
        return self.objection_to_acting(role, by) is None

    def objection_to_acting(self, role: str, by: Attribution) -> str | None:
        """Why this person cannot act in a role now, or None; a designee can on certain days."""
        if role == self.plan.coordinator and self.coordinates(by):
            return None
        holder = find(self.holders, role, by.person)
        if holder is None:
            return "this is not asked of this person"
        return None if holder.may_act(by.at) else Ruling.DESIGNATION_OVER

    def is_vacant(self, role: str) -> bool:
        """Whether nobody can act in a role; every coordinator can in theirs."""
        return role not in ("", self.plan.coordinator) and not self.held_by(role)

    def held_by(self, role: str) -> tuple[str, ...]:
        """The people who hold a role, the principal first; empty where nobody does."""
        return persons(self.holders, role)

    def answer_for(self, role: str) -> tuple[str, ...]:
        """Whom to ask for what a role owes: who holds it, else who has to find somebody.

        That is the coordinator by the directory; where it names none, every one of the agency.
        A copy that only has to be stored is asked of nobody.
        """
        if not role:
            return ("",)
        finders = self.held_by(self.plan.coordinator) or self.coordinators
        return self.held_by(role) or finders or ("",)

    def title(self, role: str) -> str:
        """What people call a role."""
        return self.plan.titles.get(role, role)

    def hold(self, holders: Holders) -> None:
        """Let these hold the roles from now on, but for those that were replaced."""
        self.holders = self.holders | holders | self._installed
        self._keep(self._tasks)

    def appoint(
        self, holders: Holders, coordinators: tuple[str, ...], departed: tuple[str, ...]
    ) -> None:
        """The directory has others in the roles; who has left is nobody's replacement any more."""
        for role in [*self._installed]:
            if persons(self._installed, role)[0] in departed:
                del self._installed[role]
        put_in = persons(self._installed, self.plan.coordinator)
        self.coordinators = (*(n for n in coordinators if n != self.employee), *put_in)
        self.hold(holders)

    def install(self, role: str, person: str) -> None:
        """Put somebody else into a role, whatever the directory says later."""
        self._installed[role] = (Holder(person),)
        self.hold({})
        if role == self.plan.coordinator:
            self.coordinators = (*self.coordinators, person)

    def ask(
        self, purpose: Purpose, role: str, about: str = "", *, version: int | None = None
    ) -> tuple[Task, ...]:
        """Ask everybody who holds `role`; where nobody does, somebody is looked for instead."""
        asked = tuple(
            self.ask_also(purpose, role, person, about, version=version)
            for person in self.answer_for(role)
        )
        if purpose not in HANDED_OVER or not self.is_vacant(role):
            return asked
        self.seek(role)
        return ()

    def ask_also(
        self, purpose: Purpose, role: str, person: str, about: str, *, version: int | None = None
    ) -> Task:
        """Ask one more person for what `role` owes."""
        at = self._version_of(purpose) if version is None else version
        task = Task(purpose, role, person, workflow.now(), at, about)
        self._tasks.append(task)
        self._moved = True
        return task

    def invite(
        self, purpose: Purpose, role: str, about: str = "", known: Mapping[str, str] | None = None
    ) -> None:
        """Ask everybody who holds `role`, each by a mail that leads to the task."""
        for task in self.ask(purpose, role, about):
            self.tell(INVITATIONS[purpose], role, task.person, task, known=known)

    def seek(self, role: str) -> None:
        """Have the coordinator find somebody for a role that nobody holds, each told once."""
        coordinator = self.plan.coordinator
        for person in self.answer_for(coordinator):
            if person not in {task.person for task in self.tasks_about(Purpose.APPOINT, role)}:
                self.ask_also(Purpose.APPOINT, coordinator, person, role)
                self.tell_vacant(role, person)

    def tell_vacant(self, role: str, person: str) -> None:
        """Tell somebody that nobody holds a role, which is theirs to mend."""
        kind, missing = Kind.HOLDER_CHANGED, self.title(role)
        self.tell(kind, self.plan.coordinator, person, outcome="vacant", missing=missing)

    def tell(  # noqa: PLR0913 - what a notification may carry
        self,
        kind: Kind,
        role: str,
        person: str,
        task: Task | None = None,
        *,
        attachments: tuple[DocumentRef, ...] = (),
        awaited: bool = False,
        known: Mapping[str, str] | None = None,
        **facts: str,
    ) -> str:
        """Have one notification sent to one person, with facts it may show; returns its key.

        The key says what it is about and how often that was told before: a step that is taken
        again after its worker was lost tells the same under the same key.
        """
        about = task.about if task else ""
        meaning = f"{kind}:{role}:{person}:{about}:{self.version}"
        self._told[meaning] += 1
        notice = Notice(
            key=f"{self.submission.reference}/{meaning}:{self._told[meaning]}",
            kind=kind,
            role=role,
            person=person,
            at=workflow.now(),
            purpose=task.purpose if task else None,
            about=about,
            version=task.version if task else self.version,
            attachments=attachments,
            awaited=awaited,
            facts={**(known or {}), **facts},
        )
        self._notices.append(notice)
        return notice.key

    def handed_over(self, role: str) -> list[Task]:
        """What `role` is asked for now that another person can take over."""
        return [task for task in self._tasks if task.role == role and task.purpose in HANDED_OVER]

    def excuse(self, role: str, *, but: tuple[str, ...]) -> None:
        """Ask nobody else any more for what a successor in `role` takes over."""
        excused = [task for task in self.handed_over(role) if task.person not in but]
        self._keep([task for task in self._tasks if task not in excused])

    def drop(
        self, *purposes: Purpose, role: str = "", about: str = "", version: int | None = None
    ) -> None:
        """Ask no more for these: all of the purposes, or only of this role, line, version."""
        self._keep(
            [
                task
                for task in self._tasks
                if task.purpose not in purposes
                or (role and task.role != role)
                or (about and task.about != about)
                or (version is not None and task.version != version)
            ]
        )

    def tasks_about(self, purpose: Purpose, about: str) -> list[Task]:
        """What is asked of people for this purpose about one thing."""
        return [task for task in self._tasks if (task.purpose, task.about) == (purpose, about)]

    def reminded(self, task: Task) -> None:
        """Count one more reminder for an open task, sent now."""
        once_more = replace(task, reminders=task.reminders + 1, reminded_at=workflow.now())
        self._tasks = [once_more if each == task else each for each in self._tasks]
        self._moved = True

    def _keep(self, tasks: list[Task]) -> None:
        """Ask only for these; a role that owes nothing, or is held, needs nobody found for it."""
        owing = {task.role for task in tasks}
        vacant = {role for role in owing if self.is_vacant(role)}
        kept = [t for t in tasks if t.purpose is not Purpose.APPOINT or t.about in vacant]
        self._moved = self._moved or len(kept) < len(self._tasks)
        self._tasks = kept

    def _version_of(self, purpose: Purpose) -> int:
        """Concerns are about what is in force; all else is about what is on the table."""
        return self.in_force if purpose in OF_A_CONCERN else self.version
