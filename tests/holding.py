"""Steps that are held back for a while: what people do meanwhile must not go astray."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio import activity, client, worker
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput


class Held:
    """One step that is held back: whether it was reached, and whether it may go on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.released = asyncio.Event()


class Holding(client.Interceptor, worker.Interceptor):
    """Between the worker and its activities: lets each of them begin, or holds it back.

    A step that is held back fails within the workflow task, as one does that needs what is away;
    the activity that follows begins, and waits.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Held] = {}

    @asynccontextmanager
    async def back(self, reference: str, step: str) -> AsyncIterator[Held]:
        """Hold back the steps of that name in one arrangement."""
        held = self._held[reference, step] = Held()
        try:
            yield held
        finally:
            del self._held[reference, step]
            held.released.set()

    def of(self, info: activity.Info) -> Held | None:
        """What holds this attempt back, if anything does."""
        return self._held.get((info.workflow_id or "", info.activity_type))

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - the engine's name
        """Stand before every activity."""
        return _Gate(next, self)


class _Gate(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, holding: Holding) -> None:
        super().__init__(inner)
        self._holding = holding

    async def execute_activity(self, input: ExecuteActivityInput) -> object:  # noqa: A002 - the engine's name
        info = activity.info()
        held = self._holding.of(info)
        if held is not None and info.is_local:
            message = "It is held back."
            raise ApplicationError(message, non_retryable=True)
        if held is not None:
            held.reached.set()
            await held.released.wait()
        return await super().execute_activity(input)
