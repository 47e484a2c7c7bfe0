"""The determination of a reasonable accommodation: its outcome, what it sets aside, why (IV.N)."""

from collections.abc import Iterator, Sequence

from api.rights.analyzed import Analyzed
from policy.acts import Accommodated, Attribution, Determination
from policy.forms.checking import Problem

NOT_ASKED = "The proposal does not ask for an accommodation."
FIRST = "Determine first whether this is a reasonable accommodation."


def accommodation_of(
    case: Analyzed, outcome: str, questions: Sequence[str], reason: str, by: Attribution
) -> tuple[Accommodated | None, list[Problem]]:
    """The determination, or what is missing from it.

    Only where it is granted can it set questions aside, and only those that the program opens to
    it; a proposal that asks for no accommodation needs none.
    """
    named = tuple(dict.fromkeys(questions))
    found = [*_at_odds(case, outcome, named)]
    if not reason.strip():
        found.append(Problem("reason", "Say why."))
    if found:
        return None, found
    return Accommodated(Determination(outcome), named, reason, by), []


def _at_odds(case: Analyzed, outcome: str, named: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the outcome and the questions."""
    foreign = sorted(set(named) - set(case.may_set_aside))
    if not case.may_set_aside:
        yield Problem("outcome", NOT_ASKED)
    elif outcome not in set(Determination):
        yield Problem("outcome", "Choose whether it is a reasonable accommodation.")
    elif foreign:
        message = f"These questions cannot be set aside: {', '.join(foreign)}."
        yield Problem("questions", message)
    elif named and outcome != Determination.GRANTED:
        yield Problem("questions", "Nothing is set aside where it is not granted.")
