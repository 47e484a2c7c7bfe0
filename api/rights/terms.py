"""The terms that a line's signer acknowledges one by one (GL32 IV)."""

from collections.abc import Collection, Mapping

from policy.clause import Clause
from policy.form import holds
from policy.forms.kinds import quoted
from policy.forms.problem import Problem, cited
from policy.program import Program

TICK = "term."
"""What the form key of a term begins with."""

_SHOWN = 60


def terms_of(program: Program, line: str, answers: Mapping[str, str]) -> tuple[Clause, ...]:
    """The clauses to acknowledge with that line, where the proposal has these answers."""
    return tuple(
        each for each in program.clauses if each.line == line and holds(each.when, answers)
    )


def ticked(terms: Collection[Clause], sent: Mapping[str, str]) -> tuple[str, ...]:
    """The IDs of the terms that a form has ticks for; no others count."""
    return tuple(each.id for each in terms if sent.get(TICK + each.id) == "yes")


def unticked(
    program: Program, terms: Collection[Clause], acknowledged: Collection[str]
) -> list[Problem]:
    """A problem for each term that is not acknowledged: it names the term and its section."""
    return [
        Problem(TICK + each.id, f"Tick {quoted(_short(each.text))}.", cited(program, each.citation))
        for each in terms
        if each.id not in acknowledged
    ]


def _short(text: str) -> str:
    if len(text) <= _SHOWN:
        return text.rstrip(".")
    return text[:_SHOWN].rpartition(" ")[0] + "\N{HORIZONTAL ELLIPSIS}"
