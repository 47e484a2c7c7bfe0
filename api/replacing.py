"""From the answers about a replacement to one: the rules of the page and of the JSON API."""

from collections.abc import Mapping

from sqlmodel import Session

from api.pages import paragraph
from policy.acts import Attribution, SignerReplaced
from policy.checking import Problem
from records import people


def replacement_of(
    session: Session, sent: Mapping[str, str], by: Attribution
) -> tuple[SignerReplaced | None, list[Problem]]:
    """The replacement, or what is wrong with it: only who is in the directory can take over."""
    person = sent.get("person", "")
    reason, problems = paragraph(sent, "reason", "Say why somebody else takes over")
    if people.find(session, person) is None:
        problems.insert(0, Problem("person", "Choose who takes over"))
    if problems:
        return None, problems
    return SignerReplaced(sent.get("role", ""), person, reason, by), []
