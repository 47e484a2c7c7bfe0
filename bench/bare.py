"""The bare workflow: the same engine and tuning, five signals, eight steps, two timers, no work."""

import asyncio
from datetime import timedelta
from functools import partial

from temporalio import activity, workflow

QUEUE = "bare"
SIGNATURES = 5
LONG = timedelta(days=200)
STEP = timedelta(seconds=10)


@activity.defn
async def step() -> None:
    """Do nothing, durably."""


@workflow.defn
class BareWorkflow:
    """Start, five signals with a step each, three more steps, two timers, an end by signal."""

    def __init__(self) -> None:
        """Nothing has arrived."""
        self._signed = 0
        self._ended = False

    @workflow.run
    async def run(self) -> None:
        """Wait for the signals, one step for each; then wait for the end."""
        timers = [asyncio.create_task(self._timer(n)) for n in (1, 2)]
        await self._step()
        for count in range(1, SIGNATURES + 1):
            await workflow.wait_condition(partial(self._has, count))
            await self._step()
        await self._step()
        await workflow.wait_condition(lambda: self._ended)
        await self._step()
        for timer in timers:
            timer.cancel()
        await asyncio.gather(*timers, return_exceptions=True)

    @workflow.signal
    def sign(self) -> None:
        """One more signature."""
        self._signed += 1

    @workflow.signal
    def end(self) -> None:
        """No more."""
        self._ended = True

    def _has(self, count: int) -> bool:
        return self._signed >= count

    async def _timer(self, number: int) -> None:
        await workflow.sleep(LONG, summary=f"Timer {number}")

    async def _step(self) -> None:
        await workflow.execute_local_activity(step, start_to_close_timeout=STEP)
