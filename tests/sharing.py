"""Which tests one process runs, where several processes share all of them."""

from xdist.scheduler import LoadFileScheduling

OF_ONE_SYSTEM = frozenset(
    {
        "tests/api/access",
        "tests/api/browser",
        "tests/faults",
        "tests/journeys",
        "tests/workflows/analyses",
    }
)
"""Folders whose tests share something that takes long to start."""


def together(test: str) -> str:
    """What one process runs with a test: its file, or its folder."""
    file = test.partition("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder in OF_ONE_SYSTEM else file


class BySystem(LoadFileScheduling):
    """A process gets whole files, and whole folders where all of one share a system."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
