"""Look-ups that a workflow judges by: who holds which role, and what the calendar says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from temporalio import activity

from policy.acts import Submission
from policy.deadlines import Offsets, clocks_of, local_date
from policy.directory import Directory, Post, coordinators_of, holders_of
from policy.forms.needs import missing_needs
from policy.holders import Holders
from policy.plan import Need
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
            clocks=clocks_of(plan.time_zone, now, submission.proposal.ends_on),
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

    def missing(
        self,
        program: Program,
        needs: Sequence[Need],
        answers: Mapping[str, str],
        zone: str,
        now: datetime,
    ) -> tuple[Need, ...]:
        """What these answers leave open on the day signing would open (GL32 IV).

        A file that is not here or was refused is open too; Unscanned while that is not known.
        """
        left = missing_needs(needs, answers, local_date(now, zone))
        useless = self._useless(program, answers)
        return tuple(each for each in needs if each in left or each.field in useless)

    def _useless(self, program: Program, answers: Mapping[str, str]) -> frozenset[str]:
        """The fields whose file is not here, or was refused (IV.H, IV.J)."""
        with self._sessions() as session:
            found = attached.states(session, program.fields, answers)
        if UploadState.CHECKING in found.values():
            waits = "An uploaded file waits for the virus scanner."
            raise Unscanned(waits)
        return frozenset(name for name in found if found[name] is not UploadState.CLEAN)
