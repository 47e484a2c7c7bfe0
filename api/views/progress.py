"""How far each part of something is that is done page by page: a proposal, a review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.views.forms import SectionView, problems_in
from api.views.words import counted
from policy.form import Before, Section
from policy.forms.problem import Problem

COMPLETED, BEGUN, NOT_YET = "Completed", "In progress", "Not yet started"
LOCKED, CAN_WAIT = "Cannot start yet", "Can wait"


@dataclass(frozen=True)
class SectionState:
    """How far a section is: its title, and done, begun or not begun.

    `later` counts what is still to be added before anybody signs.
    """

    id: str
    title: str
    state: str
    later: int = 0


@dataclass(frozen=True)
class StepView:
    """One step of a review: its name in addresses, its title, how far it is, what it asks."""

    id: str
    title: str
    state: str
    questions: int

    @property
    def told(self) -> str:
        """How much it asks; empty for a step without questions."""
        return counted(self.questions, "question", "questions") if self.questions else ""

    @property
    def locked(self) -> bool:
        """Whether it cannot start yet."""
        return self.state == LOCKED


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
