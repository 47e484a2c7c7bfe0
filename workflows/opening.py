"""The days on which duties open by themselves, one timer each (GL32 IV.J)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from temporalio import workflow

from workflows.ledger import Ledger
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.deadlines import A_DAY
    from policy.duration import months_later
    from policy.in_force import DutyRule
    from policy.living.approving import day_of


class Openings:
    """What is still to open, by a day of the arrangement or after so many months."""

    def __init__(self, ledger: Ledger, open_duty: Callable[[DutyRule], None]) -> None:
        """Nothing is to open yet; on its day each duty is opened by `open_duty`."""
        self._ledger = ledger
        self._open_duty = open_duty
        self.days: dict[str, date] = {}
        """The days ahead of which each opens, by rule."""

    def follow(self, rule: DutyRule, answers: Mapping[str, str]) -> None:
        """One was done: it opens again, by the day it was closed with or by months."""
        day = day_of(rule.on, answers)
        if day is not None:
            self.expect(rule, day)
        elif rule.every_months:
            self.expect_next(rule, self._ledger.today)

    def expect_next(self, rule: DutyRule, since: date) -> None:
        """It opens as many months after that day as the program says."""
        self.expect(rule, months_later(since, rule.every_months))

    def expect(self, rule: DutyRule, day: date) -> None:
        """It opens so many days ahead of that day; never after the last day."""
        ledger, opens_on = self._ledger, self.opens_on(rule, day)
        ends_on = ledger.current.ends_on
        self.days[rule.id] = day
        if ends_on is not None and opens_on > ends_on:
            ledger.deadlines.clear(_name(rule))
            return
        at: datetime = max(ledger.clocks.morning(opens_on), workflow.now())
        label = f"{rule.title}: opens {opens_on}"
        ledger.deadlines.set(_name(rule), label, at, lambda: self._open(rule))

    def opens_on(self, rule: DutyRule, day: date) -> date:
        """The day on which it opens: today at the earliest."""
        return max(day - rule.before_days * A_DAY, self._ledger.today)

    def forget(self, rule: DutyRule) -> None:
        """It does not open by itself any more."""
        self.days.pop(rule.id, None)
        self._ledger.deadlines.clear(_name(rule))

    def _open(self, rule: DutyRule) -> None:
        self.days.pop(rule.id, None)
        self._open_duty(rule)


def _name(rule: DutyRule) -> str:
    return f"{Due.REMINDER}:opens:{rule.id}"
