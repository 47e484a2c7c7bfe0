"""The analyses: what was found, what is open to whom, and what stands in the way (GL32 III)."""

from collections.abc import Collection, Sequence

from temporalio import workflow

from workflows.ledger import Ledger

with workflow.unsafe.imports_passed_through():
    from policy.acts import (
        Accommodated,
        Attribution,
        DecisionGiven,
        Determination,
        ReviewGiven,
    )
    from policy.analysis import Finding, Found
    from policy.findings import blocks, first_to_ask, is_due, open_questions, outstanding
    from policy.plan import Asked, asked_now
    from policy.proposal import Proposal


class Analyses:
    """The newest finding of each question, and why an accommodation sets some of them aside."""

    def __init__(self, ledger: Ledger) -> None:
        """Nothing is found yet."""
        self._ledger = ledger
        self._found: dict[str, Finding] = {}
        self._set_aside: dict[str, str] = {}

    def is_asked(self, role: str) -> bool:
        """Whether the program has questions for a role at all."""
        return any(each.role == role for each in self._questions(self._ledger.proposal))

    def is_due(self, role: str) -> bool:
        """Whether a role has open questions without an answer, or none at all (III.A to III.C)."""
        proposal = self._ledger.proposal
        questions = self._questions(proposal)
        return is_due(role, questions, self._found, self._set_aside, proposal.answers)

    def is_closed(self, role: str) -> bool:
        """Whether the program has questions for a role, of which none is open now."""
        return self.is_asked(role) and not self._open_to(role, self._found, self._ledger.proposal)

    def find(self, findings: Sequence[Finding], role: str, by: Attribution) -> None:
        """Let these stand from now on."""
        for finding in findings:
            self._found[finding.question] = finding
            why = self._set_aside.get(finding.question, "")
            self._ledger.found(Found(finding, role, by.person, workflow.now(), why))

    def objection_to_determining(self, act: Accommodated) -> str | None:
        """Why this cannot be determined of the questions, or None (IV.N)."""
        may = self._ledger.plan.may_set_aside
        if not may:
            return "The proposal does not ask for an accommodation."
        foreign = sorted(set(act.questions) - set(may))
        if foreign:
            return f"An accommodation cannot set these questions aside: {', '.join(foreign)}."
        if act.questions and act.outcome is not Determination.GRANTED:
            return "Only an accommodation that is granted sets questions aside."
        return None if act.reason.strip() else "A determination needs its reason."

    def determine(self, act: Accommodated, role: str) -> None:
        """Let questions not count in this one case, for the reason given (IV.N).

        Where the accommodation is not granted after all, those set aside before count again.
        """
        if act.outcome is Determination.GRANTED:
            self._set_aside |= dict.fromkeys(act.questions, act.reason)
            changed, reason = act.questions, act.reason
        else:
            changed, reason = tuple(self._set_aside), ""
            self._set_aside = {}
        for question in changed:
            finding = self._found.get(question, Finding(question, ""))
            self._ledger.found(Found(finding, role, act.by.person, workflow.now(), reason))

    def objection_to_review(self, act: ReviewGiven, proposal: Proposal) -> str | None:
        """Each finding answers a question open to this role, and none that is open is left out.

        What is not asked of the proposal as it stands may be answered too: the agency may be about
        to change it.
        """
        found = self._with(act.findings)
        may = {each.id for each in self._open_to(act.role, found, proposal, whole=True)}
        closed = [each.question for each in act.findings if each.question not in may]
        if closed:
            return f"these questions are not open to this role: {', '.join(closed)}"
        left = [question.id for question in self._unanswered(act.role, found, proposal)]
        return f"these questions are not answered: {', '.join(left)}" if left else None

    def objection_to_approval(self, act: DecisionGiven, proposal: Proposal) -> str | None:
        """Approval needs every question answered as the program wants it (II(b), III).

        Those count that are asked of `proposal`, the one to be approved: a change may let others
        apply than were asked at the review. What the facts answered then counts no more: they are
        asked again now (III.C.2).
        """
        questions, found = self._judged(act, proposal)
        wrong = blocks(questions, found, self._set_aside, proposal.answers)
        left = outstanding(questions, found, self._set_aside)
        if not (wrong or left) or self.first_to_ask(act, proposal):
            return None
        named = {each.id: f"{each.id} ({self._ledger.title(each.role)})" for each in questions}
        ids = [*wrong, *(question.id for question in left)]
        told = ", ".join(named[name] for name in ids)
        return f"Approval needs these questions answered as the program says: {told}."

    def first_to_ask(self, act: DecisionGiven, proposal: Proposal) -> tuple[str, ...]:
        """Who has to say something to a change of the decider's before it can be approved."""
        if act.modified is None:
            return ()
        questions, found = self._judged(act, proposal)
        return first_to_ask(self._decider, questions, found, self._set_aside, proposal.answers)

    def objection_to_findings(self, act: DecisionGiven) -> str | None:
        """The decider answers the decider's questions, and no reviewer's."""
        own = {each.id for each in self._ledger.plan.questions if each.role == self._decider}
        foreign = [each.question for each in act.findings if each.question not in own]
        return f"These questions are a reviewer's: {', '.join(foreign)}." if foreign else None

    def _judged(
        self, act: DecisionGiven, proposal: Proposal
    ) -> tuple[tuple[Asked, ...], dict[str, Finding]]:
        """The questions asked of `proposal`, and what stands of them, the facts as they are now."""
        questions = self._questions(proposal)
        computed = {question.id for question in questions if question.computed}
        return questions, self._with((*act.computed, *act.findings), but=computed)

    @property
    def _decider(self) -> str:
        return self._ledger.plan.decider or ""

    def _with(self, findings: Sequence[Finding], but: Collection[str] = ()) -> dict[str, Finding]:
        stands = {name: finding for name, finding in self._found.items() if name not in but}
        return stands | {finding.question: finding for finding in findings}

    def _unanswered(
        self, role: str, found: dict[str, Finding], proposal: Proposal
    ) -> tuple[Asked, ...]:
        return outstanding(self._open_to(role, found, proposal), found, self._set_aside)

    def _open_to(
        self, role: str, found: dict[str, Finding], proposal: Proposal, *, whole: bool = False
    ) -> tuple[Asked, ...]:
        """What a role may answer; as a `whole` also what is not asked of the proposal now."""
        asked = self._questions(proposal)
        if not whole:
            return open_questions(role, asked, found, self._set_aside, proposal.answers)
        now = {question.id for question in asked}
        others = {each.id for each in self._ledger.plan.questions if each.id not in now}
        unneeded = {*self._set_aside, *others}
        questions = self._ledger.plan.questions
        return open_questions(role, questions, found, unneeded, proposal.answers)

    def _questions(self, proposal: Proposal) -> tuple[Asked, ...]:
        return asked_now(self._ledger.plan.questions, proposal.answers)
