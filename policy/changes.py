"""Acts on what is in force: modifications, endings, and what the directory makes of it."""

from dataclasses import dataclass, field
from datetime import date

from policy.acts import Attribution
from policy.holders import Holders
from policy.proposal import Proposal


@dataclass(frozen=True)
class EndRequested:
    """The employee (no reason needed) or the coordinator ends it (GL32 IV.E).

    The agency names one of the program's reasons by its ID in `because`, if it has any, and for
    all but those at once the last day of the notice. `details` are the fields of the reason.
    """

    reason: str
    by: Attribution
    because: str = ""
    last_day: date | None = None
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EndingWithdrawn:
    """A side takes its own notice back before its last day is over (IV.E)."""

    reason: str
    by: Attribution


@dataclass(frozen=True)
class JobChanged:
    """The directory's news that ends an arrangement on its day, however late it is (IV.E).

    `because` is the ID of a reason for a job change; blank: the employee has left.
    """

    on: date
    by: Attribution
    because: str = ""


@dataclass(frozen=True)
class HoldersChanged:
    """Other people hold roles now, by the directory (principals first, with designees).

    Whoever has `departed` holds no role any more, whoever put them there.
    """

    holders: Holders
    coordinators: tuple[str, ...]
    by: Attribution
    departed: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModificationProposed:
    """`role` proposes to change what is in force: a new version, signed anew by all (V)."""

    modified: Proposal
    reason: str
    role: str
    by: Attribution


@dataclass(frozen=True)
class ModificationClosed:
    """Who proposed a modification withdraws it, or the coordinator declines it (V)."""

    reason: str
    by: Attribution
