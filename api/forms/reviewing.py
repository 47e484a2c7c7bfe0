"""From a reviewer's answers to a review: the rules of the page and of the JSON API."""

from collections.abc import Mapping

from api.forms.answering import given_in
from api.pages import paragraph
from api.rights.analyzed import Analyzed
from policy.acts import Attribution, ReviewGiven
from policy.analysis import together
from policy.forms.checking import Problem

_SUPPORTS = {"yes": True, "no": False}


def review_of(
    case: Analyzed, role: str, sent: Mapping[str, str], by: Attribution
) -> tuple[ReviewGiven | None, list[Problem]]:
    """The review in these answers, or what is missing; who does not support it says why.

    It carries the findings on every question open to the role (GL32 III.A to III.C).
    """
    given = given_in(case, role, sent)
    supports = _SUPPORTS.get(sent.get("supports", ""))
    comment, problems = overall_in(sent)
    problems = [*given.problems, *problems]
    if supports is None or problems:
        return None, problems
    return ReviewGiven(role, supports, comment, by, together(given.findings), given.answers), []


def overall_in(sent: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """The comment on the whole, and what is missing from the recommendation."""
    supports = _SUPPORTS.get(sent.get("supports", ""))
    missing = "Say why you do not support it." if supports is False else ""
    comment, problems = paragraph(sent, "comment", missing)
    if supports is None:
        problems.insert(0, Problem("supports", "Choose whether you support the proposal."))
    return comment, problems
