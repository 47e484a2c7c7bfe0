"""The names of people in arrangements: from the directory, or an agency's liaison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from policy.directory import liaison_of
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
    return names_in(of_numbers(session, numbers), agencies)


def names_in(known: Mapping[str, Person], agencies: Mapping[str, Agency]) -> Names:
    """The names of people who were read before."""
    liaisons = {liaison_of(each.id): each.liaison_name for each in agencies.values()}
    return Names(liaisons | {number: person.name for number, person in known.items()})


def position_of(person: Person | None) -> str:
    """Job title and unit, as far as the directory has them."""
    return ", ".join(part for part in (person.title, person.unit) if part) if person else ""
