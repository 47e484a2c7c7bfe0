"""Steps into the world: tried at once within the workflow task; what fails is seen to wait."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception

from workflows.ledger import Ledger
from workflows.options import AT_ONCE, KEPT, RECORDED

with workflow.unsafe.imports_passed_through():
    from activities.consulting import Unscanned
    from activities.filing import FilingOrder
    from policy.account import Happening, HeldUpBy

T = TypeVar("T")

PATIENCE = {
    HeldUpBy.RECORDS: RECORDED,
    HeldUpBy.DOCUMENTS: KEPT,
    HeldUpBy.SCANNER: RECORDED,
}


class Stepping:
    """Takes one step at a time: local activities side by side may replay in another order."""

    def __init__(self, ledger: Ledger, show: Callable[[], None]) -> None:
        """Take none yet; `show` lets operators see where it stands."""
        self._ledger = ledger
        self._show = show
        self._one_at_a_time = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether a step is being taken within the workflow task."""
        return self._one_at_a_time.locked()

    async def take(
        self,
        step: Callable[..., T],
        *args: object,
        summary: str,
        needs: HeldUpBy = HeldUpBy.RECORDS,
    ) -> T:
        """Try a few times within the workflow task, which costs the engine one event.

        What fails there becomes an activity of its own, which operators see pending under its
        summary, with its last failure; it is retried until it succeeds, and holds up no other step.
        Whoever needs it no more cancels it.
        """
        async with self._one_at_a_time:
            try:
                return await workflow.execute_local_activity_method(
                    step, args=args, summary=summary, **AT_ONCE
                )
            except FailureError as error:
                if is_cancelled_exception(error):
                    raise
                needs = _away(error, needs)
        self._hold_up(needs)
        try:
            found = await workflow.execute_activity_method(
                step, args=args, summary=summary, **PATIENCE[needs]
            )
        except FailureError:
            self._go_on(needs)
            raise
        self._go_on(needs)
        return found

    async def with_documents(self, step: Callable[..., T], *args: object, summary: str) -> T:
        """A step that needs the document store, which may be full, read-only or away for hours."""
        return await self.take(
            step, self._order(), *args, summary=summary, needs=HeldUpBy.DOCUMENTS
        )

    def _order(self) -> FilingOrder:
        ledger, submission = self._ledger, self._ledger.submission
        return FilingOrder(
            reference=submission.reference,
            version=ledger.version,
            program=ledger.plan.program,
            program_version=ledger.plan.version,
            time_zone=ledger.plan.time_zone,
            agency=submission.agency,
            employee=ledger.employee,
            now=workflow.now(),
        )

    def _hold_up(self, by: HeldUpBy) -> None:
        """Say what is away; people are told of what concerns documents that are theirs to sign.

        The records cannot be told of their own absence, and a scan takes a moment as a rule.
        """
        self._ledger.held_up = (*self._ledger.held_up, by)
        if by is HeldUpBy.DOCUMENTS:
            self._ledger.note(Happening.HELD_UP)
        self._show()

    def _go_on(self, by: HeldUpBy) -> None:
        """What was away is back, or is needed no more."""
        held_up = list(self._ledger.held_up)
        held_up.remove(by)
        self._ledger.held_up = tuple(held_up)
        self._show()


def _away(error: FailureError, needs: HeldUpBy) -> HeldUpBy:
    """What a failed step waits for: what it needs, or the scanner where it says so."""
    told = (each for each in (error, error.cause) if isinstance(each, ApplicationError))
    unscanned = any(each.type == Unscanned.__name__ for each in told)
    return HeldUpBy.SCANNER if unscanned else needs
