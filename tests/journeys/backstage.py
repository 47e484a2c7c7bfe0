"""What happens off the pages: acts of people that a journey is not about, handed to the engine."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from demonstration import favorable
from demonstration.acts import acting
from demonstration.certificates import keep_certificate
from demonstration.everybody import Everybody
from documents.store import FolderStore
from policy.analysis import Finding, together
from policy.deadlines import local_date
from policy.program import Program
from policy.reading.loading import PROGRAMS as FOLDER
from policy.reading.loading import load_agencies, load_programs
from policy.tasks import Purpose
from records.importing import import_people
from records.tasks import OpenTask
from records.visits import save_draft
from tests.system import System, until
from workflows.arrangement import ArrangementWorkflow

Told = TypeVar("Told")
PROGRAMS = load_programs(FOLDER)
AGENCIES = load_agencies(FOLDER / "agencies", PROGRAMS)
ZONE = AGENCIES["comptroller"].time_zone
HEADER = (
    "number,name,mail,agency,unit,title,bargaining_unit,duty_station,phone,supervisor,manager,"
    "hr_representative,agency_head,designee,designee_from,designee_until,rating,rated_on,working_test_from,working_test_until,"
    "leading_class,training_class,disciplined_on,schedule_type,hours,field_work,telecommutes"
)
FACTS = {
    "rating": "satisfactory",
    "rated_on": "2026-03-16",
    "leading_class": "no",
    "training_class": "no",
    "schedule_type": "standard",
    "hours": "8 8 8 8 8 0 0",
    "field_work": "no",
    "telecommutes": "no",
}
"""What is on file of an employee whom nothing keeps from telecommuting."""


class Backstage:
    """Acts of people off the pages, each done when it returns.

    A browser keeps this thread's event loop: the engine is spoken to in a thread of its own.
    """

    def __init__(self, system: System, runner: asyncio.Runner, thread: ThreadPoolExecutor) -> None:
        self.system = system
        self._runner, self._thread = runner, thread
        client = self._do(system.client())
        self._everybody = Everybody(client, system.sessions, PROGRAMS, dict(AGENCIES))

    def employ(self, number: str, name: str, **facts: str) -> str:
        """One more employee of the comptroller from a file of the HR system; their address."""
        mail = f"{number.lower()}@comptroller.example"
        row = {"number": number, "name": name, "mail": mail, **COLLEAGUE, **FACTS, **facts}
        written = ",".join(f'"{row.get(column, "")}"' for column in HEADER.split(","))
        with self.system.sessions() as session:
            result = import_people(session, f"{HEADER}\n{written}\n", frozenset(AGENCIES))
            assert not result.bad, result.bad
            session.commit()
        return mail

    def propose(self, number: str, **otherwise: str) -> str:
        """An employee proposes, with every paper at hand; the arrangement's reference."""
        store = FolderStore(self.system.documents)
        keep_certificate(self.system.sessions, store, [number])
        starting = self._everybody.submit(number, in_days(14), otherwise)
        return self._do(starting).reference

    def asked(self, reference: str, purpose: Purpose, role: str) -> OpenTask:
        """What a role is asked for, once it is."""
        found: list[OpenTask] = []

        def is_asked() -> bool:
            tasks = self._everybody.asked(reference)
            found[:] = [each for each in tasks if (each.purpose, each.role) == (purpose, role)]
            return bool(found)

        until(is_asked, f"{role} is asked to {purpose} {reference}")
        return found[0]

    def review(
        self, reference: str, *roles: str, otherwise: Mapping[str, str] | None = None
    ) -> None:
        """Roles review favorably but for answers `otherwise`, by question, each once asked."""
        for role in roles:
            task = self.asked(reference, Purpose.REVIEW, role)
            given = self._everybody.acts.review(task, acting(task.person))
            act = replace(given, found=together(changed(given.findings, otherwise or {})))
            handle = self._everybody.handle(reference)
            self._do(handle.signal(ArrangementWorkflow.give_review, act))

    def have_entered(self, page: str, form: Mapping[str, str]) -> None:
        """A reviewer has entered this on the page of a link, and sent nothing yet."""
        link = page.partition("/tasks/")[2].partition("?")[0]
        with self.system.sessions() as session:
            save_draft(session, link, link, form, datetime.now(UTC))
            session.commit()

    def sign_all(self, reference: str) -> None:
        """Whoever is asked does what is asked, until everybody has signed and has a copy."""
        self._do(self._everybody.act_until_authorized(reference))

    def _do(self, act: Coroutine[None, None, Told]) -> Told:
        return self._thread.submit(self._runner.run, act).result()


COLLEAGUE = {
    "agency": "comptroller",
    "unit": "Accounts Payable",
    "title": "Accounts Examiner",
    "bargaining_unit": "P-5 Administrative and Residual",
    "duty_station": "12 Charter Oak Place, Hartford, CT 06106",
    "phone": "860-555-0190",
    "supervisor": "100110",
    "manager": "100120",
    "hr_representative": "100130",
    "agency_head": "100140",
}
"""Where an employee of the comptroller's accounts works, and under whom."""


@contextmanager
def backstage_of(system: System) -> Iterator[Backstage]:
    """A thread for the acts, for as long as the block lasts."""
    with ThreadPoolExecutor(1) as thread:
        runner = asyncio.Runner()
        try:
            yield Backstage(system, runner, thread)
        finally:
            thread.submit(runner.close).result()


def changed(findings: Sequence[Finding], otherwise: Mapping[str, str]) -> tuple[Finding, ...]:
    """Findings with other answers, by question."""
    return tuple(
        replace(each, answer=otherwise.get(each.question, each.answer)) for each in findings
    )


def in_days(days: int) -> date:
    """A day from now, by the calendar of who is asked about it."""
    return local_date(datetime.now(UTC), ZONE) + timedelta(days=days)


def review_form(program: Program, role: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a reviewer enters where every answer is as approval needs it, by form key."""
    found = favorable.findings(program, role, given)
    asked = {f"findings.{each.question}": each.answer for each in found if not each.computed}
    own = favorable.filled_in(program, role, given)
    return asked | own | {"supports": "yes", "comment": "It suits the work."}
