"""Random acts on an arrangement in force, in any order and at any time, beside a plain model."""

import asyncio
from collections.abc import Coroutine
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from temporalio.client import WorkflowUpdateFailedError

from policy.account import Standing
from policy.deadlines import local_date
from records import arrangements, tasks
from tests import people
from tests.case import Case
from tests.replay.replaying import replay, replay_labels
from tests.workflows.living_model import OPENS_A_DUTY, LivingModel
from tests.workflows.model import HOLDERS, LINES
from tests.world import World

A_DAY = timedelta(days=1)
T = TypeVar("T")
CALM = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[*HealthCheck],
    stateful_step_count=20,
)
ANYBODY = st.sampled_from((*HOLDERS.values(), people.COLLEAGUE))
SIDES = st.sampled_from((people.EMPLOYEE, people.COORDINATOR, people.SUPERVISOR))
LINE = st.sampled_from(LINES)
NUMBER = st.integers(1, 9)
DAYS = ("monday", "wednesday", "friday")


class InForce(RuleBasedStateMachine):
    """One arrangement in force, and the model that says what has to become of each act."""

    world: World
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.case = self.run(self._begin())
        ends_on = self.case.submission.proposal.ends_on or date.max
        notice = self.case.plan.in_force.ending.notice_days
        self.model = LivingModel(self.run(self._today()), ends_on, notice)

    def run(self, act: Coroutine[object, object, T]) -> T:
        """Wait for something on the test's own loop."""
        try:
            return asyncio.run_coroutine_threadsafe(act, self.loop).result(120)
        except TimeoutError as error:
            raise AssertionError(str(act)) from error

    @rule(person=SIDES, at=st.integers(0, 2))
    def propose(self, person: str, at: int) -> None:
        """A modification, by a party or by somebody else."""
        role = "employee" if person == people.EMPLOYEE else "hr_representative"
        fixed = self.model.fixed
        modified = self.case.on_days(DAYS[(at + fixed) % len(DAYS)])
        wanted = self.model.propose(person)
        self.agree(wanted, self.case.propose(modified, role=role, person=person))
        if wanted:
            self.run(self.case.open_without_review(self.model.table))

    @precondition(lambda self: self.model.table)
    @rule(person=SIDES)
    def close(self, person: str) -> None:
        """The modification is left."""
        self.agree(self.model.close(person), self.case.close(person, "Not now."))

    @precondition(lambda self: self.model.table)
    @rule(line=LINE, person=ANYBODY, age=st.integers(0, 1))
    def sign_somehow(self, line: str, person: str, age: int) -> None:
        """A line, by anybody, of this version or the one before."""
        version = self.model.table - age
        wanted = self.model.sign(line, person, version)
        assert self.run(self._sign(line, person, version)) is wanted

    @precondition(lambda self: self.model.table and self.model.holders["supervisor"])
    @rule()
    def everybody_signs(self) -> None:
        """Whoever has not: it supersedes."""
        for line in LINES:
            if line not in self.model.signed:
                person, version = self.model.holders[line], self.model.table
                assert self.run(self._sign(line, person, version))
                assert self.model.sign(line, person, version)
        self.run(self.case.until(lambda s: s.in_force == self.model.in_force))
        self.run(self.case.filed())

    @precondition(lambda self: self.model.table)
    @rule(line=LINE)
    def decline(self, line: str) -> None:
        """By whoever holds the line; while nobody does, by somebody whose it is not."""
        person, version = self.model.holders[line] or people.COLLEAGUE, self.model.table
        wanted = self.model.decline(line, person, version)
        assert self.run(self._decline(line, person, version)) is wanted

    @rule(ahead=st.integers(-1, 12), lasting=st.booleans())
    def ask(self, ahead: int, lasting: bool) -> None:
        """A day change for a day, past or coming."""
        day = self.model.today + ahead * A_DAY
        answers = {
            "day": day.isoformat(),
            "moved_to": (day + A_DAY).isoformat(),
            "ongoing": "yes" if lasting else "no",
        }
        wanted = self.model.ask(day, lasting=lasting)
        self.agree(wanted, self.case.ask_for("day_change", answers))

    @precondition(lambda self: self.model.approvals)
    @rule(number=NUMBER, person=SIDES, approved=st.booleans())
    def decide(self, number: int, person: str, approved: bool) -> None:
        """On a day change that was asked for, or on what is none."""
        if number <= self.model.numbers:
            wanted = self.model.decide(number, person, approved=approved)
            ruled = self.case.rule_on(number, approved=approved, person=person, note="So.")
            assert (self.run(ruled) != "refused") is wanted

    @precondition(lambda self: self.model.approvals)
    @rule(number=NUMBER, person=SIDES)
    def withdraw(self, number: int, person: str) -> None:
        """By who asked, or not."""
        self.agree(self.model.withdraw(number, person), self.case.take_back(number, person))

    @rule(kind=st.sampled_from(sorted(OPENS_A_DUTY)), person=SIDES)
    def report(self, kind: str, person: str) -> None:
        """Something has happened."""
        answers = {"day": self.model.today.isoformat(), "what": "It happened."}
        role = "employee"
        wanted = self.model.report(kind, person)
        told = self.case.report(kind, answers, role=role, person=person)
        assert (self.run(told) != "refused") is wanted

    @precondition(lambda self: self.model.duties)
    @rule(number=NUMBER, person=SIDES)
    def do(self, number: int, person: str) -> None:
        """What is owed, or is not."""
        if number <= self.model.numbers:
            wanted = self.model.do(number, person)
            done = self.case.do_duty(number, person)
            assert (self.run(done) != "refused") is wanted

    @precondition(lambda self: self.model.in_force > 1 or self.model.numbers > 3)
    @rule(person=SIDES, ahead=st.none() | st.integers(-1, 40), at_once=st.booleans())
    def end(self, person: str, ahead: int | None, at_once: bool) -> None:
        """At once, or on the last day of a notice."""
        last_day = None if ahead is None else self.model.today + ahead * A_DAY
        reasons = self.case.plan.in_force.ending.reasons
        because = next(r.id for r in reasons if r.at_once is at_once and not r.job_change)
        wanted = self.model.end(person, last_day, at_once=at_once)
        self.agree(wanted, self.case.end_for(because, last_day=last_day, person=person))

    @precondition(lambda self: self.model.notices)
    @rule(person=SIDES)
    def take_back(self, person: str) -> None:
        """The notice is withdrawn, by the side that gave it or by the other."""
        self.agree(self.model.take_back(person), self.case.withdraw_ending(person))

    @rule(person=st.sampled_from((people.SUPERVISOR, people.COLLEAGUE)))
    def succeed(self, person: str) -> None:
        """Somebody else is the supervisor; news that change nothing leave no trace."""
        if not self.model.over and person != self.model.holders["supervisor"]:
            self.run(self.case.change_holder("supervisor", person))
            self.model.succeed("supervisor", person)

    @precondition(lambda self: not self.model.over and self.model.holders["supervisor"])
    @rule()
    def leave(self) -> None:
        """The supervisor has left, and nobody follows yet."""
        departed = (self.model.holders["supervisor"],)
        self.run(self.case.change_holder("supervisor", departed=departed))
        self.model.succeed("supervisor", "")

    @rule(days=st.integers(1, 30))
    def days_pass(self, days: int) -> None:
        """What is due falls due."""
        self.run(self.world.skip(days=days))
        self.model.pass_days(self.run(self._today()))

    @invariant()
    def the_workflow_stands_where_the_model_does(self) -> None:
        """And the records hold the workflow's own account."""
        standing, model = self.run(self.case.recorded()), self.model
        assert standing.in_force == model.in_force
        assert standing.version == (model.table or model.in_force)
        assert (standing.modification is not None) is bool(model.table)
        assert frozenset(standing.signed) == model.signed
        assert (standing.ending is not None) is model.over
        assert standing.notice_until == model.notice_until
        _holds_one_version_at_a_time(standing)
        self._records_agree(standing)

    @invariant()
    def what_is_open_is_asked_of_who_holds_it(self) -> None:
        """Every open approval and duty, of its holder, or else of who has to find somebody."""
        standing, model = self.run(self.case.standing()), self.model
        asked = {int(t.about): t.person for t in standing.tasks if t.purpose == "approve"}
        opened = [n for n, each in model.approvals.items() if each.state == "open"]
        holders = {role: person or people.COORDINATOR for role, person in model.holders.items()}
        assert asked == dict.fromkeys(opened, holders["supervisor"])
        if not model.over:
            owed = {int(t.about): t.person for t in standing.tasks if t.purpose == "duty"}
            assert owed == {number: holders[role] for number, role in model.duties.items()}
        owes = any(t.role == "supervisor" for t in standing.tasks)
        finding = [t.about for t in standing.tasks if t.purpose == "appoint"]
        assert finding == ["supervisor"] * (owes and not model.holders["supervisor"])

    def teardown(self) -> None:
        """It ends and closes; nothing was told twice, all signers signed, the history replays."""
        self.run(self._look_back())

    def agree(self, wanted: bool, act: Coroutine[object, object, object]) -> None:
        """An update is taken exactly when the model takes it."""
        try:
            self.run(act)
        except WorkflowUpdateFailedError:
            assert not wanted
        else:
            assert wanted

    def _records_agree(self, standing: Standing) -> None:
        with self.world.tools.sessions() as session:
            row = arrangements.find(session, self.case.reference)
            asked = tasks.of_arrangement(session, self.case.reference)
        assert row is not None
        assert (row.status, row.version) == (standing.status, standing.version)
        assert (row.in_force, row.ended_on) == (standing.in_force, standing.ended_on)
        assert sorted((t.purpose, t.about, t.person) for t in asked) == sorted(
            (t.purpose.value, t.about, t.person) for t in standing.tasks
        )

    async def _begin(self) -> Case:
        case = await self.world.submit()
        await case.authorized()
        await case.delivered()
        return case

    async def _today(self) -> date:
        return local_date(await self.world.now(), "America/New_York")

    async def _sign(self, line: str, person: str, version: int) -> bool:
        act = await self.case.sign(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind != "refused"

    async def _decline(self, line: str, person: str, version: int) -> bool:
        act = await self.case.decline(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind != "refused"

    async def _look_back(self) -> None:
        if not self.model.over:
            await self.case.end(people.EMPLOYEE)
        await self.case.closed()
        timeline = await self.case.timeline()
        assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
        signed = {e.about for e in timeline if e.kind == "signed"}
        current = {
            e.about for e in timeline if e.kind == "signed" and e.version == self.model.in_force
        }
        assert signed == current == set(LINES)
        once = [(e.kind, e.about) for e in timeline if e.kind in {"approval_lapsed", "ended"}]
        assert len(once) == len(set(once))
        keys = [letter.key for letter in await self.case.letters()]
        assert len(keys) == len(set(keys))
        history = await self.case.history()
        await replay(history)
        await replay_labels(history)


def _holds_one_version_at_a_time(standing: Standing) -> None:
    """Spans follow one another without a gap; the last is that of the version in force."""
    spans = standing.spans
    for before, after in pairwise(spans):
        assert before.ends_on is not None
        assert before.ends_on + A_DAY == after.starts_on
        assert before.version < after.version
    if spans and not standing.ending:
        assert spans[-1].version == standing.in_force


async def _drive(world: World, examples: int) -> None:
    """The machine runs in a thread of its own, the world on the test's loop."""
    machine = type("Driven", (InForce,), {"world": world, "loop": asyncio.get_running_loop()})
    calm = settings(CALM, max_examples=examples)
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=calm)


async def test_random_acts_come_to_what_the_model_says(world: World) -> None:
    """A few lives in the ordinary run."""
    await _drive(world, 3)


@pytest.mark.storm
async def test_a_storm_of_lives(world: World) -> None:
    """Many lives."""
    await _drive(world, 60)


@pytest.mark.storm
async def test_a_storm_of_lives_that_are_replayed_at_every_step(forgetful: World) -> None:
    """With a worker that remembers nothing."""
    await _drive(forgetful, 20)
