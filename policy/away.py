"""How much of each week is spent out of the official work site, with the arithmetic (GL32 IV.D).

Leave that somebody takes is no part of a schedule, so it does not count here.
"""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from policy.program import WeekRule
from policy.week import AWAY, Place, Week, weeks

ALTERNATE = "alternate"
"""The type of schedule that works its hours in fewer days than usual."""

HOURS, DAYS, BOTH = "hours", "days", "both"
"""What the share of a week away from the duty station may be counted in."""

_USUAL_DAYS = 5


@dataclass(frozen=True)
class Share:
    """What of one week is spent away: `away` of `whole`, in hours or in days."""

    away: Fraction
    whole: Fraction
    unit: str = "hours"

    @property
    def percent(self) -> Fraction:
        """The share in percent, exactly; zero where nothing is worked."""
        return self.away * 100 / self.whole if self.whole else Fraction(0)

    @property
    def text(self) -> str:
        """The arithmetic: 16 of 40 hours away, 40%."""
        return f"{plain(self.away)} of {plain(self.whole)} {self.unit} away, {self.percentage}"

    @property
    def percentage(self) -> str:
        """The share as people write it: 40%, 66.7%."""
        return f"{plain(self.percent, 1)}%"


def hours_away(week: Week) -> Share:
    """The scheduled hours of one week that are worked away, of all its scheduled hours."""
    return Share(
        in_hours(sum((day.worked for day in week if day.place in AWAY), timedelta(0))),
        in_hours(sum((day.worked for day in week), timedelta(0))),
    )


def days_away(week: Week, *, alternate: bool) -> Share:
    """The days of one week worked away, of its days; an alternate schedule's days off are away."""
    scheduled = sum(day.place is not Place.OFF for day in week)
    off = max(_USUAL_DAYS - scheduled, 0) if alternate else 0
    away = sum(day.place in AWAY for day in week)
    return Share(Fraction(away + off), Fraction(scheduled + off), "days")


def shares(rule: WeekRule, pattern: Week, schedule_type: str = "") -> tuple[tuple[Share, ...], ...]:
    """Of each week by itself, never averaged, its share in all that the rule counts."""
    alternate = schedule_type == ALTERNATE
    return tuple(_counted(rule, week, alternate=alternate) for week in weeks(pattern))


def is_too_much(rule: WeekRule, share: Share) -> bool:
    """Whether more is spent away than the rule allows; exactly as much passes."""
    return rule.most_away_percent is not None and share.percent > rule.most_away_percent


def arithmetic(rule: WeekRule, pattern: Week, schedule_type: str = "") -> tuple[str, ...]:
    """A sentence for each week: Week 1: 16 of 40 hours away, 40%."""
    found = shares(rule, pattern, schedule_type)
    return tuple(
        f"{f'Week {number}: ' if len(found) > 1 else ''}{'; '.join(each.text for each in week)}."
        for number, week in enumerate(found, 1)
    )


def _counted(rule: WeekRule, week: Week, *, alternate: bool) -> tuple[Share, ...]:
    """Hours, days or both: days weigh more in some weeks, and hours in others."""
    by_days = days_away(week, alternate=alternate)
    if rule.away_counts == BOTH:
        return hours_away(week), by_days
    return (by_days if rule.away_counts == DAYS else hours_away(week),)


def plain(number: Fraction, places: int = 2) -> str:
    """A number without needless decimals: 8, 7.5, 7.33."""
    return f"{float(number):.{places}f}".rstrip("0").rstrip(".")


def in_hours(span: timedelta) -> Fraction:
    """A span of time in hours, exact to the second."""
    return Fraction(round(span.total_seconds()), 3600)
