"""What acts on an arrangement in force are drawn from, and the life that they are tried on."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests import people
from tests.case import Case
from tests.workflows.living_model import LivingModel
from tests.workflows.model import HOLDERS, LINES
from tests.workflows.storming import Stage, a_stage
from tests.world import World

T = TypeVar("T")
RIGHT = ""
"""Whoever is the one to do it."""

ANYBODY = st.sampled_from(
    (RIGHT, RIGHT, RIGHT, *HOLDERS.values(), people.COLLEAGUE, people.DESIGNEE)
)
COORDINATOR = st.sampled_from((people.COORDINATOR, people.COORDINATOR, people.MANAGER))
SUCCESSOR = st.sampled_from((people.COLLEAGUE, people.DESIGNEE, people.SUPERVISOR, people.MANAGER))
LINE = st.sampled_from(LINES)
NTH = st.integers(0, 11)
AHEAD = st.integers(-1, 12)
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


class Life(RuleBasedStateMachine):
    """One arrangement beside its model, on which every kind of act is tried.

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

    def may_end(self) -> bool:
        """Whether it has lived long enough."""
        return self.steps_to_live < 0

    def _came(self, kind: str, nth: int) -> tuple[int, str]:
        """The number of something that came up, mostly of that kind, and who acts on it."""
        numbers = [*self.model.still(kind)] * 2 or [*range(1, len(self.model.came) + 1)]
        number = numbers[nth % len(numbers)]
        return number, self.model.came[number - 1].role
