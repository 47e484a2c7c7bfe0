"""What was submitted and what became of it: both readings of each answer that was changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlmodel import Session

from api.views.answers import NOT_PROVIDED, AnswerView
from api.views.facts import Facts
from api.views.forms import SectionView
from policy.coding import proposal_from_json
from records import proposals

SUBMITTED = 0
"""The version that the employee sent."""


@dataclass(frozen=True)
class ChangedView:
    """One answer as it was submitted, and as it stands."""

    label: str
    before: str
    now: str


def changed_since_submitted(session: Session, facts: Facts) -> tuple[ChangedView, ...]:
    """The answers of the employee that are not what was submitted any more (GL32 IV.D).

    What was left open then and has been filled in since is no change.
    """
    first = proposals.of_version(session, facts.arrangement.reference, SUBMITTED)
    if first is None:
        return ()
    submitted = replace(facts, proposal=proposal_from_json(first.content))
    now = {each.key: each.value for each in _answers(facts.sections)}
    return tuple(
        ChangedView(each.label, each.value, now.get(each.key, NOT_PROVIDED))
        for each in _answers(submitted.sections)
        if each.value not in {NOT_PROVIDED, now.get(each.key, NOT_PROVIDED)}
    )


def _answers(sections: Iterable[SectionView]) -> list[AnswerView]:
    return [answer for section in sections for answer in section.answers]
