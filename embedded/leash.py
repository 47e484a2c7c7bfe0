"""Runs a command that dies with whoever started it.

Run as a script: `python leash.py PARENT_PID COMMAND [ARGUMENT …]`. The kernel is asked to kill this
process when its parent dies (`PR_SET_PDEATHSIG`), then the command takes its place and keeps the
wish. Python's own `preexec_fn` would do this too, but is unsafe next to threads. Systems other than
Linux know no such wish: there a supervisor that is killed outright leaves its children behind.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, death: signal.Signals) -> None:
    """Have the kernel send `death` to this process when process `parent` ends; exit if it has."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death)
    if os.getppid() != parent:
        sys.exit("The process that started this one is gone.")


def main() -> None:
    """Ask for the kill, then become the command."""
    die_with_parent(int(sys.argv[1]), signal.SIGKILL)
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the whole purpose


if __name__ == "__main__":
    main()
