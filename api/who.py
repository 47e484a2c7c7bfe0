"""Who looks or acts: a person, with what they coordinate by the directory as it is now."""

from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from api.parts import Parts
from policy.identity import KnownBy
from records import coordinators
from records.people import Person


class Who(Protocol):
    """A person with the agencies whose arrangements they coordinate."""

    @property
    def person(self) -> Person:
        """The person."""

    @property
    def agencies(self) -> frozenset[str]:
        """Agencies that this person coordinates for."""

    @property
    def known_by(self) -> KnownBy:
        """How it is known who this is."""


@dataclass(frozen=True)
class Acting:
    """Somebody who looks or acts by a token, a link or a calendar's address."""

    person: Person
    agencies: frozenset[str]
    known_by: KnownBy


def acting(session: Session, parts: Parts, person: Person, known_by: KnownBy) -> Acting:
    """A person with what they coordinate now."""
    agencies = coordinators.agencies_of(session, person.number, parts.today_in)
    return Acting(person, agencies, known_by)
