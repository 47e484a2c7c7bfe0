"""What the calendars show that people subscribe to: no more than the person may see on pages.

Each is asked for anew with every fetch, so that who leads somebody no more, or coordinates for an
agency no more, sees nothing of them. No reasons, no places and no notes leave through here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlmodel import Session

from api.parts import Parts
from api.who import Who
from mail.calendars import uid_of
from mail.feeds import DayEvent, write_feed
from policy.account import CLOSED, START
from policy.deadlines import day_ended, local_date
from policy.hours.planned import PlannedDay, telecommuted
from policy.timekeeping import Period
from policy.week import Place
from records import arrangements, due, planning, teams
from records.arrangements import Arrangement
from records.calendars import Shown
from records.concerns import ConcernRow

BEHIND, AHEAD = timedelta(days=31), timedelta(days=280)
"""How far back and ahead telecommuting days are shown: longer than most arrangements last."""

NAMES: Mapping[Shown, str] = {
    Shown.MINE: "My telecommuting",
    Shown.TEAM: "Telecommuting in my team",
    Shown.DEADLINES: "Deadlines of arrangements",
}
_NEXT = "next"
"""What the start is called that is asked for, before an arrangement is authorized."""


def offered(session: Session, who: Who) -> tuple[Shown, ...]:
    """The calendars that somebody may have: their own, a leader's, a coordinator's."""
    holds = {
        Shown.MINE: True,
        Shown.TEAM: teams.leads_somebody(session, who.person.number),
        Shown.DEADLINES: bool(who.agencies),
    }
    return tuple(shown for shown, held in holds.items() if held)


@dataclass(frozen=True)
class Calendars:
    """Writes the calendars of one person, as things stand now."""

    session: Session
    parts: Parts
    who: Who

    def write(self, shown: Shown) -> bytes | None:
        """The calendar file; None for one that this person may not have, or not any more."""
        if shown not in offered(self.session, self.who):
            return None
        events: dict[Shown, Callable[[], Iterator[DayEvent]]] = {
            Shown.MINE: self._mine,
            Shown.TEAM: self._team,
            Shown.DEADLINES: self._deadlines,
        }
        return write_feed(NAMES[shown], events[shown]())

    def _mine(self) -> Iterator[DayEvent]:
        """One's own days, the last day of what is in force, and what one owes."""
        number = self.who.person.number
        mine = {each.reference: each for each in arrangements.of_employee(self.session, number)}
        for each in self._days([number]):
            part = ", part of the day" if each.place is Place.PART_DAY else ""
            yield self._event(mine[each.reference], each.day, f"Telecommuting{part}")
        for arrangement in mine.values():
            yield from self._last_day(arrangement)
        for arrangement, concern in due.owed_by(self.session, number):
            yield self._owed(arrangement, concern)

    def _team(self) -> Iterator[DayEvent]:
        """The days of everybody whom this person leads, at whatever distance, by name."""
        members = teams.below(self.session, self.who.person.number)
        names = {each.person.number: each.person.name for each in members}
        found = {each.reference: each for each in arrangements.of_employees(self.session, names)}
        for each in self._days(names):
            title = f"{names[each.employee]}: telecommuting"
            yield self._event(found[each.reference], each.day, title)

    def _deadlines(self) -> Iterator[DayEvent]:
        """By reference: the deadlines of each open arrangement, its last day, what is owed."""
        agencies = self.who.agencies
        for each in due.open_in(self.session, agencies):
            days = {deadline["name"]: self._day_of(each, deadline) for deadline in _own(each)}
            for deadline in _own(each):
                title, name = f"{deadline['label']} ({each.reference})", deadline["name"]
                yield self._event(each, days[name], title, name)
            if each.ends_on not in days.values():
                yield from self._last_day(each)
        for arrangement, concern in due.owed_in(self.session, agencies):
            yield self._owed(arrangement, concern)

    def _days(self, numbers: Collection[str]) -> list[PlannedDay]:
        """The telecommuting days of these employees, from a while ago until long ahead."""
        today = self.parts.clock().date()
        lives = planning.of_people(self.session, numbers, self.parts.programs.in_force)
        return telecommuted(lives, Period(today - BEHIND, today + AHEAD))

    def _last_day(self, arrangement: Arrangement) -> Iterator[DayEvent]:
        day = arrangement.notice_until or arrangement.ends_on
        if day and arrangement.in_force and arrangement.status not in CLOSED:
            title = f"Last day of arrangement {arrangement.reference}"
            yield self._event(arrangement, day, title, "last")

    def _owed(self, arrangement: Arrangement, concern: ConcernRow) -> DayEvent:
        rules = self.parts.program_of(arrangement).in_force
        rule = rules.duty(concern.rule) or rules.approval(concern.rule)
        title = f"Due: {rule.title if rule else concern.rule} ({arrangement.reference})"
        zone = self.parts.zone_of(arrangement.agency)
        day = day_ended(concern.due_at or concern.opened_at, zone)
        return self._event(arrangement, day, title, f"due {concern.number}")

    def _day_of(self, arrangement: Arrangement, deadline: Mapping[str, str]) -> date:
        """The agency's local day that a deadline is on: a start begins it, all else ends it."""
        if deadline["name"] == _NEXT:
            return arrangement.starts_on
        at, zone = datetime.fromisoformat(deadline["at"]), self.parts.zone_of(arrangement.agency)
        return local_date(at, zone) if deadline["name"] == START else day_ended(at, zone)

    def _event(
        self, arrangement: Arrangement, day: date, title: str, deadline: str = ""
    ) -> DayEvent:
        """A telecommuting day, or the deadline that the arrangement knows by this name."""
        base, reference = self.parts.site.base_url, arrangement.reference
        domain = urlsplit(base).hostname or base
        return DayEvent(
            uid=uid_of(domain, "calendar", reference, deadline or day.isoformat()),
            day=day,
            title=title,
            as_of=arrangement.as_of or arrangement.since,
            url=f"{base}/arrangements/{reference}",
            deadline=bool(deadline),
        )


def _own(arrangement: Arrangement) -> list[dict[str, str]]:
    """The deadlines that somebody has to keep, but for those of what is asked for and owed.

    These have titles of their own. Before an arrangement is authorized, it is its start.
    """
    own, at = due.own(arrangement), arrangement.next_deadline
    if own or arrangement.in_force or at is None:
        return own
    return [{"name": _NEXT, "label": arrangement.next_label, "at": at.isoformat()}]
