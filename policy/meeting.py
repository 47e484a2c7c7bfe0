"""A regular meeting, read from an entry of a register that is offered to calendars."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from policy.form import FormField
from policy.forms.problem import Problem, cited
from policy.forms.typed import read_number, read_time
from policy.program import Program
from policy.week import WEEKDAYS
from policy.wording import listed, show_time

OBSERVERS = "observers"
"""The field that lists who is invited to observe, where a register has it: mail addresses."""

DAYS_HINT = "Write the days like Monday to Friday, or Monday, Wednesday."
ADDRESS_HINT = "Write mail addresses, with commas between them."
MOST_OBSERVERS = 20

_WORD = re.compile(r"[a-z]+|-")
_UNTIL = frozenset({"to", "through", "until", "-"})
_AND = frozenset({"and", "on", "every", "each"})
_WORKDAYS = frozenset({"weekdays", "workdays", "weekday", "workday"})
_WORKWEEK = WEEKDAYS[:5]
_SHORTEST = 2


@dataclass(frozen=True)
class Meeting:
    """A meeting at one fixed time, local to the agency, on the same weekdays each week.

    `observers` are mail addresses in lower case.
    """

    at: time
    days: tuple[str, ...]
    minutes: int
    place: str
    observers: tuple[str, ...]

    @property
    def ends(self) -> time:
        """When it is over; a meeting that runs past midnight ends on the next day."""
        return (datetime.combine(date.min, self.at) + timedelta(minutes=self.minutes)).time()

    def first_after(self, local: datetime) -> date:
        """The first day of the meeting that begins after a local time."""
        begun = local.time().replace(tzinfo=None) >= self.at
        ahead = range(int(begun), len(WEEKDAYS) + 1)
        days = (local.date() + timedelta(days=days) for days in ahead)
        return next(day for day in days if WEEKDAYS[day.weekday()] in self.days)

    @property
    def when(self) -> str:
        """As people say it: Monday to Friday, 9:15 am to 9:30 am."""
        return f"{shown_days(self.days)}, {show_time(self.at)} to {show_time(self.ends)}"


def meeting_of(answers: Mapping[str, str]) -> Meeting | None:
    """The meeting that the answers describe; None where they describe none."""
    at, days = read_time(answers.get("at", "")), read_days(answers.get("days", ""))
    minutes = read_number(answers.get("minutes", ""), 1)
    if isinstance(at, str) or isinstance(days, str) or isinstance(minutes, str):
        return None
    addresses = read_addresses(answers.get(OBSERVERS, ""))
    observers = () if isinstance(addresses, str) else addresses
    return Meeting(at, days, int(minutes), answers.get("place", ""), observers)


def meeting_problems(
    program: Program, fields: tuple[FormField, ...], answers: Mapping[str, str]
) -> Iterator[Problem]:
    """What keeps the answers from describing a meeting, beyond what each field's kind asks."""
    readers = {"days": read_days, OBSERVERS: read_addresses}
    for item in fields:
        given = answers.get(item.id, "")
        found = readers[item.id](given) if given and item.id in readers else ()
        if isinstance(found, str):
            yield Problem(item.id, found, cited(program, item.citation))


def read_days(text: str) -> tuple[str, ...] | str:
    """Weekdays named as Monday to Friday, Mon and Wed, or weekdays; or why they are none."""
    days: list[str] = []
    since = ""
    for word in _WORD.findall(text.lower()):
        if word in _UNTIL:
            since = days[-1] if days else ""
            continue
        if word in _AND:
            continue
        found = _WORKWEEK if word in _WORKDAYS else _named(word)
        if not found:
            return DAYS_HINT
        days += _between(since, found[0]) if since else found
        since = ""
    return tuple(day for day in WEEKDAYS if day in days) or DAYS_HINT


def read_addresses(text: str) -> tuple[str, ...] | str:
    """Mail addresses with commas, semicolons or spaces between them; or why they are none."""
    found = tuple(dict.fromkeys(re.split(r"[,;\s]+", text.strip().lower())))
    addresses = tuple(address for address in found if address)
    if len(addresses) > MOST_OBSERVERS:
        return f"Name at most {MOST_OBSERVERS} people."
    return addresses if all("@" in address for address in addresses) else ADDRESS_HINT


def shown_days(days: tuple[str, ...]) -> str:
    """Weekdays as people say them: Monday to Friday, or Monday and Wednesday."""
    names = [day.capitalize() for day in days]
    places = [WEEKDAYS.index(day) for day in days]
    in_a_row = len(days) > _SHORTEST and places[-1] - places[0] == len(days) - 1
    return f"{names[0]} to {names[-1]}" if in_a_row else listed(names)


def _named(word: str) -> tuple[str, ...]:
    """The weekday that a name or the beginning of one means."""
    singular = word.removesuffix("s") if word.endswith("days") else word
    found = tuple(day for day in WEEKDAYS if day.startswith(singular))
    return found if len(found) == 1 and len(singular) >= _SHORTEST else ()


def _between(first: str, last: str) -> tuple[str, ...]:
    start, stop = WEEKDAYS.index(first), WEEKDAYS.index(last) + 1
    return WEEKDAYS[start:stop] if start < stop else WEEKDAYS[start:] + WEEKDAYS[:stop]
