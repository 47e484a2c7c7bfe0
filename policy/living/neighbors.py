"""The same employee's other arrangements, which a change of dates leaves no gap to (GL32 IV.E)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policy.deadlines import A_DAY
from policy.forms.problem import Problem, cited
from policy.living.renewing import continued
from policy.program import Program
from policy.proposal import Proposal
from policy.reference import normalize
from policy.wording import show_date


@dataclass(frozen=True)
class Neighbor:
    """Another arrangement or open proposal: its days, and whether it `follows` what changes.

    One that follows says in its proposal that it continues it.
    """

    reference: str
    starts_on: date
    last_day: date | None
    follows: bool = False


def neighbor_problems(
    program: Program, before: Proposal | None, after: Proposal, others: Iterable[Neighbor]
) -> Iterator[Problem]:
    """What is wrong with the dates of a change, beside what else its employee has or asked for.

    Dates that stay as they were are none of its doing.
    """
    if before and (before.starts_on, before.ends_on) == (after.starts_on, after.ends_on):
        return
    section = cited(program, program.term.citation)
    prior = normalize(continued(program, after.answers))
    for other in others:
        if other.follows and before and before.ends_on:
            yield from _of_follower(before.ends_on, after, other, section)
        elif other.last_day and other.reference == prior:
            yield from _of_prior(other.last_day, after, other, section)
        elif _meets(after, other):
            field = "ends_on" if other.starts_on > after.starts_on else "starts_on"
            yield Problem(field, _overlap(other), section)


def _of_follower(
    ends_on: date, after: Proposal, other: Neighbor, section: str
) -> Iterator[Problem]:
    if after.ends_on != ends_on:
        message = (
            f"The end date stays {show_date(ends_on)}: "
            f"{other.reference} continues it from {show_date(other.starts_on)} on."
        )
        yield Problem("ends_on", message, section)


def _of_prior(last_day: date, after: Proposal, other: Neighbor, section: str) -> Iterator[Problem]:
    if after.starts_on != last_day + A_DAY:
        message = (
            f"The start date stays {show_date(last_day + A_DAY)}: "
            f"it continues {other.reference}, whose last day is {show_date(last_day)}."
        )
        yield Problem("starts_on", message, section)


def _meets(after: Proposal, other: Neighbor) -> bool:
    begins_before = after.starts_on <= (other.last_day or date.max)
    return begins_before and other.starts_on <= (after.ends_on or date.max)


def _overlap(other: Neighbor) -> str:
    until = f" to {show_date(other.last_day)}" if other.last_day else " on"
    days = f"from {show_date(other.starts_on)}{until}"
    return f"{other.reference} covers some of the same days, {days}. Choose other dates."
