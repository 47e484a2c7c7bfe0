"""Another person takes over a role: what it still owes is asked of them, and old links die."""

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.reminding import Reminders
from workflows.signing import Signing
from workflows.told import told_of_task

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Status
    from policy.acts import SignerReplaced
    from policy.holders import persons
    from policy.notices import Kind
    from policy.tasks import Purpose


class Replacing:
    """Hands over what a role owes."""

    def __init__(self, ledger: Ledger, reminders: Reminders, signing: Signing) -> None:
        """Nobody was replaced yet."""
        self._ledger = ledger
        self._reminders = reminders
        self._signing = signing

    def objection(self, act: SignerReplaced) -> str | None:
        """Why this person cannot take the role, or None: the employee fills no other."""
        ledger = self._ledger
        if not (self._owed_by(act.role) or self._comes(act.role)):
            return "Nothing is open for this role."
        if act.person == ledger.employee:
            return "The employee can fill no other role."
        if act.person in persons(ledger.holders, act.role):
            return "This person already holds the role."
        if ledger.employee in persons(ledger.holders, act.role):
            return "Only the employee can act as the employee."
        return None

    def replace(self, act: SignerReplaced) -> None:
        """Another person takes over what the role owes now and later; the old links die."""
        ledger, owed = self._ledger, self._owed_by(act.role)
        before = [task.person for task in ledger.handed_over(act.role)]
        former = " ".join(persons(ledger.holders, act.role))
        ledger.install(act.role, act.person)
        ledger.note(
            Happening.REPLACED,
            act.by,
            role=act.role,
            about=act.person,
            note=act.reason,
            evidence={"replaced": former},
        )
        for person in dict.fromkeys(filter(None, before)):
            ledger.tell(Kind.SIGNER_REPLACED, act.role, person)
        for purpose, about in owed:
            self._hand_over(purpose, act.role, about)
        if owed:
            self._reminders.start()

    def _hand_over(self, purpose: Purpose, role: str, about: str) -> None:
        ledger = self._ledger
        ledger.drop(purpose, role=role, about=about)
        if purpose is Purpose.SIGN:
            self._signing.ask_for(role, about)
            return
        ledger.invite(purpose, role, about, told_of_task(ledger, purpose, about))

    def _comes(self, role: str) -> bool:
        """Whether a role is still to be asked: for a review, the decision, or a signature."""
        ledger = self._ledger
        reviewing = (*ledger.plan.reviewers, ledger.plan.decider)
        if ledger.status is Status.REVIEW and role in reviewing:
            return True
        return any(line.role == role and line.id not in ledger.signed for line in ledger.plan.lines)

    def _owed_by(self, role: str) -> tuple[tuple[Purpose, str], ...]:
        """What a role still owes: its open tasks, and the lines that its holder declined."""
        asked = ((t.purpose, t.about) for t in self._ledger.handed_over(role))
        declined = ((Purpose.SIGN, line) for line in self._signing.declined_by(role))
        return tuple(dict.fromkeys((*asked, *declined)))
