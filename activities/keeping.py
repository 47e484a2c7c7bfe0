"""Puts entries of registers on record: one short transaction, and repeating it changes nothing."""

from datetime import datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.inviting import Inviter
from policy.acts import RegisterWrite
from records import registers
from records.database import Sessions

KEY_TAKEN = "KeyTaken"
"""The error type of an entry whose key names another one: trying again would not help."""


class Keeping:
    """The only writer of registers."""

    def __init__(self, sessions: Sessions, inviter: Inviter) -> None:
        """Write through `sessions`; `inviter` tells who is invited by an entry."""
        self._sessions = sessions
        self._inviter = inviter

    @activity.defn(no_thread_cancel_exception=True)
    def keep(self, agency: str, act: RegisterWrite, at: datetime) -> int:
        """Keep an entry as accepted at `at`; returns its number, the same for the same key.

        Who is invited by it gets mail: the letters become visible with the entry, or not at all.
        The one permanent failure is an error of type `KEY_TAKEN`.
        """
        with self._sessions() as session:
            try:
                number = registers.add(session, agency, act, at)
            except registers.KeyTaken as error:
                message = "This entry was sent before, with other contents."
                raise ApplicationError(
                    message,
                    type=KEY_TAKEN,
                    non_retryable=True,
                    category=ApplicationErrorCategory.BENIGN,
                ) from error
            entry = registers.by_key(session, act.by.key)
            if entry is not None:
                self._inviter.invite(session, agency, entry)
            session.commit()
        return number
