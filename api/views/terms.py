"""The terms of a signing page: under a heading for each section, and those acknowledged so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.rights.terms import TICK
from policy.clause import Clause
from policy.forms.problem import Problem, cited
from policy.program import Program


@dataclass(frozen=True)
class TermView:
    """One term: its form key, its words, whether it is ticked, and what is wrong."""

    key: str
    text: str
    ticked: bool
    problem: str


@dataclass(frozen=True)
class TermsView:
    """The terms under one heading."""

    title: str
    terms: tuple[TermView, ...]


def term_views(
    program: Program,
    terms: Sequence[Clause],
    values: Mapping[str, str],
    problems: Sequence[Problem] = (),
) -> tuple[TermsView, ...]:
    """Terms by section, in the program's order; those of a group of their own apart."""
    wrong = {problem.field: problem.text for problem in problems}
    gathered: dict[str, list[TermView]] = {}
    for each in terms:
        key = TICK + each.id
        view = TermView(key, each.text, values.get(key) == "yes", wrong.get(key, ""))
        gathered.setdefault(_heading(program, each), []).append(view)
    return tuple(TermsView(title, tuple(found)) for title, found in gathered.items())


def term_texts(program: Program, acknowledged: str) -> tuple[TermsView, ...]:
    """The terms that a record names by their IDs, with spaces between them."""
    named = set(acknowledged.split())
    return term_views(program, [each for each in program.clauses if each.id in named], {})


def _heading(program: Program, clause: Clause) -> str:
    """A group's title, or the section."""
    if not clause.group:
        return cited(program, clause.citation)
    known = {each.group: each.title for each in program.replaceable}
    return known.get(clause.group) or clause.group.replace("_", " ").capitalize()
