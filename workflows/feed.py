"""The one writer of the directory: feeds in their order, and the days on which something begins."""

from dataclasses import dataclass
from datetime import timedelta

from temporalio import workflow

from workflows.options import RECORDED, TENDED

with workflow.unsafe.imports_passed_through():
    from activities.feeding import Feeding
    from activities.spreading import Spreading

ROUNDS = 100
"""Times that one history is woken: far from the engine's limits, and quick to replay."""


@dataclass(frozen=True)
class Waiting:
    """What goes on into a fresh history: feeds that came in, by number, and how long that is."""

    feeds: tuple[int, ...] = ()
    rounds: int = ROUNDS


@workflow.defn
class FeedWorkflow:
    """Apply each feed whole, then tell every arrangement that it concerns.

    Between feeds it sleeps until the calendar makes a difference: a designation that begins or
    ends, somebody's last day, a new job.
    """

    @workflow.init
    def __init__(self, waiting: Waiting) -> None:
        """Go on with what came in."""
        self._feeds = list(waiting.feeds)
        self._look_at = workflow.now()

    @workflow.run
    async def run(self, waiting: Waiting) -> None:
        """One feed or day after the other; now and then a fresh history."""
        for _ in range(waiting.rounds):
            await self._apply()
            await self._look()
            await self._tell()
            await self._rest()
        workflow.continue_as_new(Waiting(tuple(self._feeds), waiting.rounds))

    @workflow.signal
    def take(self, number: int) -> None:
        """Somebody said to apply a staged feed."""
        if number not in self._feeds:
            self._feeds.append(number)

    async def _apply(self) -> None:
        """Each in the order in which they came, in a transaction of its own."""
        while self._feeds:
            number = self._feeds[0]
            self._show(f"applying feed {number}")
            await workflow.execute_activity_method(
                Feeding.apply,
                args=[number, workflow.now()],
                summary=f"Apply feed {number} to the directory",
                **RECORDED,
            )
            self._feeds.remove(number)

    async def _look(self) -> None:
        self._show("looking at the calendar")
        self._look_at = await workflow.execute_activity_method(
            Feeding.look,
            workflow.now(),
            summary="See whom the calendar concerns",
            **RECORDED,
        )

    async def _tell(self) -> None:
        self._show("telling arrangements")
        await workflow.execute_activity_method(
            Spreading.tell, summary="Tell the arrangements concerned", **TENDED
        )

    async def _rest(self) -> None:
        """Until a feed comes in or a day begins that matters to somebody."""
        self._show("up to date")
        left = max(self._look_at - workflow.now(), timedelta(0))
        label = f"Look at the calendar at {self._look_at:%Y-%m-%d %H:%MZ}"
        try:
            await workflow.wait_condition(
                lambda: bool(self._feeds), timeout=left, timeout_summary=label
            )
        except TimeoutError:
            return

    def _show(self, doing: str) -> None:
        """Let operators see what it does; numbers, never names."""
        waiting = f" Feeds that wait: {', '.join(map(str, self._feeds))}." if self._feeds else ""
        again = f" It looks at the calendar again at {self._look_at:%Y-%m-%d %H:%M} UTC."
        workflow.set_current_details(f"**The directory: {doing}.**{waiting}{again}")
