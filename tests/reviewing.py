"""What people do to one arrangement until it can be signed, as a test has them do it."""

from dataclasses import replace
from typing import TypedDict, Unpack

from demonstration import favorable
from policy.account import Standing, Status
from policy.acts import (
    Accommodated,
    AskedAgain,
    DecisionGiven,
    Determination,
    Outcome,
    Provided,
    ReviewGiven,
)
from policy.analysis import Finding, together
from policy.proposal import Proposal
from records import proposals
from tests import people
from tests.watched import Watched
from workflows.arrangement import ArrangementWorkflow

DENIED, MODIFIED = Outcome.DENIED, Outcome.APPROVED_AS_MODIFIED


class Said(TypedDict, total=False):
    """What of a favorable review a test changes."""

    supports: bool
    key: str
    findings: tuple[Finding, ...]
    answers: dict[str, str]


class Decided(TypedDict, total=False):
    """What of an approval as proposed a test changes."""

    person: str
    proposal: Proposal
    findings: tuple[Finding, ...]
    computed: tuple[Finding, ...]


class Reviewing(Watched):
    """Reviews, what they find, the decision, and what is filled in after it."""

    def with_answers(self, **answers: str) -> Proposal:
        """The proposal as submitted, with other answers."""
        proposal = self.submission.proposal
        return replace(proposal, answers=proposal.answers | answers)

    def answers_on_record(self, version: int) -> dict[str, str]:
        """The answers of a version's proposal."""
        with self.world.tools.sessions() as session:
            kept = proposals.of_version(session, self.reference, version)
        return kept.answers if kept else {}

    async def review(self, role: str, person: str, **said: Unpack[Said]) -> ReviewGiven:
        """A reviewer gives a review: with every answer as approval needs it, or with these."""
        filled = favorable.filled_in(self.program, role, self.submission.proposal.answers)
        act = ReviewGiven(
            role,
            said.get("supports", True),
            "Fine with me.",
            await self.world.by(person, said.get("key", "")),
            together(said.get("findings", self.favorable(role))),
            said.get("answers", filled),
        )
        await self.handle.signal(ArrangementWorkflow.give_review, act)
        return act

    def filled(self, role: str) -> dict[str, str]:
        """What a role fills in of its own fields, as far as the proposal leaves them blank."""
        given = self.submission.proposal.answers
        return favorable.filled_in(self.program, role, {k: v for k, v in given.items() if v})

    def favorable(self, role: str, **otherwise: str) -> tuple[Finding, ...]:
        """What a role finds where all is as approval needs it, but for these answers."""
        asked = {question.id for question in self.plan.questions}
        found = favorable.findings(self.program, role, self.submission.proposal.answers)
        return tuple(
            Finding(
                each.question, otherwise.get(each.question, each.answer), computed=each.computed
            )
            for each in found
            if each.question in asked
        )

    def computed(self, *otherwise: Finding) -> tuple[Finding, ...]:
        """What the facts answer at the decision: nothing in the way, but for these."""
        asked = {question.id for question in self.plan.questions}
        asked -= {finding.question for finding in otherwise}
        found = favorable.computed(self.program, self.submission.proposal.answers)
        return (*(each for each in found if each.question in asked), *otherwise)

    async def decide(
        self,
        outcome: Outcome = Outcome.APPROVED,
        *,
        reason: str = "It serves the agency.",
        **decided: Unpack[Decided],
    ) -> None:
        """The coordinator decides; what is theirs to find speaks for it, unless given."""
        act = DecisionGiven(
            outcome,
            reason,
            await self.world.by(decided.get("person", people.COORDINATOR)),
            decided.get("proposal"),
            together(
                (
                    *self.computed(*decided.get("computed", ())),
                    *decided.get("findings", self.favorable(self.plan.decider or "")),
                )
            ),
        )
        await self.handle.execute_update(ArrangementWorkflow.decide, act)

    async def accommodate(
        self,
        *questions: str,
        reason: str = "The interactive process of November 3.",
        person: str = people.COORDINATOR,
        outcome: Determination = Determination.GRANTED,
    ) -> None:
        """The coordinator determines an accommodation, and sets these questions aside."""
        act = Accommodated(outcome, questions, reason, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.accommodate, act)

    async def provide(self, role: str, person: str, **answers: str) -> Provided:
        """Somebody fills in what is missing before signing."""
        act = Provided(role, answers, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.provide, act)
        return act

    async def ask_to_review_again(self, role: str, *, person: str = people.COORDINATOR) -> None:
        """The coordinator asks a reviewer once more."""
        act = AskedAgain("", "The schedule has changed.", await self.world.by(person), role)
        await self.handle.execute_update(ArrangementWorkflow.ask_again, act)

    async def reviewed(self) -> Standing:
        """Whoever is asked reviews favorably, until nobody is asked any more."""
        while (standing := await self.until(_is_at_rest)).status is Status.REVIEW:
            task = next(task for task in standing.tasks if task.purpose == "review")
            act = await self.review(task.role, task.person)
            await self.answered(act.by.key)
        return standing

    async def asked_to_review(self, role: str) -> str:
        """Who is asked for a role's review, once somebody is."""
        asked = ("review", role)
        standing = await self.until(lambda s: asked in {(t.purpose, t.role) for t in s.tasks})
        return next(t.person for t in standing.tasks if (t.purpose, t.role) == asked)


def _reviewers(standing: Standing) -> set[str]:
    return {task.role for task in standing.tasks if task.purpose == "review"}


def _is_at_rest(standing: Standing) -> bool:
    return bool(_reviewers(standing)) or standing.status is not Status.REVIEW
