"""Looking at processes from outside tells what is so at every moment of their lives."""

import sys

from tests.embedded.processes import command_of, is_gone, running

WAITING = "import signal; signal.pause()"
BECOMING = f"""
import os, sys
often, itself = int(sys.argv[1]), sys.argv[2]
again = [sys.executable, "-I", "-S", "-c", itself, str(often - 1), itself]
os.execv(sys.executable, again if often else ["at rest", "-c", "{WAITING}"])
"""


def test_a_process_that_becomes_another_program_has_a_command_line_throughout() -> None:
    seen = set()
    with running(BECOMING, "20", BECOMING) as process:
        while (name := command_of(process.pid).partition(" ")[0]) != "at":
            seen.add(name)
    assert seen == {sys.executable}


def test_a_process_that_was_killed_has_none() -> None:
    with running(WAITING) as process:
        process.kill()
        assert is_gone(process.pid, within=30)
        assert command_of(process.pid) == ""
