"""Endings: by the employee, by the agency with notice or at once, by the directory (GL32 IV.E)."""

from datetime import date

from temporalio import workflow

from workflows.approvals import Approvals
from workflows.duties import Duties
from workflows.ledger import Ledger
from workflows.modifying import Modifying
from workflows.parties import tell_parties, to_return
from workflows.versions import until
from workflows.waiting import Due

with workflow.unsafe.imports_passed_through():
    from policy.account import Ending, Happening, Status
    from policy.acts import Attribution
    from policy.changes import EndingWithdrawn, EndRequested, JobChanged
    from policy.deadlines import A_DAY
    from policy.living.ending import (
        first_notice,
        needs_notice,
        objection_to_own_day,
        objection_to_reason,
    )
    from policy.notices import Kind
    from policy.wording import ENDINGS, show_date, stated


class Endings:
    """Who ended it, for which reason, and from which day on it is in force no more."""

    def __init__(
        self, ledger: Ledger, modifying: Modifying, approvals: Approvals, duties: Duties
    ) -> None:
        """Nobody has ended it."""
        self._ledger = ledger
        self._modifying = modifying
        self._approvals = approvals
        self._duties = duties
        self._given: dict[str, EndRequested] = {}
        """The notice of either side, by role: the earlier last day holds."""

    @property
    def notices(self) -> tuple[EndRequested, ...]:
        """The notices that stand, at most one of each side."""
        return tuple(self._given.values())

    def objection(self, act: EndRequested) -> str | None:
        """Why this person cannot end it so, or None; the employee needs no reason (IV.E)."""
        ledger = self._ledger
        if ledger.over:
            return "It has already ended."
        agencys = self._given.get(ledger.plan.coordinator)
        if self._is_employees(act.by):
            ends_on = agencys.last_day if agencys else ledger.current.ends_on
            return objection_to_own_day(act.last_day, ledger.today, ends_on)
        if not ledger.coordinates(act.by):
            return "Only the employee and the agency's coordinator can end it."
        if not ledger.in_force:
            return None if act.reason.strip() else "The agency's ending needs its reason on record."
        if agencys is not None and needs_notice(ledger.plan.in_force, act):
            return "Notice was given already: withdraw it before you give another."
        return objection_to_reason(ledger.plan.in_force, act, ledger.today, ledger.current.ends_on)

    def end(self, act: EndRequested) -> None:
        """Stop now, or on the last day of the notice; the record shows who ended it (IV.E)."""
        ledger = self._ledger
        if ledger.in_force and needs_notice(ledger.plan.in_force, act) and act.last_day:
            self._give_notice(act, act.last_day)
        else:
            self._end_now(act)

    def objection_to_withdrawing(self, act: EndingWithdrawn) -> str | None:
        """Why a notice cannot be taken back, or None: each side takes back its own."""
        if not self._given:
            return "No notice was given."
        mine = self._is_employees(act.by)
        theirs = self._role(act.by) in self._given and (mine or self._ledger.coordinates(act.by))
        return None if theirs else "Only the side that gave the notice can withdraw it."

    def withdraw(self, act: EndingWithdrawn) -> None:
        """The notice is taken back: it ends as if none had been given, or by the other side's."""
        ledger = self._ledger
        del self._given[self._role(act.by)]
        ledger.note(Happening.NOTICE_WITHDRAWN, act.by, role=self._role(act.by), note=act.reason)
        self._await_last_day()
        still = show_date(ledger.notice_until) if ledger.notice_until else ""
        tell_parties(ledger, Kind.NOTICE_WITHDRAWN, reason=act.reason, last_day=still)

    def expire(self) -> None:
        """Its last day is over."""
        last_day = self._ledger.current.ends_on
        self._ledger.note(Happening.ENDED, about=Ending.EXPIRED)
        ended_on = last_day + A_DAY if last_day else self._ledger.today
        self._finish(Ending.EXPIRED, ended_on)

    def change_job(self, act: JobChanged) -> None:
        """The directory's news ends it from its day on, however late the news is (IV.E).

        One that ended later is in force only until then after all, and everybody is told again.
        """
        ledger, ending = self._ledger, Ending.JOB_CHANGED if act.because else Ending.DEPARTED
        if ledger.over and (ledger.ended_on is None or ledger.ended_on <= act.on):
            ledger.refuse(act.by, "it has already ended", about=act.because)
            return
        evidence = {"effective_on": act.on.isoformat(), "because": act.because}
        ledger.note(Happening.ENDED, act.by, about=ending, evidence=evidence)
        if ledger.over:
            self._move_back(ending, act.on, act.because)
        else:
            self._finish(ending, act.on, rule=act.because)

    def resume(self, notices: tuple[EndRequested, ...]) -> None:
        """Go on with what the history before waited for."""
        self._given = {self._role(act.by): act for act in notices}
        self._await_last_day()

    def _await_last_day(self) -> None:
        """The earlier of two notices ends it; without any, nothing but the term does."""
        ledger, first = self._ledger, first_notice(self.notices)
        ledger.deadlines.clear(Due.NOTICE)
        ledger.notice_until = first.last_day if first else None
        if first and first.last_day:
            self._end_after(first, first.last_day)

    def _end_after(self, act: EndRequested, last_day: date) -> None:
        ledger = self._ledger
        label, at = f"Ends by notice: last day {last_day}", ledger.clocks.midnight(last_day + A_DAY)
        ledger.deadlines.set(Due.NOTICE, label, at, lambda: self._end_by_notice(act, last_day))

    def _move_back(self, ending: Ending, on: date, rule: str) -> None:
        """It has ended already, but too late: it was in force only until then."""
        ledger, told = self._ledger, self._ledger.ended_on
        ledger.ending, ledger.ended_on = ending, on
        ledger.spans = until(ledger.spans, on)
        ledger.move(ledger.status)
        tell_parties(
            ledger, Kind.ARRANGEMENT_ENDED, ended=stated(ENDINGS[ending]), rule=rule,
            effective_on=show_date(on), instead_of=show_date(told) if told else "",
        )  # fmt: skip

    def _give_notice(self, act: EndRequested, last_day: date) -> None:
        """It stands beside one of the other side: the mail says which day it ends on now."""
        ledger, role = self._ledger, self._role(act.by)
        self._given[role] = act
        evidence = {"last_day": last_day.isoformat(), "because": act.because} | act.details
        ledger.note(
            Happening.NOTICE_GIVEN, act.by, role=role, note=act.reason,
            about=act.because, evidence=evidence,
        )  # fmt: skip
        self._await_last_day()
        holds = ledger.notice_until or last_day
        tell_parties(
            ledger, Kind.NOTICE_GIVEN, to_return(ledger), last_day=show_date(holds),
            reason=act.reason, rule=act.because, by=ledger.title(role),
            named=show_date(last_day) if holds < last_day else "",
        )  # fmt: skip

    def _end_by_notice(self, act: EndRequested, last_day: date) -> None:
        mine = self._is_employees(act.by)
        ending = Ending.ENDED_BY_EMPLOYEE if mine else Ending.ENDED_BY_AGENCY
        evidence = {"noticed_by": act.by.person, "because": act.because}
        self._ledger.note(Happening.ENDED, role=self._role(act.by), about=ending, evidence=evidence)
        self._finish(ending, last_day + A_DAY, reason=act.reason, rule=act.because)

    def _end_now(self, act: EndRequested) -> None:
        ledger = self._ledger
        ending = self._how(act)
        evidence = {"because": act.because} | act.details if act.because else {}
        ledger.note(
            Happening.ENDED, act.by, role=self._role(act.by), about=ending, note=act.reason,
            evidence=evidence,
        )  # fmt: skip
        self._finish(ending, ledger.today + A_DAY, reason=act.reason, rule=act.because)

    def _how(self, act: EndRequested) -> Ending:
        ledger = self._ledger
        if self._is_employees(act.by):
            return Ending.ENDED_BY_EMPLOYEE if ledger.in_force else Ending.WITHDRAWN
        reason = ledger.plan.in_force.reason(act.because) if ledger.in_force else None
        at_once = reason is not None and reason.at_once
        return Ending.TERMINATED_AT_ONCE if at_once else Ending.ENDED_BY_AGENCY

    def _finish(self, ending: Ending, ended_on: date, *, reason: str = "", rule: str = "") -> None:
        ledger = self._ledger
        self._given.clear()
        withdrawn = ending is Ending.WITHDRAWN
        in_force_until = ended_on if ledger.in_force else None
        self._modifying.leave()
        ledger.finish(ending, Status.WITHDRAWN if withdrawn else Status.ENDED, in_force_until)
        self._approvals.drop()
        self._duties.end()
        tell_parties(
            ledger,
            Kind.ARRANGEMENT_ENDED,
            to_return(ledger),
            ended=stated(ENDINGS[ending]),
            reason=reason,
            rule=rule,
            effective_on=show_date(ended_on) if ledger.in_force else "",
        )

    def _is_employees(self, by: Attribution) -> bool:
        return by.person == self._ledger.employee

    def _role(self, by: Attribution) -> str:
        plan = self._ledger.plan
        return plan.employee if self._is_employees(by) else plan.coordinator
