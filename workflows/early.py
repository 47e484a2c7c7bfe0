"""Acts about a concern that is not there yet: its step was taken again, after a worker was lost."""

from collections.abc import Callable
from datetime import timedelta

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.waiting import Due

AT_MOST = timedelta(hours=1)
"""The step is taken again within a minute; what it never opens nobody can act on."""

GIVEN_UP = f"{Due.REMINDER}:early"


class Early:
    """Keeps such acts until their concern is opened; then they are ruled on, in their order."""

    def __init__(self, ledger: Ledger) -> None:
        """None has come."""
        self._ledger = ledger
        self._waiting: list[Callable[[], None]] = []
        self._gives_up = False

    def __bool__(self) -> bool:
        """Whether any act waits for its concern."""
        return bool(self._waiting)

    def keeps(self, number: int, rule: Callable[[], None]) -> bool:
        """Whether the act has to wait, and is kept: the concern of that number comes later."""
        ledger = self._ledger
        if number <= ledger.concerns.count or self._gives_up:
            return False
        self._waiting.append(rule)
        if not ledger.deadlines.has(GIVEN_UP):
            at = workflow.now() + AT_MOST
            label = "Rule on acts about what is not there"
            ledger.deadlines.set(GIVEN_UP, label, at, self.give_up)
        return True

    def rule(self) -> None:
        """A concern was opened: rule on what waits; what is still early is kept again."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each()
        if not self._waiting:
            self._ledger.deadlines.clear(GIVEN_UP)

    def give_up(self) -> None:
        """What waits is ruled on as it stands: its concern does not come any more."""
        self._gives_up = True
        self.rule()
        self._gives_up = False
