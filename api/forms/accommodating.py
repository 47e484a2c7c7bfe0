"""The determination of a reasonable accommodation: what it sets aside, and why (IV.N)."""

from collections.abc import Sequence

from api.rights.analyzed import Analyzed
from policy.acts import Accommodated, Attribution
from policy.forms.checking import Problem


def accommodation_of(
    case: Analyzed, questions: Sequence[str], reason: str, by: Attribution
) -> tuple[Accommodated | None, list[Problem]]:
    """The determination, or what is missing from it.

    Only questions that the program opens to it can be set aside, and only where the proposal asks
    for an accommodation.
    """
    named = tuple(dict.fromkeys(questions))
    foreign = sorted(set(named) - set(case.may_set_aside))
    found = []
    if not case.may_set_aside:
        found.append(Problem("questions", "The proposal does not ask for an accommodation."))
    elif not named:
        found.append(Problem("questions", "Choose at least one question."))
    elif foreign:
        message = f"These questions cannot be set aside: {', '.join(foreign)}."
        found.append(Problem("questions", message))
    if not reason.strip():
        found.append(Problem("reason", "Say why these questions are set aside."))
    return (None, found) if found else (Accommodated(named, reason, by), [])
