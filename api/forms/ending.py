"""From what is sent to an ending: the rules of the page and of the JSON API (GL32 IV.E)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.pages import paragraph
from policy.acts import Attribution
from policy.changes import EndRequested
from policy.forms.answers import read_fields
from policy.forms.checking import Problem
from policy.forms.typed import clean, read_date
from policy.in_force import EndingReason
from policy.living.ending_forms import (
    LAST_DAY,
    REASON,
    agency_problems,
    last_day_problems,
    named,
    offered,
)
from policy.program import Program

AGENCY_WORDS = "Say why it ends."


@dataclass(frozen=True)
class Ended:
    """What an ending is judged by: the rules, today's date at the agency, and what it ends.

    `mine` says that the employee ends it, `in_force` that everybody has signed it.
    """

    program: Program
    today: date
    ends_on: date | None
    mine: bool
    in_force: bool


def ending_of(
    of: Ended, sent: Mapping[str, str], by: Attribution
) -> tuple[EndRequested | None, list[Problem]]:
    """The ending in a form's answers, or what is missing; the employee needs no reason."""
    words = "" if of.mine or of.in_force else AGENCY_WORDS
    reason, found = paragraph(sent, REASON, words)
    last_day, unread = _last_day(sent) if of.in_force else (None, [])
    because = "" if of.mine or not of.in_force else sent.get("because", "")
    chosen = next((each for each in offered(of.program.in_force) if each.id == because), None)
    details = read_fields(named(chosen), sent) if chosen else {}
    act = EndRequested(reason, by, because, last_day, _plain(because, details))
    found += unread or _problems(of, act)
    return (None, _placed(chosen, found)) if found else (act, [])


def _problems(of: Ended, act: EndRequested) -> list[Problem]:
    if not of.in_force:
        return []
    if not of.mine:
        return list(agency_problems(of.program, act, of.today, of.ends_on))
    if act.last_day is None:
        return []
    return list(last_day_problems(of.program, act.last_day, of.today, of.ends_on))


def _last_day(sent: Mapping[str, str]) -> tuple[date | None, list[Problem]]:
    typed = clean(sent.get(LAST_DAY, ""))
    day = read_date(typed) if typed else None
    return (None, [Problem(LAST_DAY, day)]) if isinstance(day, str) else (day, [])


def _plain(because: str, details: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(f"{because}."): given for key, given in details.items()}


def _placed(reason: EndingReason | None, found: Sequence[Problem]) -> list[Problem]:
    """Problems at the reason's own fields, under the keys that these have in the form."""
    own = {each.id for each in reason.fields} if reason else set()
    prefix = f"{reason.id}." if reason else ""
    return [
        replace(each, field=prefix + each.field) if each.field in own else each for each in found
    ]
