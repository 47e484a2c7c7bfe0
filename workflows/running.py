"""How the worker runs workflows: as the SDK does, but for what each kept one would hold for ever.

A workflow's first activation holds its arguments several times over, as the SDK decodes them. Two
small parts of it, empty here, outlive it with the workflow, and each keeps all of it: 100 KB.
"""

from dataclasses import replace

from temporalio.api.common.v1 import Payloads
from temporalio.worker import (
    ExecuteWorkflowInput,
    UnsandboxedWorkflowRunner,
    WorkflowInboundInterceptor,
    WorkflowInstance,
    WorkflowInstanceDetails,
)


class WithoutHeaders(WorkflowInboundInterceptor):
    """Begins a workflow without its headers, of which we have none."""

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> object:  # noqa: A002
        """Let go of them, then go on."""
        input.headers = {}
        return await super().execute_workflow(input)


class LeanRunner(UnsandboxedWorkflowRunner):
    """Runs workflows outside the sandbox; those that are kept hold no activation."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Copy what the workflow before it left, instead of pointing into the activation."""
        left = Payloads()
        left.CopyFrom(det.last_completion_result)
        inside = (*det.interceptor_classes, WithoutHeaders)
        return super().create_instance(
            replace(det, last_completion_result=left, interceptor_classes=inside)
        )
