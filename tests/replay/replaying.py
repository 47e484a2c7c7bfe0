"""Replays a history with today's code, and listens to the timers that the code asks for."""

from pathlib import Path

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import WorkflowHistory
from temporalio.worker import (
    Replayer,
    UnsandboxedWorkflowRunner,
    WorkflowInstance,
    WorkflowInstanceDetails,
)
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from tests.converting import CONVERTER
from tests.workflows.seen import text_of, timers
from worker import WORKFLOWS

HISTORIES = Path(__file__).parent / "histories"


class Overheard(AssertionError):
    """Today's code asks for other timers than the history holds, though the engine cannot tell."""

    def __init__(self, asked: list[str], recorded: list[str]) -> None:
        super().__init__(f"{asked} instead of {recorded}")


class _Listening(UnsandboxedWorkflowRunner):
    """Runs workflows as the worker does, and writes down the label of every timer asked for."""

    def __init__(self) -> None:
        self.labels: list[str] = []

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """An instance whose commands are overheard."""
        instance = super().create_instance(det)
        activate = instance.activate

        def overheard(act: WorkflowActivation) -> WorkflowActivationCompletion:
            completion = activate(act)
            for command in completion.successful.commands:
                if command.HasField("start_timer"):
                    self.labels.append(text_of(command.user_metadata.summary))
            return completion

        vars(instance)["activate"] = overheard
        return instance


async def assert_replays(history: WorkflowHistory) -> None:
    """Follow a history in the sandbox; raises where the code has gone another way.

    It takes as long as it takes (`debug_mode`): what was stuck would have written no history, and
    two seconds a step are too few for a sound one where others keep the machine busy.
    """
    replayer = Replayer(
        workflows=WORKFLOWS,
        data_converter=CONVERTER,
        workflow_runner=SandboxedWorkflowRunner(),
        debug_mode=True,
    )
    await replayer.replay_workflow(history)


async def assert_same_timers(history: WorkflowHistory) -> None:
    """Compare the timers one by one: two swapped ones replay without an error (Overheard)."""
    listening = _Listening()
    replayer = Replayer(
        workflows=WORKFLOWS,
        data_converter=CONVERTER,
        workflow_runner=listening,
        debug_mode=True,
    )
    await replayer.replay_workflow(history)
    recorded = timers(history)
    if listening.labels[: len(recorded)] != recorded:
        raise Overheard(listening.labels, recorded)


def kept(name: str) -> WorkflowHistory:
    """A history as it was recorded."""
    text = (HISTORIES / f"{name}.json").read_text(encoding="utf-8")
    return WorkflowHistory.from_json(f"TA-KEPT-{name.upper()}", text)
