"""Reminders to who has not acted, and the coordinator told when it takes too long."""

from datetime import datetime, timedelta

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.told import told_of_task
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.deadlines import Paced, paced
    from policy.notices import OVERDUE, REMINDERS
    from policy.tasks import OF_A_CONCERN, Purpose, Task


REST = timedelta(hours=1)
"""Nobody is reminded of the same task twice within it, unless the coordinator asks for it again."""

UNSEEN = timedelta(minutes=1)
"""Whoever asks for a reminder so soon after one cannot have seen that it went out."""

PACED = frozenset(REMINDERS) - {*OF_A_CONCERN}
"""What is reminded of at the pace of the review, or of the signing; concerns have their own."""


class Reminders:
    """The reminders of one asking: set when somebody is asked, cleared when all have acted."""

    def __init__(self, ledger: Ledger) -> None:
        """Remind nobody yet."""
        self._ledger = ledger
        self._pace: Paced | None = None
        self._since = ledger.since
        self._told = False

    def start(self) -> None:
        """Somebody was asked just now: the program's pace counts from here, instead of before."""
        plan, asked = self._ledger.plan, {task.purpose for task in self._ledger.tasks}
        if not asked & PACED:
            return
        pace = plan.review_pace if Purpose.REVIEW in asked else plan.signing_pace
        self._pace = paced(workflow.now(), pace, self._ledger.clocks)
        self._since = workflow.now()
        self._told = False
        self._set_next()

    def stop(self) -> None:
        """Everybody has acted."""
        self._pace = None
        self._ledger.deadlines.clear(Due.REMINDER)

    def ask_again(self, role: str, asked_at: datetime) -> None:
        """The coordinator has whoever holds `role` reminded; the paced reminder then waits."""
        self._remind_since(asked_at - UNSEEN, role)

    def _remind_since(self, since: datetime, role: str = "") -> None:
        """Remind everybody who is asked and was not reminded `since`, or only holders of `role`.

        Holders of a role are reminded of whatever it owes.
        """
        ledger, kinds = self._ledger, REMINDERS if role else PACED
        open_tasks = [
            task
            for task in ledger.tasks
            if task.purpose in kinds and role in ("", task.role) and not ledger.is_vacant(task.role)
        ]
        due = [task for task in open_tasks if not _was_reminded(task, since)]
        for asked in dict.fromkeys((task.role, task.person, _topic(task)) for task in due):
            self._remind([task for task in due if (task.role, task.person, _topic(task)) == asked])

    def _remind(self, tasks: list[Task]) -> None:
        first, ledger = tasks[0], self._ledger
        ledger.note(Happening.REMINDED, role=first.role, about=first.about)
        known = told_of_task(ledger, first.purpose, first.about)
        kind = REMINDERS[first.purpose]
        ledger.tell(kind, first.role, first.person, first, known=known)
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
            self._remind_since(now - REST)
        if not self._told and self._pace.escalation <= now:
            self._escalate()
        self._since = now
        self._set_next()

    def _escalate(self) -> None:
        self._told = True
        ledger = self._ledger
        late = [task for task in ledger.tasks if task.purpose in PACED]
        if not late:
            return
        missing = ", ".join(dict.fromkeys(ledger.title(task.role) for task in late))
        ledger.note(Happening.ESCALATED, role=ledger.plan.coordinator, note=missing)
        for person in ledger.answer_for(ledger.plan.coordinator):
            kind = OVERDUE[late[0].purpose]
            ledger.tell(kind, ledger.plan.coordinator, person, missing=missing)


def _was_reminded(task: Task, since: datetime) -> bool:
    return task.reminded_at is not None and task.reminded_at > since


def _topic(task: Task) -> str:
    """What one reminder is about: each concern has its own; all else of a version has one."""
    return task.about if task.purpose in OF_A_CONCERN else ""
