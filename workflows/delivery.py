"""The one sender of mail in an installation, kept alive by the engine."""

from temporalio import workflow

from workflows.options import TENDED

with workflow.unsafe.imports_passed_through():
    from activities.delivering import Delivering

SHIFTS = 100


@workflow.defn
class DeliveryWorkflow:
    """Send the outbox, hour after hour: a lost worker's place is taken within seconds."""

    @workflow.run
    async def run(self) -> None:
        """One long activity after the other; now and then a fresh history."""
        workflow.set_current_details("Sends the mail that arrangements have put into the outbox.")
        for _ in range(SHIFTS):
            await workflow.execute_activity_method(
                Delivering.deliver, summary="Send the outbox for an hour", **TENDED
            )
        workflow.continue_as_new()
