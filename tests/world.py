"""A whole installation for a test: time-skipping engine, records, documents and real mail."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from demonstration import favorable
from demonstration.certificates import keep_certificate
from demonstration.favorable import a_week
from mail.mailbox import Mailbox
from policy.acts import Submission
from policy.deadlines import local_date
from policy.plan import Plan, plan
from policy.proposal import Proposal
from tests import people
from tests.case import Case
from tests.holding import Holding
from tests.ports import free_port
from tests.settled import settled_records
from tests.surroundings import (
    Surroundings,
    an_engine,
    mailbox_server,
    tools_for,
)
from worker import Tools
from workflows.starting import start_arrangement

__all__ = ["Case", "World", "a_week", "a_world", "forgetful", "world"]


def all_at_once(plan: Plan) -> Plan:
    """The same rules without questions: every reviewer is asked at the start."""
    return replace(plan, questions=())


class World(Surroundings):
    """One installation under test, into which people submit proposals."""

    submitted = 0

    @property
    def next_reference(self) -> str:
        """The reference of the arrangement that is submitted next."""
        return f"TA-TEST-{self.submitted + 1:04}"

    async def submit(
        self,
        employee: str = people.EMPLOYEE,
        *,
        starts_in: int = 14,
        months: int = 6,
        change: Callable[[Plan], Plan] = lambda kept: kept,
        **answers: str,
    ) -> Case:
        """Submit a proposal that starts in some days and lasts about that many months."""
        reference = self.next_reference
        self.submitted += 1
        city = employee.startswith("2")
        agency = self.tools.agencies["sacramento-it" if city else "comptroller"]
        starts_on = local_date(await self.now(), agency.time_zone) + timedelta(days=starts_in)
        ends_on = None if city else _ends(starts_on, months)
        program = self.tools.programs.of(agency)
        given = favorable.answers(program) | answers
        rules = plan(program, agency, given)
        submission = Submission(
            reference=reference,
            agency=agency.id,
            unit="Audit",
            plan=change(rules),
            proposal=Proposal(starts_on, ends_on, a_week("tuesday", "thursday"), given),
            by=await self.by(employee),
        )
        await start_arrangement(self.client, submission)
        return Case(self, submission)

    async def today(self) -> date:
        """The calendar date of the state's agencies: for hours not that of UTC."""
        return local_date(await self.now(), self.tools.agencies["comptroller"].time_zone)

    async def resubmit(self, case: Case) -> None:
        """The same submission comes in once more."""
        await start_arrangement(self.client, case.submission)


def _ends(starts_on: date, months: int) -> date:
    return starts_on + timedelta(days=months * 30 - 1)


Change = Callable[[Tools], Tools]


@asynccontextmanager
async def a_world(
    folder: Path,
    *,
    remembers: bool = True,
    change: Change = lambda kept: kept,
) -> AsyncIterator[World]:
    """An installation on the time-skipping engine, ended when the test is."""
    port = free_port()
    with settled_records(folder) as sessions, mailbox_server(folder / "mail", port):
        holding = Holding()
        async with an_engine(holding) as env:
            usual = tools_for(folder, sessions, port)
            keep_certificate(sessions, usual.store, [*people.NAMES, *people.CITY_NAMES])
            tools = change(usual)
            mailbox = Mailbox(folder / "mail")
            async with World(env, tools, mailbox, holding, remembers=remembers) as world:
                yield world


def modified(proposal: Proposal, *telecommuting: str) -> Proposal:
    """The same term with other telecommuting days."""
    return replace(proposal, week=a_week(*telecommuting))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Time-skipping engine, records, documents and mail."""
    async with a_world(tmp_path) as found:
        yield found


@pytest.fixture
async def forgetful(tmp_path: Path) -> AsyncIterator[World]:
    """The same with a worker that replays each history at every step."""
    async with a_world(tmp_path, remembers=False) as found:
        yield found
