"""One after the other: what is sent to one agency's record is kept in turn, and counted."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from workflows.identifiers import REFUSED

T = TypeVar("T")


class Turns:
    """How many came since this history began, and how many wait for the records now."""

    def __init__(self, show: Callable[[], None]) -> None:
        """None came; `show` lets operators see what waits."""
        self._show = show
        self._taken = 0
        self._one_at_a_time = asyncio.Lock()
        self.waiting = 0

    async def take(self, keep: Callable[[], Awaitable[T]]) -> T:
        """Keep one, when all before it are kept; returns what became of it."""
        self.waiting += 1
        self._show()
        try:
            async with self._one_at_a_time:
                kept = await keep()
                self._taken += 1
                return kept
        finally:
            self.waiting -= 1
            self._show()

    async def until_long(self, at_most: int) -> None:
        """Wait until so many came, or the engine asks for a fresh history; then for all answers."""
        await workflow.wait_condition(
            lambda: self._taken >= at_most or workflow.info().is_continue_as_new_suggested()
        )
        await workflow.wait_condition(workflow.all_handlers_finished)

    @property
    def told(self) -> str:
        """What operators read about what waits."""
        return f"waiting for the records: {self.waiting}" if self.waiting else "up to date"


def refusal_in(error: ActivityError, kind: str) -> Exception:
    """The refusal that a failure of that type means; anything else is as it was."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == kind:
        return ApplicationError(cause.message, type=REFUSED, non_retryable=True)
    return error
