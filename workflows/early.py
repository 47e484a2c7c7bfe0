"""Acts about a concern that is not there yet: its step was taken again, after a worker was lost."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from workflows.concerns import Concerns


class Numbered(Protocol):
    """An act on one concern."""

    @property
    def number(self) -> int:
        """Which one."""


N = TypeVar("N", bound=Numbered)


class Early(Generic[N]):
    """Keeps such acts until their concern is opened; then they are ruled on, in their order."""

    def __init__(self, concerns: Concerns, rule: Callable[[N], None]) -> None:
        """None has come; `rule` is what judges them."""
        self._concerns = concerns
        self._rule = rule
        self._waiting: list[N] = []

    def keeps(self, act: N) -> bool:
        """Whether the act has to wait, and is kept; the concern it is about comes later."""
        is_early = act.number > self._concerns.count
        if is_early:
            self._waiting.append(act)
        return is_early

    def rule(self) -> None:
        """A concern was opened: rule on what waits; what is still early is kept again."""
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            self._rule(act)
