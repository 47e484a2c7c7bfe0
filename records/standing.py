"""Reading the columns of facts in the directory's file: each cell, or why it cannot be used."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from records.cells import day, day_problem, text_problem

Fact = str | bool | date | list[str] | list[float] | None
"""One fact as the records keep it."""

DAYS_OF_WEEK, DAYS_OF_TWO = 7, 14
DAYS_OF_WORK = 5
LONGEST_DAY = 24
"""Hours."""

_HOURS = re.compile(r"\d{1,2}(\.\d{1,2})?")


class Unusable(ValueError):
    """A cell says nothing that can be kept; the message says why, to follow the column's name."""


def read_facts(
    cells: Mapping[str, str],
) -> tuple[dict[str, Fact], list[tuple[str, str]]]:
    """The facts that a row's cells state, and each bad cell with its reason.

    A column that the file does not have says nothing; an empty cell says that nothing is on file.
    """
    facts: dict[str, Fact] = {}
    bad: list[tuple[str, str]] = []
    for column, read in _READERS.items():
        if column in cells:
            try:
                facts[column] = _read(read, cells[column])
            except Unusable as reason:
                bad.append((column, str(reason)))
    return facts, bad or _contradictions(facts)


def fact_text(fact: Fact) -> str:
    """A fact as its cell says it, in one spelling; blank where nothing is on file."""
    match fact:
        case None:
            return ""
        case bool():
            return "yes" if fact else "no"
        case date():
            return fact.isoformat()
        case list():
            return " ".join(each if isinstance(each, str) else f"{each:g}" for each in fact)
    return fact


def _read(read: Callable[[str], Fact], text: str) -> Fact:
    problem = text_problem(text)
    if problem:
        raise Unusable(problem)
    return read(text)


def _contradictions(facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """Cells that are sound each on its own but not together."""
    bad = []
    if facts.get("rated_on") and facts.get("rating") == "":
        bad.append(("rated_on", "has no rating"))
    first, last = facts.get("working_test_from"), facts.get("working_test_until")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        bad.append(("working_test_until", "is before working_test_from"))
    if facts.get("job_change") and not facts.get("job_change_on"):
        bad.append(("job_change_on", "is empty, though there is a job_change"))
    if facts.get("job_change_on") and not facts.get("job_change"):
        bad.append(("job_change", "is empty, though there is a job_change_on"))
    return bad


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in {"", *words}:
            message = f"is not {' or '.join(words)}: {text}"
            raise Unusable(message)
        return text.lower()

    return read


def _yes_no(text: str) -> bool | None:
    said = _one_of("yes", "no")(text)
    return said == "yes" if said else None


def _day(text: str) -> date | None:
    return _known_day(text) if text else None


def _known_day(text: str) -> date:
    found = day(text)
    if found is None:
        raise Unusable(day_problem(text))
    return found


def _days(text: str) -> list[str]:
    """Several days, separated by spaces, in order and each once."""
    return sorted({_known_day(each).isoformat() for each in text.split()})


def _hours(text: str) -> list[float]:
    """Hours of each weekday, Monday first: five (the weekend is free), seven, or two weeks."""
    hours = [_hours_of_day(each) for each in text.split()]
    if len(hours) == DAYS_OF_WORK:
        return [*hours, *[0.0] * (DAYS_OF_WEEK - DAYS_OF_WORK)]
    if len(hours) not in {0, DAYS_OF_WEEK, DAYS_OF_TWO}:
        message = f"has {len(hours)} numbers, not 5, 7 or 14: {text}"
        raise Unusable(message)
    return hours


def _hours_of_day(text: str) -> float:
    if not _HOURS.fullmatch(text) or float(text) > LONGEST_DAY:
        message = f"is not a day's hours such as 8 or 7.5: {text}"
        raise Unusable(message)
    return float(text)


_READERS: dict[str, Callable[[str], Fact]] = {
    "rating": _one_of("satisfactory", "unsatisfactory"),
    "rated_on": _day,
    "working_test_from": _day,
    "working_test_until": _day,
    "leading_class": _yes_no,
    "training_class": _yes_no,
    "disciplined_on": _days,
    "schedule_type": _one_of("standard", "alternate", "reduced"),
    "hours": _hours,
    "field_work": _yes_no,
    "telecommutes": _yes_no,
    "left_on": _day,
    "job_change": str,
    "job_change_on": _day,
}

FACTS = tuple(_READERS)
"""The columns of facts, each of which a file may have or lack."""
