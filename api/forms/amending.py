"""Changing what is to be signed: what the employee said, and what others are asked for anew."""

from collections.abc import Mapping
from dataclasses import replace

from api.forms.deciding import Basis, modified_in
from policy.form import FormField
from policy.forms.checking import Problem
from policy.forms.needs import is_demanded
from policy.plan import employee_role
from policy.program import Program
from policy.proposal import Proposal

_ANEW = "anew."
"""How the box of a field begins that is to be filled in anew."""


def from_others(program: Program, before: Proposal | None) -> tuple[FormField, ...]:
    """What other roles filled in without which nobody signs: it is theirs to write (IV.C)."""
    given = before.answers if before else {}
    employee = employee_role(program)
    return tuple(
        item
        for item in program.fields
        if (item.role or employee) != employee and given.get(item.id) and is_demanded(item, given)
    )


def box(item: FormField) -> str:
    """The name of the box by which a field is asked for anew."""
    return f"{_ANEW}{item.id}"


def as_asked(program: Program, sent: Mapping[str, str]) -> dict[str, str]:
    """What the page sent, with a blank for each field whose box was ticked."""
    ticked = (item.id for item in program.fields if sent.get(box(item)))
    return {**sent, **dict.fromkeys(ticked, "")}


def amended_in(
    basis: Basis, sent: Mapping[str, str]
) -> tuple[Proposal | None, tuple[Problem, ...]]:
    """The proposal with these answers; a blank has its role fill a field in anew."""
    modified, wrong = modified_in(basis, sent)
    if modified is None:
        return None, wrong
    theirs = from_others(basis.program, basis.before)
    blank = {item.id: "" for item in theirs if sent.get(item.id) == ""}
    return replace(modified, answers=modified.answers | blank), ()
