"""Asking somebody for what they take over, each by the mail that fits."""

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.signing import Signing
from workflows.told import told_of_task

with workflow.unsafe.imports_passed_through():
    from policy.notices import INVITATIONS
    from policy.tasks import Purpose


class Handing:
    """Hands over what a role owes."""

    def __init__(self, ledger: Ledger, signing: Signing) -> None:
        """Nothing is handed over."""
        self._ledger = ledger
        self._signing = signing

    def over(self, role: str) -> bool:
        """Ask for all that a role owes whoever answers for it now, and nobody else.

        False where it owes nothing.
        """
        ledger, now = self._ledger, self._ledger.answer_for(role)
        open_tasks = ledger.handed_over(role)
        asked = {(task.purpose, task.about, task.person) for task in open_tasks}
        for purpose, about in dict.fromkeys((task.purpose, task.about) for task in open_tasks):
            for person in now:
                if (purpose, about, person) not in asked:
                    self._ask(role, person, purpose, about)
        ledger.excuse(role, but=now)
        if open_tasks and ledger.is_vacant(role):
            ledger.seek(role)
        return bool(open_tasks)

    def _ask(self, role: str, person: str, purpose: Purpose, about: str) -> None:
        """Ask one person for one thing; while nobody holds the role, without a mail of its own."""
        ledger = self._ledger
        task = ledger.ask_also(purpose, role, person, about)
        if ledger.is_vacant(role):
            return
        if purpose is Purpose.SIGN:
            self._signing.invite(task)
        elif purpose is Purpose.SETTLE:
            self._signing.tell_declined(task)
        elif purpose is Purpose.APPOINT:
            ledger.tell_vacant(about, person)
        else:
            known = told_of_task(ledger, purpose, about)
            ledger.tell(INVITATIONS[purpose], role, person, task, known=known)
