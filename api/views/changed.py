"""Two versions side by side: both readings of each answer that is not the same in both."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from api.views.answers import NOT_PROVIDED, AnswerView
from api.views.facts import Facts
from api.views.forms import SectionView
from policy.proposal import Proposal
from records import proposals

SUBMITTED = 0
"""The version that the employee sent."""


@dataclass(frozen=True)
class ChangedView:
    """One answer in the earlier version, and in the later one; `key` is its field."""

    label: str
    before: str
    now: str
    key: str = ""


def changed_since_submitted(session: Session, facts: Facts) -> tuple[ChangedView, ...]:
    """The answers of the employee that are not what was submitted any more (GL32 IV.D).

    What was left open then and has been filled in since is no change.
    """
    first = proposals.of_version(session, facts.arrangement.reference, SUBMITTED)
    if first is None:
        return ()
    changed = differences(facts, first, facts.current)
    return tuple(each for each in changed if each.before != NOT_PROVIDED)


def modified(facts: Facts) -> tuple[ChangedView, ...]:
    """What a modification that is open changes of what is in force (GL32 V); else nothing."""
    return differences(facts, facts.held, facts.proposal) if facts.held else ()


def brought(facts: Facts) -> tuple[ChangedView, ...]:
    """What reports and duties brought since what is in force was signed (GL32 IV.F, IV.H, IV.J)."""
    return differences(facts, facts.current, facts.up_to_date) if facts.brought else ()


def differences(
    facts: Facts, before: Proposal | None, after: Proposal | None
) -> tuple[ChangedView, ...]:
    """Every answer that is not the same in both, in the order asked, as far as it may be seen."""
    earlier = {each.key: each for each in _answers(facts.read_back(before))}
    later = {each.key: each for each in _answers(facts.read_back(after))}
    found = []
    for key in (item.id for item in facts.program.fields):
        old, new = earlier.get(key, _NOTHING), later.get(key, _NOTHING)
        if old.value != new.value:
            found.append(ChangedView(old.label or new.label, old.value, new.value, key))
    return tuple(found)


_NOTHING = AnswerView("", NOT_PROVIDED)


def _answers(sections: Iterable[SectionView]) -> list[AnswerView]:
    return [answer for section in sections for answer in section.answers]
