"""A page to look at, and by whom."""

from dataclasses import dataclass

VISITOR = ""


@dataclass(frozen=True)
class Shown:
    """A page: who looks at it (nobody: a visitor with a link), and where it is."""

    name: str
    person: str
    path: str
