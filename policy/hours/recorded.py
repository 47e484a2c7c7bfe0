"""Recorded hours beside what was planned, one sheet for each day of an employee (GL32 IV.D)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policy.hours.planned import Change, Lived, PlannedDay, planned_days
from policy.timekeeping import CodeKind, Period, TimeRule
from policy.week import TELECOMMUTED, Place

WORKED = frozenset({CodeKind.TELECOMMUTING, CodeKind.DUTY_STATION, CodeKind.FIELD_WORK})
"""The kinds of hours that are worked, overtime aside."""


@dataclass(frozen=True)
class Recorded:
    """Hours of one employee on one day under one code, in hundredths."""

    employee: str
    day: date
    code: str
    hours: int


@dataclass(frozen=True)
class Sheet:
    """One day of one employee: the hours recorded by kind, and what was planned, if anything.

    `before` is the arrangement that was in force before, where none is; `changes` are the written
    approvals of the one that is. A day `is_complete` once hours of later days are in.
    """

    rule: TimeRule
    employee: str
    day: date
    amounts: Mapping[CodeKind, int]
    plan: PlannedDay | None
    before: Lived | None
    changes: tuple[Change, ...]
    is_complete: bool

    def hours(self, *kinds: CodeKind) -> int:
        """The hours recorded under codes of those kinds."""
        return sum(self.amounts.get(kind, 0) for kind in kinds)

    @property
    def telecommuting(self) -> int:
        """The hours recorded as telecommuting."""
        return self.hours(CodeKind.TELECOMMUTING)

    @property
    def worked(self) -> int:
        """The hours recorded as worked anywhere, overtime aside."""
        return self.hours(*WORKED)

    @property
    def place(self) -> Place:
        """Where the day was to be worked; off without an arrangement."""
        return self.plan.place if self.plan else Place.OFF

    @property
    def scheduled(self) -> int:
        """The hours of the schedule; none without an arrangement."""
        return self.plan.scheduled if self.plan else 0

    @property
    def is_telecommuted(self) -> bool:
        """Whether the day was planned or recorded as worked at the location, in part or whole."""
        return self.place in TELECOMMUTED or self.telecommuting > 0

    @property
    def reference(self) -> str:
        """The arrangement in force, or else the one before; blank where there never was one."""
        if self.plan is not None:
            return self.plan.reference
        return self.before.reference if self.before else ""


def sheets(
    rule: TimeRule,
    lives: Sequence[Lived],
    recorded: Sequence[Recorded],
    period: Period,
    until: date | None,
) -> Iterator[Sheet]:
    """Every day of the period on which one employee has hours recorded or planned.

    `until` is the last day for which hours are in.
    """
    plans = {each.day: each for lived in lives for each in planned_days(lived, period)}
    amounts = _amounts(rule, recorded, period)
    employees = [*(each.employee for each in lives), *(each.employee for each in recorded)]
    changes = {lived.reference: lived.changes for lived in lives}
    for day in sorted({*plans, *amounts}):
        plan = plans.get(day)
        yield Sheet(
            rule=rule,
            employee=employees[0],
            day=day,
            amounts=amounts.get(day, {}),
            plan=plan,
            before=None if plan else _before(lives, day),
            changes=changes[plan.reference] if plan else (),
            is_complete=until is not None and day <= until,
        )


def _amounts(
    rule: TimeRule, recorded: Sequence[Recorded], period: Period
) -> dict[date, dict[CodeKind, int]]:
    """The hours of each day by kind; codes that the rule does not know count for nothing."""
    kinds = {each.code: each.kind for each in rule.codes}
    found: dict[date, dict[CodeKind, int]] = defaultdict(dict)
    for each in recorded:
        kind = kinds.get(each.code)
        if kind and each.hours and period.first <= each.day <= period.last:
            found[each.day][kind] = found[each.day].get(kind, 0) + each.hours
    return found


def _before(lives: Sequence[Lived], day: date) -> Lived | None:
    """The arrangement that was the last to be in force before that day."""
    over = [(lived.last_day, lived.reference, lived) for lived in lives]
    ended = [(last, name, lived) for last, name, lived in over if last and last < day]
    return max(ended, key=lambda each: each[:2])[2] if ended else None
