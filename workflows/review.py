"""Review and decision: the coordinator gathers the reviews, the decider decides (GL32 III)."""

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.reminding import Reminders

with workflow.unsafe.imports_passed_through():
    from policy.account import Ending, Happening, Kind, Purpose, Status
    from policy.acts import Attribution, DecisionGiven, Outcome, ReviewGiven
    from policy.deadlines import Paced
    from policy.duration import too_long, within_maximum
    from policy.holders import find, in_place_of, persons
    from policy.signing import Ruling


class Review:
    """The reviews asked for and given, and the decision that rests on them."""

    def __init__(self, ledger: Ledger, reminders: Reminders) -> None:
        """Ask nobody yet."""
        self._ledger = ledger
        self._reminders = reminders
        self.given: dict[str, ReviewGiven] = {}
        self.decision: DecisionGiven | None = None

    def open(self, paced: Paced) -> None:
        """The coordinator is told first; then each reviewer is asked (III)."""
        ledger = self._ledger
        for person in persons(ledger.holders, ledger.plan.coordinator):
            ledger.tell(Kind.PROPOSAL_TO_COORDINATE, ledger.plan.coordinator, person)
        for role in ledger.plan.reviewers:
            ledger.note(Happening.REVIEW_ASKED, role=role)
            for task in ledger.ask(Purpose.REVIEW, role):
                ledger.tell(Kind.REVIEW_REQUESTED, role, task.person, task)
        self._reminders.start(paced)

    def take(self, act: ReviewGiven) -> None:
        """A reviewer's assessment; the last one makes the proposal ready for decision."""
        objection = self._objection_to_review(act)
        if objection:
            self._ledger.refuse(act.by, objection, role=act.role)
            return
        self.given[act.role] = act
        supports = "supports it" if act.supports else "does not support it"
        self._ledger.note(
            Happening.REVIEW_GIVEN,
            act.by,
            role=act.role,
            note=act.comment,
            evidence={"assessment": supports}
            | in_place_of(self._ledger.holders, act.role, act.by.person),
        )
        self._ledger.drop(Purpose.REVIEW, role=act.role)
        if all(role in self.given for role in self._ledger.plan.reviewers):
            self._ready_for_decision()

    def objection(self, act: DecisionGiven) -> str | None:
        """Why the decision cannot be made now, or None (III, IV.E)."""
        ledger = self._ledger
        if ledger.status is not Status.DECISION or self.decision is not None:
            return "The decision opens when every review is in, and is made once."
        if not self._may_decide(act.by):
            return "Only the agency's decider can decide."
        return _objection_to_content(act, ledger)

    def decide(self, act: DecisionGiven) -> None:
        """Put the decision on record and tell the employee (III)."""
        self.decision = act
        ledger = self._ledger
        ledger.drop(Purpose.DECIDE)
        self._reminders.stop()
        ledger.note(
            Happening.DECIDED,
            act.by,
            role=ledger.plan.decider or "",
            about=act.outcome,
            note=act.reason,
        )
        if act.outcome is Outcome.DENIED:
            ledger.finish(Ending.DENIED, Status.DENIED)
            self._tell_employee(Kind.DECISION_DENIED, act)
        else:
            ledger.fix(1, act.modified or ledger.proposal)
            self._tell_employee(Kind.DECISION_APPROVED, act)

    def _objection_to_review(self, act: ReviewGiven) -> str | None:
        if self._ledger.over:
            return "the arrangement has already ended"
        if act.role in self.given:
            return "this review is already given"
        asked = {(task.role, task.person) for task in self._ledger.tasks}
        holder = find(self._ledger.holders, act.role, act.by.person)
        if self._ledger.status is not Status.REVIEW or (act.role, act.by.person) not in asked:
            return "this review is not asked of this person"
        if holder is not None and not holder.may_act(act.by.at):
            return Ruling.DESIGNATION_OVER
        return None

    def _may_decide(self, by: Attribution) -> bool:
        """Whether this is the decider: whoever is asked, or any coordinator where they decide."""
        ledger, role = self._ledger, self._ledger.plan.decider or ""
        if role == ledger.plan.coordinator and ledger.coordinates(by):
            return True
        holder = find(ledger.holders, role, by.person)
        return holder is not None and holder.may_act(by.at)

    def _ready_for_decision(self) -> None:
        ledger = self._ledger
        self._reminders.stop()
        ledger.move(Status.DECISION)
        role = ledger.plan.decider or ledger.plan.coordinator
        for task in ledger.ask(Purpose.DECIDE, role):
            ledger.tell(Kind.REVIEWS_COMPLETE, role, task.person, task)

    def _tell_employee(self, kind: Kind, act: DecisionGiven) -> None:
        employee = self._ledger.employee
        outcome = act.outcome.replace("_", " ")
        self._ledger.tell(
            kind, self._ledger.plan.employee, employee, outcome=outcome, reason=act.reason
        )


def _objection_to_content(act: DecisionGiven, ledger: Ledger) -> str | None:
    if act.outcome is Outcome.DENIED and not act.reason.strip():
        return "A denial needs its reason."
    if (act.outcome is Outcome.APPROVED_AS_MODIFIED) != (act.modified is not None):
        return "Approval as modified needs the modified proposal; other decisions have none."
    if act.modified == ledger.proposal:
        return "The modified proposal is the same as the one submitted."
    if act.modified and not within_maximum(act.modified, ledger.plan.term):
        return too_long(ledger.plan.term)
    return None
