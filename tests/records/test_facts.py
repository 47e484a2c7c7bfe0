"""The employee's facts: imported column by column, read with the direct reports counted."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, func, select

from policy.facts import Facts
from records.facts import EmployeeFacts, find
from records.importing import import_people
from records.roster import COLUMNS, BadRow, read_people
from records.standing import FACTS
from tests.records.people_files import a_row

GIVEN = {
    "rating": "Satisfactory",
    "rated_on": "2026-08-31",
    "working_test_from": "3/1/2026",
    "working_test_until": "2026-08-31",
    "leading_class": "no",
    "training_class": "yes",
    "disciplined_on": "2026-05-02 2025-01-15",
    "schedule_type": "alternate",
    "hours": "10 10 10 7.5 0",
    "field_work": "no",
    "telecommutes": "yes",
    "left_on": "2027-01-31",
    "job_change": "promotion",
    "job_change_on": "12/1/2026",
}
READ = Facts(
    rating="satisfactory",
    rated_on=date(2026, 8, 31),
    working_test_from=date(2026, 3, 1),
    working_test_until=date(2026, 8, 31),
    leading_class=False,
    training_class=True,
    direct_reports=0,
    disciplined_on=(date(2025, 1, 15), date(2026, 5, 2)),
    schedule_type="alternate",
    hours=(10, 10, 10, 7.5, 0, 0, 0),
    field_work=False,
    telecommutes=True,
)


def a_file(*columns: str, rows: dict[str, dict[str, str]], **cells: dict[str, str]) -> str:
    """People by number with those columns of facts; `cells` changes their other columns."""
    lines = [
        ",".join([a_row(number, **cells.get(f"of{number}", {})), *(facts[c] for c in columns)])
        for number, facts in rows.items()
    ]
    return "\n".join([",".join([*COLUMNS, *columns]), *lines, ""])


def test_every_column_is_read_as_the_fact_it_states(session: Session) -> None:
    assert import_people(session, a_file(*FACTS, rows={"1": GIVEN})).bad == ()
    session.commit()
    session.expire_all()
    assert find(session, "1") == READ


def test_an_empty_cell_says_that_nothing_is_on_file(session: Session) -> None:
    import_people(session, a_file(*FACTS, rows={"1": GIVEN}))
    session.commit()
    result = import_people(session, a_file(*FACTS, rows={"1": dict.fromkeys(FACTS, "")}))
    assert result.changed == 1
    assert find(session, "1") == Facts()


def test_a_file_without_a_column_leaves_that_fact_as_it_is(session: Session) -> None:
    import_people(session, a_file(*FACTS, rows={"1": GIVEN}))
    session.commit()
    result = import_people(session, a_file("telecommutes", rows={"1": {"telecommutes": "no"}}))
    assert (result.changed, result.unchanged) == (1, 0)
    assert find(session, "1") == replace(READ, telecommutes=False)
    assert import_people(session, a_file(rows={"1": {}})).unchanged == 1
    assert find(session, "1") == replace(READ, telecommutes=False)


def test_the_same_facts_again_change_nothing(session: Session) -> None:
    text = a_file(*FACTS, rows={"1": GIVEN, "2": dict.fromkeys(FACTS, "")})
    import_people(session, text)
    session.commit()
    assert import_people(session, text).unchanged == 2


def test_direct_reports_are_counted_from_the_directory(session: Session) -> None:
    led = {"of2": {"supervisor": "1"}, "of3": {"supervisor": "1"}}
    people = {"1": {"field_work": "yes"}, "2": {"field_work": ""}, "3": {"field_work": ""}}
    import_people(session, a_file("field_work", rows=people, **led))
    assert find(session, "1") == Facts(direct_reports=2, field_work=True)
    assert find(session, "2") == find(session, "unknown") == find(session, "") == Facts()


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("rating", "good", "is not satisfactory or unsatisfactory: good"),
        ("left_on", "0001-01-01", "is not in a year from 1900 to 2199: 0001-01-01"),
        ("rated_on", "2026-02-31", "is not a day such as 2026-12-01: 2026-02-31"),
        ("working_test_from", "soon", "is not a day such as 2026-12-01: soon"),
        ("leading_class", "maybe", "is not yes or no: maybe"),
        ("training_class", "1", "is not yes or no: 1"),
        ("disciplined_on", "2026-05-02 May", "is not a day such as 2026-12-01: May"),
        ("schedule_type", "flexible", "is not standard or alternate or reduced: flexible"),
        ("hours", "8 8 8 8", "has 4 numbers, not 5, 7 or 14: 8 8 8 8"),
        ("hours", "8 8 8 8 25", "is not a day's hours such as 8 or 7.5: 25"),
        ("hours", "8 8 8 8 -1", "is not a day's hours such as 8 or 7.5: -1"),
        ("hours", "8 8 8 8 nan", "is not a day's hours such as 8 or 7.5: nan"),
        ("field_work", "y\u202ees", "has a control character (U+202E)"),
        ("telecommutes", "x" * 201, "is longer than 200 characters"),
    ],
)
def test_a_bad_cell_is_named_and_keeps_everything_out(
    session: Session, column: str, cell: str, reason: str
) -> None:
    rows = {"1": {column: ""}, "2": {column: cell}}
    assert import_people(session, a_file(column, rows=rows)).bad == (BadRow(3, column, reason),)
    assert session.exec(select(func.count()).select_from(EmployeeFacts)).one() == 0


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"rating": ""}, "rated_on", "has no rating"),
        (
            {"working_test_until": "2026-02-28"},
            "working_test_until",
            "is before working_test_from",
        ),
    ],
)
def test_cells_that_contradict_each_other_are_named(
    change: dict[str, str], column: str, reason: str
) -> None:
    _, bad = read_people(a_file(*FACTS, rows={"1": GIVEN | change}))
    assert bad == [BadRow(2, column, reason)]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("8 8 8 8 8", [8, 8, 8, 8, 8, 0, 0]),
        ("8 8 8 8 8 4 0", [8, 8, 8, 8, 8, 4, 0]),
        ("9 9 9 9 8 0 0 9 9 9 9 0 0 0", [9, 9, 9, 9, 8, 0, 0, 9, 9, 9, 9, 0, 0, 0]),
        ("", []),
    ],
)
def test_hours_are_those_of_one_week_or_of_two(cell: str, hours: list[float]) -> None:
    rows, bad = read_people(a_file("hours", rows={"1": {"hours": cell}}))
    assert bad == []
    assert rows[0].facts == {"hours": hours}


def test_a_column_of_facts_given_twice_is_named() -> None:
    _, bad = read_people(a_file("hours", "hours", rows={}))
    assert bad == [BadRow(1, "hours", "is there twice")]
