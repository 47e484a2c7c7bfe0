"""The recorded hours of one agency: files are taken in here, one after the other."""

from dataclasses import dataclass

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from workflows.identifiers import REFUSED
from workflows.options import RECORDED
from workflows.taking_turns import Turns, refusal_in

with workflow.unsafe.imports_passed_through():
    from activities.timekeeping import UNFIT, Timekeeping
    from policy.hours.handing_in import HoursHandedIn, HoursKept

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
        self._turns = Turns(self._show)

    @workflow.run
    async def run(self, intake: Intake) -> None:
        """Take files until the history is long; then begin a fresh one, with nothing open."""
        self._show()
        await self._turns.until_long(intake.at_most)
        workflow.continue_as_new(Intake(self._agency, self._files, intake.at_most))

    @workflow.update
    async def take(self, act: HoursHandedIn) -> HoursKept:
        """A timekeeper hands a file in; returns what it changed."""
        return await self._turns.take(lambda: self._keep(act))

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
            raise refusal_in(error, UNFIT) from error
        self._files += 1
        return kept

    def _show(self) -> None:
        """Let operators see how many files were taken in, and whether one waits."""
        headline = f"**Recorded hours of {self._agency}: {self._turns.told}**"
        workflow.set_current_details(f"{headline}\n\nFiles taken in: {self._files}")
