"""A plain model of an arrangement in force: what acts must come to, without any engine."""

from dataclasses import dataclass, field
from datetime import date, datetime

from policy.deadlines import A_DAY
from policy.directory import liaison_of
from policy.in_force import EndingReason
from tests import people
from tests.workflows.model import LINES
from tests.workflows.storming_concerns import Concerned
from tests.workflows.storming_roles import HEAD, HR, LIAISON, instant

AGENCY = "comptroller"


@dataclass
class LivingModel(Concerned):
    """Where it stands: `table` is the version that is being signed, 0 for none.

    `notices` are the last days that either side has named; the earlier one holds. `received` are
    the versions whose copy has arrived and is not acknowledged yet.
    """

    latest: date = date.max
    in_force: int = 1
    fixed: int = 1
    table: int = 0
    proposer: str = ""
    proposed_until: date = date.max
    signed: frozenset[str] = frozenset(LINES)
    declined: frozenset[str] = frozenset()
    copies: set[int] = field(default_factory=set)
    received: set[int] = field(default_factory=set)
    notices: dict[str, date] = field(default_factory=dict)
    ended_on: date | None = None

    @property
    def closed(self) -> bool:
        """It is over, and nothing is owed: nobody can do anything any more."""
        return self.over and not self.copies and not self.still("duty")

    # Modifications: one at a time, a new version signed anew by all.

    def propose(self, role: str, person: str, ends_on: date) -> bool:
        """Somebody proposes a modification with this last day."""
        theirs = role in {"employee", HR} and self.acts_as(role, person)
        if self.over or self.table or not theirs or not self.today < ends_on <= self.latest:
            return False
        self.proposer, self.proposed_until = person, ends_on
        self._table()
        return True

    def amend(self, person: str) -> bool:
        """A coordinator changes what is on the table: it is signed from the beginning."""
        if self.over or not self.table or person not in self.coordinators:
            return False
        self._table()
        return True

    def close(self, person: str) -> bool:
        """Who proposed it withdraws it, or a coordinator declines it."""
        if self.over or not self.table or person not in {self.proposer, *self.coordinators}:
            return False
        self._leave_table()
        return True

    def sign(self, line: str, person: str, version: int) -> bool:
        """A line is signed; with the last one the version takes effect."""
        if not self._is_theirs(line, person, version):
            return False
        self.signed |= {line}
        self.declined -= {line}
        if len(self.signed) == len(LINES):
            self._take_effect()
        return True

    def decline(self, line: str, person: str, version: int) -> bool:
        """A line is declined."""
        if not self._is_theirs(line, person, version) or line in self.declined:
            return False
        self.declined |= {line}
        return True

    def ask_again(self, line: str, person: str) -> bool:
        """A coordinator asks who declined to reconsider."""
        if self.closed or person not in self.coordinators or line not in self.declined:
            return False
        self.declined -= {line}
        return True

    # Endings.

    def end(self, person: str, reason: EndingReason | None, last_day: date | None) -> bool:
        """The employee ends it as they like, a coordinator by the program's reasons."""
        if self.over:
            return False
        if person == people.EMPLOYEE:
            until = self.notices.get(HR, self.ends_on)
            return self._end("employee", last_day, self.today, until)
        if person not in self.coordinators or reason is None or reason.job_change:
            return False
        if last_day is None:
            return reason.at_once and self._end(HR, None, self.today, self.ends_on)
        notice = 0 if reason.at_once else self.rules.ending.notice_days
        earliest = self.today + notice * A_DAY
        return HR not in self.notices and self._end(HR, last_day, earliest, self.ends_on)

    def take_back(self, person: str) -> bool:
        """A side withdraws the notice that it gave."""
        mine = person == people.EMPLOYEE
        theirs = mine or person in self.coordinators
        return theirs and self.notices.pop("employee" if mine else HR, None) is not None

    def change_job(self, on: date) -> bool:
        """The directory's news ends it on that day, however late the news is."""
        if not self.over:
            self._finish(on)
        elif self.ended_on and on < self.ended_on:
            self.ended_on = on
        else:
            return False
        return True

    # Copies.

    def arrive(self, *versions: int) -> None:
        """The copies of these versions arrive that are owed; without any, all of them."""
        arrived = self.copies & {*(versions or self.copies)}
        self.received |= arrived
        self.copies -= arrived

    def acknowledge(self, person: str, version: int) -> bool:
        """The liaison says that a copy has arrived, once, until it is over and nothing is owed."""
        theirs = person == liaison_of(AGENCY) and version in self.received
        if self.closed or not theirs:
            return False
        self.received.discard(version)
        return True

    # People and time.

    def replace(self, role: str, successor: str, person: str) -> bool:
        """A coordinator puts somebody into a role that is asked for something, or will be."""
        fits = successor not in {people.EMPLOYEE, *self.holders(role)}
        comes = self.table and role in set(LINES) - self.signed
        settles = role == HR and (self.declined or self._vacant())
        asked = comes or settles or role in self._owing()
        if self.closed or person not in self.coordinators or not fits or not asked:
            return False
        if role in {"employee", HEAD}:
            return False
        self.install(role, successor)
        self.declined -= {role}
        return True

    def remind(self, role: str, person: str) -> bool:
        """A coordinator has somebody reminded who has something to do."""
        asked = self._owing() - self._vacant() | ({LIAISON} if self.copies else set())
        return not self.closed and person in self.coordinators and role in asked

    def pass_time(self, now: datetime) -> None:
        """What is due by then falls due, one after the other."""
        while due := [each for each in self._coming() if each[0] <= now]:
            at, what = min(due)
            self.now = max(self.now, at)
            self._fall_due(what)
        self.now = now

    def _coming(self) -> list[tuple[datetime, str]]:
        """When something happens by itself, and what."""
        lapses = [(it.due, "lapse") for it in self.still("approval").values() if it.due]
        over = [] if self.over else [(instant(self._last_day() + A_DAY), "end")]
        return [*lapses, *over, *((at, rule) for rule, at in self.opens.items())]

    def _fall_due(self, what: str) -> None:
        if what == "end":
            self._finish(self._last_day() + A_DAY)
        elif what == "lapse":
            for it in self.still("approval").values():
                it.state = "lapsed" if it.due and it.due <= self.now else it.state
        else:
            self.open_by_itself(what)

    def _last_day(self) -> date:
        return min([self.ends_on, *self.notices.values()])

    def _owing(self) -> set[str]:
        """The roles that are asked for a signature, a decision or a duty."""
        unsigned = set(LINES) - self.signed - self.declined if self.table else set[str]()
        return unsigned | {
            it.role for kind in ("approval", "duty") for it in self.still(kind).values()
        }

    def _vacant(self) -> set[str]:
        """Those of them that nobody holds: somebody has to be found."""
        return {role for role in self._owing() if role != HR and not self.holder(role)}

    def _end(self, side: str, last_day: date | None, earliest: date, latest: date) -> bool:
        if last_day is None:
            self._finish(self.today + A_DAY)
        elif not earliest <= last_day <= latest:
            return False
        else:
            self.notices[side] = last_day
        return True

    def _finish(self, ended_on: date) -> None:
        self.over, self.ended_on = True, ended_on
        self.notices.clear()
        self._leave_table()
        self.wind_up()

    def _table(self) -> None:
        self.fixed += 1
        self.table = self.fixed
        self.signed, self.declined = frozenset(), frozenset()
        self.hear_of_designee()

    def _leave_table(self) -> None:
        self.table, self.signed, self.declined = 0, frozenset(LINES), frozenset()

    def _take_effect(self) -> None:
        self.in_force, self.ends_on = self.table, self.proposed_until
        self.copies.add(self.table)
        self._leave_table()
        self.await_all()
        self.pass_time(self.now)

    def _is_theirs(self, line: str, person: str, version: int) -> bool:
        current = bool(self.table) and version == self.table and not self.over
        return current and line not in self.signed and self._may_sign(line, person)

    def _may_sign(self, line: str, person: str) -> bool:
        """Who holds the line's role; that others coordinate too makes nobody sign for them."""
        return person in self.holders(line) and self.acts_as(line, person)
