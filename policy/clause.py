"""The terms of an arrangement, and the groups of them that an agency may put its own for (IV)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """A term of the arrangement, with its section: who signs `line` acknowledges it on its own.

    `group` gathers clauses under a heading of theirs (IT policies); `when` is the condition on the
    proposal's answers under which it applies. Without a line it is read, and not acknowledged.
    """

    citation: str
    text: str
    id: str = ""
    line: str = ""
    group: str = ""
    when: str = ""


@dataclass(frozen=True)
class Replaceable:
    """Clauses that agencies may put their own in place of (GL32 fn5), `title` on documents."""

    group: str
    citation: str
    text: str = ""
    title: str = ""
