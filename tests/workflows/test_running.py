"""What is run of a workflow outside the sandbox, on a real server."""

import os
import subprocess
import sys

from tests.workflows.keeping import KEPT, LONG

EACH_BY_ITSELF = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""The C library gives every long block back when it is freed, and keeps none for later."""


def test_a_kept_workflow_holds_what_it_was_started_with_but_once() -> None:
    """The SDK by itself keeps it five times over."""
    told = subprocess.run(
        (sys.executable, "-m", "tests.workflows.keeping"),
        env=os.environ | EACH_BY_ITSELF,
        check=True,
        capture_output=True,
        text=True,
    )
    grown = int(told.stdout.splitlines()[-1]) * 1024
    assert KEPT * LONG / 2 < grown < 2 * KEPT * LONG
