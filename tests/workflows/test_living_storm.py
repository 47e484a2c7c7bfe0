"""Random acts on an arrangement in force, in any order and at any time, beside a plain model."""

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from policy.deadlines import A_DAY
from policy.directory import liaison_of
from tests import people
from tests.workflows import storming_directory as directory
from tests.workflows.model import LINES
from tests.workflows.storming_changes import Changes
from tests.workflows.storming_lives import ANYBODY, COORDINATOR, LINE, NTH, RIGHT, SUCCESSOR
from tests.workflows.storming_requests import Requests
from tests.workflows.storming_roles import HEAD
from tests.world import World
from workflows.arrangement import ArrangementWorkflow

CALM = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[*HealthCheck],
    stateful_step_count=25,
)
LED = st.sampled_from(LINES[1:])


class InForce(Changes, Requests):
    """Every kind of act, by the right person or by anybody, in any order and at any time."""

    # Endings.

    @precondition(lambda self: self.may_end())
    @rule(person=ANYBODY, nth=NTH, days=st.none() | st.integers(-1, 40))
    def end(self, person: str, nth: int, days: int | None) -> None:
        """At once, or on a last day, for any reason."""
        person = person or people.COORDINATOR
        reasons = self.model.rules.ending.reasons
        reason = reasons[nth % len(reasons)]
        last_day = None if days is None else self.model.today + days * A_DAY
        wanted = self.model.end(person, reason, last_day)
        self.run(
            self.stage.update(
                wanted, self.case.end_for(reason.id, last_day=last_day, person=person)
            )
        )

    @precondition(lambda self: self.model.notices)
    @rule(person=ANYBODY)
    def take_back(self, person: str) -> None:
        """A notice is withdrawn, by the side that gave it or by others."""
        person = person or people.COORDINATOR
        self.run(self.stage.update(self.model.take_back(person), self.case.withdraw_ending(person)))

    @precondition(lambda self: self.may_end())
    @rule(ago=st.integers(0, 20), because=st.sampled_from(("", "promotion")))
    def change_job(self, ago: int, because: str) -> None:
        """The employee has another job, or has left: perhaps the news are late."""
        on = self.model.today - ago * A_DAY
        wanted = not self.model.closed and self.model.change_job(on)
        self.run(self.stage.signal(wanted, self._change_job(on, because)))

    # People, time and the engine.

    @rule(role=LED, person=SUCCESSOR | st.just(""))
    def succeed(self, role: str, person: str) -> None:
        """The directory names somebody else for a role, or nobody."""
        if person not in self.model.left:
            directory.name(self.world, role, person)
            self.model.hear_of(role, person)
            self._tell()

    @precondition(lambda self: len(self.model.left) < 2)
    @rule(person=SUCCESSOR)
    def leave(self, person: str) -> None:
        """Somebody works here no more."""
        if person not in self.model.left:
            directory.leave(self.world, person, self.model.today)
            self.model.leave(person)
            self._tell()

    @precondition(lambda self: self.model.named[HEAD])
    @rule(person=SUCCESSOR, first=st.integers(-5, 10), days=st.integers(0, 30))
    def designate(self, person: str, first: int, days: int) -> None:
        """The agency head lets somebody act in their place, on certain days."""
        principal, since = self.model.named[HEAD], self.model.today + first * A_DAY
        if person not in {principal, *self.model.left}:
            directory.designate(self.world, principal, person, since, since + days * A_DAY)
            self.model.designate(person, since, since + days * A_DAY)
            self._tell()

    @rule(role=LINE, successor=SUCCESSOR, person=COORDINATOR)
    def replace(self, role: str, successor: str, person: str) -> None:
        """The coordinator puts somebody into a role."""
        if successor not in self.model.left:
            wanted = self.model.replace(role, successor, person)
            self.run(self.stage.update(wanted, self.case.replace(role, successor, person=person)))

    @rule(role=st.sampled_from((*LINES, "das_liaison")), person=COORDINATOR)
    def remind(self, role: str, person: str) -> None:
        """The coordinator has a role reminded."""
        wanted = self.model.remind(role, person)
        self.run(self.stage.update(wanted, self.case.remind(role, person=person)))

    @rule(days=st.integers(0, 30), hours=st.integers(1, 23))
    def time_passes(self, days: int, hours: int) -> None:
        """What is due falls due."""
        if not self.model.closed:
            at = self.model.now + timedelta(days=days, hours=hours)
            self.run(self.stage.pass_until(at))

    @rule()
    def mail_goes_out(self) -> None:
        """Every copy that is owed arrives."""
        self.run(self.world.post())
        self.model.arrive()

    @rule(nth=NTH, person=st.sampled_from((RIGHT, RIGHT, people.COORDINATOR)))
    def acknowledge(self, nth: int, person: str) -> None:
        """The liaison acknowledges a copy, received or not; or somebody else does."""
        person = person or liaison_of(self.case.submission.agency)
        version = nth % self.model.fixed + 1
        wanted = self.model.acknowledge(person, version)
        self.run(self.stage.signal(wanted, self._acknowledge(person, version)))

    @precondition(lambda self: not (self.model.closed or self.stage.leaving))
    @rule()
    def begin_anew(self) -> None:
        """A fresh history, now or as soon as no modification is open."""
        self.run(self.stage.begin_anew())

    async def _acknowledge(self, person: str, version: int) -> str:
        act = await self.case.acknowledge(person, version=version)
        return (await self.case.answered(act.by.key)).kind

    async def _change_job(self, on: date, because: str) -> str:
        key = await self.case.change_job(on, because)
        return (await self.case.answered(key)).kind

    def _tell(self) -> None:
        """The arrangement hears of the directory, unless it has closed."""
        if not self.model.closed:
            self.run(self._hear())

    async def _hear(self) -> None:
        act = await directory.news(self.case)
        await self.case.handle.signal(ArrangementWorkflow.change_holders, act)
        await self.case.recorded()


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
