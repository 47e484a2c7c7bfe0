"""A worker's process is lost exactly between a record's commit and the end of its workflow task."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL

import pytest

from policy.account import Happening
from tests.crowd import Crowd
from tests.journey import Journey, Step
from tests.system import PATIENCE, Part, System

pytestmark = pytest.mark.timeout(400)

ROOT = Path(__file__).parents[2]
LAST = (
    pytest.param(Happening.SUBMITTED, marks=pytest.mark.storm),
    Happening.DECIDED,
    Happening.SIGNED,
    pytest.param(Happening.AUTHORIZED, marks=pytest.mark.storm),
    pytest.param(Happening.COPY_SENT, marks=pytest.mark.storm),
)
"""What came in each way: as a start, an update and a signal, and what followed by itself.

An update is answered to somebody who waits, a signal is not: these two are tried in every run.
"""


@contextmanager
def a_dying_worker(system: System, last: Happening) -> Iterator[subprocess.Popen[bytes]]:
    """The only one who works, until it has put on record that this happened."""
    command = [sys.executable, "-m", "tests.faults.dying", last]
    log = system.logs / f"dying-{last}.log"
    with system.without(Part.WORKER), log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=system.home.environment, stdout=said, stderr=said
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize("last", LAST)
async def test_a_process_lost_after_a_commit_has_lost_and_doubled_nothing(
    system: System, crowd: Crowd, last: Happening
) -> None:
    journey = Journey(crowd, f"dying-{last}")
    with a_dying_worker(system, last) as worker:
        going = asyncio.create_task(journey.go_on(Step.SUBMISSION))
        code = await asyncio.to_thread(worker.wait, PATIENCE)
        assert code == -SIGKILL
        on_record = journey.happened if journey.reference else [last]
        assert last in on_record
    await going
    await journey.judge.verify(journey.acts, mail_may_repeat=True)
