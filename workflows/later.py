"""The acts of people on what is in force: modifications, approvals, reports, duties (GL32 IV)."""

from temporalio import workflow

from workflows.carried import Carried
from workflows.desk import Desk
from workflows.moving import Moving
from workflows.reports import Reports

with workflow.unsafe.imports_passed_through():
    from policy.acts import Submission
    from policy.changes import (
        EndingWithdrawn,
        HoldersChanged,
        JobChanged,
        ModificationClosed,
        ModificationProposed,
    )
    from policy.concerns import (
        ApprovalAsked,
        ApprovalDecided,
        ApprovalWithdrawn,
        DutyDone,
        Reported,
    )


class LaterDesk(Desk):
    """Where acts arrive once an arrangement is in force.

    What answers a mail, and what must not be lost, are signals; what asks for something is an
    update, refused at once with the reason.
    """

    def __init__(self, submission: Submission) -> None:
        """Nothing is in force yet."""
        super().__init__(submission)
        self._reports = Reports(self._ledger, self._duties)
        self._moving = Moving(self._ledger, self._handing)
        self._is_long = False

    def carry(self) -> Carried:
        """Everything that a fresh history needs, at rest."""
        return Carried(
            ledger=self._ledger.carry(),
            at=workflow.now(),
            documents=self._signing.documents,
            copies=self._copies.carry(),
            awaited=self._copies.awaited,
            early=self._copies.early,
            term=self._term.dates,
            notices=self._endings.notices,
            opens=self._duties.opens,
        )

    def resume(self, kept: Carried) -> None:
        """Go on where the history before left it, every timer set anew.

        What has fallen due since falls due here: a worker may come to it much later. Operators are
        shown first what they saw before, so that whatever is no more is taken back.
        """
        self._ledger.resume(kept.ledger)
        self._signing.resume(kept.documents)
        self._copies.resume(kept)
        self._term.resume(kept.term, kept.at)
        self._endings.resume(kept.notices)
        self._approvals.resume(kept.at)
        self._duties.resume(kept.opens, kept.at)
        self._shown.show(self._ledger.standing())

    @workflow.signal
    def begin_anew(self) -> None:
        """An operator asks for a fresh history, once the arrangement rests."""
        self._is_long = True

    @workflow.signal
    def decide_approval(self, act: ApprovalDecided) -> None:
        """A decision on a written approval arrives."""
        self._hear(act, self._approvals.decide)

    @workflow.signal
    def report(self, act: Reported) -> None:
        """A report arrives, from either side."""
        self._hear(act, self._reports.take)

    @workflow.signal
    def do_duty(self, act: DutyDone) -> None:
        """What closes a duty arrives."""
        self._hear(act, self._duties.do)

    @workflow.signal
    def change_holders(self, act: HoldersChanged) -> None:
        """The directory has others in the roles."""
        self._hear(act, self._moving.change)

    @workflow.signal
    def change_job(self, act: JobChanged) -> None:
        """The directory's news ends it on a day."""
        self._hear(act, self._endings.change_job)

    @workflow.update
    def propose_modification(self, act: ModificationProposed) -> None:
        """The employee or the agency proposes to change what is in force."""
        self._do(act, self._modifying.objection, self._modifying.propose)

    @propose_modification.validator
    def check_modification(self, act: ModificationProposed) -> None:
        """Refuse a modification that cannot be proposed now."""
        self._check(act, self._modifying.objection)

    @workflow.update
    def close_modification(self, act: ModificationClosed) -> None:
        """Who proposed it withdraws it, or the coordinator declines it."""
        self._do(act, self._modifying.objection_to_closing, self._modifying.close)

    @close_modification.validator
    def check_closing(self, act: ModificationClosed) -> None:
        """Refuse to close what is not open."""
        self._check(act, self._modifying.objection_to_closing)

    @workflow.update
    def ask_approval(self, act: ApprovalAsked) -> None:
        """Somebody asks for a written approval."""
        self._do(act, self._approvals.objection, self._approvals.ask)

    @ask_approval.validator
    def check_approval(self, act: ApprovalAsked) -> None:
        """Refuse what cannot be asked for."""
        self._check(act, self._approvals.objection)

    @workflow.update
    def withdraw_approval(self, act: ApprovalWithdrawn) -> None:
        """Who asked takes it back."""
        self._do(act, self._approvals.objection_to_withdrawing, self._approvals.withdraw)

    @withdraw_approval.validator
    def check_taking_back(self, act: ApprovalWithdrawn) -> None:
        """Refuse to take back what is decided."""
        self._check(act, self._approvals.objection_to_withdrawing)

    @workflow.update
    def withdraw_ending(self, act: EndingWithdrawn) -> None:
        """Whoever gave notice takes it back."""
        self._do(act, self._endings.objection_to_withdrawing, self._endings.withdraw)

    @withdraw_ending.validator
    def check_withdrawal(self, act: EndingWithdrawn) -> None:
        """Refuse to take back what was not given."""
        self._check(act, self._endings.objection_to_withdrawing)
