"""Plays the life of an arrangement in force, whatever its program lets happen."""

import asyncio
from dataclasses import replace
from datetime import date
from itertools import count

from demonstration import favorable
from demonstration.acts import acting
from demonstration.everybody import LOOK, PATIENCE, Everybody
from policy.acts import Attribution, Submission
from policy.changes import ModificationProposed
from policy.concerns import ApprovalAsked, Reported
from policy.deadlines import A_DAY
from policy.form import holds
from policy.in_force import ApprovalRule
from policy.program import Program
from policy.proposal import scheduled
from policy.week import Place
from records import entries
from records.database import Sessions
from workflows.arrangement import ArrangementWorkflow


class Everyday:
    """What the employee asks for, reports and proposes, until everybody has done their part."""

    def __init__(
        self, everybody: Everybody, sessions: Sessions, submission: Submission, program: Program
    ) -> None:
        """Live in this arrangement; what may happen is read from its program."""
        self._everybody = everybody
        self._sessions = sessions
        self._reference = submission.reference
        self._employee = submission.by.person
        self._proposal = submission.proposal
        self._rules = program.in_force
        self._role = submission.plan.employee
        self._handle = everybody.handle(submission.reference)

    async def ask(self, after: date, at: int = 0) -> None:
        """Ask for one of the employee's written approvals, and have it granted.

        It is for the first day worked away after `after`.
        """
        mine = [rule for rule in self._rules.approvals if self._role in rule.asked_by]
        rule = mine[at % len(mine)]
        act = ApprovalAsked(rule.id, self._role, self._answers(rule, after), self._by())
        await self._handle.execute_update(ArrangementWorkflow.ask_approval, act, id=act.by.key)
        await self._done(act.by)

    async def report(self, on: date, at: int = 0) -> None:
        """Make one of the employee's reports of that day; whoever then owes something does it."""
        mine = [rule for rule in self._rules.reports if self._role in rule.made_by]
        rule = mine[at % len(mine)]
        answers = favorable.form(rule.fields) | ({rule.on: on.isoformat()} if rule.on else {})
        act = Reported(rule.id, self._role, answers, self._by())
        await self._handle.signal(ArrangementWorkflow.report, act)
        await self._done(act.by)

    async def modify(self, *away: str) -> None:
        """Have other days worked away, signed by everybody; the copies go out anew."""
        self._proposal = replace(self._proposal, week=favorable.a_week(*away))
        act = ModificationProposed(self._proposal, "Other days suit.", self._role, self._by())
        await self._handle.execute_update(
            ArrangementWorkflow.propose_modification, act, id=act.by.key
        )
        await self._done(act.by)

    async def _done(self, by: Attribution) -> None:
        """Wait until an act is on record, and do all that is asked because of it."""
        everybody, reference = self._everybody, self._reference
        async with asyncio.timeout(PATIENCE):
            while not self._is_on_record(by):
                await asyncio.sleep(LOOK)
            while everybody.asked(reference) or not everybody.is_settled(reference):
                await everybody.act_once(reference)
                await asyncio.sleep(LOOK)

    def _is_on_record(self, by: Attribution) -> bool:
        with self._sessions() as session:
            return entries.by_key(session, self._reference, by.key) is not None

    def _by(self) -> Attribution:
        return acting(self._employee)

    def _answers(self, rule: ApprovalRule, after: date) -> dict[str, str]:
        """An approval's form for one occasion."""
        on = self._first(Place.TELECOMMUTING, after)
        days = {rule.on: on, rule.to: self._first(Place.DUTY_STATION, on)}
        answers = favorable.form(rule.fields)
        answers |= {name: day.isoformat() for name, day in days.items() if name}
        if rule.lasting and holds(rule.lasting, answers):
            answers[rule.lasting.partition("=")[0]] = "no"
        return answers

    def _first(self, place: Place, after: date) -> date:
        """The first day after `after` that is worked at such a place."""
        days = (after + days * A_DAY for days in count(1))
        return next(day for day in days if scheduled(self._proposal, day).place is place)
