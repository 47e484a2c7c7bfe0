"""The days that a written approval is about: ahead, in the term, and scheduled so (GL32 IV.D)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from policy.away import is_too_much, shares
from policy.deadlines import A_DAY
from policy.facts import Facts
from policy.forms.kinds import quoted
from policy.forms.pattern import schedule_type
from policy.forms.problem import Problem, cited
from policy.in_force import ApprovalRule, Effect, effect_of
from policy.living.approving import day_of
from policy.program import Program
from policy.proposal import Proposal, scheduled
from policy.week import TELECOMMUTED, WEEKDAYS, Place, Week, monday_of
from policy.wording import show_date

Places = Callable[[date], Place]
"""Where each day is worked, as planned."""

_OFA_DAY_AWAY = frozenset({Effect.DAY_MOVED, Effect.OVERTIME, Effect.RECALL, Effect.LEAVE})


@dataclass(frozen=True)
class Asking:
    """A written approval that is asked for on `today`, the agency's date, and what is in force.

    `places` says where days are worked, as approvals have changed them.
    """

    program: Program
    rule: ApprovalRule
    answers: Mapping[str, str]
    today: date
    proposal: Proposal
    places: Places

    @property
    def effect(self) -> Effect:
        """What it would change."""
        return effect_of(self.rule, self.answers)

    def problem(self, name: str, message: str) -> Problem:
        """What is wrong with the day in that field."""
        section = next((item.citation for item in self.rule.fields if item.id == name), "")
        return Problem(name, message, cited(self.program, section or self.rule.citation))


def day_problems(asking: Asking) -> list[Problem]:
    """What is wrong with the days that an approval is about; its fields can be read."""
    rule, answers = asking.rule, asking.answers
    on, to = day_of(rule.on, answers), day_of(rule.to, answers)
    out = [
        problem
        for name, day in ((rule.on, on), (rule.to, to))
        if day is not None
        for problem in (*_ahead(asking, name, day), *_in_term(asking, name, day))
    ]
    return out or list(_as_scheduled(asking, on, to))


def _as_scheduled(asking: Asking, on: date | None, to: date | None) -> Iterator[Problem]:
    if on is None or asking.effect not in _OFA_DAY_AWAY:
        return
    if asking.places(on) not in TELECOMMUTED:
        yield asking.problem(asking.rule.on, f"{show_date(on)} is not a telecommuting day.")
    elif to is not None and asking.effect is Effect.DAY_MOVED:
        yield from _target(asking, on, to)


def _ahead(asking: Asking, name: str, day: date) -> Iterator[Problem]:
    """Approved before the day begins, or a time on it; what nobody decides is as it is issued."""
    on_the_day = asking.rule.at or not asking.rule.decided_by
    earliest = asking.today if on_the_day else asking.today + A_DAY
    if day < earliest:
        label = next(quoted(item.label) for item in asking.rule.fields if item.id == name)
        why = "" if on_the_day else " It has to be approved before the day begins."
        yield asking.problem(name, f"{label} must be {show_date(earliest)} or later.{why}")


def _in_term(asking: Asking, name: str, day: date) -> Iterator[Problem]:
    first, last = asking.proposal.starts_on, asking.proposal.ends_on
    if day < first:
        yield asking.problem(name, f"The arrangement starts on {show_date(first)}.")
    elif last is not None and day > last:
        yield asking.problem(name, f"The last day of the arrangement is {show_date(last)}.")


def _target(asking: Asking, on: date, to: date) -> Iterator[Problem]:
    """A day moves to one at the duty station, whose week still keeps the program's limits."""
    if asking.places(to) is not Place.DUTY_STATION:
        message = f"{show_date(to)} is not a day that you work at the official duty station."
        yield asking.problem(asking.rule.to, message)
        return
    moved = {on: Place.DUTY_STATION, to: Place.TELECOMMUTING}
    days = [monday_of(to) + at * A_DAY for at in range(len(WEEKDAYS))]
    week = tuple(
        replace(scheduled(asking.proposal, day), place=moved.get(day, asking.places(day)))
        for day in days
    )
    yield from _crowded(asking, week)


def _crowded(asking: Asking, week: Week) -> Iterator[Problem]:
    """The week in which a day is moved to keeps the limits of every week (I, IV.D)."""
    program, limits, name = asking.program, asking.program.week, asking.rule.to
    at_station = sum(day.place is Place.DUTY_STATION for day in week)
    if at_station < limits.duty_station_days:
        message = "This leaves too few days of that week at the official duty station."
        yield Problem(name, message, cited(program, limits.citation))
    kind = schedule_type(program, asking.proposal, Facts())
    for share in (share for counted in shares(limits, week, kind) for share in counted):
        if is_too_much(limits, share):
            message = (
                f"That week would have {share.text}. At most {limits.most_away_percent}% of it "
                "may be spent away from the official duty station."
            )
            yield Problem(name, message, cited(program, limits.away_citation))
