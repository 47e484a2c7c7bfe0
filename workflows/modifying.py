"""Modification: a new version on the table while the one before stays in force (GL32 V)."""

from temporalio import workflow

from workflows.completing import Completing, changed_by_agency
from workflows.ledger import Ledger
from workflows.reminding import Reminders
from workflows.signing import Signing

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Status
    from policy.changes import ModificationClosed, ModificationProposed
    from policy.duration import too_long, within_maximum
    from policy.notices import Kind
    from policy.proposal import Proposal
    from policy.tasks import Purpose


class Modifying:
    """The one modification that may be open, and who proposed it."""

    def __init__(
        self, ledger: Ledger, reminders: Reminders, signing: Signing, completing: Completing
    ) -> None:
        """None is open."""
        self._ledger = ledger
        self._reminders = reminders
        self._signing = signing
        self._completing = completing
        self._proposed: ModificationProposed | None = None

    def objection(self, act: ModificationProposed) -> str | None:
        """Why this cannot be proposed now, or None (V)."""
        ledger, rule = self._ledger, self._ledger.plan.in_force.modification
        if ledger.over or not ledger.in_force:
            return "A modification needs an arrangement that is in force."
        if rule is None or act.role not in rule.proposed_by:
            return "The program knows no modification by this role."
        if not ledger.acts_as(act.role, act.by):
            return "This is for others to propose."
        if ledger.modifying:
            return "A modification is open already: one at a time."
        if ledger.filed < ledger.in_force:
            return "The signed documents are being filed. Propose it again in a while."
        return self._objection_to_content(act)

    def propose(self, act: ModificationProposed) -> None:
        """Put it on the table: fixed and signed anew by all; what is in force holds until then."""
        ledger = self._ledger
        self._proposed = act
        self._signing.set_aside()
        ledger.table(self._modified(act))
        ledger.note(Happening.MODIFICATION_PROPOSED, act.by, role=act.role, note=act.reason)
        ledger.move(Status.COMPLETING)
        role = ledger.plan.coordinator
        for person in ledger.held_by(role):
            if person != act.by.person:
                proposed_by = ledger.title(act.role)
                ledger.tell(
                    Kind.MODIFICATION_PROPOSED,
                    role,
                    person,
                    reason=act.reason,
                    proposed_by=proposed_by,
                )

    def objection_to_closing(self, act: ModificationClosed) -> str | None:
        """Why it cannot be withdrawn or declined, or None."""
        if self._proposed is None or not self._ledger.modifying:
            return "No modification is open."
        if self._signing.complete:
            return "Everybody has signed it: it takes effect now."
        if act.by.person == self._proposed.by.person:
            return None
        if not self._ledger.coordinates(act.by):
            return "Only who proposed it, or the coordinator, can close it."
        return None if act.reason.strip() else "Say why it is declined."

    def close(self, act: ModificationClosed) -> None:
        """Leave it: what is in force is untouched, and the number of the version is spent (V)."""
        ledger, proposed = self._ledger, self._proposed
        if proposed is None:
            return
        mine = act.by.person == proposed.by.person
        role = proposed.role if mine else ledger.plan.coordinator
        outcome = "withdrawn" if mine else "declined"
        ledger.note(
            Happening.MODIFICATION_CLOSED, act.by, role=role, about=outcome, note=act.reason
        )
        self._tell_of_closing(act, outcome)
        self.leave()

    def leave(self) -> None:
        """What is in force is all there is; nobody is asked for more (V)."""
        if self._ledger.modifying:
            self._completing.close()
            self._ledger.drop(Purpose.SIGN, Purpose.SETTLE, Purpose.PROVIDE)
            self._reminders.stop()
            self._ledger.take_back()
            self._signing.take_back()
            self._ledger.move(self._ledger.status)
        self._proposed = None

    def _tell_of_closing(self, act: ModificationClosed, outcome: str) -> None:
        """Whoever was asked to act, the employee and the coordinator, but not who closes it."""
        ledger, plan = self._ledger, self._ledger.plan
        asked = {task.person: task.role for task in ledger.tasks if task.version == ledger.version}
        own = {
            person: role
            for role in (plan.coordinator, plan.employee)
            for person in ledger.held_by(role)
        }
        for person, role in (asked | own).items():
            if person and person != act.by.person:
                ledger.tell(
                    Kind.MODIFICATION_CLOSED, role, person, outcome=outcome, reason=act.reason
                )

    def _objection_to_content(self, act: ModificationProposed) -> str | None:
        ledger, modified = self._ledger, act.modified
        if not act.reason.strip():
            return "A modification needs its reason."
        if modified.starts_on != ledger.proposal.starts_on:
            return "The term counts from its first start: leave the start as it is."
        if self._modified(act) == ledger.proposal:
            return "The modification changes nothing."
        if not within_maximum(modified, ledger.plan.term):
            return too_long(ledger.plan.term)
        if modified.ends_on is not None and modified.ends_on <= ledger.today:
            return "Its last day has to lie ahead. To end it sooner, end it."
        return None

    def _modified(self, act: ModificationProposed) -> Proposal:
        return changed_by_agency(self._ledger.plan, self._ledger.proposal, act.modified)
