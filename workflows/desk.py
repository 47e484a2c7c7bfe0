"""The acts of people on one arrangement: handlers judge, write into the ledger, and return."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from workflows.approvals import Approvals
from workflows.chasing import Chasing
from workflows.completing import Completing
from workflows.copies import Copies
from workflows.duties import Duties
from workflows.early import Early
from workflows.ending import Endings
from workflows.handing import Handing
from workflows.hearing import Hearing
from workflows.identifiers import REFUSED
from workflows.ledger import Ledger
from workflows.modifying import Modifying
from workflows.reminding import Reminders
from workflows.replacing import Replacing
from workflows.review import Review
from workflows.signing import Signing
from workflows.term import Term
from workflows.visibility import Shown

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Standing
    from policy.acts import (
        Accommodated,
        Amendment,
        AskedAgain,
        Attribution,
        CopyAcknowledged,
        DecisionGiven,
        Delivered,
        Provided,
        Reminded,
        ReviewGiven,
        SignatureDeclined,
        SignatureGiven,
        SignerReplaced,
        Submission,
    )
    from policy.changes import EndRequested
    from policy.notices import REMINDABLE


class Act(Protocol):
    """What somebody does, with who did it."""

    @property
    def by(self) -> Attribution:
        """Who acts, how they are known, and the act's key."""


A = TypeVar("A", bound=Act)
Objection = Callable[[A], str | None]


