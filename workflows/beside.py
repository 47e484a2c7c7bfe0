"""What goes on beside the story of an arrangement: a bug there stops all of it, until mended."""

import asyncio
from collections.abc import Coroutine
from functools import partial

from temporalio import workflow


class Broken(Exception):
    """Something beside the story has a bug; its cause says which."""


def beside(work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
    """Have this go on beside the story.

    The engine hears only of what breaks in the story itself; a task that nobody awaits would break
    unseen, and the history go on without what it had to do.
    """
    return asyncio.create_task(_heeded(work))


async def _heeded(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as error:
        await workflow.wait_condition(partial(_suspend, error))


def _suspend(error: Exception) -> bool:
    """A condition that cannot be looked at fails the workflow task, in the moment of the bug."""
    message = "A bug beside the story; the workflow task is tried again until it is mended."
    raise Broken(message) from error
