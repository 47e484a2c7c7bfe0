"""A plain model of an arrangement in force: what acts must come to, without any engine."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests import people
from tests.workflows.model import HOLDERS, LINES

A_DAY = timedelta(days=1)
PROPOSERS = {people.EMPLOYEE: "employee", people.COORDINATOR: "hr_representative"}
OPENS_A_DUTY = {"injury": None, "interruption": "supervisor", "care_change": "employee"}
"""The reports that are tried, each with the role that owes what follows."""


@dataclass
class Asked:
    """A day change: who asked for it, for which day, and what became of it."""

    day: date
    state: str = "open"


@dataclass
class LivingModel:
    """Where it stands; `today` is the agency's date."""

    today: date
    ends_on: date
    notice_days: int
    in_force: int = 1
    fixed: int = 1
    table: int = 0
    proposer: str = ""
    signed: frozenset[str] = frozenset(LINES)
    declined: frozenset[str] = frozenset()
    holders: dict[str, str] = field(default_factory=lambda: dict(HOLDERS))
    approvals: dict[int, Asked] = field(default_factory=dict)
    duties: dict[int, str] = field(default_factory=dict)
    numbers: int = 0
    notices: dict[str, date] = field(default_factory=dict)
    over: bool = False

    def propose(self, person: str) -> bool:
        """A modification is proposed."""
        if self.over or self.table or person not in PROPOSERS or self.ends_on <= self.today:
            return False
        self.fixed += 1
        self.table, self.proposer = self.fixed, person
        self.signed, self.declined = frozenset(), frozenset()
        return True

    def close(self, person: str) -> bool:
        """The modification is withdrawn or declined."""
        if self.over or not self.table or person not in {self.proposer, people.COORDINATOR}:
            return False
        self._leave()
        return True

    def sign(self, line: str, person: str, version: int) -> bool:
        """A line is signed; the last one supersedes what was in force."""
        if not self._is_theirs(line, person, version):
            return False
        self.signed |= {line}
        self.declined -= {line}
        if len(self.signed) == len(LINES):
            self.in_force, self.table = self.table, 0
        return True

    def decline(self, line: str, person: str, version: int) -> bool:
        """A line is declined."""
        if not self._is_theirs(line, person, version) or line in self.declined:
            return False
        self.declined |= {line}
        return True

    def ask(self, day: date, *, lasting: bool) -> bool:
        """A day change is asked for; it has to be decided before that day."""
        if self.over or lasting or day <= self.today:
            return False
        self.numbers += 1
        self.approvals[self.numbers] = Asked(day)
        return True

    def decide(self, number: int, person: str, *, approved: bool) -> bool:
        """The supervisor decides, in time, once; a refusal that is tried has its reason."""
        asked = self.approvals.get(number)
        fits = asked is not None and asked.state == "open" and not self.over
        if asked is None or not fits or person != self.holders["supervisor"]:
            return False
        asked.state = "approved" if approved else "refused"
        return True

    def withdraw(self, number: int, person: str) -> bool:
        """Who asked takes it back."""
        asked = self.approvals.get(number)
        if asked is None or asked.state != "open":
            return False
        if person not in {people.EMPLOYEE, people.COORDINATOR}:
            return False
        asked.state = "withdrawn"
        return True

    def report(self, rule: str, person: str) -> bool:
        """The employee reports; what follows is owed."""
        if person != people.EMPLOYEE:
            return False
        self.numbers += 1
        owes = OPENS_A_DUTY[rule]
        if owes:
            self.numbers += 1
            self.duties[self.numbers] = owes
        return True

    def do(self, number: int, person: str) -> bool:
        """Who owes it does it, or the coordinator for them."""
        owes = self.duties.get(number)
        if owes is None or person not in {self.holders[owes], people.COORDINATOR}:
            return False
        del self.duties[number]
        return True

    def end(self, person: str, last_day: date | None, *, at_once: bool) -> bool:
        """Somebody ends it: the employee as they like, the agency by its rules."""
        if self.over or person not in PROPOSERS:
            return False
        if person == people.EMPLOYEE:
            return self._end(last_day, person)
        if people.COORDINATOR in self.notices and not (at_once and last_day is None):
            return False
        earliest = self.today if at_once else self.today + self.notice_days * A_DAY
        if last_day is None and not at_once:
            return False
        if last_day is not None and not earliest <= last_day <= self.ends_on:
            return False
        return self._end(last_day, person)

    def take_back(self, person: str) -> bool:
        """A notice is withdrawn, by the side that gave it; the other side's stands."""
        if self.over or person not in self.notices:
            return False
        del self.notices[person]
        return True

    @property
    def notice_until(self) -> date | None:
        """The last day of the earlier notice."""
        return min(self.notices.values(), default=None)

    def succeed(self, role: str, person: str) -> None:
        """The directory has somebody else in a role."""
        self.holders[role] = person

    def pass_days(self, today: date) -> None:
        """Days go by: what is due falls due."""
        self.today = today
        if self.notice_until and self.notice_until < today:
            self._finish()
        if self.ends_on < today and not self.over:
            self._finish()
        for asked in self.approvals.values():
            if asked.state == "open" and asked.day <= today:
                asked.state = "lapsed"

    def _end(self, last_day: date | None, person: str) -> bool:
        noticed = self.notices.get(people.COORDINATOR, self.ends_on)
        ends_on = noticed if person == people.EMPLOYEE else self.ends_on
        if last_day is None:
            self._finish()
        elif not self.today <= last_day <= ends_on:
            return False
        else:
            self.notices[person] = last_day
        return True

    def _finish(self) -> None:
        self.over, self.notices = True, {}
        self._leave()
        for asked in self.approvals.values():
            asked.state = "lapsed" if asked.state == "open" else asked.state

    def _leave(self) -> None:
        self.table, self.signed, self.declined = 0, frozenset(LINES), frozenset()

    def _is_theirs(self, line: str, person: str, version: int) -> bool:
        current = bool(self.table) and version == self.table and not self.over
        return current and line not in self.signed and self.holders[line] == person
