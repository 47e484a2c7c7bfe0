"""Look-ups that a workflow judges by: who holds which role, and what the calendar says."""

from dataclasses import dataclass
from datetime import date, datetime

from temporalio import activity

from policy.acts import Submission
from policy.deadlines import (
    CopyDates,
    Offsets,
    TermDates,
    copy_dates,
    local_date,
    offsets,
    term_dates,
)
from policy.directory import Directory, Post, coordinators_of, holders_of
from policy.forms.needs import missing_needs
from policy.holders import Holders
from policy.plan import Need, Plan
from policy.program import Program
from policy.reading.loading import Programs
from records import attached
from records.database import Sessions
from records.directory import around
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


class Consulting:
    """Reads the directory and the calendar, and changes nothing."""

    def __init__(self, sessions: Sessions, programs: Programs) -> None:
        """Look people up in `sessions` and rules in `programs`."""
        self._sessions = sessions
        self._programs = programs

    @activity.defn(no_thread_cancel_exception=True)
    def opening(self, submission: Submission, now: datetime) -> Opening:
        """Who coordinates, reviews and signs, and when it is morning there (GL32 III)."""
        plan = submission.plan
        program = self._programs.get(plan.program, plan.version)
        post = Post(submission.agency, submission.by.person, plan.time_zone, now)
        directory = self._around(post)
        return Opening(
            holders=holders_of(directory, program.roles, post),
            coordinators=coordinators_of(directory, post),
            clocks=offsets(plan.time_zone, now),
        )

    def holders(
        self, program: Program, zone: str, agency: str, employee: str, now: datetime
    ) -> Holders:
        """Who holds each role now, designees with the days on which they may act (II(b), V)."""
        post = Post(agency, employee, zone, now)
        return holders_of(self._around(post), program.roles, post)

    def _around(self, post: Post) -> Directory:
        with self._sessions() as session:
            return around(session, post.employee, post.agency)

    @activity.defn(no_thread_cancel_exception=True)
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

    @activity.defn(no_thread_cancel_exception=True)
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
