"""The week's deadlines for coordinators, started each Monday by the schedule of a time zone."""

from temporalio import workflow

from workflows.options import KEPT

with workflow.unsafe.imports_passed_through():
    from activities.digesting import Digesting, DigestOrder


@workflow.defn
class DigestWorkflow:
    """Tell every coordinator of a time zone what the week brings."""

    @workflow.run
    async def run(self, time_zone: str) -> int:
        """Returns how many mails were written; tried until it succeeds."""
        workflow.set_current_details(f"Writes the digests of the week for {time_zone}.")
        order = DigestOrder(time_zone, workflow.now(), workflow.info().workflow_id)
        written = await workflow.execute_activity_method(
            Digesting.digest, order, summary=f"Write the digests for {time_zone}", **KEPT
        )
        workflow.set_current_details(f"{written} digests were written for {time_zone}.")
        return written
