"""How far each section of a form is: the task list of a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.views.forms import SectionView, problems_in
from policy.form import Before, Section
from policy.forms.problem import Problem

COMPLETED, BEGUN, NOT_YET = "Completed", "In progress", "Not yet started"


@dataclass(frozen=True)
class SectionState:
    """How far a section is: its title, and done, begun or not begun.

    `later` counts what is still to be added before anybody signs.
    """

    id: str
    title: str
    state: str
    later: int = 0


def section_state(
    section: Section, view: SectionView, values: Mapping[str, str], wrong: Sequence[Problem]
) -> SectionState:
    """How far a section is with these values; one that asks nothing is complete as it stands."""
    done = (view.started or not view.asks) and not problems_in(section, wrong)
    state = COMPLETED if done else BEGUN if view.started else NOT_YET
    return SectionState(section.id, section.title, state, _later(section, values))


def _later(section: Section, values: Mapping[str, str]) -> int:
    return sum(
        item.before is Before.SIGNING
        and (item.required or bool(item.must))
        and not values.get(item.id)
        for item in section.fields
    )
