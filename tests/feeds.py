"""A directory to feed, and arrangements that it concerns."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from activities.concerned import HOLDERS, JOB, Rules
from activities.feeding import Feeding
from activities.inviting import Inviter
from activities.posting import Office
from mail.rendering import MailRenderer
from policy.account import Account, Standing, Status
from policy.acts import Attribution
from policy.changes import HoldersChanged, JobChanged
from policy.tasks import Purpose, Task
from records import feed as feeds
from records.accounts import write_account
from records.database import Sessions
from records.feed import Feed, Staging
from records.importing import import_people
from records.roster import COLUMNS
from records.tellings import News, Telling
from tests.policy.samples import AGENCIES, PROGRAMS
from tests.records.samples import PROPOSAL, a_submission

AGENCY = "comptroller"
NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
DAY = timedelta(days=1)
EMPLOYEE, SUPERVISOR, MANAGER, COORDINATOR, HEAD = "101", "201", "301", "401", "501"
DEPUTY, OTHER = "601", "202"
LED = {
    "supervisor": SUPERVISOR,
    "manager": MANAGER,
    "hr_representative": COORDINATOR,
    "agency_head": HEAD,
}
RULES = Rules(PROGRAMS, AGENCIES)
OFFICE = Office("https://telecommute.test", "Telecommute <post@example.test>", b"s" * 32)
INVITER = Inviter(OFFICE, MailRenderer(), RULES.programs, RULES.agencies)

Row = Mapping[str, str]


def a_person(number: str, **cells: str) -> dict[str, str]:
    """A good row."""
    usual = {"name": f"Person {number}", "mail": f"p{number}@example.test", "agency": AGENCY}
    return {**usual, "number": number, **LED, **cells}


def a_leader(number: str, **cells: str) -> dict[str, str]:
    """A row of somebody who is led by nobody but the agency's head."""
    nobody = {"supervisor": "", "manager": ""}
    return a_person(number, **{**nobody, **cells})


def a_town() -> list[dict[str, str]]:
    """One employee with everybody who leads them."""
    leaders = (SUPERVISOR, MANAGER, COORDINATOR, HEAD, DEPUTY, OTHER)
    return [a_person(EMPLOYEE), *(a_leader(number) for number in leaders)]


def a_file(*rows: Row) -> str:
    """A CSV file of those rows; columns of facts are there if a row has one."""
    extra = sorted({name for row in rows for name in row} - set(COLUMNS))
    written = io.StringIO()
    writer = csv.DictWriter(written, [*COLUMNS, *extra], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


@dataclass
class Town:
    """Records with people in them, whoever feeds them, and what arrangements are to be told."""

    sessions: Sessions
    count: int = 0

    @property
    def feeding(self) -> Feeding:
        """The activities that do it."""
        return Feeding(self.sessions, RULES, INVITER)

    def settle(self, *rows: Row) -> None:
        """Let these be in the directory since ever."""
        with self.sessions() as session:
            assert import_people(session, a_file(*rows)).bad == ()
            session.commit()

    def stage(self, *rows: Row, text: str = "", within: Iterable[str] = (), key: str = "") -> int:
        """A file comes in; nothing is applied yet."""
        self.count += 1
        staging = Staging(
            key=key or f"feed-{self.count}",
            person=COORDINATOR,
            content=text or a_file(*rows),
            agencies=frozenset({AGENCY}),
            within=frozenset(within),
            at=NOW,
        )
        with self.sessions() as session:
            number = feeds.stage(session, staging).number
            session.commit()
        assert number is not None
        return number

    def feed(self, *rows: Row, at: datetime = NOW, within: Iterable[str] = ()) -> Feed:
        """A file comes in and is applied."""
        number = self.stage(*rows, within=within)
        self.feeding.apply(number, at)
        return self.found(number)

    def found(self, number: int) -> Feed:
        """A feed as it stands."""
        with self.sessions() as session:
            return session.get_one(Feed, number)

    def propose(
        self,
        reference: str = "TA-7K3M-9QXD",
        employee: str = EMPLOYEE,
        *,
        at: datetime = NOW - timedelta(days=30),
        asked: Mapping[str, str] | None = None,
        status: Status = Status.REVIEW,
    ) -> str:
        """Put an arrangement on record that was submitted `at`, with `asked` people by role."""
        submission = a_submission(reference, employee)
        program = RULES.programs.of(RULES.agencies[AGENCY])
        begun = replace(
            submission,
            agency=AGENCY,
            plan=replace(submission.plan, version=program.version),
            by=Attribution(employee, "submit", at),
        )
        tasks = tuple(Task(Purpose.REVIEW, role, who, at) for role, who in (asked or {}).items())
        standing = Standing(
            reference=reference,
            revision=1,
            as_of=at,
            status=status,
            since=at,
            version=0,
            signed=(),
            tasks=tasks,
            deadlines=(),
            starts_on=PROPOSAL.starts_on,
            ends_on=PROPOSAL.ends_on,
        )
        with self.sessions() as session:
            write_account(session, Account(standing, (), ()), submission=begun)
            session.commit()
        return reference

    def news(self) -> list[Telling]:
        """Everything that was ever to be told, in order."""
        with self.sessions() as session:
            return list(session.exec(select(Telling).order_by(col(Telling.id))).all())

    def holders(self) -> list[HoldersChanged]:
        """What arrangements are told of who holds their roles."""
        told = [each for each in self.news() if each.news == News.HOLDERS]
        return [HOLDERS.validate_python(each.content) for each in told]

    def jobs(self) -> list[JobChanged]:
        """What arrangements are told of their employees' jobs."""
        told = [each for each in self.news() if each.news == News.JOB]
        return [JOB.validate_python(each.content) for each in told]
