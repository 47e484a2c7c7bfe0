"""Applies feeds of the directory, and finds whom its news and the calendar's concern."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session
from temporalio import activity

from activities.concerned import Cause, Rules, gone, next_change
from activities.foreseeing import judge, news_between
from activities.inviting import Inviter
from activities.readdressing import send_again
from records import feed as feeds
from records import tellings
from records.comparing import Cells, Comparison, on_record
from records.database import Sessions
from records.feed import Feed
from records.importing import write_people
from records.visits import shut_out


class Feeding:
    """The only writer of the directory once it is there."""

    def __init__(self, sessions: Sessions, rules: Rules, inviter: Inviter) -> None:
        """Write through `sessions`.

        `inviter` tells who joins or leaves a team of its regular meeting.
        """
        self._sessions = sessions
        self._rules = rules
        self._inviter = inviter

    @activity.defn(no_thread_cancel_exception=True)
    def apply(self, number: int, now: datetime) -> None:
        """Apply a staged feed: the people and whom to tell, together or not at all.

        Repeating it changes nothing. A feed of which anything is wrong by now is refused whole.
        """
        with self._sessions() as session:
            feed = feeds.begin(session, number)
            if feed is not None:
                self._apply(session, feed, Cause(now, number, feed.person))
                session.commit()

    @activity.defn(no_thread_cancel_exception=True)
    def look(self, now: datetime) -> datetime:
        """Find whom the calendar concerns: a designation, a departure, a new job.

        Returns when to look again. Files that nobody applied for a week are forgotten.
        """
        with self._sessions() as session:
            known = on_record(session)
            self._queue(session, known, known, Cause(now))
            feeds.sweep(session, now)
            session.commit()
        return next_change(self._rules, known, now)

    def _apply(self, session: Session, feed: Feed, cause: Cause) -> None:
        file = judge(session, self._rules, feed.content, feed.within, cause.now)
        if file.bad:
            feeds.refuse(feed, file.bad, cause.now)
            return
        found = file.found
        write_people(session, found)
        for leader, left in _regrouped(found).items():
            agency = found.after[leader]["agency"]
            self._inviter.regroup(session, agency, leader, left, cause.now)
        moved = {each.number for each in found.changes if each.column == "mail"}
        send_again(session, moved, f"feed-{cause.feed}", cause.now)
        self._queue(session, file.before, found.after, cause)
        feeds.apply(feed, found, cause.now)

    def _queue(
        self,
        session: Session,
        before: Mapping[str, Cells],
        after: Mapping[str, Cells],
        cause: Cause,
    ) -> None:
        """Have told whoever the difference concerns; remember what each knows then.

        Who has left comes in no more.
        """
        news = news_between(session, self._rules, before, after, cause)
        tellings.queue(session, (*news.tellings, *news.anyway))
        tellings.know(session, news.known)
        shut_out(session, gone(self._rules, after, cause.now), cause.now)


def _regrouped(found: Comparison) -> dict[str, list[str]]:
    """The supervisors whose teams somebody joins or leaves by a file, with who leaves each."""
    moved = [change for change in found.changes if change.column == "supervisor"]
    joined = [*(row.number for row in found.added), *(change.number for change in moved)]
    leaders = {found.after[number]["supervisor"] for number in joined}
    leaders |= {change.old for change in moved}
    return {
        leader: [change.number for change in moved if change.old == leader]
        for leader in sorted(leaders)
        if leader in found.after
    }
