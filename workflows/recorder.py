"""The recorder of one arrangement: every step is put on record as it happens, in its order."""

import asyncio

from temporalio import workflow

from workflows.beside import beside
from workflows.hearing import Hearing
from workflows.ledger import Ledger
from workflows.stepping import Stepping
from workflows.visibility import Shown, words_for

with workflow.unsafe.imports_passed_through():
    from activities.recording import Recording


class Recorder:
    """Writes one step at a time until it succeeds, beside the story, and shows it to operators."""

    def __init__(
        self,
        ledger: Ledger,
        stepping: Stepping,
        shown: Shown,
        hearing: Hearing,
        *,
        known: bool,
    ) -> None:
        """Record nothing yet; what a history before began is `known` to the records.

        An act by which the `hearing` turns goes on record together with the step it opens.
        """
        self._ledger = ledger
        self._stepping = stepping
        self._shown = shown
        self._hearing = hearing
        self._is_known = known
        self._is_writing = False
        self._task: asyncio.Task[None] | None = None

    @property
    def has_all(self) -> bool:
        """Whether the records hold everything that has happened."""
        return not (self._ledger.ahead or self._is_writing)

    async def caught_up(self) -> None:
        """Wait until they do."""
        await workflow.wait_condition(lambda: self.has_all)

    def start(self) -> None:
        """Record from now on."""
        self._task = beside(self._keep())

    async def stop(self) -> None:
        """Record nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            await workflow.wait_condition(self._can_write)
            self._is_writing = True
            await self._write()
            self._is_writing = False

    async def _write(self) -> None:
        ledger, account = self._ledger, self._ledger.draw()
        self._shown.show(account.standing)
        await self._stepping.take(
            Recording.record,
            account,
            None if self._is_known else ledger.submission,
            summary=words_for(account, ledger.plan),
        )
        self._is_known = True

    def _can_write(self) -> bool:
        return self._ledger.ahead and not (self._stepping.busy or self._hearing.turns)
