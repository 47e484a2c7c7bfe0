"""The names of people in arrangements: from the directory, or an agency's liaison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from activities.consulting import liaison_of
from policy.program import Agency
from records.people import Person, of_numbers

NOBODY = "nobody yet"


@dataclass(frozen=True)
class Names:
    """Names by employee number; whoever is unknown keeps the number."""

    known: Mapping[str, str]

    def of(self, number: str) -> str:
        """What to call the person of that number."""
        return self.known.get(number, number) or NOBODY


def names_of(session: Session, agencies: Mapping[str, Agency], numbers: Iterable[str]) -> Names:
    """The names of those people, read in one query."""
    liaisons = {liaison_of(each.id): each.liaison_name for each in agencies.values()}
    known = {number: person.name for number, person in of_numbers(session, numbers).items()}
    return Names(liaisons | known)


def position_of(person: Person | None) -> str:
    """Job title and unit, as far as the directory has them."""
    return ", ".join(part for part in (person.title, person.unit) if part) if person else ""
