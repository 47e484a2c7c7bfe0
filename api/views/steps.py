"""The steps of something that is done page by page, with how far each is."""

from dataclasses import dataclass

from api.views.words import counted


@dataclass(frozen=True)
class StepView:
    """One step: its name in addresses, its title, how far it is, and how much it asks."""

    id: str
    title: str
    state: str
    told: str

    @property
    def locked(self) -> bool:
        """Whether it cannot start yet."""
        return self.state == "Cannot start yet"


def step_view(name: str, title: str, state: str, questions: int) -> StepView:
    """A step with its number of questions, where it has any."""
    told = counted(questions, "question", "questions") if questions else ""
    return StepView(name, title, state, told)
