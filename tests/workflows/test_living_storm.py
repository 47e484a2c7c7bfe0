"""Random acts on an arrangement in force, in any order and at any time, beside a plain model."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from policy.deadlines import A_DAY
from policy.directory import liaison_of
from policy.proposal import Proposal
from tests import people
from tests.case import Case
from tests.workflows import storming_directory as directory
from tests.workflows.living_model import LivingModel
from tests.workflows.model import HOLDERS, LINES
from tests.workflows.storming import Stage, a_stage
from tests.workflows.storming_answers import Given, asking, filled
from tests.workflows.storming_roles import HEAD, HR
from tests.world import World, modified
from workflows.arrangement import ArrangementWorkflow

CALM = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[*HealthCheck],
    stateful_step_count=25,
)
T = TypeVar("T")
RIGHT = ""
"""Whoever is the one to do it."""

ANYBODY = st.sampled_from(
    (RIGHT, RIGHT, RIGHT, *HOLDERS.values(), people.COLLEAGUE, people.DESIGNEE)
)
COORDINATOR = st.sampled_from((people.COORDINATOR, people.COORDINATOR, people.MANAGER))
SUCCESSOR = st.sampled_from((people.COLLEAGUE, people.DESIGNEE, people.SUPERVISOR, people.MANAGER))
LED = st.sampled_from(LINES[1:])
LINE = st.sampled_from(LINES)
NTH = st.integers(0, 11)
AHEAD = st.integers(-1, 12)
CHANGES = ("week", "duties_away", "location_address", "equipment_wanted", "ends_on")
WEEKDAYS = ("monday", "wednesday", "friday")
ITEMS = ("Laptop, 4711", "Telephone, 4712", "As agreed.")
A_YEAR = 365


@dataclass(frozen=True)
class Which:
    """Which rule of the program's, by which of its roles, with which of the choices."""

    rule: int
    role: int
    choice: int

    def of(self, rules: Sequence[T]) -> T:
        """One of the rules."""
        return rules[self.rule % len(rules)]

    def role_of(self, roles: Sequence[str]) -> str:
        """One of the roles that a rule names."""
        return roles[self.role % len(roles)]


WHICH = st.builds(Which, NTH, NTH, NTH)


