"""The report on the extent of use for many arrangements, against reading the same rows bare.

`python -m bench.extent` starts a PostgreSQL of its own, fills it, and prints both.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from rich.console import Console
from sqlalchemy import Text, cast, insert, text
from sqlalchemy import select as rows_of
from sqlmodel import Session, col

from activities.counting import Statistician
from api.serving import keep_for_good
from bench.aims import Finding, below, comparison
from policy.account import Happening
from policy.program import Program
from policy.reading.loading import PROGRAMS, load_agencies, load_programs
from records.arrangements import Arrangement
from records.database import connect, sessions_of
from records.entries import TimelineEntry
from records.migrating import upgrade
from records.proposals import ProposalVersion
from tests.postgres import cluster

MANY = 20_000
YEAR = 2026
NOW = datetime(2027, 1, 2, 12, tzinfo=UTC)
AT_ONCE = 1_000
ROUNDS = 3
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
STEPS = (
    *((Happening.REVIEW_ASKED, 0),) * 3,
    *((Happening.REVIEW_GIVEN, 4),) * 3,
    (Happening.DECIDED, 6),
    (Happening.FROZEN, 6),
    *((Happening.SIGNATURE_ASKED, 6),) * 5,
    *((Happening.SIGNED, 9),) * 5,
    (Happening.AUTHORIZED, 9),
    (Happening.FILED, 9),
    (Happening.COPY_SENT, 10),
    (Happening.STARTED, 12),
)
"""What happens to an arrangement, and how many days after its submission."""

_T = TimelineEntry
console = Console(width=110)


def main() -> None:
    """Measure and print."""
    console.print(comparison(extent()))


def extent() -> list[Finding]:
    """Fill a database, then measure; NoPostgres where there is none to fill."""
    with cluster() as url:
        upgrade(url)
        engine = connect(url)
        with sessions_of(engine)() as session:
            fill(session)
            session.connection().execute(text("ANALYZE"))
            session.commit()
            findings = measured(session)
        engine.dispose()
    return findings


def measured(session: Session) -> list[Finding]:
    """The report, and for comparison the bare reading of what it rests on."""
    programs = load_programs(PROGRAMS)
    agencies = load_agencies(PROGRAMS / "agencies", programs)
    statistician = Statistician(programs, agencies)
    known = [name for name, agency in agencies.items() if agency.program == "connecticut"]
    keep_for_good()
    report = best_of(lambda: statistician.statement(session, YEAR, known, NOW))
    bare = best_of(lambda: read_bare(session))
    console.print(f"{MANY:,} arrangements. Reading their rows bare: {bare:.2f} s.")
    return [below(f"The report for {MANY:,} arrangements", 3, report, "s")]


def best_of(step: Callable[[], object]) -> float:
    """The seconds of the fastest of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        step()
        spent.append(time.monotonic() - began)
    return min(spent)


def fill(session: Session) -> None:
    """Put arrangements of about two years on record, as their workflows would have."""
    program = load_programs(PROGRAMS).get("connecticut")
    chance = random.Random(7)  # noqa: S311 - the same rows at every run
    for first in range(0, MANY, AT_ONCE):
        numbers = range(first, first + AT_ONCE)
        rows = [arrangement(number, program, chance) for number in numbers]
        session.exec(insert(Arrangement), params=rows)
        session.exec(insert(ProposalVersion), params=list(versions(rows, program, chance)))
        session.exec(insert(TimelineEntry), params=list(entries(rows)))
        session.commit()


def arrangement(number: int, program: Program, chance: random.Random) -> dict[str, object]:
    """One that was submitted in the last two years, and may be over."""
    starts_on = date(YEAR - 1, 1, 5) + timedelta(days=chance.randrange(700))
    ends_on = starts_on + timedelta(days=272)
    over = ends_on < NOW.date()
    submitted_at = datetime(starts_on.year, starts_on.month, starts_on.day, 14, tzinfo=UTC)
    span = {"version": "1", "starts_on": f"{starts_on}", "ends_on": f"{ends_on}"}
    return {
        "reference": f"TA-{number:08}",
        "revision": 20,
        "program": program.name,
        "program_version": program.version,
        "agency": chance.choice(["comptroller", "water"]),
        "unit": f"Unit {number % 40}",
        "employee": f"{100000 + number}",
        "status": "ended" if over else "active",
        "ending": "expired" if over else None,
        "ended_on": ends_on + timedelta(days=1) if over else None,
        "version": 1,
        "in_force": 1,
        "spans": [span],
        "since": submitted_at + timedelta(days=12),
        "submitted_at": submitted_at - timedelta(days=12),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "signed": ["employee", "supervisor"],
        "deadlines": [],
    }


def versions(
    rows: list[dict[str, object]], program: Program, chance: random.Random
) -> Iterator[dict[str, object]]:
    """What was submitted, and what was signed."""
    for row in rows:
        away = chance.sample(WEEKDAYS, chance.choice([1, 2]))
        answers = {item.id: f"About {item.label} {chance.random():.9f}" for item in program.fields}
        answers |= {"commute_miles": str(chance.randrange(2, 40)), "commute_minutes": "35"}
        answers |= {"commute_mode": "Drive alone", "helps_traffic": "yes", "dependents": "no"}
        content = {
            "starts_on": f"{row['starts_on']}",
            "ends_on": f"{row['ends_on']}",
            "week": [day(weekday, weekday in away) for weekday in WEEKDAYS],
            "answers": answers,
        }
        for version in (0, 1):
            yield {"reference": row["reference"], "version": version, "content": content}


def day(weekday: str, away: bool) -> dict[str, str | None]:
    """Eight hours."""
    return {
        "weekday": weekday,
        "place": "telecommuting" if away else "duty_station",
        "starts": "08:00:00",
        "lunch_starts": "12:00:00",
        "lunch_ends": "12:30:00",
        "ends": "16:30:00",
        "breaks": "10:00 and 2:30",
        "field_work_ends": None,
    }


def entries(rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The steps of each, with evidence as long as usual."""
    evidence = {"peer": "192.0.2.1", "agent": "Mozilla/5.0 " * 8, "digest": "0" * 64}
    about = {Happening.DECIDED: "approved", Happening.COPY_SENT: "das"}
    for row in rows:
        submitted = row["submitted_at"]
        for seq, (kind, after) in enumerate(STEPS, 1):
            yield {
                "reference": row["reference"],
                "seq": seq,
                "at": submitted + timedelta(days=after) if isinstance(submitted, datetime) else NOW,
                "kind": kind.value,
                "role": "manager",
                "person": "100120",
                "version": 1,
                "about": about.get(kind, "personnel_file"),
                "note": "",
                "key": "",
                "evidence": evidence,
            }


def read_bare(session: Session) -> int:
    """Fetch the rows that the report rests on, and do nothing with them."""
    proposals = rows_of(cast(ProposalVersion.content, Text)).where(col(ProposalVersion.version) > 0)
    steps = rows_of(col(_T.reference), col(_T.kind), col(_T.at))
    connection = session.connection()
    return len(connection.execute(proposals).all()) + len(connection.execute(steps).all())


if __name__ == "__main__":
    main()
