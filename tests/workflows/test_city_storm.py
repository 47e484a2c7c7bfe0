"""Random acts on an assignment of the city come to what a plain model says: stages, then duties."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from temporalio.client import WorkflowUpdateFailedError

from policy.account import Standing
from policy.duration import months_later
from tests import people
from tests.case import Case
from tests.replay.replaying import assert_replays, assert_same_timers
from tests.workflows.test_storm import CALM
from tests.world import World

STAGES = {"employee_policy": 1, "employee_justification": 1, "supervisor": 2, "department_head": 3}
HOLDERS = {
    "employee_policy": people.CITY_EMPLOYEE,
    "employee_justification": people.CITY_EMPLOYEE,
    "supervisor": people.CITY_SUPERVISOR,
    "department_head": people.CITY_HEAD,
}
OWED_BY = {"set_up": people.CITY_EMPLOYEE, "continuing_fit": people.CITY_SUPERVISOR}
EVERY_MONTHS, MORNING = 6, time(9)
ZONE = ZoneInfo("America/Los_Angeles")
RIGHT = ""
"""Whoever is the one to do it."""

SOMEBODY = st.sampled_from(
    (RIGHT, RIGHT, RIGHT, RIGHT, *dict.fromkeys(HOLDERS.values()), people.CITY_COORDINATOR)
)


@dataclass(frozen=True)
class Act:
    """Something somebody tries, or days that pass."""

    kind: str
    line: str = "supervisor"
    person: str = RIGHT
    nth: int = 0


SIGNING = st.builds(Act, st.just("sign"), st.sampled_from([*STAGES]), SOMEBODY)
ACTS = st.one_of(
    SIGNING,
    SIGNING,
    st.builds(Act, st.just("all_sign")),
    st.builds(Act, st.sampled_from(("decline", "ask_again")), st.sampled_from([*STAGES]), SOMEBODY),
    st.builds(Act, st.just("do"), person=SOMEBODY, nth=st.integers(0, 3)),
    st.builds(Act, st.just("pass"), nth=st.integers(1, 120)),
    st.builds(Act, st.just("pass"), nth=st.integers(1, 120)),
)
LIVES = st.tuples(
    st.lists(ACTS, min_size=4, max_size=25),
    st.sampled_from((people.CITY_EMPLOYEE, people.CITY_COORDINATOR)),
)


@dataclass
class City:
    """Where an assignment stands; `duties` are the rules of what came up, in order."""

    starts_on: date
    signed: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()
    duties: list[str] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    fit_opens: date | None = None

    @property
    def agreed(self) -> bool:
        """Whether everybody has signed."""
        return len(self.signed) == len(STAGES)

    @property
    def owed(self) -> dict[int, str]:
        """What is owed, by number."""
        return {n: it for n, it in enumerate(self.duties, 1) if n not in self.done}

    @property
    def open_lines(self) -> tuple[str, ...]:
        """The lines of the first stage that is not signed."""
        left = [line for line in STAGES if line not in self.signed]
        first = min((STAGES[line] for line in left), default=0)
        return tuple(line for line in left if STAGES[line] == first)

    def sign(self, line: str, person: str, today: date) -> bool:
        """In its turn, by whoever is to sign it; with the last, what belongs to the start opens."""
        if line not in self.open_lines or person != HOLDERS[line]:
            return False
        self.signed, self.declined = (*self.signed, line), self.declined - {line}
        if self.agreed:
            self.duties.append("set_up")
            starts_on = max(self.starts_on, today + timedelta(days=self.starts_on < today))
            self.fit_opens = months_later(starts_on, EVERY_MONTHS)
        return True

    def decline(self, line: str, person: str) -> bool:
        """In its turn, once."""
        mine = line in self.open_lines and person == HOLDERS[line] and line not in self.declined
        self.declined |= {line} if mine else set()
        return mine

    def ask_again(self, line: str, person: str) -> bool:
        """Whoever coordinates asks who declined."""
        fits = line in self.declined and person == people.CITY_COORDINATOR
        self.declined -= {line} if fits else set()
        return fits

    def do(self, number: int, person: str, today: date) -> bool:
        """Whoever owes it, or who coordinates; then the next review is some months away."""
        rule = self.owed.get(number)
        if rule is None or person not in {OWED_BY[rule], people.CITY_COORDINATOR}:
            return False
        self.done.add(number)
        if rule == "continuing_fit":
            self.fit_opens = months_later(today, EVERY_MONTHS)
        return True

    def wait(self, now: datetime) -> None:
        """The review of continuing fit opens on the morning of its day."""
        if self.fit_opens and datetime.combine(self.fit_opens, MORNING, ZONE) <= now:
            self.fit_opens = None
            self.duties.append("continuing_fit")


@dataclass
class Stage:
    """An assignment of the city beside its model."""

    world: World
    case: Case
    model: City

    async def play(self, act: Act) -> None:
        """One act in both, which agree on whether it is taken and what it comes to."""
        match act.kind:
            case "sign":
                await self._sign(act.line, act.person or HOLDERS[act.line])
            case "all_sign":
                for line in STAGES:
                    await self._sign(line, HOLDERS[line])
            case "pass":
                await self.world.skip(days=act.nth)
            case "do":
                await self._do(act)
            case _:
                await self._settle(act)
        self.model.wait(await self.world.now())
        self.agree(await self.case.recorded())

    def agree(self, standing: Standing) -> None:
        """Who signed, who is asked to, and what is owed by whom."""
        model = self.model
        assert standing.signed == model.signed
        assert bool(standing.in_force) is model.agreed
        waits = set(model.open_lines) - model.declined
        asked = {(t.about, t.person) for t in standing.tasks if t.purpose == "sign"}
        assert asked == {(line, HOLDERS[line]) for line in waits}
        owed = {(t.about, t.person) for t in standing.tasks if t.purpose == "duty"}
        assert owed == {(str(n), OWED_BY[rule]) for n, rule in model.owed.items()}

    async def _sign(self, line: str, person: str) -> None:
        wanted = self.model.sign(line, person, await self._today())
        act = await self.case.sign(line, person)
        await self._ruled(act.by.key, wanted)

    async def _do(self, act: Act) -> None:
        if not self.model.duties:
            return
        number = act.nth % len(self.model.duties) + 1
        person = act.person or OWED_BY[self.model.duties[number - 1]]
        form = await self.case.whole_form(number)
        wanted = self.model.do(number, person, await self._today())
        assert (await self.case.do_duty(number, person, form) == "duty_done") is wanted, act

    async def _settle(self, act: Act) -> None:
        if act.kind == "decline":
            person = act.person or HOLDERS[act.line]
            wanted = self.model.decline(act.line, person)
            sent = await self.case.decline(act.line, person)
            await self._ruled(sent.by.key, wanted)
        else:
            person = act.person or people.CITY_COORDINATOR
            wanted = self.model.ask_again(act.line, person)
            assert await _taken(self.case.ask_again(act.line, person=person)) is wanted, act

    async def _ruled(self, key: str, wanted: bool) -> None:
        assert ((await self.case.answered(key)).kind != "refused") is wanted

    async def _today(self) -> date:
        return (await self.world.now()).astimezone(ZONE).date()


async def _taken(update: Awaitable[object]) -> bool:
    try:
        await update
    except WorkflowUpdateFailedError:
        return False
    return True


async def live(world: World, acts: list[Act], ended_by: str) -> None:
    """Play the acts, then either side ends it; the record is whole, and replays."""
    case = await world.submit(people.CITY_EMPLOYEE, starts_in=3)
    await case.open_for_signing()
    stage = Stage(world, case, City(case.submission.proposal.starts_on))
    for act in acts:
        await stage.play(act)
    await case.end(ended_by, "It does not work any more.")
    standing = await case.closed()
    assert not standing.tasks
    timeline = await case.timeline()
    assert [entry.seq for entry in timeline] == list(range(1, len(timeline) + 1))
    assert [e.about for e in timeline if e.kind == "signed"] == [*stage.model.signed]
    keys = [letter.key for letter in await case.letters()]
    assert len(keys) == len(set(keys))
    history = await case.handle.fetch_history()
    await assert_replays(history)
    await assert_same_timers(history)


@given(life=LIVES)
@settings(CALM, max_examples=4)
async def test_a_few_assignments(world: World, life: tuple[list[Act], str]) -> None:
    """In the ordinary run."""
    await live(world, *life)


@pytest.mark.storm
@given(life=LIVES)
@settings(CALM, max_examples=40)
async def test_a_storm_of_assignments(forgetful: World, life: tuple[list[Act], str]) -> None:
    """With a worker that remembers nothing."""
    await live(forgetful, *life)
