"""The proposal: what the employee submits (GL32 III, Appendix A; Sacramento, employee step 2)."""

from dataclasses import dataclass, field
from datetime import date

from policy.week import Week


@dataclass(frozen=True)
class Proposal:
    """One employee's proposal, or its modified form.

    `answers` holds every other field of the program's form by field ID, as the person wrote it.
    Dates are inclusive; `ends_on` is None only where the program allows an open end.
    """

    starts_on: date
    ends_on: date | None
    week: Week
    answers: dict[str, str] = field(default_factory=dict)
