"""Who holds which role, and since when a designee may act in somebody's place (GL32 II(b), V)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Holder:
    """One person who may act in a role.

    A designee names whom they act for and the instants between which they may
    (`since` included, `until` excluded, UTC); everybody else may act at any time.
    """

    person: str
    in_place_of: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def may_act(self, at: datetime) -> bool:
        """Whether the designation, where there is one, covers `at`."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


Holders = dict[str, tuple[Holder, ...]]
"""Role ID to who may act in it; the principal first."""


def persons(holders: Holders, role: str) -> tuple[str, ...]:
    """The people who hold `role`, the principal first; empty where nobody does."""
    return tuple(holder.person for holder in holders.get(role, ()))


def in_place_of(holders: Holders, role: str, person: str) -> dict[str, str]:
    """What the record says of a designee: in whose place; nothing of anybody else."""
    holder = find(holders, role, person)
    return {"in_place_of": holder.in_place_of} if holder and holder.in_place_of else {}


def by_the_directory(title: str) -> str:
    """Why nobody is put by hand into a role in which a designee may act (GL32 II(b))."""
    return f"The directory alone says who acts as {title}: its holder, or a designee with dates."


def asked_of(people: tuple[str, ...]) -> dict[str, str]:
    """What the record says of who was asked: their numbers, with spaces; nothing for nobody."""
    named = " ".join(people)
    return {"asked": named} if named else {}


def find(holders: Holders, role: str, person: str) -> Holder | None:
    """`person` as a holder of `role`."""
    for holder in holders.get(role, ()):
        if holder.person == person:
            return holder
    return None
