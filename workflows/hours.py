"""The recorded hours of one agency: files are taken in here, one after the other."""

import asyncio
from dataclasses import dataclass

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from workflows.identifiers import REFUSED
from workflows.options import RECORDED

with workflow.unsafe.imports_passed_through():
    from activities.timekeeping import UNFIT, Timekeeping
    from policy.handing_in import HoursHandedIn, HoursKept

FILES = 400
"""Files that one history holds: some years of them, and quick to replay."""


@dataclass(frozen=True)
class Intake:
    """What goes on into a fresh history: the records hold everything else.

    `files` counts all that were taken in; a history begins anew after `at_most` more.
    """

    agency: str
    files: int = 0
    at_most: int = FILES


@workflow.defn
class HoursWorkflow:
    """Take in an agency's recorded hours: a file is answered once all of it is on record."""

    @workflow.init
    def __init__(self, intake: Intake) -> None:
        """Go on from what was taken in."""
        self._agency = intake.agency
        self._files = intake.files
        self._taken = 0
        self._waiting = 0
        self._one_at_a_time = asyncio.Lock()

    @workflow.run
    async def run(self, intake: Intake) -> None:
        """Take files until the history is long; then begin a fresh one, with nothing open."""
        self._show()
        await workflow.wait_condition(lambda: self._is_long(intake.at_most))
        await workflow.wait_condition(workflow.all_handlers_finished)
        workflow.continue_as_new(Intake(self._agency, self._files, intake.at_most))

    @workflow.update
    async def take(self, act: HoursHandedIn) -> HoursKept:
        """A timekeeper hands a file in; returns what it changed."""
        self._waiting += 1
        self._show()
        try:
            async with self._one_at_a_time:
                return await self._keep(act)
        finally:
            self._waiting -= 1
            self._show()

    @take.validator
    def check_file(self, act: HoursHandedIn) -> None:
        """Refuse who does not keep this agency's time."""
        if self._agency not in act.keeps:
            message = "Only the agency's timekeepers can hand in its hours."
            raise ApplicationError(message, type=REFUSED, non_retryable=True)

    async def _keep(self, act: HoursHandedIn) -> HoursKept:
        try:
            kept = await workflow.execute_activity_method(
                Timekeeping.take_in,
                args=[self._agency, act, workflow.now()],
                summary="Take in a file of recorded hours",
                **RECORDED,
            )
        except ActivityError as error:
            raise _permanent(error) from error
        self._taken += 1
        self._files += 1
        return kept

    def _is_long(self, at_most: int) -> bool:
        return self._taken >= at_most or workflow.info().is_continue_as_new_suggested()

    def _show(self) -> None:
        """Let operators see how many files were taken in, and whether one waits."""
        waiting = f"waiting for the records: {self._waiting}" if self._waiting else "up to date"
        told = f"**Recorded hours of {self._agency}: {waiting}**\n\nFiles taken in: {self._files}"
        workflow.set_current_details(told)


def _permanent(error: ActivityError) -> Exception:
    """The refusal of a file that cannot be taken in; anything else is as it was."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == UNFIT:
        return ApplicationError(cause.message, type=REFUSED, non_retryable=True)
    return error
