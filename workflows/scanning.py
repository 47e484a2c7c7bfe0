"""The one who asks the virus scanner again about uploaded files, kept alive by the engine."""

from temporalio import workflow

from workflows.options import TENDED

with workflow.unsafe.imports_passed_through():
    from activities.scanning import Scanning

SHIFTS = 100


@workflow.defn
class ScanningWorkflow:
    """Have every uploaded file scanned, however long the scanner is away."""

    @workflow.run
    async def run(self) -> None:
        """One long activity after the other; now and then a fresh history."""
        workflow.set_current_details("Asks the virus scanner about uploads it has not judged yet.")
        for _ in range(SHIFTS):
            await workflow.execute_activity_method(
                Scanning.scan, summary="Scan what waits for an hour", **TENDED
            )
        workflow.continue_as_new()
