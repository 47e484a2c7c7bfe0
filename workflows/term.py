"""The term: it starts, its end is announced, it ends, or a modification changes it (GL32 IV.E)."""

from datetime import datetime

from temporalio import workflow

from workflows.duties import Duties
from workflows.ending import Endings
from workflows.ledger import Ledger
from workflows.parties import tell_parties
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening, Status
    from policy.deadlines import TermDates, term_dates
    from policy.duration import term_label
    from policy.notices import Kind


class Term:
    """The days between authorization and the ending, version by version."""

    def __init__(self, ledger: Ledger, endings: Endings, duties: Duties) -> None:
        """Nothing has begun."""
        self._ledger = ledger
        self._endings = endings
        self._duties = duties
        self._dates: TermDates | None = None

    def begin(self) -> None:
        """Every signature is recorded: this version is in force, with durable timers (IV.E, V)."""
        ledger, before = self._ledger, self._ledger.in_force
        proposal, rule = ledger.proposal, ledger.plan.term
        dates = term_dates(
            workflow.now(), proposal.starts_on, proposal.ends_on, rule, ledger.clocks
        )
        self._dates = dates
        answers = ledger.current.answers if before else None
        ledger.take_effect(dates.starts_on, dates.ends_on)
        ledger.note(Happening.AUTHORIZED, note=f"{dates.starts_on} to {dates.ends_on or 'open'}")
        if before:
            ledger.note(Happening.SUPERSEDED, about=str(before))
        else:
            ledger.move(Status.AUTHORIZED)
        tell_parties(ledger, Kind.AUTHORIZED, supersedes=str(before or ""))
        self._duties.begin(answers)
        self._set_deadlines(dates, workflow.now())
        ledger.deadlines.collect()

    @property
    def dates(self) -> TermDates | None:
        """The term of what is in force; None before."""
        return self._dates

    def resume(self, dates: TermDates | None, since: datetime) -> None:
        """Go on with the term of the history before, which ended at `since`."""
        self._dates = dates
        if dates is not None and not self._ledger.over:
            self._set_deadlines(dates, since)

    def _set_deadlines(self, dates: TermDates, since: datetime) -> None:
        deadlines = self._ledger.deadlines
        self._set_last_day(dates, since)
        if self._ledger.status is Status.AUTHORIZED:
            label = f"Telecommuting starts {dates.starts_on}"
            deadlines.set(Due.START, label, dates.starts_at, self._start)

    def _set_last_day(self, dates: TermDates, since: datetime) -> None:
        ledger = self._ledger
        ledger.deadlines.clear(Due.LAST_DAY, Due.ANNOUNCEMENT)
        if dates.ends_on is not None and dates.ends_at is not None:
            label = f"{term_label(ledger.proposal, ledger.plan.term)}: last day {dates.ends_on}"
            ledger.deadlines.set(Due.LAST_DAY, label, dates.ends_at, self._endings.expire)
            self._announce_next(since)

    def _start(self) -> None:
        self._ledger.note(Happening.STARTED)
        self._ledger.move(Status.ACTIVE)

    def _announce_next(self, since: datetime) -> None:
        """The next announcement after `since`: of those missed in an outage one is made."""
        if self._dates is None or self._dates.ends_at is None:
            return
        ends_at = self._dates.ends_at
        ahead = [(at, days) for days, at in self._dates.announcements if at > since]
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
        self._announce_next(workflow.now())
