"""The yearly statement of an agency, started each January by its schedule (II(c))."""

from temporalio import workflow

from workflows.options import KEPT

with workflow.unsafe.imports_passed_through():
    from activities.stating import StatementOrder, Stating


@workflow.defn
class ExtentWorkflow:
    """Write last year's extent of use, and tell Human Resources where it is."""

    @workflow.run
    async def run(self, agency: str) -> int:
        """Returns the year that was written about; tried until it succeeds."""
        workflow.set_current_details(f"Writes last year's extent of use of **{agency}**.")
        order = StatementOrder(agency, workflow.now(), workflow.info().workflow_id)
        year = await workflow.execute_activity_method(
            Stating.write, order, summary=f"Count and write the year of {agency}", **KEPT
        )
        workflow.set_current_details(f"The extent of use of **{agency}** in {year} is written.")
        return year
