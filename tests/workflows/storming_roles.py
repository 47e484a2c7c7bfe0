"""A plain model of who holds which role: whom others put there, else whom the directory names."""

from dataclasses import dataclass, field

from tests import people
from tests.workflows.model import HOLDERS

HR = "hr_representative"
LIAISON = "das_liaison"


@dataclass
class Roles:
    """Who may act in which role; whoever has left may act in none."""

    named: dict[str, str] = field(default_factory=lambda: dict(HOLDERS))
    installed: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    coordinators: set[str] = field(default_factory=lambda: {people.COORDINATOR})

    def holder(self, role: str) -> str:
        """Who holds a role; blank for nobody."""
        person = self.installed.get(role) or self.named.get(role, "")
        return "" if person in self.left else person

    def asked(self, role: str) -> tuple[str, ...]:
        """Whom to ask: where nobody holds a role, whoever has to find somebody."""
        finders = (self.holder(HR),) if self.holder(HR) else tuple(sorted(self.coordinators))
        return (self.holder(role),) if self.holder(role) else finders

    def acts_as(self, role: str, person: str) -> bool:
        """Whoever holds it; for the coordinators' role, any of them."""
        return person == self.holder(role) or (role == HR and person in self.coordinators)

    def hear_of(self, role: str, person: str) -> bool:
        """The directory names somebody for a role, or nobody; whom others put there stays."""
        self.named[role] = person
        self._hear()
        return True

    def leave(self, person: str) -> None:
        """Somebody works here no more."""
        self.left.add(person)
        self.installed = {role: it for role, it in self.installed.items() if it != person}
        self._hear()

    def install(self, role: str, person: str) -> None:
        """The coordinator puts somebody into a role."""
        self.installed[role] = person
        if role == HR:
            self.coordinators.add(person)

    def _hear(self) -> None:
        """All others of the agency keep the coordinator that they had."""
        known = {people.COORDINATOR, self.named[HR], self.installed.get(HR, "")}
        self.coordinators = known - self.left - {""}
