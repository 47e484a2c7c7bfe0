"""Acts are ruled on while the arrangement rests: between two steps it is nowhere to judge from."""

from collections.abc import Callable

from temporalio import workflow


class Hearing:
    """Keeps acts, in their order, until what they answer has been asked.

    People see a step once it is on record. A worker may be lost right then, before the engine knows
    of the step: it is taken again, and what people did meanwhile arrives before it.
    """

    def __init__(self) -> None:
        """Nothing has been asked of anybody yet."""
        self._rests = False
        self._waiting: list[Callable[[], None]] = []

    def __bool__(self) -> bool:
        """Whether any act waits to be ruled on."""
        return bool(self._waiting)

    def hear(self, rule: Callable[[], None]) -> None:
        """Rule on an act now, or as soon as the arrangement rests."""
        self._waiting.append(rule)
        if self._rests:
            self._rule()

    async def rest(self, until: Callable[[], bool]) -> None:
        """Wait for people; what they did already comes first."""
        self._rests = True
        self._rule()
        await workflow.wait_condition(until)
        self._rests = False

    def _rule(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()
