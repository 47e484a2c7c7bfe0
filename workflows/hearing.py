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
        self._until: Callable[[], bool] | None = None
        self._waiting: list[Callable[[], None]] = []

    def __bool__(self) -> bool:
        """Whether any act waits to be ruled on."""
        return bool(self._waiting)

    @property
    def rests(self) -> bool:
        """Whether what comes now is ruled on now."""
        return self._until is not None and not self._until()

    @property
    def turns(self) -> bool:
        """Whether an act has just brought what was waited for: the next step is about to follow."""
        return self._until is not None and self._until()

    def hear(self, rule: Callable[[], None]) -> None:
        """Rule on an act now, or as soon as the arrangement rests."""
        self._waiting.append(rule)
        self._rule()

    async def rest(self, until: Callable[[], bool]) -> None:
        """Wait for people, beginning with what they did already, until an act brings that about."""
        self._until = until
        self._rule()
        await workflow.wait_condition(until)
        self._until = None

    def _rule(self) -> None:
        while self._waiting and self.rests:
            self._waiting.pop(0)()
