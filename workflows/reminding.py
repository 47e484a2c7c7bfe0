"""Reminders to who has not acted, and the coordinator told when it takes too long."""

from dataclasses import dataclass

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Kind, Purpose, Task
    from policy.deadlines import Paced
    from policy.holders import persons


@dataclass(frozen=True)
class Words:
    """What kind of mail reminds of a purpose, and what kind tells the coordinator."""

    reminder: Kind
    overdue: Kind


WORDS = {
    Purpose.REVIEW: Words(Kind.REVIEW_REMINDER, Kind.REVIEW_OVERDUE),
    Purpose.SIGN: Words(Kind.SIGNATURE_REMINDER, Kind.SIGNATURE_OVERDUE),
}


class Reminders:
    """The reminders of one asking: set when somebody is asked, cleared when all have acted."""

    def __init__(self, ledger: Ledger) -> None:
        """Remind nobody yet."""
        self._ledger = ledger
        self._pace: Paced | None = None
        self._since = ledger.since
        self._told = False
        self.asked_anew = False
        """Whether somebody was asked since the pace was set: it has to be set again."""

    def start(self, pace: Paced) -> None:
        """Follow this pace from now on, instead of any earlier one."""
        self._pace = pace
        self.asked_anew = False
        self._since = workflow.now()
        self._told = False
        self._set_next()

    def stop(self) -> None:
        """Everybody has acted."""
        self._pace = None
        self._ledger.deadlines.clear(Due.REMINDER)

    def remind(self, role: str = "") -> int:
        """Remind everybody who is asked, or only who holds `role`; returns to how many people."""
        open_tasks = [
            task
            for task in self._ledger.tasks
            if task.purpose in WORDS and task.person and role in ("", task.role)
        ]
        for person in dict.fromkeys((task.role, task.person) for task in open_tasks):
            self._remind([task for task in open_tasks if (task.role, task.person) == person])
        return len(open_tasks)

    def _remind(self, tasks: list[Task]) -> None:
        first, ledger = tasks[0], self._ledger
        ledger.note(Happening.REMINDED, role=first.role, about=first.about)
        ledger.tell(WORDS[first.purpose].reminder, first.role, first.person, first)
        for task in tasks:
            ledger.reminded(task)

    def _set_next(self) -> None:
        """The next step that is still ahead: reminders missed in an outage collapse into one."""
        if self._pace is None:
            return
        steps = [*self._pace.reminders, *(() if self._told else (self._pace.escalation,))]
        ahead = [at for at in steps if at > workflow.now()]
        if ahead:
            at = min(ahead)
            label = f"Remind who has not acted, {at:%Y-%m-%d %H:%MZ}"
            self._ledger.deadlines.set(Due.REMINDER, label, at, self._fire)

    def _fire(self) -> None:
        if self._pace is None:
            return
        now = workflow.now()
        if any(self._since < at <= now for at in self._pace.reminders):
            self.remind()
        if not self._told and self._pace.escalation <= now:
            self._escalate()
        self._since = now
        self._set_next()

    def _escalate(self) -> None:
        self._told = True
        ledger = self._ledger
        late = [task for task in ledger.tasks if task.purpose in WORDS]
        if not late:
            return
        missing = ", ".join(dict.fromkeys(ledger.title(task.role) for task in late))
        ledger.note(Happening.ESCALATED, role=ledger.plan.coordinator, note=missing)
        for person in persons(ledger.holders, ledger.plan.coordinator):
            ledger.tell(
                WORDS[late[0].purpose].overdue, ledger.plan.coordinator, person, missing=missing
            )
