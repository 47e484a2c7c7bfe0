"""Who acts in a role that the directory alone fills: its holder, and designees with their days."""

from dataclasses import dataclass
from datetime import timedelta

from api.views.facts import Facts
from api.views.names import Names
from api.views.words import the
from policy.deadlines import local_date
from policy.forms.problem import cited
from policy.holders import Holder, Holders, persons
from policy.wording import show_date


@dataclass(frozen=True)
class ActingView:
    """Who acts today, each with what they act as, and by which section that is so.

    `principal` is the holder's name, blank where there is none; `column` is the one of the
    directory's file that names them.
    """

    section: str
    people: tuple[tuple[str, str], ...]
    principal: str
    column: str


def acting(facts: Facts, role: str, holders: Holders, names: Names) -> ActingView:
    """Who may act in the role by the directory, in words."""
    rule = facts.program.role(role)
    acts = holders.get(role, ())
    principal = next((each.in_place_of or each.person for each in acts), "")
    return ActingView(
        section=cited(facts.program, rule.citation),
        people=tuple((names.of(each.person), _as_what(facts, role, each, names)) for each in acts),
        principal=names.of(principal) if principal else "",
        column=rule.holder.value,
    )


def numbers_in(holders: Holders, role: str) -> set[str]:
    """Whoever is named there: who acts, and in whose place."""
    return {*persons(holders, role), *(each.in_place_of for each in holders.get(role, ()))}


def _as_what(facts: Facts, role: str, holder: Holder, names: Names) -> str:
    """As the holder, or in whose place and on which days."""
    if holder.since is None or holder.until is None:
        return f"By the directory, {the(facts.title(role))}"
    first = local_date(holder.since, facts.zone)
    last = local_date(holder.until, facts.zone) - timedelta(days=1)
    days = f"{show_date(first)} to {show_date(last)}"
    return f"In the place of {names.of(holder.in_place_of)}, {days}"
