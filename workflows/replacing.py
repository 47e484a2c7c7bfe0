"""Another person takes over a role: what it still owes is asked of them, and old links die."""

from temporalio import workflow

from workflows.handing import Handing
from workflows.ledger import Ledger
from workflows.reminding import Reminders
from workflows.signing import Signing

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Status
    from policy.acts import SignerReplaced
    from policy.holders import by_the_directory
    from policy.notices import Kind


class Replacing:
    """Puts another person into a role, as the coordinator says."""

    def __init__(
        self, ledger: Ledger, reminders: Reminders, signing: Signing, handing: Handing
    ) -> None:
        """Nobody was replaced yet."""
        self._ledger = ledger
        self._handing = handing
        self._reminders = reminders
        self._signing = signing

    def objection(self, act: SignerReplaced) -> str | None:
        """Why this person cannot take the role, or None: the employee fills no other.

        Whom the directory names, or has as a designee, is asked without it (II(b)).
        """
        ledger = self._ledger
        if not (self._owes(act.role) or self._comes(act.role)):
            return "Nothing is open for this role."
        if act.role in ledger.plan.designated:
            return by_the_directory(ledger.title(act.role))
        if act.person == ledger.employee:
            return "The employee can fill no other role."
        if act.person in ledger.held_by(act.role):
            return "This person already holds the role."
        if ledger.employee in ledger.held_by(act.role):
            return "Only the employee can act as the employee."
        return None

    def replace(self, act: SignerReplaced) -> None:
        """Another person takes over what the role owes now and later; the old links die."""
        ledger, owed = self._ledger, self._owes(act.role)
        before = () if ledger.is_vacant(act.role) else self._asked(act.role)
        former = " ".join(ledger.held_by(act.role))
        ledger.install(act.role, act.person)
        ledger.note(
            Happening.REPLACED,
            act.by,
            role=act.role,
            about=act.person,
            note=act.reason,
            evidence={"replaced": former},
        )
        for person in before:
            ledger.tell(Kind.SIGNER_REPLACED, act.role, person)
        for line in self._signing.declined_by(act.role):
            self._signing.ask_for(act.role, line)
        for role in sorted(ledger.holders):
            if role == act.role or ledger.is_vacant(role):
                self._handing.over(role)
        if owed:
            self._reminders.start()

    def _asked(self, role: str) -> tuple[str, ...]:
        """Who is asked for something that somebody else can take over."""
        return tuple(dict.fromkeys(task.person for task in self._ledger.handed_over(role)))

    def _comes(self, role: str) -> bool:
        """Whether a role is still to be asked: for a review, the decision, or a signature."""
        ledger = self._ledger
        reviewing = (*ledger.plan.reviewers, ledger.plan.decider)
        if ledger.status is Status.REVIEW and role in reviewing:
            return True
        return any(line.role == role and line.id not in ledger.signed for line in ledger.plan.lines)

    def _owes(self, role: str) -> bool:
        """Whether a role has an open task, or a line that its holder declined."""
        return bool(self._ledger.handed_over(role) or self._signing.declined_by(role))
