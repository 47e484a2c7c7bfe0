"""What the documents of one version of an arrangement draw on."""

from dataclasses import dataclass
from datetime import date, datetime

from policy.program import Agency, Program
from policy.proposal import Proposal


@dataclass(frozen=True)
class PersonFacts:
    """The employee as the directory has them when the document is made (GL32 IV.B: read-only)."""

    name: str
    number: str = ""
    title: str = ""
    bargaining_unit: str = ""
    unit: str = ""
    duty_station: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True)
class Party:
    """Who holds a role for this arrangement: role ID, its title, the person's name and position."""

    role: str
    title: str
    name: str
    position: str = ""


@dataclass(frozen=True)
class Particulars:
    """One version of an arrangement, with everything its documents draw on.

    `parties` are all who hold a role, in the order shown; `supersedes` is the version this
    one replaces, 0 for none; `authorized_at` (UTC) is known once everybody has signed.
    """

    program: Program
    agency: Agency
    reference: str
    version: int
    proposal: Proposal
    employee: PersonFacts
    parties: tuple[Party, ...] = ()
    supersedes: int = 0
    submitted_on: date | None = None
    authorized_at: datetime | None = None
