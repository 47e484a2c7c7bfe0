"""Puts a workflow's account on record: one short transaction, and repeating it changes nothing."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session
from temporalio import activity

from activities.parties import NotRecorded
from activities.waiting_for import mentioned, rests_on_what_is_owed
from activities.writing import Correspondent, Matter
from policy.account import Account
from policy.acts import Submission
from policy.deadlines import A_DAY
from policy.notices import Kind, Notice
from policy.proposal import Proposal
from records import arrangements, concerns, proposals
from records.accounts import write_account
from records.database import Sessions
from records.links import Link

OF_THE_END = frozenset({Kind.TERM_ENDING, Kind.ARRANGEMENT_ENDED})
"""Mails that say whether the employee goes on telecommuting afterwards."""


class Recording:
    """The only writer of business records."""

    def __init__(self, sessions: Sessions, correspondent: Correspondent) -> None:
        """Write through `sessions`; `correspondent` words the notices."""
        self._sessions = sessions
        self._correspondent = correspondent

    @activity.defn(no_thread_cancel_exception=True)
    def record(self, account: Account, submission: Submission | None) -> None:
        """Write one step; the first one of an arrangement brings its submission.

        The projection, the open tasks, the timeline, the links and the mails into the outbox
        become visible together or not at all.
        """
        with self._sessions() as session:
            written = []
            if account.notices:
                matter = self._matter(session, account, submission)
                written = [
                    self._correspondent.write(session, matter, notice)
                    for notice in _told(account, matter)
                ]
            write_account(
                session,
                account,
                submission=submission,
                letters=[letter for letter, _ in written],
                links=_distinct(link for _, link in written),
            )
            session.commit()

    def _matter(self, session: Session, account: Account, submission: Submission | None) -> Matter:
        reference = account.standing.reference
        subject = submission or arrangements.find(session, reference)
        if subject is None:
            raise NotRecorded(reference)
        persons = [each for notice in account.notices for each in mentioned(notice)]
        standing, newest = account.standing, _newest(session, account)
        matter = self._correspondent.matter(
            session, subject, newest, standing.starts_on, standing.as_of, persons=persons
        )
        before = any(rests_on_what_is_owed(notice) for notice in account.notices)
        known = (*(concerns.still_open(session, reference) if before else ()), *account.concerns)
        return replace(
            matter,
            concerns={str(each.number): each for each in known},
            followed_by=_followed_by(session, account, matter),
        )


def _told(account: Account, matter: Matter) -> list[Notice]:
    """What somebody is there to read: who has left is written to no more.

    But for the employee, who has to know what became of their arrangement and what to bring back.
    """
    employee = {matter.employee.number} if matter.employee else set()
    nobody = {"", *matter.gone} - employee
    return [notice for notice in account.notices if notice.person not in nobody]


def _followed_by(session: Session, account: Account, matter: Matter) -> str:
    """The employee's next arrangement, for mails about the end of this one (IV.E)."""
    standing = account.standing
    over_on = standing.ended_on or (standing.ends_on and standing.ends_on + A_DAY)
    tells = any(notice.kind in OF_THE_END for notice in account.notices)
    if not (tells and over_on and matter.employee):
        return ""
    return arrangements.following(session, matter.employee.number, over_on)


def _newest(session: Session, account: Account) -> Proposal:
    """The proposal that this step fixed, or the one on the table by the records."""
    if account.proposals:
        return account.proposals[-1][1]
    standing = account.standing
    tabled = proposals.of_version(session, standing.reference, standing.version)
    if tabled is None:
        raise NotRecorded(standing.reference)
    return tabled


def _distinct(links: Iterable[Link | None]) -> list[Link]:
    return list({link.id: link for link in links if link is not None}.values())
