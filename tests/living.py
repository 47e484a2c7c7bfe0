"""What people do to an arrangement that is in force."""

import asyncio
from dataclasses import replace
from datetime import date

from demonstration import favorable
from policy.account import Standing
from policy.changes import (
    EndingWithdrawn,
    EndRequested,
    HoldersChanged,
    JobChanged,
    ModificationClosed,
    ModificationProposed,
)
from policy.concerns import (
    ApprovalAsked,
    ApprovalDecided,
    ApprovalWithdrawn,
    Concern,
    DutyDone,
    Reported,
)
from policy.holders import Holder
from policy.proposal import Proposal
from policy.tasks import Purpose
from policy.week import WEEKDAYS, Place, Week
from records import concerns
from tests import people
from tests.reviewing import Reviewing
from tests.watched import PATIENCE
from workflows.arrangement import ArrangementWorkflow


class Living(Reviewing):
    """The acts on what is in force, and what may follow them."""

    async def propose(
        self,
        modified: Proposal,
        *,
        role: str = "employee",
        person: str = people.EMPLOYEE,
        reason: str = "Fridays suit.",
    ) -> None:
        """Somebody proposes a modification."""
        act = ModificationProposed(modified, reason, role, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.propose_modification, act)

    async def close(self, person: str = people.EMPLOYEE, reason: str = "") -> None:
        """Somebody withdraws or declines the open modification."""
        act = ModificationClosed(reason, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.close_modification, act)

    async def ask_for(
        self,
        rule: str,
        answers: dict[str, str],
        *,
        role: str = "employee",
        person: str = people.EMPLOYEE,
    ) -> int:
        """Somebody asks for a written approval; the number it gets."""
        act = ApprovalAsked(rule, role, answers, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.ask_approval, act)
        return int((await self.answered(act.by.key)).about)

    async def rule_on(
        self,
        number: int,
        *,
        approved: bool = True,
        person: str = people.SUPERVISOR,
        note: str = "",
    ) -> str:
        """Somebody decides on a written approval; what became of the decision."""
        act = ApprovalDecided(number, approved, note, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.decide_approval, act)
        return (await self.answered(act.by.key)).kind

    async def take_back(self, number: int, person: str = people.EMPLOYEE) -> None:
        """Somebody takes a written approval back."""
        act = ApprovalWithdrawn(number, await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.withdraw_approval, act)

    async def report(
        self,
        rule: str,
        answers: dict[str, str],
        *,
        role: str = "employee",
        person: str = people.EMPLOYEE,
    ) -> str:
        """Somebody reports something; what became of it."""
        act = Reported(rule, role, answers, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.report, act)
        return (await self.answered(act.by.key)).kind

    async def do_duty(self, number: int, person: str, answers: dict[str, str] | None = None) -> str:
        """Somebody does what is owed, with all that its form asks for; what became of it."""
        given = await self.whole_form(number) if answers is None else answers
        act = DutyDone(number, given, await self.world.by(person))
        await self.handle.signal(ArrangementWorkflow.do_duty, act)
        return (await self.answered(act.by.key)).kind

    async def concerns(self) -> list[Concern]:
        """What came up so far, by the records."""
        await self.recorded()
        with self.world.tools.sessions() as session:
            return concerns.of_arrangement(session, self.reference)

    async def whole_form(self, number: int) -> dict[str, str]:
        """The form of a duty, with everything filled in that it asks for; of none, nothing."""
        found = (each.rule for each in await self.concerns() if each.number == number)
        rule = self.program.in_force.duty(next(found, ""))
        return favorable.form(rule.fields) if rule else {}

    async def end_for(
        self,
        because: str,
        *,
        last_day: date | None = None,
        person: str = people.COORDINATOR,
        reason: str = "",
        details: dict[str, str] | None = None,
    ) -> None:
        """Somebody ends it for one of the program's reasons, or with notice."""
        by = await self.world.by(person)
        act = EndRequested(reason, by, because, last_day, details or {})
        await self.handle.execute_update(ArrangementWorkflow.end, act)

    async def withdraw_ending(self, person: str = people.COORDINATOR) -> None:
        """Somebody takes a notice back."""
        act = EndingWithdrawn("The need has passed.", await self.world.by(person))
        await self.handle.execute_update(ArrangementWorkflow.withdraw_ending, act)

    async def change_job(self, on: date, because: str = "") -> str:
        """The directory's news; what became of it."""
        act = JobChanged(on, await self.world.by(people.COORDINATOR), because)
        await self.handle.signal(ArrangementWorkflow.change_job, act)
        return act.by.key

    async def change_holder(
        self,
        role: str,
        *now: str,
        departed: tuple[str, ...] = (),
        coordinators: tuple[str, ...] = (people.COORDINATOR,),
    ) -> None:
        """The directory has others in a role; whatever who has departed was asked moves on."""
        act = HoldersChanged(
            {role: tuple(Holder(person) for person in now)},
            coordinators,
            await self.world.by(people.COORDINATOR),
            departed,
        )
        await self.handle.signal(ArrangementWorkflow.change_holders, act)
        await self.answered(act.by.key)
        asked = {task.person for task in (await self.standing()).tasks}
        assert not asked & set(departed)

    async def closed(self) -> Standing:
        """Wait until the workflow has ended; whatever is owed back is brought back."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not await self.is_closed():
                await self.bring_back()
                await asyncio.sleep(0.01)
        return await self.standing()

    async def bring_back(self) -> None:
        """Whoever owes something once it has ended does it."""
        standing = await self.standing()
        for task in standing.tasks:
            if standing.ending and task.purpose is Purpose.DUTY:
                await self.do_duty(int(task.about), task.person)

    async def begin_anew(self) -> None:
        """An operator asks for a fresh history, and gets it."""
        before = await self.run_id()
        await self.handle.signal(ArrangementWorkflow.begin_anew)
        await self.renewed(before)

    async def renewed(self, before: str) -> None:
        """Wait for a fresh history after the run `before`."""
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while await self.run_id() == before:
                await asyncio.sleep(0.01)

    def on_days(self, *telecommuting: str) -> Proposal:
        """What is in force, with other telecommuting days."""
        proposal = self.submission.proposal
        return replace(proposal, week=_moved(proposal.week, telecommuting))


def _moved(week: Week, telecommuting: tuple[str, ...]) -> Week:
    """The same hours, away on these weekdays alone."""
    return tuple(replace(day, place=_place(day.weekday, telecommuting)) for day in week)


def _place(weekday: str, telecommuting: tuple[str, ...]) -> Place:
    if weekday in WEEKDAYS[5:]:
        return Place.OFF
    return Place.TELECOMMUTING if weekday in telecommuting else Place.DUTY_STATION
