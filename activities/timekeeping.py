"""Takes in files of recorded hours: the whole of one, or nothing, in one short transaction."""

from collections.abc import Mapping
from datetime import datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from documents.store import DocumentMissing, Store
from policy.hours.handing_in import HoursHandedIn, HoursKept
from policy.program import Agency
from policy.reading.catalog import Programs
from records import hours
from records.database import Sessions
from records.timesheets import read_file

UNFIT = "UnfitHours"
"""The error type of a file that cannot be taken in: trying again would not help."""


class Timekeeping:
    """The only writer of recorded hours."""

    def __init__(
        self, sessions: Sessions, store: Store, programs: Programs, agencies: Mapping[str, Agency]
    ) -> None:
        """Read files from `store`, judge them by the agency's program, write by `sessions`."""
        self._sessions = sessions
        self._store = store
        self._programs = programs
        self._agencies = agencies

    @activity.defn(no_thread_cancel_exception=True)
    def take_in(self, agency: str, act: HoursHandedIn, at: datetime) -> HoursKept:
        """Keep the hours of a file as accepted at `at`; the same act again changes nothing.

        Whoever handed it in was told before of what is wrong with it; what went wrong since, such
        as an employee who left the directory, is an error of type `UNFIT`.
        """
        known = self._agencies.get(agency)
        rule = self._programs.timekeeping(known, at) if known else None
        if known is None or rule is None:
            message = "The agency keeps no hours here."
            raise _unfit(message)
        content = self._content(act)
        with self._sessions() as session:
            rows, bad = read_file(session, rule, known, content, at)
            if bad and hours.by_key(session, act.by.key) is None:
                first = f"{bad[0].column} {bad[0].reason}".strip()
                message = f"Line {bad[0].line}: {first}."
                raise _unfit(message)
            try:
                kept = hours.keep(session, agency, act, rows, at)
            except hours.KeyTaken as error:
                message = "This file was sent before, with other contents."
                raise _unfit(message) from error
            session.commit()
        return kept

    def _content(self, act: HoursHandedIn) -> bytes:
        try:
            return self._store.get(act.digest)
        except DocumentMissing as error:
            message = "The file is not there any more. Send it again."
            raise _unfit(message) from error


def _unfit(message: str) -> ApplicationError:
    return ApplicationError(
        message, type=UNFIT, non_retryable=True, category=ApplicationErrorCategory.BENIGN
    )
