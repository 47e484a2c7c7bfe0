"""What a program counts once a year as the extent of use: which of its own fields say what."""

from dataclasses import dataclass

YEAR, EMPLOYEES, REASON = "year", "employees", "reason"
"""The fields that registers of head-counts and of reasons must have."""


@dataclass(frozen=True)
class CommuteRule:
    """The fields that tell a commute, and the published averages that turn miles into fuel.

    Only who travels as `drives_alone` says saves a car's miles. `miles_per_gallon` is a decimal
    number; `grams_per_gallon` is the carbon dioxide of a gallon of gasoline. `source` says where
    both come from.
    """

    miles: str
    minutes: str
    mode: str
    drives_alone: str
    miles_per_gallon: str
    grams_per_gallon: int
    source: str


@dataclass(frozen=True)
class ExtentRule:
    """What the yearly statement needs to know of a program (GL32 II(a), II(c)).

    `goals` are the yes-or-no fields that claim an effect, `files` those that a complete file
    holds where they are demanded. `copy` is the copy whose timeliness counts. `headcount` and
    `reasons` are registers about the agency: how many it employs, and why a figure moved.
    """

    goals: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    copy: str = ""
    headcount: str = ""
    reasons: str = ""
    commute: CommuteRule | None = None
    movement_percent: int = 10
    citation: str = ""