class InForce(RuleBasedStateMachine):
    """Every kind of act, by the right person or by anybody, in any order and at any time.

    Endings come after some steps only, so that many lives last.
    """

    world: World
    loop: asyncio.AbstractEventLoop
    stage: Stage
    steps_to_live = 0

    def run(self, act: Coroutine[object, object, T]) -> T:
        """Wait for something on the test's own loop."""
        try:
            return asyncio.run_coroutine_threadsafe(act, self.loop).result(120)
        except TimeoutError as error:
            raise AssertionError(str(act)) from error

    @property
    def case(self) -> Case:
        """The arrangement itself."""
        return self.stage.case

    @property
    def model(self) -> LivingModel:
        """What has to become of it."""
        return self.stage.model

    @invariant()
    def all_of_it_holds(self) -> None:
        """After every step."""
        self.run(self.stage.holds())
        self.steps_to_live -= 1

    def teardown(self) -> None:
        """Look back on the whole life."""
        if hasattr(self, "stage"):
            self.run(self.stage.look_back())

    @initialize(valid_days=st.sampled_from((A_YEAR, 50, 120)), lives=st.integers(0, 25))
    def authorize(self, valid_days: int, lives: int) -> None:
        """With a certificate that outlasts the arrangement, or lapses within it."""
        self.stage = self.run(a_stage(self.world, valid_days))
        self.steps_to_live = lives

    # Modifications.

    @rule(person=ANYBODY, role=st.sampled_from(("employee", HR)), change=NTH, days=AHEAD)
    def propose(self, person: str, role: str, change: int, days: int) -> None:
        """A modification of the schedule, duties, place, equipment or duration."""
        person = person or self.model.holder(role) or people.COLLEAGUE
        proposed = self._changed(self.stage.content, CHANGES[change % len(CHANGES)], days)
        ends_on = proposed.ends_on or self.model.ends_on
        wanted = self.model.propose(role, person, ends_on)
        self.run(self.stage.update(wanted, self.case.propose(proposed, role=role, person=person)))
        if wanted:
            self.stage.tabled = proposed
            self.run(self.stage.opened())

    @rule(person=COORDINATOR)
    def amend(self, person: str) -> None:
        """What is to be signed is changed once more."""
        changed = self._changed(self.stage.tabled, "duties_away", 0)
        wanted = self.model.amend(person)
        self.run(self.stage.update(wanted, self.case.amend(changed, person=person)))
        if wanted:
            self.stage.tabled = changed
            self.run(self.stage.opened())

    @rule(person=ANYBODY)
    def close(self, person: str) -> None:
        """The modification is left."""
        person = person or people.COORDINATOR
        self.run(self.stage.update(self.model.close(person), self.case.close(person, "Not now.")))

    @rule(line=LINE, person=ANYBODY, age=st.sampled_from((0, 0, 0, 1)))
    def sign(self, line: str, person: str, age: int) -> None:
        """A line, of the newest version or of the one before."""
        person = person or self.model.holder(line) or people.COLLEAGUE
        version = self.model.fixed - age
        wanted = self.model.sign(line, person, version)
        self.run(self.stage.signal(wanted, self._sign(line, person, version)))
        self._superseded(wanted)

    @precondition(lambda self: self.model.table)
    @rule()
    def everybody_signs(self) -> None:
        """Whoever has not, where every role is held: it supersedes."""
        for line in LINES:
            person, version = self.model.holder(line), self.model.table
            if person and line not in self.model.signed:
                assert self.model.sign(line, person, version)
                self.run(self.stage.signal(True, self._sign(line, person, version)))
        self._superseded(not self.model.table)

    @rule(line=LINE, person=ANYBODY)
    def decline(self, line: str, person: str) -> None:
        """A line is declined."""
        person = person or self.model.holder(line) or people.COLLEAGUE
        version = self.model.fixed
        wanted = self.model.decline(line, person, version)
        self.run(self.stage.signal(wanted, self._decline(line, person, version)))

    @rule(line=LINE, person=COORDINATOR)
    def ask_again(self, line: str, person: str) -> None:
        """Who declined is asked to reconsider."""
        wanted = self.model.ask_again(line, person)
        self.run(self.stage.update(wanted, self.case.ask_again(line, person=person)))

    # What comes up.

    @rule(which=WHICH, person=ANYBODY, days=AHEAD, lasting=st.sampled_from((False, False, True)))
    def ask(self, which: Which, person: str, days: int, lasting: bool) -> None:
        """Any approval of the program's, for a day past or coming."""
        approval = which.of(self.model.rules.approvals)
        role = which.role_of(approval.asked_by)
        person = person or self.model.holder(role) or people.COLLEAGUE
        given = Given(self.model.today + days * A_DAY, which.choice, len(self.model.came))
        answers = asking(approval, given, lasting=lasting)
        wanted = self.model.ask(approval, role, person, answers)
        asked = self.case.ask_for(approval.id, answers, role=role, person=person)
        self.run(self.stage.update(wanted, asked))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY, approved=st.booleans(), note=st.sampled_from(("So.", "")))
    def decide(self, number: int, person: str, approved: bool, note: str) -> None:
        """On what was asked for, or on what is no approval."""
        number, role = self._came("approval", number)
        person = person or self.model.holder(role) or people.COLLEAGUE
        wanted = self.model.decide(number, person, approved=approved, note=note)
        ruled = self.case.rule_on(number, approved=approved, person=person, note=note)
        self.run(self.stage.signal(wanted, ruled))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY)
    def withdraw(self, number: int, person: str) -> None:
        """What was asked for is taken back."""
        number, _ = self._came("approval", number)
        person = person or people.COORDINATOR
        self.run(
            self.stage.update(
                self.model.withdraw(number, person), self.case.take_back(number, person)
            )
        )

    @rule(which=WHICH, person=ANYBODY)
    def report(self, which: Which, person: str) -> None:
        """Any report of the program's."""
        report = which.of(self.model.rules.reports)
        role = which.role_of(report.made_by)
        person = person or self.model.holder(role) or people.COLLEAGUE
        answers = filled(report.fields, Given(self.model.today, which.choice))
        answers |= {"item": ITEMS[which.choice % len(ITEMS)]} if report.item else {}
        open_to_all = not self.model.closed
        wanted = open_to_all and self.model.report(report.id, role, person, answers)
        made = self.case.report(report.id, answers, role=role, person=person)
        self.run(self.stage.signal(wanted, made))

    @precondition(lambda self: self.model.came)
    @rule(number=NTH, person=ANYBODY, days=st.integers(-5, 90), choice=NTH, blank=st.booleans())
    def do(self, number: int, person: str, days: int, choice: int, blank: bool) -> None:
        """What is owed, or is no duty."""
        number, role = self._came("duty", number)
        person = person or self.model.holder(role) or people.COORDINATOR
        duty = self.model.rules.duty(self.model.came[number - 1].rule)
        day = self.model.today + days * A_DAY
        answers = filled(duty.fields if duty else (), Given(day, choice))
        answers = {} if blank and choice else answers
        wanted = self.model.do(number, person, answers)
        self.run(self.stage.signal(wanted, self.case.do_duty(number, person, answers)))

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

    def may_end(self) -> bool:
        """Whether it has lived long enough."""
        return self.steps_to_live < 0

    def _changed(self, content: Proposal, change: str, days: int) -> Proposal:
        """Some content with something else in it, and the certificate that is on file."""
        answers = content.answers | {"insurance_until": self.model.days["certificate"].isoformat()}
        content = replace(content, answers=answers)
        number = self.model.fixed
        if change == "week":
            return modified(content, WEEKDAYS[number % len(WEEKDAYS)])
        if change == "ends_on":
            return replace(content, ends_on=self.model.ends_on + (10 * days or 1) * A_DAY)
        return replace(content, answers=answers | {change: f"Number {number}"})

    def _came(self, kind: str, nth: int) -> tuple[int, str]:
        """The number of something that came up, mostly of that kind, and who acts on it."""
        numbers = [*self.model.still(kind)] * 2 or [*range(1, len(self.model.came) + 1)]
        number = numbers[nth % len(numbers)]
        return number, self.model.came[number - 1].role

    async def _sign(self, line: str, person: str, version: int) -> str:
        act = await self.case.sign(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind

    async def _decline(self, line: str, person: str, version: int) -> str:
        act = await self.case.decline(line, person, version=version)
        return (await self.case.answered(act.by.key)).kind

    async def _acknowledge(self, person: str, version: int) -> str:
        act = await self.case.acknowledge(person, version=version)
        return (await self.case.answered(act.by.key)).kind

    async def _change_job(self, on: date, because: str) -> str:
        key = await self.case.change_job(on, because)
        return (await self.case.answered(key)).kind

    def _superseded(self, wanted: bool) -> None:
        """Once the last line is signed, its documents are filed."""
        if wanted and not self.model.table:
            self.run(self.stage.superseded())

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
