"""The term: it starts, its end is announced, it expires, or somebody ends it before (GL32 IV.E)."""

from datetime import datetime

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Ending, Happening, Status
    from policy.changes import EndRequested
    from policy.deadlines import TermDates
    from policy.duration import term_label
    from policy.holders import persons
    from policy.notices import Kind


ENDED = {
    Ending.EXPIRED: "It reached its last day.",
    Ending.ENDED_BY_EMPLOYEE: "The employee ended it.",
    Ending.ENDED_BY_AGENCY: "The agency ended it.",
    Ending.WITHDRAWN: "The employee withdrew the proposal.",
}


class Term:
    """The days between authorization and the ending."""

    def __init__(self, ledger: Ledger) -> None:
        """Nothing has begun."""
        self._ledger = ledger
        self._dates: TermDates | None = None

    @property
    def begun(self) -> bool:
        """Whether the arrangement is authorized."""
        return self._dates is not None

    def begin(self, dates: TermDates) -> None:
        """Every signature is recorded: the term's dates stand, with durable timers (IV.E)."""
        self._dates = dates
        ledger = self._ledger
        ledger.starts_on = dates.starts_on
        ledger.note(Happening.AUTHORIZED, note=f"{dates.starts_on} to {dates.ends_on or 'open'}")
        ledger.move(Status.AUTHORIZED)
        for role, person in self._signers():
            ledger.tell(Kind.AUTHORIZED, role, person)
        if dates.ends_on is not None and dates.ends_at is not None:
            label = f"{term_label(ledger.proposal, ledger.plan.term)}: last day {dates.ends_on}"
            ledger.deadlines.set(Due.LAST_DAY, label, dates.ends_at, self._expire)
            self._announce_next()
        ledger.deadlines.set(
            Due.START, f"Telecommuting starts {dates.starts_on}", dates.starts_at, self._start
        )
        ledger.deadlines.collect()

    def objection(self, act: EndRequested) -> str | None:
        """Why this person cannot end it, or None; the employee needs no reason (IV.E)."""
        ledger = self._ledger
        if ledger.over:
            return "It has already ended."
        if act.by.person == ledger.employee:
            return None
        if not ledger.coordinates(act.by):
            return "Only the employee and the agency's coordinator can end it."
        return None if act.reason.strip() else "The agency's ending needs its reason on record."

    def end(self, act: EndRequested) -> None:
        """Stop, from now on; the record shows who ended it."""
        ledger = self._ledger
        by_employee = act.by.person == ledger.employee
        ending = Ending.ENDED_BY_EMPLOYEE if by_employee else Ending.ENDED_BY_AGENCY
        status = Status.ENDED
        if by_employee and self._dates is None:
            ending, status = Ending.WITHDRAWN, Status.WITHDRAWN
        role = ledger.plan.employee if by_employee else ledger.plan.coordinator
        ledger.note(Happening.ENDED, act.by, role=role, about=ending, note=act.reason)
        self._finish(ending, status, act.reason)

    def _start(self) -> None:
        self._ledger.note(Happening.STARTED)
        self._ledger.move(Status.ACTIVE)

    def _expire(self) -> None:
        self._ledger.note(Happening.ENDED, about=Ending.EXPIRED)
        self._finish(Ending.EXPIRED, Status.ENDED, "")

    def _finish(self, ending: Ending, status: Status, reason: str) -> None:
        ledger = self._ledger
        ledger.finish(ending, status)
        ended = ENDED[ending]
        for role, person in self._signers():
            ledger.tell(Kind.ARRANGEMENT_ENDED, role, person, ended=ended, reason=reason)

    def _announce_next(self) -> None:
        """The next announcement still ahead: those missed in an outage are not caught up."""
        if self._dates is None or self._dates.ends_at is None:
            return
        ends_at = self._dates.ends_at
        ahead = [(at, days) for days, at in self._dates.announcements if at > workflow.now()]
        if ahead:
            at, days = min(ahead)
            label = f"Announce the last day {days} days before, {at:%Y-%m-%d}"
            self._ledger.deadlines.set(Due.ANNOUNCEMENT, label, at, lambda: self._announce(ends_at))

    def _announce(self, ends_at: datetime) -> None:
        """Say how many days are left now: after an outage fewer than planned, or nothing to say."""
        ledger = self._ledger
        role, days = ledger.plan.employee, (ends_at - workflow.now()).days
        if days > 0:
            ledger.note(Happening.END_ANNOUNCED, role=role, note=f"{days} days before")
            ledger.tell(Kind.TERM_ENDING, role, ledger.employee, days_left=str(days))
        self._announce_next()

    def _signers(self) -> tuple[tuple[str, str], ...]:
        """Every signer once, the principal of each role, and the coordinator."""
        ledger = self._ledger
        roles = [*(line.role for line in ledger.plan.lines), ledger.plan.coordinator]
        found: dict[str, str] = {}
        for role in roles:
            for person in persons(ledger.holders, role)[:1]:
                found.setdefault(person, role)
        return tuple((role, person) for person, role in found.items())
