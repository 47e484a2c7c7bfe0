"""Pages under load: the signing page, and the board with thousands of arrangements, by `wrk`."""

import asyncio
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from statistics import median

from httpx2 import AsyncClient
from sqlmodel import Session, select

from bench.installation import Installation
from bench.lives import EMPLOYEE
from demonstration import favorable
from demonstration.acts import acting
from policy.account import Account, DeadlineSet, Entry, Happening, Standing, Status
from policy.acts import Submission
from policy.plan import plan
from policy.reference import new_reference
from policy.tasks import Purpose, Task
from records import arrangements, people
from records.accounts import write_account
from records.links import Link
from records.people import Person
from records.tasks import OpenTask
from records.visits import rotate, start_visit

READERS, SECONDS, WARM_UP = 20, 8, 2
TIMES = 50
MANY = 5000
NO_WRK = (
    "wrk is missing: install it (Debian and Ubuntu: apt-get install wrk; macOS: brew install wrk)."
)
_SCALE = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


@dataclass(frozen=True)
class Load:
    """How a page answered its readers; times in milliseconds."""

    p50: float
    p99: float
    per_second: float


def fill_board(place: Installation) -> None:
    """Put five thousand arrangements of all kinds on record, in one transaction."""
    with place.tools.sessions() as session:
        employees = [person for person in people.everybody(session, MANY) if person.supervisor]
        for number, employee in enumerate(islice(cycle(employees), MANY)):
            _arrange(place, session, employee, number)
        session.commit()


async def board(place: Installation) -> Load:
    """The coordinator's board."""
    with place.tools.sessions() as session:
        employee = people.find(session, EMPLOYEE)
    if employee is None:
        raise LookupError(EMPLOYEE)
    return await _read(f"{place.url}/arrangements", cookie_of(place, employee.hr_representative))


async def review_page(place: Installation, reference: str) -> float:
    """The median milliseconds of the page with everything that a review found, one at a time."""
    with place.tools.sessions() as session:
        arrangement = arrangements.find(session, reference)
        employee = people.find(session, arrangement.employee) if arrangement else None
    if employee is None:
        raise LookupError(reference)
    cookie = cookie_of(place, employee.hr_representative)
    spent = []
    async with AsyncClient(base_url=place.url, headers={"Cookie": cookie}) as client:
        for _ in range(TIMES):
            began = time.monotonic()
            answer = await client.get(f"/arrangements/{reference}/review")
            spent.append(1000 * (time.monotonic() - began))
            answer.raise_for_status()
    return median(spent)


async def signing_page(place: Installation, task: OpenTask) -> Load:
    """The page on which `task` is signed, for who is asked."""
    theirs = select(Link.id).where(
        Link.reference == task.reference, Link.person == task.person, Link.purpose == task.purpose
    )
    with place.tools.sessions() as session:
        link = session.exec(theirs).first()
    return await _read(f"{place.url}/tasks/{link}", cookie_of(place, task.person))


def _arrange(place: Installation, session: Session, employee: Person, number: int) -> None:
    agency = place.tools.agencies[employee.agency]
    program = place.tools.programs.of(agency)
    starts_on = datetime.now(UTC).date() + timedelta(days=1 + number % 200)
    proposal = favorable.proposal(program, employee, starts_on)
    submission = Submission(
        reference=new_reference(secrets.randbits(40)),
        agency=agency.id,
        unit=employee.unit,
        plan=plan(program, agency, proposal.answers),
        proposal=proposal,
        by=acting(employee.number),
    )
    write_account(session, _account(submission, employee, number), submission=submission)


def _account(submission: Submission, employee: Person, number: int) -> Account:
    """One of the kinds of arrangement that a board shows, in turn."""
    now = submission.by.at - timedelta(hours=number % 700)
    status = list(Status)[number % len(Status)]
    asked = {
        Status.REVIEW: (Purpose.REVIEW, submission.plan.reviewers),
        Status.DECISION: (Purpose.DECIDE, (submission.plan.coordinator,)),
        Status.SIGNING: (Purpose.SIGN, tuple(line.role for line in submission.plan.lines)),
    }
    purpose, roles = asked.get(status, (Purpose.SIGN, ()))
    standing = Standing(
        reference=submission.reference,
        revision=1,
        as_of=now,
        status=status,
        since=now,
        version=1,
        signed=(),
        tasks=tuple(Task(purpose, role, employee.supervisor, now, 1, role) for role in roles),
        deadlines=tuple(_deadlines(now, submission.proposal.ends_on)),
        starts_on=submission.proposal.starts_on,
        ends_on=submission.proposal.ends_on,
    )
    return Account(standing, (Entry(1, now, Happening.SUBMITTED),), ())


def _deadlines(now: datetime, ends_on: date | None) -> Iterator[DeadlineSet]:
    yield DeadlineSet("reminder", "Remind who has not acted", now + timedelta(days=3))
    if ends_on is not None:
        last = datetime.combine(ends_on, datetime.min.time(), UTC)
        yield DeadlineSet("last_day", f"Last day {ends_on}", last)


def cookie_of(place: Installation, person: str) -> str:
    """The session cookie of somebody who is signed in."""
    with place.tools.sessions() as session:
        now = datetime.now(UTC)
        _, visit = start_visit(session, now)
        session.flush()
        raw, _ = rotate(session, visit, now, person)
        session.commit()
    return f"telecommute={raw}"


async def _read(url: str, cookie: str) -> Load:
    """Let twenty readers ask for one page; RuntimeError when it answers with an error.

    They ask for a while before that: its first readers also wait for its statements to be put
    together, once for as long as the web process runs.
    """
    await _asked(url, cookie, WARM_UP)
    return await _asked(url, cookie, SECONDS)


async def _asked(url: str, cookie: str, seconds: int) -> Load:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError(NO_WRK)
    command = ("-t2", f"-c{READERS}", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", url)
    process = await asyncio.create_subprocess_exec(
        wrk, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output = (await process.communicate())[0].decode()
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if rate is None or "Non-2xx" in output:
        raise RuntimeError(url, output)
    return Load(_latency(output, 50), _latency(output, 99), float(rate[1]))


def _latency(output: str, share: int) -> float:
    found = re.search(rf"{share}%\s+([\d.]+)(us|ms|s|m)\b", output)
    if found is None:
        raise RuntimeError(output)
    return float(found[1]) * _SCALE[found[2]]
