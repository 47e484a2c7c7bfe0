"""Look-ups that a workflow judges by: who holds which role, and what the calendar says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session
from temporalio import activity

from policy.acts import Submission
from policy.deadlines import (
    CopyDates,
    Offsets,
    TermDates,
    copy_dates,
    end_of_day,
    local_date,
    offsets,
    term_dates,
)
from policy.holders import Holder, Holders
from policy.loading import Programs
from policy.needs import missing_needs
from policy.plan import Need, Plan
from policy.program import Holder as Held
from policy.program import Program, Role
from records import attached, people
from records.database import Sessions
from records.people import Person
from records.uploads import UploadState


class Unscanned(Exception):
    """A file waits for the virus scanner: nobody can say yet whether it will do."""


@dataclass(frozen=True)
class Opening:
    """Who plays which part when a proposal comes in, and how the clocks go there."""

    holders: Holders
    coordinators: tuple[str, ...]
    clocks: Offsets


@dataclass(frozen=True)
class Dates:
    """What authorization sets in motion: the term, and each copy with a deadline by its ID."""

    term: TermDates
    copies: dict[str, CopyDates]


@dataclass(frozen=True)
class Completion:
    """What is missing before signing."""

    missing: tuple[Need, ...]


def liaison_of(agency: str) -> str:
    """How an agency's liaison, who need not be in the directory, is named as a person."""
    return f"liaison:{agency}"


class Consulting:
    """Reads the directory and the calendar, and changes nothing."""

    def __init__(self, sessions: Sessions, programs: Programs) -> None:
        """Look people up in `sessions` and rules in `programs`."""
        self._sessions = sessions
        self._programs = programs

    @activity.defn
    def opening(self, submission: Submission, now: datetime) -> Opening:
        """Who coordinates, reviews and signs, and when it is morning there (GL32 III)."""
        plan, agency = submission.plan, submission.agency
        program = self._programs.get(plan.program, plan.version)
        with self._sessions() as session:
            found = people.coordinators(session, agency)
        return Opening(
            holders=self.holders(program, plan.time_zone, agency, submission.by.person, now),
            coordinators=tuple(number for number in found if number != submission.by.person),
            clocks=offsets(plan.time_zone, now),
        )

    def holders(
        self, program: Program, zone: str, agency: str, employee: str, now: datetime
    ) -> Holders:
        """Who holds each role now, designees with the days on which they may act (II(b), V)."""
        with self._sessions() as session:
            asked = _Asked(session, people.find(session, employee), zone, now)
            return {
                role.id: _others(_who(asked, role, agency, employee), role, employee)
                for role in program.roles
            }

    @activity.defn
    def completion(self, plan: Plan, answers: dict[str, str], now: datetime) -> Completion:
        """What these answers leave open on the day signing would open (GL32 IV).

        A file that is not here or was refused is open too; Unscanned while that is not known.
        """
        left = missing_needs(plan.needs, answers, local_date(now, plan.time_zone))
        useless = self._useless(plan, answers)
        missing = tuple(each for each in plan.needs if each in left or each.field in useless)
        return Completion(missing)

    def _useless(self, plan: Plan, answers: dict[str, str]) -> frozenset[str]:
        """The fields whose file is not here, or was refused (IV.H, IV.J)."""
        program = self._programs.get(plan.program, plan.version)
        with self._sessions() as session:
            found = attached.states(session, program.fields, answers)
        if UploadState.CHECKING in found.values():
            waits = "An uploaded file waits for the virus scanner."
            raise Unscanned(waits)
        return frozenset(name for name in found if found[name] is not UploadState.CLEAN)

    @activity.defn
    def dates(self, plan: Plan, starts_on: date, ends_on: date | None, now: datetime) -> Dates:
        """The term and the copies' deadlines of an arrangement authorized now (IV.E, VI)."""
        return Dates(
            term=term_dates(now, starts_on, ends_on, plan.term, plan.time_zone),
            copies={
                rule.id: copy_dates(now, rule, plan.time_zone)
                for rule in plan.copies
                if rule.due_within_days is not None
            },
        )


@dataclass(frozen=True)
class _Asked:
    """Whose roles are looked up, and the day it is there."""

    session: Session
    employee: Person | None
    zone: str
    now: datetime


def _who(asked: _Asked, role: Role, agency: str, employee: str) -> tuple[Holder, ...]:
    if role.holder is Held.SELF:
        return (Holder(employee),)
    if role.holder is Held.LIAISON:
        return (Holder(liaison_of(agency)),)
    number = str(getattr(asked.employee, role.holder.value)) if asked.employee else ""
    if not number:
        return ()
    return (Holder(number), *(_designees(asked, number) if role.designee else ()))


def _others(found: tuple[Holder, ...], role: Role, employee: str) -> tuple[Holder, ...]:
    """Who holds a role without the employee, who may fill no role but their own."""
    if role.holder is Held.SELF:
        return found
    return tuple(holder for holder in found if holder.person != employee)


def _designees(asked: _Asked, principal: str) -> tuple[Holder, ...]:
    today = local_date(asked.now, asked.zone)
    return tuple(
        Holder(
            found.designee,
            in_place_of=principal,
            since=end_of_day(found.starts_on - timedelta(days=1), asked.zone),
            until=end_of_day(found.ends_on, asked.zone),
        )
        for found in people.designees(asked.session, principal, today)
    )
