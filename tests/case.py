"""One arrangement under test, driven from outside as people would."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict, Unpack

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from demonstration import favorable
from policy.account import Standing, Status
from policy.acts import (
    Amendment,
    AskedAgain,
    CopyAcknowledged,
    Delivered,
    Reminded,
    SignatureDeclined,
    SignatureGiven,
    SignerReplaced,
)
from policy.changes import EndRequested
from policy.deadlines import local_date
from policy.proposal import Proposal
from tests import people
from tests.living import Living
from tests.watched import PATIENCE
from workflows.arrangement import ArrangementWorkflow


class Spoiled(TypedDict, total=False):
    """What of a good signature a test changes."""

    version: int
    digests: tuple[str, ...]
    name: str
    key: str
    acknowledged: tuple[str, ...]


class Case(Living):
    """What people do to one arrangement."""

    async def signature(self, line: str, person: str, **spoiled: Unpack[Spoiled]) -> SignatureGiven:
        """A good signature on one line of the first version, or one that is spoiled."""
        version = spoiled.get("version", 1)
        return SignatureGiven(
            line=line,
            version=version,
            digests=spoiled.get("digests", self.digests(line, version)),
            name=spoiled.get("name", "A. Person"),
            statement="0" * 64,
            by=await self.world.by(person, spoiled.get("key", "")),
            acknowledged=spoiled.get("acknowledged", self.terms(line)),
        )

    def terms(self, line: str) -> tuple[str, ...]:
        """The clauses that the signer of a line acknowledges."""
        given = self.submission.proposal.answers
        return favorable.acknowledged(self.program, line, given)

    async def sign(self, line: str, person: str, **spoiled: Unpack[Spoiled]) -> SignatureGiven:
        """Somebody signs a line."""
        act = await self.signature(line, person, **spoiled)
        await self.handle.signal(ArrangementWorkflow.sign, act)
        return act

    async def decline(
        self, line: str, person: str, *, version: int = 1, reason: str = "Not on Tuesdays."
    ) -> SignatureDeclined:
        """Somebody declines a line."""
        act = SignatureDeclined(line, version, reason, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.decline, act)
        return act

    async def acknowledge(
        self, person: str, copy: str = "das", *, version: int = 1
    ) -> CopyAcknowledged:
        """Whoever received a copy says so."""
        act = CopyAcknowledged(copy, version, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.acknowledge, act)
        return act

    async def delivered_key(self, key: str, at: datetime | None = None) -> None:
        """The mail system reports that it accepted a mail, now or `at`."""
        act = Delivered(key, at or await self.world.now())
        await self.handle.signal(ArrangementWorkflow.delivered, act)

    async def amend(
        self,
        proposal: Proposal,
        *,
        person: str = people.COORDINATOR,
        reason: str = "As agreed with the supervisor.",
    ) -> None:
        """The coordinator changes what is to be signed."""
        act = Amendment(proposal, reason, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.amend, act)

    async def ask_again(self, line: str, *, person: str = people.COORDINATOR) -> None:
        """The coordinator asks who declined to reconsider."""
        act = AskedAgain(line, "Tuesdays are free now.", await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.ask_again, act)

    async def replace(self, role: str, successor: str, *, person: str = people.COORDINATOR) -> None:
        """The coordinator puts somebody else into a role."""
        act = SignerReplaced(role, successor, "On leave.", await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.replace_signer, act)

    async def remind(
        self, role: str, *, person: str = people.COORDINATOR, at: datetime | None = None
    ) -> None:
        """The coordinator has a role reminded, by a button pressed now or `at`."""
        by = await self.world.by(person)
        act = Reminded(role, replace(by, at=at or by.at))
        await self.handle.execute_update(ArrangementWorkflow.remind, act)

    async def end(self, person: str, reason: str = "") -> None:
        """Somebody ends it."""
        act = EndRequested(reason, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.end, act)

    # Stretches of its life.

    async def open_for_signing(self, version: int = 1) -> Standing:
        """Reviewed and approved where that is the program's way; frozen, asked, on record."""
        if self.plan.reviewers and version == 1:
            await self.reviewed()
            await self.decide()
        return await self.open_without_review(version)

    async def open_without_review(self, version: int = 1) -> Standing:
        """The rest of it, once decided: frozen, asked, on record."""
        asked = ("sign", version)
        await self.until(lambda s: asked in {(t.purpose, t.version) for t in s.tasks})
        return await self.recorded()

    async def sign_all(self, *, but: tuple[str, ...] = (), version: int = 1) -> Standing:
        """Everybody signs, stage by stage, but for the lines left out."""
        for line in sorted(self.plan.lines, key=lambda one: one.stage):
            if line.id not in but:
                await self.sign(line.id, await self.asked(line.id), version=version)
        wanted = {line.id for line in self.plan.lines} - set(but)
        return await self.until(lambda s: wanted <= set(s.signed))

    async def authorized(self) -> Standing:
        """From proposal to the last signature, with the documents filed."""
        await self.open_for_signing()
        await self.sign_all()
        await self.until(lambda s: s.status in {Status.AUTHORIZED, Status.ACTIVE})
        return await self.filed()

    async def filed(self) -> Standing:
        """The signed documents are stored, and mailed copies are in the outbox."""
        await self.until(lambda s: all(t.role for t in s.tasks if t.purpose == "copy"))
        return await self.recorded()

    async def delivered(self) -> Standing:
        """Every copy is delivered by real mail."""
        await self.filed()
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while any(t.purpose == "copy" for t in (await self.standing()).tasks):
                await self.world.post()
                await asyncio.sleep(0.01)
        return await self.recorded()

    async def asked(self, about: str) -> str:
        """Who is asked for a line or a copy, once somebody is."""
        standing = await self.until(lambda s: any(task.about == about for task in s.tasks))
        return next(task.person for task in standing.tasks if task.about == about)

    async def today(self) -> date:
        """The agency's calendar date."""
        return local_date(await self.world.now(), self.plan.time_zone)

    def ending_on(self, day: date) -> Proposal:
        """The proposal with another last day."""
        return replace(self.submission.proposal, ends_on=day)


async def refusal(act: Awaitable[object]) -> str:
    """Why the workflow refuses an act that must be refused."""
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await act
    cause = caught.value.cause
    assert isinstance(cause, ApplicationError)
    assert cause.type == "Refused"
    return cause.message
