"""One arrangement on its way through the running system, step by step, driven over HTTP."""

import asyncio
import itertools
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial

from api.calls.told import ActTold
from demonstration import favorable
from demonstration.certificates import keep_certificate
from demonstration.favorable import AWAY, a_week
from documents.store import FolderStore
from policy.account import Happening
from policy.duration import last_day
from policy.forms.checking import to_form
from policy.proposal import Proposal
from policy.reading.loading import PROGRAMS, load_programs
from policy.tasks import Purpose
from records import arrangements, entries, people, tasks
from records.arrangements import Arrangement
from records.tasks import OpenTask
from tests.crowd import COORDINATOR, EMPLOYEE, Crowd
from tests.oracle import Handle, Judge
from tests.system import LOOK, PATIENCE
from workflows.arrangement import ArrangementWorkflow

PROGRAM = load_programs(PROGRAMS).get("connecticut")
GIVEN = favorable.answers(PROGRAM)


class Step(StrEnum):
    """Where in a journey something may happen."""

    SUBMISSION = "submission"
    REVIEW = "review"
    DECISION = "decision"
    FREEZING = "freezing"
    SIGNING = "signing"
    FILING = "filing"
    DELIVERY = "delivery"


class Journey:
    """One arrangement from submission until its copies are delivered, with a list of all acts."""

    def __init__(self, crowd: Crowd, name: str) -> None:
        self.crowd = crowd
        self.name = f"{name}-{secrets.token_hex(4)}"
        self.reference = ""
        self.acts: list[str] = []

    @property
    def handle(self) -> Handle:
        """Its workflow."""
        return self.crowd.temporal.get_workflow_handle_for(ArrangementWorkflow.run, self.reference)

    @property
    def judge(self) -> Judge:
        """Who says whether all is well."""
        return Judge(self.crowd.system, self.handle)

    async def reach(self, step: Step) -> None:
        """Do everything that comes before a step."""
        for act in self._acts()[: _BEFORE[step][0]]:
            await act()

    async def go_on(self, step: Step) -> None:
        """Do everything from a step on, until its copies are delivered."""
        for act in self._acts()[_BEFORE[step][0] :]:
            await act()
        await self._until_delivered()

    async def reach_signatures(self) -> None:
        """Do everything until five people are asked to sign."""
        await self.reach(Step.SIGNING)
        await self._until_asked()

    async def reach_last_signature(self) -> None:
        """Do everything until one person has not signed yet."""
        await self.reach(Step.FILING)

    async def amid(self, step: Step) -> None:
        """Wait until a step that nobody acts in has begun; the others begin with their act."""
        kind = _BEFORE[step][1]
        await self.until(lambda: kind is None or kind in self.happened, f"amid {step}")

    async def until(self, done: Callable[[], bool], what: str) -> None:
        """Look at the records until it is so."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not done():
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise AssertionError(self.name, what, self.happened) from None

    async def caught_up(self) -> None:
        """Wait until the records hold all that the workflow has ruled on by now."""
        standing = await self.handle.query(ArrangementWorkflow.account)
        await self.until(lambda: self._revision >= standing.revision, "records have caught up")

    @property
    def happened(self) -> list[str]:
        """The kinds of what is on record."""
        with self.crowd.system.sessions() as session:
            return [entry.kind for entry in entries.timeline(session, self.reference)]

    @property
    def signed(self) -> int:
        """How many signatures are on record."""
        return self.happened.count(Happening.SIGNED)

    @property
    def status(self) -> str:
        """Where it stands by the records."""
        found = self._row()
        return found.status if found else ""

    @property
    def deadlines(self) -> dict[str, str]:
        """When what is set falls due, by the records."""
        found = self._row()
        return {each["name"]: each["at"] for each in found.deadlines} if found else {}

    def _is_asked_to_review(self, role: str) -> bool:
        return role in {task.role for task in self.asked(Purpose.REVIEW)}

    @property
    def _revision(self) -> int:
        found = self._row()
        return found.revision if found else 0

    def _row(self) -> Arrangement | None:
        with self.crowd.system.sessions() as session:
            return arrangements.find(session, self.reference)

    def name_of(self, person: str) -> str:
        """Somebody's full name, as the directory has it."""
        with self.crowd.system.sessions() as session:
            found = people.find(session, person)
        assert found is not None
        return found.name

    def asked(self, purpose: Purpose) -> list[OpenTask]:
        """Who is asked for that."""
        with self.crowd.system.sessions() as session:
            found = tasks.of_arrangement(session, self.reference)
        return [task for task in found if task.purpose == purpose]

    def _acts(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (self.submit, self.review, self.decide, self.most_sign, self.last_signs)

    async def submit(self) -> None:
        """The employee proposes."""
        system = self.crowd.system
        keep_certificate(system.sessions, FolderStore(system.documents), [EMPLOYEE])
        told = await self._act(EMPLOYEE, "", {"answers": answers()}, "")
        self.reference = told.reference

    async def review(self) -> None:
        """Each reviewer is asked once those before have answered; all answers are favorable."""
        for role in PROGRAM.review.reviewers:
            await self.until(partial(self._is_asked_to_review, role), f"{role} asked to review")
            task = next(each for each in self.asked(Purpose.REVIEW) if each.role == role)
            sent = {"role": role, "supports": True} | found_by(role)
            await self._act(task.person, "review", sent, role)

    async def decide(self) -> None:
        """The coordinator approves."""
        await self.until(lambda: self.status == "decision", "ready for a decision")
        sent = {"outcome": "approved", "reason": "It serves the agency."}
        await self._act(COORDINATOR, "decision", sent | found_by(PROGRAM.review.decider or ""), "")

    async def most_sign(self) -> None:
        """All but one sign at once."""
        await self._until_asked()
        await asyncio.gather(*(self.sign(task) for task in self.asked(Purpose.SIGN)[1:]))
        await self.until(lambda: self.signed == 4, "four signatures")

    async def last_signs(self) -> None:
        """The last signature."""
        await self.sign(self.asked(Purpose.SIGN)[0])

    async def the_others_sign(self) -> None:
        """Whoever has not signed does, until the copies are delivered."""
        await asyncio.gather(*(self.sign(task) for task in self.asked(Purpose.SIGN)))
        await self._until_delivered()

    async def sign(self, task: OpenTask) -> None:
        """One person reads and signs."""
        seen = await self.crowd.see(task.person, self.reference)
        line = next(line for line in seen.to_sign if line.line == task.about)
        sent = {
            "line": line.line,
            "version": line.version,
            "documents": line.documents,
            "statement": line.statement_digest,
            "name": self.name_of(task.person),
            "acknowledged": [term.id for term in line.terms],
        }
        await self._act(task.person, "signature", sent, line.line)

    async def _until_asked(self) -> None:
        await self.until(lambda: len(self.asked(Purpose.SIGN)) == 5, "five signatures asked")

    async def _until_delivered(self) -> None:
        await self.until(lambda: not self.asked(Purpose.COPY) and self.signed == 5, "delivered")

    async def _act(self, person: str, act: str, sent: object, what: str) -> ActTold:
        key = f"{self.name}-{act}-{what}-key"
        path = f"/{self.reference}/{act}" if act else ""
        told = await self.crowd.act(person, path, key, sent)
        self.acts.append(told.key)
        return told


_BEFORE: dict[Step, tuple[int, Happening | None]] = {
    Step.SUBMISSION: (0, None),
    Step.REVIEW: (1, None),
    Step.DECISION: (2, None),
    Step.FREEZING: (2, Happening.DECIDED),
    Step.SIGNING: (3, None),
    Step.FILING: (4, Happening.AUTHORIZED),
    Step.DELIVERY: (4, Happening.FILED),
}
"""How many acts come before a step, and what is on record once it has begun."""


_TERMS = itertools.count()


def answers() -> dict[str, str]:
    """The sample proposal for nine months; each after the one before: they are open at once."""
    starts_on: date = datetime.now(UTC).date() + timedelta(days=14 + next(_TERMS) * 280)
    dates = Proposal(starts_on, last_day(starts_on, 9), a_week(*AWAY))
    return GIVEN | to_form(dates)


def found_by(role: str) -> dict[str, object]:
    """What a role finds, as approval needs it, and what it fills in."""
    found = favorable.findings(PROGRAM, role, GIVEN)
    return {
        "findings": {each.question: {"answer": each.answer} for each in found},
        "answers": favorable.filled_in(PROGRAM, role, GIVEN),
    }
