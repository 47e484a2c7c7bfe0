"""Tells coordinators on Mondays what the week brings: one mail a person, none for nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session
from temporalio import activity

from activities.announcing import Announcer, News
from policy.deadlines import local_date
from policy.notices import Kind
from policy.program import Agency
from policy.reading.loading import Programs
from policy.wording import show_instant
from records import people
from records.arrangements import Arrangement
from records.concerns import ConcernRow
from records.database import Sessions
from records.directory import coordinating
from records.letters import Letter, queue
from records.people import Person
from records.upcoming import Upcoming, upcoming

WEEK = timedelta(days=7)
A_MINUTE = timedelta(minutes=1)
MOST = 30
"""Lines of a mail; the board has the rest."""


@dataclass(frozen=True)
class DigestOrder:
    """To tell what the week from `at` (UTC) brings in a time zone; `key` names the run."""

    time_zone: str
    at: datetime
    key: str


class Digesting:
    """Writes digests; repeating an order changes nothing."""

    def __init__(
        self,
        sessions: Sessions,
        programs: Programs,
        agencies: Mapping[str, Agency],
        announcer: Announcer,
    ) -> None:
        """Read from `sessions`, tell through `announcer`."""
        self._sessions = sessions
        self._programs = programs
        self._agencies = agencies
        self._announcer = announcer

    @activity.defn(no_thread_cancel_exception=True)
    def digest(self, order: DigestOrder) -> int:
        """Put a mail into the outbox for each coordinator who has deadlines; returns how many."""
        with self._sessions() as session:
            written = [
                letter
                for person, agencies in self._readers(session, order.time_zone, order.at)
                if (letter := self._letter(session, order, person, agencies))
            ]
            queue(session, written)
            session.commit()
        return len(written)

    def _readers(
        self, session: Session, zone: str, at: datetime
    ) -> Iterator[tuple[Person, list[Agency]]]:
        """The coordinators whose first agency lies in the zone, each with all their agencies."""
        of_person: dict[str, list[Agency]] = {}
        for name in sorted(self._agencies):
            agency = self._agencies[name]
            for number in coordinating(session, agency, at):
                of_person.setdefault(number, []).append(agency)
        known = people.of_numbers(session, of_person)
        for number, agencies in sorted(of_person.items()):
            if agencies[0].time_zone == zone and number in known:
                yield known[number], agencies

    def _letter(
        self, session: Session, order: DigestOrder, person: Person, agencies: Sequence[Agency]
    ) -> Letter | None:
        names = [agency.id for agency in agencies]
        found = [
            each
            for each in upcoming(session, names, order.at, order.at + WEEK, self._title)
            if each.employee != person.number
        ]
        if not found:
            return None
        facts = {
            "overdue": _lines([each for each in found if each.is_late], order.time_zone),
            "week": _lines([each for each in found if not each.is_late], order.time_zone),
            "count": str(len(found)),
        }
        thread = f"digest-{person.number}"
        news = News(Kind.DIGEST, order.key, order.at, "/arrangements", thread, facts)
        agency = agencies[0]
        return self._announcer.letter(news, person, self._programs.of(agency), agency)

    def _title(self, arrangement: Arrangement, concern: ConcernRow) -> str:
        """What is owed or waits for a decision, as the program calls it, with its item."""
        program = self._programs.get(arrangement.program, arrangement.program_version)
        rules = program.in_force
        rule = rules.duty(concern.rule) or rules.approval(concern.rule)
        title = rule.title if rule else concern.rule
        return f"{title}: {concern.subject}" if concern.subject else title


def _lines(found: Sequence[Upcoming], zone: str) -> str:
    """One line for each, and how many more there are."""
    shown = [_line(each, zone) for each in found[:MOST]]
    more = len(found) - len(shown)
    return "\n".join([*shown, *([f"and {more} more on the board"] if more else [])])


def _line(each: Upcoming, zone: str) -> str:
    at = show_instant(each.at if each.begins else _last_minute(each.at, zone), zone)
    told = f"{each.label}, {at}" if each.label else f"since {at}"
    return f"{each.reference}: {told}"


def _last_minute(at: datetime, zone: str) -> datetime:
    """What is due by the end of a day is due on that day, not on the next one."""
    before = at - A_MINUTE
    return before if local_date(before, zone) < local_date(at, zone) else at
