"""Modifying what is in force: what stays, what may change, and by which rules (GL32 V)."""

from datetime import date

from policy.facts import Facts
from policy.forms.checking import problems
from policy.forms.problem import Problem, cited
from policy.program import Program
from policy.proposal import Proposal
from policy.wording import show_date

UNCHANGED = "Nothing is changed. Change at least one answer, or go back."


def modification_problems(
    program: Program,
    in_force: Proposal,
    modified: Proposal,
    today: date,
    facts: Facts,
) -> tuple[Problem, ...]:
    """Everything that is wrong with a modification that is proposed on `today`.

    The start stays what it was, and the longest term counts from it: no modification begins it
    anew (IV.E). `facts` are what is on file of the employee.
    """
    if modified == in_force:
        return (Problem("", UNCHANGED, _section(program)),)
    found = [
        *_term_problems(program, in_force, modified, today),
        *problems(program, modified, today, facts, min(today, in_force.starts_on)),
    ]
    return tuple(found)


def _term_problems(
    program: Program, in_force: Proposal, modified: Proposal, today: date
) -> list[Problem]:
    found = []
    section = cited(program, program.term.citation)
    if modified.starts_on != in_force.starts_on:
        message = f"The start date stays {show_date(in_force.starts_on)}: a modification keeps it."
        found.append(Problem("starts_on", message, section))
    if modified.ends_on is not None and modified.ends_on <= today:
        message = "The end date must lie ahead. To end it sooner, end it."
        found.append(Problem("ends_on", message, section))
    return found


def _section(program: Program) -> str:
    rule = program.in_force.modification
    return cited(program, rule.citation) if rule else ""
