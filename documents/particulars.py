"""What the documents of one version of an arrangement draw on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from policy.acts import Determination, Outcome
from policy.analysis import Found
from policy.deadlines import local_date
from policy.facts import Facts
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.wording import show_date, show_instant


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
class Assessment:
    """One reviewer's overall assessment: the role's title, who gave it, what it says, when."""

    role: str
    name: str
    says: str
    comment: str
    at: datetime


@dataclass(frozen=True)
class Decision:
    """The agency's decision: what, why, by whom (name and role's title), when (GL32 III)."""

    outcome: Outcome
    reason: str
    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Determined:
    """The agency's determination of a reasonable accommodation: what, why, by whom, when (IV.N)."""

    outcome: Determination
    reason: str
    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class AgencyReview:
    """The agency's part of the proposal's form (GL32 III, Appendix A).

    `findings` are all that were given, in their order; `names` tells people's names by number.
    `approved` is the proposal as approved; `facts` are the employee's, as HR keeps them.
    """

    findings: tuple[Found, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    assessments: tuple[Assessment, ...] = ()
    decision: Decision | None = None
    approved: Proposal | None = None
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class Particulars:
    """One version of an arrangement, with everything its documents draw on.

    `parties` are all who hold a role, in the order shown; `supersedes` is the version this
    one replaces, 0 for none, and `modifies` says that it changes what is in force;
    `authorized_at` (UTC) is known once everybody has signed. `determined` is the accommodation as
    the agency determined it. With `review`, the document shows what was submitted at
    `submitted_at` (UTC), and the agency's part.
    """

    program: Program
    agency: Agency
    reference: str
    version: int
    proposal: Proposal
    employee: PersonFacts
    parties: tuple[Party, ...] = ()
    supersedes: int = 0
    modifies: bool = False
    determined: Determined | None = None
    submitted_on: date | None = None
    authorized_at: datetime | None = None
    submitted_at: datetime | None = None
    review: AgencyReview | None = None

    def day(self, at: datetime) -> str:
        """The agency's calendar date at an instant, as people write it."""
        return show_date(local_date(at, self.agency.time_zone))

    def moment(self, at: datetime) -> str:
        """An instant as people write it, on the agency's clocks."""
        return show_instant(at, self.agency.time_zone)
