"""Planned hours of a large agency, from the records to the file of the time system.

`python -m bench.hours` measures it alone, in a database of its own.
"""

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

from rich.console import Console
from sqlmodel import Session, insert

from api.overviews.timekeeping import Books
from bench.aims import Finding, below, comparison
from demonstration import favorable
from policy.account import Span, Status
from policy.coding import proposal_to_json
from policy.concerns import ConcernKind, ConcernState
from policy.in_force import Effect
from policy.program import Agency, Program
from policy.proposal import Proposal
from policy.reading.loading import PROGRAMS, Programs, load_agencies, load_programs
from policy.timekeeping import period_of
from policy.week import WEEKDAYS
from records.arrangements import Arrangement, as_spans
from records.concerns import ConcernRow
from records.database import Sessions, connect, sessions_of
from records.migrating import upgrade
from records.people import Person
from records.proposals import ProposalVersion
from records.timesheets import write_planned

EMPLOYEES, TIMES = 5000, 5
FIRST, LAST = date(2026, 9, 1), date(2027, 5, 31)
DAY = date(2026, 12, 1)
NOW = datetime(2026, 9, 1, 13, tzinfo=UTC)
APPROVED = 5
"""Every so many employees have an approved change in the pay period."""


def fill(session: Session, program: Program, agency: Agency) -> None:
    """Put the employees of a large agency with their arrangements in force on record."""
    answers = favorable.answers(program)
    weeks = [favorable.a_week(*days) for days in pairwise(WEEKDAYS[:5])]
    contents = [proposal_to_json(Proposal(FIRST, LAST, week, answers)) for week in weeks]
    numbers = [f"H{number:06}" for number in range(EMPLOYEES)]
    session.exec(insert(Person), params=[_person(agency, number) for number in numbers])
    rows = [_arrangement(program, agency, number) for number in numbers]
    session.exec(insert(Arrangement), params=rows)
    versions = [
        {"reference": row["reference"], "version": 1, "content": contents[at % len(contents)]}
        for at, row in enumerate(rows)
    ]
    session.exec(insert(ProposalVersion), params=versions)
    session.exec(insert(ConcernRow), params=list(_approvals(program, rows)))
    session.commit()


def regtc(sessions: Sessions, programs: Programs, agency: Agency) -> float:
    """The median seconds from nothing read to the file of a pay period, of all employees."""
    rule = programs.of(agency).hours
    if rule is None:
        raise LookupError(agency.id)
    spent = list[float]()
    for _ in range(TIMES):
        began = time.monotonic()
        with sessions() as session:
            books = Books(session, programs, agency, rule, period_of(rule, DAY))
            text = write_planned(rule, books.planned)
        spent.append(time.monotonic() - began)
        if text.count("\n") < EMPLOYEES:
            raise ValueError(text)
    return median(spent)


def planned_hours(sessions: Sessions, programs: Programs, agency: Agency) -> Finding:
    """How long it takes, beside what is aimed at."""
    spent = regtc(sessions, programs, agency)
    return below(f"Planned hours of {EMPLOYEES:,} employees for two weeks", 2, spent, "s")


def _person(agency: Agency, number: str) -> dict[str, object]:
    return {
        "number": number,
        "name": f"Employee {number}",
        "mail": f"{number}@bench.example",
        "agency": agency.id,
        "folded": f"employee {number}".lower(),
    }


def _arrangement(program: Program, agency: Agency, number: str) -> dict[str, object]:
    return {
        "reference": f"TA-{number}",
        "revision": 1,
        "program": program.name,
        "program_version": program.version,
        "agency": agency.id,
        "unit": "Bench",
        "employee": number,
        "status": Status.ACTIVE.value,
        "version": 1,
        "since": NOW,
        "submitted_at": NOW,
        "starts_on": FIRST,
        "ends_on": LAST,
        "signed": [],
        "deadlines": [],
        "next_label": "",
        "in_force": 1,
        "spans": as_spans([Span(1, FIRST, LAST)]),
    }


def _approvals(program: Program, rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """A day moved for some of them."""
    rule = next(each for each in program.in_force.approvals if each.effect is Effect.DAY_MOVED)
    moved_to = DAY + timedelta(days=3)
    for row in rows[::APPROVED]:
        yield {
            "reference": row["reference"],
            "number": 1,
            "revision": 1,
            "kind": ConcernKind.APPROVAL.value,
            "rule": rule.id,
            "state": ConcernState.APPROVED.value,
            "role": "",
            "person": row["employee"],
            "opened_at": NOW,
            "answers": {rule.on: DAY.isoformat(), rule.to: moved_to.isoformat()},
            "on": DAY,
            "closing": {},
        }


def main() -> None:
    """Measure in a fresh database and print."""
    programs = load_programs(PROGRAMS)
    agencies = load_agencies(PROGRAMS / "agencies", programs)
    agency = next(each for each in agencies.values() if programs.of(each).hours)
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/records.db"
        upgrade(url)
        engine = connect(url)
        sessions = sessions_of(engine)
        with sessions() as session:
            fill(session, programs.of(agency), agency)
        found = planned_hours(sessions, programs, agency)
        engine.dispose()
    Console(width=110).print(comparison([found]))


if __name__ == "__main__":
    main()
