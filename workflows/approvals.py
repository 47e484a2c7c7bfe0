"""Written approvals: asked for, decided before the moment they are for, or lapsed (GL32 IV.D)."""

from datetime import datetime

from temporalio import workflow

from workflows.chasing import APPROVAL, Chase, Chasing
from workflows.early import Early
from workflows.ledger import Ledger
from workflows.parties import tell_others
from workflows.told import told

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.acts import Attribution
    from policy.concerns import (
        ApprovalAsked,
        ApprovalDecided,
        ApprovalWithdrawn,
        Concern,
        ConcernKind,
        ConcernState,
    )
    from policy.in_force import ApprovalRule
    from policy.living.approving import (
        day_of,
        decided_by,
        objection_to_asking,
        objection_to_deciding,
    )
    from policy.notices import Kind
    from policy.signing import Ruling
    from policy.tasks import Purpose

WORDS = {
    ConcernState.APPROVED: Happening.APPROVAL_GIVEN,
    ConcernState.REFUSED: Happening.APPROVAL_REFUSED,
    ConcernState.LAPSED: Happening.APPROVAL_LAPSED,
    ConcernState.WITHDRAWN: Happening.APPROVAL_WITHDRAWN,
}


class Approvals:
    """What was asked for, and what became of it."""

    def __init__(self, ledger: Ledger, chasing: Chasing, early: Early) -> None:
        """Nothing was asked for yet."""
        self._ledger = ledger
        self._chasing = chasing
        self._early = early

    def objection(self, act: ApprovalAsked) -> str | None:
        """Why this cannot be asked for now, or None."""
        ledger, rule = self._ledger, self._ledger.plan.in_force.approval(act.rule)
        if ledger.over or not ledger.in_force:
            return "This needs an arrangement that is in force."
        if rule is None:
            return "The program knows no such written approval."
        if act.role not in rule.asked_by or not ledger.acts_as(act.role, act.by):
            return "This is for others to ask for."
        return objection_to_asking(rule, act.answers, workflow.now(), ledger.clocks)

    def ask(self, act: ApprovalAsked) -> None:
        """Ask whoever decides; what nobody has to decide takes effect at once."""
        rule = self._ledger.plan.in_force.approval(act.rule)
        if rule is None:
            return
        due_at = decided_by(rule, act.answers, workflow.now(), self._ledger.clocks)
        concern = self._ledger.concerns.open(
            ConcernKind.APPROVAL,
            rule.id,
            act.role,
            act.by.person,
            answers=act.answers,
            on=day_of(rule.on, act.answers),
            due_at=due_at if rule.decided_by else None,
        )
        if rule.decided_by:
            self._request(rule, concern, act.by)
        else:
            self._issue(rule, concern, act.by)
        self._early.rule()

    def decide(self, act: ApprovalDecided) -> None:
        """Rule on a decision: it counts if it was made in time by whom the program names."""
        if self._early.keeps(act.number, lambda: self.decide(act)):
            return
        concern = self._ledger.concerns.find(act.number, ConcernKind.APPROVAL)
        objection = self._objection_to_decision(concern, act)
        if concern is None or objection:
            self._ledger.refuse(act.by, objection or "", about=str(act.number))
            return
        state = ConcernState.APPROVED if act.approved else ConcernState.REFUSED
        self._close(concern, state, act.by, self._decider(concern), act.note)

    def objection_to_withdrawing(self, act: ApprovalWithdrawn) -> str | None:
        """Why it cannot be taken back, or None."""
        concern = self._ledger.concerns.find(act.number, ConcernKind.APPROVAL)
        if concern is None or not concern.is_open:
            return "It is not open any more."
        asked = act.by.person == concern.person
        return None if asked or self._ledger.coordinates(act.by) else "Only who asked can do this."

    def withdraw(self, act: ApprovalWithdrawn) -> None:
        """Who asked takes it back."""
        concern = self._ledger.concerns.find(act.number, ConcernKind.APPROVAL)
        if concern is not None:
            self._close(concern, ConcernState.WITHDRAWN, act.by, concern.role)

    def drop(self) -> None:
        """The arrangement has ended: nothing can be approved for it any more."""
        for concern in self._ledger.concerns.open_ones(ConcernKind.APPROVAL):
            self._close(concern, ConcernState.LAPSED, note="The arrangement has ended.")

    def _request(self, rule: ApprovalRule, concern: Concern, by: Attribution) -> None:
        ledger, number = self._ledger, str(concern.number)
        ledger.note(Happening.APPROVAL_ASKED, by, role=concern.role, about=number)
        ledger.invite(Purpose.APPROVE, rule.decided_by, number, told(ledger, concern))
        self._chase(rule, concern, concern.opened_at)

    def resume(self, since: datetime) -> None:
        """Go on chasing what the history before had asked for, from `since` on."""
        for concern in self._ledger.concerns.open_ones(ConcernKind.APPROVAL):
            rule = self._ledger.plan.in_force.approval(concern.rule)
            if rule is not None:
                self._chase(rule, concern, since)

    def _chase(self, rule: ApprovalRule, concern: Concern, since: datetime) -> None:
        number, asked_at = concern.number, concern.opened_at
        days = rule.escalate_after_days
        self._chasing.start(
            Chase(
                name=f"{APPROVAL}:{number}",
                label=f"Approval {number}, {rule.title}: lapses undecided",
                reminders=self._chasing.mornings(rule.remind_after_days, asked_at),
                remind=lambda: self._chasing.remind(Purpose.APPROVE, rule.decided_by, concern),
                due_at=concern.due_at,
                fall_due=lambda: self._close(concern, ConcernState.LAPSED),
                escalation=self._chasing.mornings((days,), asked_at)[0] if days else None,
                escalate=lambda: self._escalate(concern, rule),
            ),
            since,
        )

    def _issue(self, rule: ApprovalRule, concern: Concern, by: Attribution) -> None:
        """The employee learns of it, and whoever else has to plan with it (IV.G)."""
        ledger = self._ledger
        issued = ledger.concerns.close(concern, ConcernState.ISSUED, by, role=concern.role)
        ledger.note(Happening.APPROVAL_ISSUED, by, role=concern.role, about=str(concern.number))
        facts = told(ledger, issued)
        roles = (ledger.plan.employee, *rule.told)
        tell_others(ledger, Kind.APPROVAL_ISSUED, roles, but=by.person, known=facts)

    def _objection_to_decision(self, concern: Concern | None, act: ApprovalDecided) -> str | None:
        if concern is None:
            return "no such written approval was asked for"
        if self._ledger.over:
            return Ruling.ENDED
        objection = objection_to_deciding(concern, act)
        theirs = self._ledger.acts_as(self._decider(concern), act.by)
        return objection or (None if theirs else Ruling.NOT_THEIRS)

    def _close(
        self,
        concern: Concern,
        state: ConcernState,
        by: Attribution | None = None,
        role: str = "",
        note: str = "",
    ) -> None:
        """Let it be what became of it, and tell who asked."""
        ledger, number = self._ledger, str(concern.number)
        closed = ledger.concerns.close(concern, state, by, role=role, note=note)
        ledger.drop(Purpose.APPROVE, about=number)
        self._chasing.stop(f"{APPROVAL}:{number}")
        ledger.note(WORDS[state], by, role=role, about=number, note=note)
        if by is None or by.person != concern.person:
            facts = told(ledger, closed) | {"outcome": state.value, "note": note}
            ledger.tell(Kind.APPROVAL_DECIDED, concern.role, concern.person, known=facts)

    def _escalate(self, concern: Concern, rule: ApprovalRule) -> None:
        ledger, decider = self._ledger, rule.decided_by
        about, missing = str(concern.number), ledger.title(decider)
        ledger.note(Happening.ESCALATED, role=ledger.plan.coordinator, about=about, note=missing)
        self._chasing.tell_late(Purpose.APPROVE, decider, concern)

    def _decider(self, concern: Concern) -> str:
        rule = self._ledger.plan.in_force.approval(concern.rule)
        return rule.decided_by if rule else ""
