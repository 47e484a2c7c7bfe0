"""Reading the directory's CSV file: the rows that can be used, and what is wrong with others."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from records.cells import clean, day, day_problem, mail_problem, number_problem, text_problem
from records.standing import FACTS, Fact, read_facts

LEADERS = ("supervisor", "manager", "hr_representative", "agency_head", "designee")
"""The columns that name another person by employee number."""

_TEXTS = ("unit", "title", "bargaining_unit", "duty_station", "phone")
_PERIOD = ("designee_from", "designee_until")
OF_PERSON = ("number", "name", "mail", "agency", *_TEXTS, *LEADERS[:-1])
"""The columns of the person themselves."""

COLUMNS = (*OF_PERSON, "designee", *_PERIOD)
"""Every column a file must have, in any order; it may have those of facts. Others are left out."""

MOST_BAD = 1000
"""As much as is told to be wrong with one file: nobody reads more, and each takes its time."""

_NEVER_ONESELF = ("supervisor", "manager", "designee")
_REQUIRED = ("number", "name", "mail", "agency")


@dataclass(frozen=True)
class BadRow:
    """What is wrong where; `line` counts from 1, the header included; no column: the whole row."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class PersonRow:
    """One row as read: a person's columns, and their designee with first and last day.

    `facts` are those that the file has a column for.
    """

    line: int
    person: Mapping[str, str]
    designee: str = ""
    period: tuple[date, date] | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The employee number, by which people are told apart."""
        return self.person["number"]

    def named(self) -> dict[str, str]:
        """The other people this row names, by column."""
        others = {column: self.person.get(column, self.designee) for column in LEADERS}
        return {column: number for column, number in others.items() if number}


class NotUtf8(ValueError):
    """The file is in another encoding; `line` is where that shows first."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not UTF-8: save the file as CSV UTF-8")
        self.line = line


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(content.count(b"\n", 0, error.start) + 1) from error


def read_people(text: str) -> tuple[list[PersonRow], list[BadRow]]:
    """The rows that can be used, and what is wrong with the others, by line."""
    rows: list[PersonRow] = []
    lines, bad = lines_in(text)
    columns = _columns(lines)
    bad += _bad_header(columns)
    if any(row.line == 1 for row in bad):
        return [], bad
    for line, cells in lines[1:]:
        if len(bad) > MOST_BAD:
            break
        row, problems = _read_row(line, columns, cells)
        rows += [row] if row else []
        bad += problems
    return rows, bad + _repeated(rows)


def first_of(bad: Iterable[BadRow]) -> tuple[BadRow, ...]:
    """What is wrong by line, as far as it is told; the last one then says that there is more."""
    found = sorted(bad, key=lambda it: (it.line, it.column))
    if len(found) <= MOST_BAD:
        return tuple(found)
    more = "is wrong too, and maybe more after it: correct these first"
    return (*found[:MOST_BAD], BadRow(found[MOST_BAD].line, "", more))


def numbers_in(text: str) -> frozenset[str]:
    """Every employee number the file has a row for, also where that row cannot be used."""
    lines, _ = lines_in(text)
    columns = _columns(lines)
    if "number" not in columns:
        return frozenset()
    place = columns.index("number")
    return frozenset(clean(cells[place]) for _, cells in lines[1:] if place < len(cells))


def _columns(lines: list[tuple[int, list[str]]]) -> list[str]:
    return [name.strip().lower() for name in lines[0][1]] if lines else []


def lines_in(text: str) -> tuple[list[tuple[int, list[str]]], list[BadRow]]:
    """Each row that is not empty, with the line it starts on, up to where it stops being CSV."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            lines += [(start, cells)] if any(cell.strip() for cell in cells) else []
            start = reader.line_num + 1
    except csv.Error as error:
        return lines, [BadRow(start, "", f"is not CSV: {error}")]
    return lines, []


def _bad_header(columns: list[str]) -> list[BadRow]:
    if len(columns) == 1 and {";", "\t"} & set(columns[0]):
        return [BadRow(1, "", "has no commas between its columns: save the file as CSV")]
    missing = [BadRow(1, column, "is missing") for column in COLUMNS if column not in columns]
    known = (*COLUMNS, *FACTS)
    twice = [BadRow(1, column, "is there twice") for column in known if columns.count(column) > 1]
    return missing + twice


def _read_row(
    line: int, columns: list[str], cells: list[str]
) -> tuple[PersonRow | None, list[BadRow]]:
    """The row, or what is wrong with it."""
    if len(cells) != len(columns):
        reason = f"has {len(cells)} cells, the header has {len(columns)}"
        return None, [BadRow(line, "", reason)]
    texts = {column: clean(cell) for column, cell in zip(columns, cells, strict=True)}
    facts, unusable = read_facts(texts)
    bad = _bad_cells(line, texts) + [BadRow(line, *it) for it in unusable]
    if bad:
        return None, bad
    period, bad = _period(line, texts)
    person = {name: texts[name] for name in OF_PERSON}
    row = PersonRow(line, person, texts["designee"], period, facts)
    bad += _oneself(row)
    return (None if bad else row), bad


def _problem(column: str, text: str) -> str:
    """Why a cell of that column cannot hold this; empty if it can."""
    if not text:
        return "is empty" if column in _REQUIRED else ""
    return text_problem(text) or _CHECKS.get(column, text_problem)(text)


_CHECKS: dict[str, Callable[[str], str]] = {
    "number": number_problem,
    "mail": mail_problem,
    **dict.fromkeys(LEADERS, number_problem),
}


def _bad_cells(line: int, texts: Mapping[str, str]) -> list[BadRow]:
    found = ((column, _problem(column, texts[column])) for column in COLUMNS)
    return [BadRow(line, column, reason) for column, reason in found if reason]


def _period(line: int, texts: Mapping[str, str]) -> tuple[tuple[date, date] | None, list[BadRow]]:
    """The first and last day of a designation, both given exactly when there is a designee."""
    if not texts["designee"]:
        return None, [BadRow(line, it, "has no designee") for it in _PERIOD if texts[it]]
    first, last = (day(texts[column]) for column in _PERIOD)
    if first is None or last is None:
        return None, [
            BadRow(line, column, reason)
            for column in _PERIOD
            if (reason := day_problem(texts[column]))
        ]
    if last < first:
        return None, [BadRow(line, "designee_until", "is before designee_from")]
    return (first, last), []


def _oneself(row: PersonRow) -> list[BadRow]:
    return [
        BadRow(row.line, column, "names the person themselves")
        for column, named in row.named().items()
        if column in _NEVER_ONESELF and named == row.number
    ]


def _repeated(rows: list[PersonRow]) -> list[BadRow]:
    """Numbers and addresses that an earlier line has."""
    bad: list[BadRow] = []
    for column in ("number", "mail"):
        first: dict[str, int] = {}
        for row in rows:
            line = first.setdefault(row.person[column].lower(), row.line)
            if line != row.line:
                bad.append(BadRow(row.line, column, f"is the same as in line {line}"))
    return bad
