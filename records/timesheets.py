"""Time sheets as CSV files: planned hours on their way out, recorded hours on their way in.

Both have the four columns of the program's rule, under the names of the time system.
"""

import csv
import io
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from policy.deadlines import local_date
from policy.hours.planned import PlannedDay
from policy.hours.recorded import Recorded
from policy.program import Agency
from policy.timekeeping import TimeRule, period_of, show_hours
from policy.wording import show_date
from records import people
from records.cells import clean, day, day_problem, text_problem
from records.roster import BadRow, NotUtf8, decode, lines_in

MOST = 24_00
"""Hundredths of an hour that one day has."""

_HOURS = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?")


@dataclass(frozen=True)
class Row:
    """A row as read, and the line it starts on."""

    line: int
    recorded: Recorded


@dataclass(frozen=True)
class Expected:
    """What the rows of a file may hold: its rule's codes, these employees, days up to `until`."""

    rule: TimeRule
    numbers: AbstractSet[str]
    until: date


def write_planned(rule: TimeRule, days: Iterable[PlannedDay]) -> str:
    """Planned hours as the time system takes them: a row for each employee and day."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rule.columns.names)
    writer.writerows(
        (each.employee, each.day.isoformat(), rule.code, show_hours(each.telecommuting))
        for each in days
    )
    return text.getvalue()


def read_file(
    session: Session, rule: TimeRule, agency: Agency, content: bytes, at: datetime
) -> tuple[list[Recorded], list[BadRow]]:
    """The rows of a file for an agency's people up to the present pay period, or what is wrong."""
    today = local_date(at, agency.time_zone)
    numbers = people.numbers_of(session, agency.id)
    try:
        text = decode(content)
    except NotUtf8 as error:
        return [], [BadRow(error.line, "", "is not UTF-8: save the file as CSV UTF-8")]
    return read_recorded(text, Expected(rule, numbers, period_of(rule, today).last))


def read_recorded(text: str, expected: Expected) -> tuple[list[Recorded], list[BadRow]]:
    """Every row of recorded hours, or all that is wrong with the file, by line.

    Columns with other names are left out. Zero hours take back what was recorded before.
    """
    lines, bad = lines_in(text)
    columns = [clean(name).lower() for name in lines[0][1]] if lines else []
    bad += _bad_header(columns, expected.rule)
    if bad:
        return [], bad
    rows: list[Row] = []
    for line, cells in lines[1:]:
        row, problems = _read_row(line, columns, cells, expected)
        rows += [row] if row else []
        bad += problems
    bad += _repeated(rows, expected.rule)
    if not rows and not bad:
        bad.append(BadRow(1, "", "has no hours after the header"))
    return [row.recorded for row in rows], sorted(bad, key=lambda it: (it.line, it.column))


def _bad_header(columns: list[str], rule: TimeRule) -> list[BadRow]:
    counted = [(name, columns.count(name.lower())) for name in rule.columns.names]
    missing = [BadRow(1, name, "is missing") for name, count in counted if not count]
    return missing + [BadRow(1, name, "is there twice") for name, count in counted if count > 1]


def _read_row(
    line: int, columns: list[str], cells: list[str], expected: Expected
) -> tuple[Row | None, list[BadRow]]:
    """The row, or what is wrong with it."""
    if len(cells) != len(columns):
        reason = f"has {len(cells)} cells, the header has {len(columns)}"
        return None, [BadRow(line, "", reason)]
    texts = {column: clean(cell) for column, cell in zip(columns, cells, strict=True)}
    names = expected.rule.columns
    number, on, code, amount = (texts[name.lower()] for name in names.names)
    bad = {
        names.number: _number_problem(number, expected),
        names.date: _date_problem(on, expected),
        names.code: _code_problem(code, expected.rule),
        names.hours: _hours_problem(amount),
    }
    found = day(on)
    if found is None or any(bad.values()):
        return None, [BadRow(line, name, reason) for name, reason in bad.items() if reason]
    return Row(line, Recorded(number, found, code, _hundredths(amount) or 0)), []


def _number_problem(number: str, expected: Expected) -> str:
    if not number:
        return "is empty"
    unsound = text_problem(number)
    return unsound or ("" if number in expected.numbers else f"names nobody here: {number}")


def _date_problem(text: str, expected: Expected) -> str:
    found = day(text)
    if found is None:
        return text_problem(text) or day_problem(text)
    last = show_date(expected.until)
    return "" if found <= expected.until else f"is after the present pay period, up to {last}"


def _code_problem(code: str, rule: TimeRule) -> str:
    if any(each.code == code for each in rule.codes):
        return ""
    return text_problem(code) or f"is no code of the program: {code}"


def _hours_problem(text: str) -> str:
    amount = _hundredths(text)
    if amount is None:
        return text_problem(text) or f"is not a number of hours such as 7.5: {text}"
    return "" if amount <= MOST else "is more than a day has"


def _hundredths(text: str) -> int | None:
    found = _HOURS.fullmatch(text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def _repeated(rows: Iterable[Row], rule: TimeRule) -> list[BadRow]:
    """Rows for the same employee, day and code as an earlier line."""
    first: dict[tuple[str, date, str], int] = {}
    bad: list[BadRow] = []
    for row in rows:
        each = row.recorded
        line = first.setdefault((each.employee, each.day, each.code), row.line)
        if line != row.line:
            bad.append(BadRow(row.line, rule.columns.code, f"is the same as in line {line}"))
    return bad
