"""A plain model of who holds which role: whom others put there, else whom the directory names."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tests import people
from tests.workflows.model import HOLDERS

HR = "hr_representative"
HEAD = "agency_head"
LIAISON = "das_liaison"
ZONE = ZoneInfo("America/New_York")


def instant(day: date, at: time = time.min) -> datetime:
    """When the clocks of the agency show that."""
    return datetime.combine(day, at, ZONE)


@dataclass(frozen=True)
class Designation:
    """Who may act in somebody's place, with the first and the last day."""

    principal: str
    designee: str
    first: date
    last: date


@dataclass
class Roles:
    """Who may act in which role; whoever has left may act in none.

    `designated` is what the directory says of the agency head's designee, `acting` what the
    arrangement has heard of it.
    """

    now: datetime = datetime(1970, 1, 1, tzinfo=ZONE)
    named: dict[str, str] = field(default_factory=lambda: dict(HOLDERS))
    installed: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    coordinators: set[str] = field(default_factory=lambda: {people.COORDINATOR})
    designated: Designation | None = None
    acting: Designation | None = None

    @property
    def today(self) -> date:
        """The agency's date."""
        return self.now.astimezone(ZONE).date()

    def holder(self, role: str) -> str:
        """Who holds a role; blank for nobody."""
        person = self.installed.get(role) or self.named.get(role, "")
        return "" if person in self.left else person

    def holders(self, role: str) -> tuple[str, ...]:
        """Who holds a role, and the designee that the arrangement has heard of."""
        found = [self.holder(role)]
        if role == HEAD and self.acting and found[0]:
            found.append(self.acting.designee)
        return tuple(dict.fromkeys(filter(None, found)))

    def asked(self, role: str) -> tuple[str, ...]:
        """Whom to ask: where nobody holds a role, whoever has to find somebody."""
        finders = (self.holder(HR),) if self.holder(HR) else tuple(sorted(self.coordinators))
        return self.holders(role) or finders

    def acts_as(self, role: str, person: str) -> bool:
        """Whoever holds it, a designee on certain days; for the coordinators' role, any of them."""
        if person == self.holder(role) or (role == HR and person in self.coordinators):
            return True
        days = self.acting
        return person in self.holders(role) and bool(days and days.first <= self.today <= days.last)

    def hear_of(self, role: str, person: str) -> bool:
        """The directory names somebody for a role, or nobody; whom others put there stays."""
        self.named[role] = person
        self.hear()
        return True

    def leave(self, person: str) -> None:
        """Somebody works here no more."""
        self.left.add(person)
        self.installed = {role: it for role, it in self.installed.items() if it != person}
        self.hear()

    def designate(self, designee: str, first: date, last: date) -> None:
        """The directory lets somebody act in the place of whom it names as the agency head."""
        self.designated = Designation(self.named[HEAD], designee, first, last)
        self.hear()

    def install(self, role: str, person: str) -> None:
        """The coordinator puts somebody into a role."""
        self.installed[role] = person
        if role == HR:
            self.coordinators.add(person)

    def hear(self) -> None:
        """All others of the agency keep the coordinator that they had."""
        known = {people.COORDINATOR, self.named[HR], self.installed.get(HR, "")}
        self.coordinators = known - self.left - {""}
        self.hear_of_designee()

    def hear_of_designee(self) -> None:
        """Who acts in the agency head's place today, by the directory."""
        it = self.designated
        theirs = it is not None and it.principal == self.named[HEAD] not in self.left
        fits = it is not None and it.first <= self.today <= it.last and it.designee not in self.left
        self.acting = it if theirs and fits else None
