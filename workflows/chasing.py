"""Chasing: one timer that reminds, tells others, and falls due, for one thing that is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.told import told

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.concerns import Concern, ConcernKind
    from policy.deadlines import A_DAY
    from policy.notices import OVERDUE, REMINDERS
    from policy.tasks import Purpose

APPROVAL, DUTY = ConcernKind.APPROVAL, ConcernKind.DUTY
"""How the names of chases begin."""


def _nothing() -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Chase:
    """What is chased: what to do at each instant, and how operators read its timer at the last.

    `reminders` and `escalation` are mornings; `due_at` is the instant by which it had to be done.
    """

    name: str
    label: str
    reminders: tuple[datetime, ...]
    remind: Callable[[], None]
    due_at: datetime | None = None
    fall_due: Callable[[], None] = _nothing
    escalation: datetime | None = None
    escalate: Callable[[], None] = _nothing

    @property
    def steps(self) -> list[datetime]:
        """Every instant at which something is to be done."""
        steps = (*self.reminders, self.escalation, self.due_at)
        return [at for at in steps if at is not None]


class Chasing:
    """Every chase of one arrangement has one durable timer, set to its next step.

    Steps that were missed in an outage collapse: one reminder, and each of the others once.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Chase nothing yet."""
        self._ledger = ledger

    def mornings(self, days: tuple[int, ...], asked_at: datetime) -> tuple[datetime, ...]:
        """Nine in the morning so many days after something was asked."""
        clocks = self._ledger.clocks
        asked_on = clocks.day(asked_at)
        return tuple(clocks.morning(asked_on + after * A_DAY) for after in days)

    def start(self, chase: Chase, since: datetime) -> None:
        """Chase it: the next step after `since`, and so on."""
        ahead = [at for at in chase.steps if at > since]
        if ahead:
            at = min(ahead)
            label = chase.label if at == chase.due_at else f"Reminder: {chase.label}"
            self._ledger.deadlines.set(chase.name, label, at, lambda: self._fire(chase, since))

    def stop(self, name: str) -> None:
        """It is done, or nobody owes it any more."""
        self._ledger.deadlines.clear(name)

    def remind(self, purpose: Purpose, role: str, concern: Concern) -> None:
        """Remind everybody who is asked for it in `role`; while nobody holds it, nobody is."""
        ledger, about = self._ledger, str(concern.number)
        if ledger.is_vacant(role):
            return
        facts = told(ledger, concern)
        ledger.note(Happening.REMINDED, role=role, about=about)
        for task in ledger.tasks_about(purpose, about):
            ledger.tell(REMINDERS[purpose], task.role, task.person, task, known=facts)
            ledger.reminded(task)

    def tell_late(
        self, purpose: Purpose, role: str, concern: Concern, to: tuple[str, ...] = ()
    ) -> None:
        """Tell these roles, or else the coordinator, that it still waits for `role`."""
        ledger = self._ledger
        facts = told(ledger, concern) | {"missing": ledger.title(role)}
        for each in to or (ledger.plan.coordinator,):
            for person in ledger.answer_for(each):
                ledger.tell(OVERDUE[purpose], each, person, known=facts)

    def _fire(self, chase: Chase, since: datetime) -> None:
        now = workflow.now()
        self.start(chase, now)
        if chase.due_at is not None and since < chase.due_at <= now:
            chase.fall_due()
            return
        if chase.escalation is not None and since < chase.escalation <= now:
            chase.escalate()
        if any(since < at <= now for at in chase.reminders):
            chase.remind()
