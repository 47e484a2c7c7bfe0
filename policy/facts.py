"""An employee's facts as the HR system keeps them, and the questions they answer (III.C)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Facts:
    """What the directory knows of one employee's standing; None and blank mean: not on file.

    `hours` are the scheduled hours of each weekday, Monday first, of one week or of two (7 or 14
    numbers). `schedule_type` is standard, alternate or reduced. `direct_reports` are counted from
    the directory. `rating` is satisfactory or unsatisfactory.
    """

    rating: str = ""
    rated_on: date | None = None
    working_test_from: date | None = None
    working_test_until: date | None = None
    leading_class: bool | None = None
    training_class: bool | None = None
    direct_reports: int = 0
    disciplined_on: tuple[date, ...] = ()
    schedule_type: str = ""
    hours: tuple[float, ...] = ()
    field_work: bool | None = None
    telecommutes: bool | None = None
