"""Look-ups that a workflow judges by: who holds which role, and what the calendar says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session
from temporalio import activity

from policy.acts import Submission
from policy.deadlines import (
    CopyDates,
    Paced,
    TermDates,
    copy_dates,
    end_of_day,
    local_date,
    morning,
    paced,
    term_dates,
)
from policy.holders import Holder, Holders
from policy.plan import Plan
from policy.program import Agency, Holder as Held, Role
from policy.loading import Programs
from records import people
from records.database import Sessions


@dataclass(frozen=True)
class Opening:
    """Who plays which part when a proposal comes in, and the pace of its review."""

    holders: Holders
    coordinators: tuple[str, ...]
    review: Paced


@dataclass(frozen=True)
class Dates:
    """What authorization sets in motion: the term, and each copy with a deadline by its ID."""

    term: TermDates
    copies: dict[str, CopyDates]


def liaison_of(agency: str) -> str:
    """How an agency's liaison, who need not be in the directory, is named as a person."""
    return f"liaison:{agency}"


class Consulting:
    """Reads the directory and the calendar, and changes nothing."""

    def __init__(
        self, sessions: Sessions, programs: Programs, agencies: Mapping[str, Agency]
    ) -> None:
        """Look people up in `sessions` and rules in `programs`."""
        self._sessions = sessions
        self._programs = programs
        self._agencies = agencies

    @activity.defn
    def opening(self, submission: Submission, now: datetime) -> Opening:
        """Who coordinates, reviews and signs, and when the review is reminded of (GL32 III)."""
        plan = submission.plan
        with self._sessions() as session:
            return Opening(
                holders=self._holders(session, plan, submission.agency, submission.by.person, now),
                coordinators=people.coordinators(session, submission.agency),
                review=paced(now, plan.review_pace, plan.time_zone),
            )

    @activity.defn
    def holders(self, plan: Plan, agency: str, employee: str, now: datetime) -> Holders:
        """Who holds each role on the day that signing opens, designees included (GL32 II(b), V)."""
        with self._sessions() as session:
            return self._holders(session, plan, agency, employee, now)

    @activity.defn
    def pace(self, plan: Plan, now: datetime) -> Paced:
        """When signers asked now are reminded."""
        return paced(now, plan.signing_pace, plan.time_zone)

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

    def _holders(
        self, session: Session, plan: Plan, agency: str, employee: str, now: datetime
    ) -> Holders:
        program = self._programs.get(plan.program, plan.version)
        return {
            role.id: self._who(session, role, agency, employee, plan.time_zone, now)
            for role in program.roles
        }

    def _who(
        self, session: Session, role: Role, agency: str, employee: str, zone: str, now: datetime
    ) -> tuple[Holder, ...]:
        if role.holder is Held.SELF:
            return (Holder(employee),)
        if role.holder is Held.LIAISON:
            return (Holder(liaison_of(agency)),)
        person = people.find(session, employee)
        number = str(getattr(person, role.holder.value, "")) if person else ""
        if not number:
            return ()
        designees = _designees(session, number, zone, now) if role.designee else ()
        return (Holder(number), *designees)


def _designees(session: Session, principal: str, zone: str, now: datetime) -> tuple[Holder, ...]:
    today = local_date(now, zone)
    return tuple(
        Holder(
            found.designee,
            in_place_of=principal,
            since=morning(found.starts_on, zone) - timedelta(hours=9),
            until=end_of_day(found.ends_on, zone),
        )
        for found in people.designees(session, principal, today)
    )
