"""Review and decision: the coordinator gathers the reviews, the decider decides (GL32 III)."""

from dataclasses import replace

from temporalio import workflow

from workflows.analyzing import Analyses
from workflows.completing import Completing, changed_by_agency, filled, filled_in
from workflows.ledger import Ledger
from workflows.reminding import Reminders

with workflow.unsafe.imports_passed_through():
    from policy.account import Ending, Happening, Status
    from policy.acts import (
        Accommodated,
        AskedAgain,
        DecisionGiven,
        Outcome,
        ReviewGiven,
    )
    from policy.duration import too_long, within_maximum
    from policy.holders import asked_of
    from policy.notices import Kind
    from policy.proposal import Proposal
    from policy.signing import Ruling
    from policy.tasks import Purpose


class Review:
    """The reviews asked for and given, what they found, and the decision that rests on them."""

    def __init__(self, ledger: Ledger, reminders: Reminders, completing: Completing) -> None:
        """Ask nobody yet."""
        self._is_open = False
        self._ledger = ledger
        self._reminders = reminders
        self._completing = completing
        self._analyses = Analyses(ledger)
        self.given: dict[str, ReviewGiven] = {}
        self.determined: Accommodated | None = None
        self.decision: DecisionGiven | None = None

    def open(self) -> None:
        """The coordinator is told first; then those are asked whose questions are open (III)."""
        ledger, self._is_open = self._ledger, True
        for person in ledger.held_by(ledger.plan.coordinator):
            ledger.tell(Kind.PROPOSAL_TO_COORDINATE, ledger.plan.coordinator, person)
        self._go_on()

    def take(self, act: ReviewGiven) -> None:
        """A reviewer's assessment: it opens the next questions, or leads to the decision."""
        proposal = filled_in(self._ledger.proposal, act.answers)
        objection = self._objection_to_review(act) or self._analyses.objection_to_review(
            act, proposal
        )
        if objection:
            self._ledger.refuse(act.by, objection, role=act.role)
            return
        ledger = self._ledger
        self.given[act.role] = act
        ledger.proposal = proposal
        self._analyses.find(act.findings, act.role, act.by)
        self._note(act)
        ledger.drop(Purpose.REVIEW, role=act.role)
        self._go_on()

    def objection(self, act: DecisionGiven) -> str | None:
        """Why the decision cannot be made now, or None (III, IV.E)."""
        ledger = self._ledger
        if ledger.status is not Status.DECISION or self.decision is not None:
            return "The decision opens when every review is in, and is made once."
        if not ledger.acts_as(ledger.plan.decider or "", act.by):
            return "Only the agency's decider can decide."
        if ledger.plan.may_set_aside and self.determined is None:
            return "Determine the reasonable accommodation that is asked for first."
        return self._objection_to_content(act) or self._analyses.objection_to_findings(act)

    def decide(self, act: DecisionGiven) -> None:
        """Put the decision on record and tell the employee (III).

        A change that others have to say something to is no decision yet: they are asked about it.
        """
        ledger, approved = self._ledger, self._approved(act)
        waits = self._analyses.first_to_ask(act, approved)
        role = ledger.plan.decider or ""
        self._analyses.find((*act.computed, *act.findings), role, act.by)
        if waits:
            self._put_up(act, approved)
            return
        self.decision = act = self._as_put_up(act)
        ledger.drop(Purpose.DECIDE)
        self._reminders.stop()
        ledger.note(Happening.DECIDED, act.by, role=role, about=act.outcome, note=act.reason)
        if act.outcome is Outcome.DENIED:
            ledger.finish(Ending.DENIED, Status.DENIED)
            self._tell_employee(Kind.DECISION_DENIED, act)
        else:
            ledger.fix(1, approved)
            self._tell_employee(Kind.DECISION_APPROVED, act)

    def objection_to_asking(self, act: AskedAgain) -> str | None:
        """Why this reviewer cannot be asked once more, or None."""
        if not (self._undecided() and act.role in self.given):
            return "Nobody in this role has given a review that is still open."
        if act.role in self._ledger.asked(Purpose.REVIEW):
            return "This review is already asked for once more."
        if self._analyses.is_closed(act.role):
            return "The questions of this role are not open now."
        return None

    def ask_again(self, act: AskedAgain) -> None:
        """The coordinator asks a reviewer once more; their newest answers will count."""
        ledger = self._ledger
        ledger.note(Happening.ASKED_AGAIN, act.by, role=act.role, note=act.reason)
        self._ask(act.role)
        self._reopen()

    def objection_to_accommodation(self, act: Accommodated) -> str | None:
        """Why this cannot be determined now, or None (IV.N)."""
        if not self._undecided():
            return "An accommodation is determined before the decision."
        return self._analyses.objection_to_determining(act)

    def accommodate(self, act: Accommodated) -> None:
        """Put the determination on record, with the questions that it sets aside (IV.N)."""
        self.determined = act
        ledger, role = self._ledger, self._ledger.plan.coordinator
        aside = {"set_aside": ", ".join(act.questions)} if act.questions else {}
        ledger.note(
            Happening.ACCOMMODATED,
            act.by,
            role=role,
            about=act.outcome,
            note=act.reason,
            evidence=aside,
        )
        self._analyses.determine(act, role)
        self._go_on()

    def _ask_who_is_due(self) -> None:
        """Ask whose questions have opened, and no more whose questions have closed again."""
        asked = self._ledger.asked(Purpose.REVIEW)
        for role in self._ledger.plan.reviewers:
            if self._analyses.is_closed(role):
                self._ledger.drop(Purpose.REVIEW, role=role)
            elif role not in asked and self._is_due(role):
                self._ask(role)

    def _is_due(self, role: str) -> bool:
        """Whether to ask a role; one without questions gives its review once."""
        once = role not in self.given or self._analyses.is_asked(role)
        return once and self._analyses.is_due(role)

    def _ask(self, role: str) -> None:
        ledger = self._ledger
        whom = asked_of(ledger.held_by(role))
        ledger.note(Happening.REVIEW_ASKED, role=role, evidence=whom)
        ledger.invite(Purpose.REVIEW, role)
        self._reminders.start()

    def _go_on(self) -> None:
        """Whoever is due is asked; when nobody has to review any more, the decision opens."""
        self._ask_who_is_due()
        if self._ledger.asked(Purpose.REVIEW):
            self._reopen()
        elif self._ledger.status is Status.REVIEW:
            self._ready_for_decision()

    def _reopen(self) -> None:
        if self._ledger.status is Status.DECISION:
            self._ledger.drop(Purpose.DECIDE)
            self._ledger.move(Status.REVIEW)

    def _approved(self, act: DecisionGiven) -> Proposal:
        """What is approved, with the fields that the reviewers and the decider filled in."""
        proposal = self._ledger.proposal
        if act.modified is not None:
            proposal = changed_by_agency(self._ledger.plan, proposal, act.modified)
        return filled_in(proposal, act.answers)

    def _put_up(self, act: DecisionGiven, changed: Proposal) -> None:
        """The change is on the table: whose questions it opens is asked, then it is decided."""
        ledger, role = self._ledger, self._ledger.plan.decider or ""
        ledger.note(Happening.CHANGE_PUT_UP, act.by, role=role, note=act.reason)
        ledger.fix(1, changed)
        self._go_on()

    def _as_put_up(self, act: DecisionGiven) -> DecisionGiven:
        """What is approved as it stands, after a change was put up, is approved as modified."""
        if act.outcome is Outcome.APPROVED and self._ledger.version:
            return replace(act, outcome=Outcome.APPROVED_AS_MODIFIED)
        return act

    def _undecided(self) -> bool:
        is_early = self._ledger.status in {Status.REVIEW, Status.DECISION}
        return self._is_open and is_early and self.decision is None

    def _objection_to_review(self, act: ReviewGiven) -> str | None:
        if self._ledger.over:
            return Ruling.ENDED
        asked = {
            (task.role, task.person)
            for task in self._ledger.handed_over(act.role)
            if task.purpose is Purpose.REVIEW and not self._ledger.is_vacant(act.role)
        }
        if act.role in self.given and act.role not in {role for role, _ in asked}:
            return "this review is already given"
        if (act.role, act.by.person) not in asked:
            return "this review is not asked of this person"
        objection = self._ledger.objection_to_acting(act.role, act.by)
        return objection or self._completing.objection_to_answers(act.role, act.answers)

    def _objection_to_content(self, act: DecisionGiven) -> str | None:
        if act.outcome is Outcome.DENIED:
            return None if act.reason.strip() else "A denial needs its reason."
        if (act.outcome is Outcome.APPROVED_AS_MODIFIED) != (act.modified is not None):
            return "Approval as modified needs the modified proposal; other decisions have none."
        rule, approved = self._ledger.plan.term, self._approved(act)
        same = self._approved(replace(act, answers={})) == self._ledger.proposal
        if act.modified and same and not self._ledger.version:
            return "The modified proposal is the same as the one submitted."
        if act.modified and not within_maximum(act.modified, rule):
            return too_long(rule)
        objection = self._completing.objection_to_answers(
            self._ledger.plan.decider or "", act.answers
        )
        return objection or self._analyses.objection_to_approval(act, approved)

    def _note(self, act: ReviewGiven) -> None:
        ledger = self._ledger
        supports = "supports it" if act.supports else "does not support it"
        evidence = {"assessment": supports} | filled(act.answers)
        ledger.note(
            Happening.REVIEW_GIVEN, act.by, role=act.role, note=act.comment, evidence=evidence
        )

    def _ready_for_decision(self) -> None:
        ledger = self._ledger
        self._reminders.stop()
        ledger.move(Status.DECISION)
        ledger.invite(Purpose.DECIDE, ledger.plan.decider or ledger.plan.coordinator)

    def _tell_employee(self, kind: Kind, act: DecisionGiven) -> None:
        employee = self._ledger.employee
        outcome = act.outcome.replace("_", " ")
        self._ledger.tell(
            kind, self._ledger.plan.employee, employee, outcome=outcome, reason=act.reason
        )