class Desk:
    """Where acts arrive.

    Reviews, signatures and acknowledgments are signals: accepted and durable even while no worker
    runs, and ruled on when one does. The coordinator's acts are updates whose validators answer at
    once. An act's key makes it happen once.
    """

    def __init__(self, submission: Submission) -> None:
        """Begin with a proposal; nothing has happened yet."""
        self._ledger = Ledger(submission)
        self._reminders = Reminders(self._ledger)
        self._completing = Completing(self._ledger, self._reminders)
        self._review = Review(self._ledger, self._reminders, self._completing)
        self._signing = Signing(self._ledger, self._reminders)
        self._handing = Handing(self._ledger, self._signing)
        self._replacing = Replacing(self._ledger, self._reminders, self._signing, self._handing)
        self._copies = Copies(self._ledger)
        chasing, self._early = Chasing(self._ledger), Early(self._ledger)
        self._approvals = Approvals(self._ledger, chasing, self._early)
        self._duties = Duties(self._ledger, chasing, self._early, self._completing)
        self._modifying = Modifying(self._ledger, self._reminders, self._signing, self._completing)
        self._endings = Endings(self._ledger, self._modifying, self._approvals, self._duties)
        self._term = Term(self._ledger, self._endings, self._duties)
        self._shown = Shown(submission)
        self._hearing = Hearing()

    @workflow.signal
    def give_review(self, act: ReviewGiven) -> None:
        """A reviewer's assessment arrives."""
        self._hear(act, self._review.take)

    @workflow.signal
    def provide(self, act: Provided) -> None:
        """What was still missing before signing arrives."""
        self._hear(act, self._completing.take)

    @workflow.signal
    def sign(self, act: SignatureGiven) -> None:
        """A signature arrives."""
        self._hear(act, self._signing.sign)

    @workflow.signal
    def decline(self, act: SignatureDeclined) -> None:
        """A signer's refusal arrives."""
        self._hear(act, self._signing.decline)

    @workflow.signal
    def acknowledge(self, act: CopyAcknowledged) -> None:
        """Whoever received a copy acknowledges it."""
        self._hear(act, self._copies.acknowledge)

    @workflow.signal
    def delivered(self, act: Delivered) -> None:
        """The mail system has accepted a notification that is waited for."""
        self._hearing.hear(lambda: self._copies.delivered(act))

    @workflow.update
    def decide(self, act: DecisionGiven) -> None:
        """The decider decides."""
        self._hearing.hear(lambda: self._do(act, self._review.objection, self._review.decide))

    @decide.validator
    def check_decision(self, act: DecisionGiven) -> None:
        """Refuse a decision that cannot be made now; reviews not ruled on yet may open it."""
        if self._hearing.rests or self._review.decision:
            self._check(act, self._review.objection)

    @workflow.update
    def accommodate(self, act: Accommodated) -> None:
        """The coordinator determines whether it is a reasonable accommodation."""
        self._do(act, self._to_accommodation, self._review.accommodate)

    @accommodate.validator
    def check_accommodation(self, act: Accommodated) -> None:
        """Refuse a determination that cannot be made now."""
        self._check(act, self._to_accommodation)

    @workflow.update
    def amend(self, act: Amendment) -> None:
        """The coordinator changes what is to be signed."""
        self._do(act, self._to_amendment, self._signing.amend)

    @amend.validator
    def check_amendment(self, act: Amendment) -> None:
        """Refuse a change that cannot be made now."""
        self._check(act, self._to_amendment)

    @workflow.update
    def ask_again(self, act: AskedAgain) -> None:
        """The coordinator asks who declined, or gave a review, to reconsider."""
        self._do(
            act, self._to_asking_again, (self._signing if act.line else self._review).ask_again
        )

    @ask_again.validator
    def check_asking(self, act: AskedAgain) -> None:
        """Refuse to ask where nobody declined."""
        self._check(act, self._to_asking_again)

    @workflow.update
    def replace_signer(self, act: SignerReplaced) -> None:
        """The coordinator puts somebody else into a role."""
        self._do(act, self._to_replacement, self._replacing.replace)

    @replace_signer.validator
    def check_replacement(self, act: SignerReplaced) -> None:
        """Refuse a person who cannot take the role."""
        self._check(act, self._to_replacement)

    @workflow.update
    def remind(self, act: Reminded) -> None:
        """The coordinator has a role reminded, or a copy sent again that did not arrive."""
        self._do(act, self._to_reminder, self._remind)

    @remind.validator
    def check_reminder(self, act: Reminded) -> None:
        """Refuse to remind where nothing is open."""
        self._check(act, self._to_reminder)

    @workflow.update
    def end(self, act: EndRequested) -> None:
        """The employee or the coordinator ends it, at once or with notice."""
        self._do(act, self._endings.objection, self._endings.end)

    @end.validator
    def check_end(self, act: EndRequested) -> None:
        """Refuse an ending that is not this person's to make."""
        self._check(act, self._endings.objection)

    @workflow.query
    def account(self) -> Standing:
        """Where the arrangement stands by its own account."""
        return self._ledger.standing()

    def _check(self, act: A, objection: Objection[A]) -> None:
        """Turn an act away at the door; one that was taken before is answered as it was."""
        found = objection(act)
        if found and not self._ledger.knows(act.by):
            raise ApplicationError(found, type=REFUSED, non_retryable=True)

    def _hear(self, act: A, rule: Callable[[A], None]) -> None:
        """Rule on what came by signal, once."""
        self._hearing.hear(lambda: rule(act) if self._ledger.take(act.by) else None)

    def _do(self, act: A, objection: Objection[A], perform: Callable[[A], None]) -> None:
        """Perform an act once, unless what fell due in the same moment has overtaken it."""
        if not self._ledger.take(act.by):
            return
        found = objection(act)
        if found:
            self._ledger.refuse(act.by, found)
        else:
            perform(act)

    def _remind(self, act: Reminded) -> None:
        self._ledger.note(Happening.REMINDED, act.by, role=act.role)
        if not self._copies.send_again(act.role):
            self._reminders.ask_again(act.role, act.by.at)

    def _to_accommodation(self, act: Accommodated) -> str | None:
        return self._not_coordinator(act.by) or self._review.objection_to_accommodation(act)

    def _to_amendment(self, act: Amendment) -> str | None:
        return self._not_coordinator(act.by) or self._signing.objection_to_amendment(act)

    def _to_asking_again(self, act: AskedAgain) -> str | None:
        asked = self._signing if act.line else self._review
        return self._not_coordinator(act.by) or asked.objection_to_asking(act)

    def _to_replacement(self, act: SignerReplaced) -> str | None:
        return self._not_coordinator(act.by) or self._replacing.objection(act)

    def _to_reminder(self, act: Reminded) -> str | None:
        ledger = self._ledger
        asked = {t.role for t in ledger.tasks if t.role and t.purpose in REMINDABLE}
        asked -= {role for role in asked if ledger.is_vacant(role)}
        nobody = None if act.role in asked else "Nobody in this role has to act now."
        return self._not_coordinator(act.by) or nobody

    def _not_coordinator(self, by: Attribution) -> str | None:
        """Why this person cannot act as the coordinator, or None; nobody can once it is over."""
        ledger = self._ledger
        if ledger.over and not (self._copies.owed or self._duties.owed):
            return "The arrangement has already ended."
        if ledger.coordinates(by):
            return None
        return f"Only the {ledger.title(ledger.plan.coordinator)} can do this."
