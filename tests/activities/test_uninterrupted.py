"""What a thread has begun it ends: nobody throws an exception into the midst of a transaction."""

import inspect
from pathlib import Path

from temporalio.client import Client

from records.database import connect, sessions_of
from tests.surroundings import tools_for
from worker import activities_of

NOTED = "__temporal_activity_definition"


async def test_every_activity_in_a_thread_runs_to_its_end(tmp_path: Path) -> None:
    """One that takes too long is given up by the engine, and finishes all the same."""
    client = await Client.connect("127.0.0.1:9", lazy=True)
    sessions = sessions_of(connect(f"sqlite:///{tmp_path}/records.db"))
    tools = tools_for(tmp_path, sessions, 9)
    found = [each for each in activities_of(tools, client) if not inspect.iscoroutinefunction(each)]
    assert len(found) > 8
    assert all(getattr(each, NOTED).no_thread_cancel_exception for each in found)
