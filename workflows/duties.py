"""Duties: owed by a day, reminded of, closed only with what they ask for (GL32 IV.H to IV.L)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from temporalio import workflow

from workflows.chasing import DUTY, Chase, Chasing
from workflows.completing import Completing
from workflows.early import Early
from workflows.ledger import Ledger
from workflows.opening import Openings
from workflows.parties import tell_others
from workflows.told import told

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.concerns import Concern, ConcernKind, ConcernState, DutyDone
    from policy.deadlines import A_DAY
    from policy.duty_form import objection_to_doing
    from policy.form import holds
    from policy.in_force import DutyRule
    from policy.living.approving import day_of
    from policy.living.lost import is_unreported
    from policy.living.outstanding import outstanding
    from policy.notices import Kind
    from policy.signing import Ruling
    from policy.tasks import Purpose


class Duties:
    """What is owed, and the days on which more opens by itself."""

    def __init__(
        self, ledger: Ledger, chasing: Chasing, early: Early, completing: Completing
    ) -> None:
        """Nothing is owed yet."""
        self._ledger = ledger
        self._completing = completing
        self._chasing = chasing
        self._early = early
        self._openings = Openings(ledger, self._open_each)

    @property
    def opens(self) -> dict[str, date]:
        """The days of what opens by itself, by rule."""
        return self._openings.days

    @property
    def owed(self) -> bool:
        """Whether anything is."""
        return any(True for _ in self._ledger.concerns.open_ones(ConcernKind.DUTY))

    def begin(self, before: Mapping[str, str] | None) -> None:
        """A version is in force: what opens by itself has its timer from now on.

        `before` are the answers of the version before it; None: it is the first, which opens what
        belongs to the start, owed by the first day. Where they hold the same day, a duty that was
        done since knows better; what is still to open is held against the new term.
        """
        answers, earlier = self._ledger.proposal.answers, before or {}
        for rule in self._ledger.plan.in_force.duties:
            if rule.at_start and before is None:
                self._open(rule, due_on=self._ledger.starts_on)
            if answers.get(rule.on) != earlier.get(rule.on):
                self._begin_on(rule, day_of(rule.on, self._ledger.known))
            elif rule.id in self.opens:
                self._openings.expect(rule, self.opens[rule.id])
            elif rule.every_months and not self._is_owed(rule):
                self._openings.expect_next(rule, self._ledger.starts_on)

    def resume(self, opens: dict[str, date], since: datetime) -> None:
        """Go on with what the history before had opened, or was to open, until `since`."""
        rules = self._ledger.plan.in_force
        for concern in self._ledger.concerns.open_ones(ConcernKind.DUTY):
            rule = rules.duty(concern.rule)
            if rule is not None:
                self._chase(rule, concern, since)
        for rule in self._named(sorted(opens)):
            self._openings.expect(rule, opens[rule.id])

    def open_after_report(
        self, names: Iterable[str], answers: dict[str, str], parent: Concern
    ) -> None:
        """A report opens what has to follow it."""
        for rule in self._named(names):
            if holds(rule.when, answers) and (rule.after_end or not self._ledger.over):
                self._open_each(rule, parent.number)

    def end(self) -> None:
        """The arrangement has ended: what only served it is owed no more, and the rest opens."""
        ledger = self._ledger
        lasting = {rule.id for rule in ledger.plan.in_force.duties if rule.after_end}
        lasting.update(ledger.plan.in_force.ending.opens)
        for rule in ledger.plan.in_force.duties:
            self._openings.forget(rule)
        for concern in ledger.concerns.open_ones(ConcernKind.DUTY):
            if concern.rule not in lasting:
                self._drop(concern)
        if ledger.in_force:
            for rule in self._named(ledger.plan.in_force.ending.opens):
                self._open_each(rule)

    def do(self, act: DutyDone) -> None:
        """Rule on what closes a duty; nothing else closes it."""
        if self._early.keeps(act.number, lambda: self.do(act)):
            return
        concern = self._ledger.concerns.find(act.number, ConcernKind.DUTY)
        objection = self._objection(concern, act)
        if concern is None or objection:
            self._ledger.refuse(act.by, objection or "", about=str(act.number))
            return
        ledger, about = self._ledger, str(concern.number)
        self._close(concern, ConcernState.DONE, act)
        ledger.note(Happening.DUTY_DONE, act.by, role=concern.role, about=about)
        self._tell(concern, act)
        self._completing.look_again(act.answers)
        rule = ledger.plan.in_force.duty(concern.rule)
        if rule is not None and not ledger.over:
            self._openings.follow(rule, act.answers)

    def _tell(self, concern: Concern, act: DutyDone) -> None:
        """Whoever has to know what became of it reads it in a mail (IV.J, IV.L)."""
        ledger, rule = self._ledger, self._ledger.plan.in_force.duty(concern.rule)
        facts = told(ledger, concern)
        roles = rule.told if rule else ()
        tell_others(ledger, Kind.DUTY_DONE, roles, but=act.by.person, known=facts)

    def _open_each(self, rule: DutyRule, parent: int = 0) -> None:
        """Open a duty, or one for each item that is still at the location.

        What also opens by itself is owed once: who has been asked for it is not asked again.
        """
        if not rule.each_of:
            if not (_opens_by_itself(rule) and self._is_owed(rule)):
                self._open(rule, parent)
            return
        ledger = self._ledger
        items = outstanding(rule, ledger.plan.in_force, ledger.current.answers, ledger.concerns.all)
        for item in items:
            self._open(rule, parent, item)

    def _is_owed(self, rule: DutyRule) -> bool:
        owed = self._ledger.concerns.open_ones(ConcernKind.DUTY)
        return any(concern.rule == rule.id for concern in owed)

    def _open(
        self, rule: DutyRule, parent: int = 0, subject: str = "", due_on: date | None = None
    ) -> None:
        ledger = self._ledger
        due_on = due_on or ledger.today + rule.due_within_days * A_DAY
        concern = ledger.concerns.open(
            ConcernKind.DUTY,
            rule.id,
            rule.role,
            "",
            due_at=ledger.clocks.midnight(due_on + A_DAY),
            parent=parent,
            subject=subject,
        )
        number = str(concern.number)
        ledger.note(Happening.DUTY_OPENED, role=rule.role, about=number, note=subject)
        ledger.invite(Purpose.DUTY, rule.role, number, told(ledger, concern))
        self._chase(rule, concern, concern.opened_at)
        self._completing.look_again()
        self._early.rule()

    def _chase(self, rule: DutyRule, concern: Concern, since: datetime) -> None:
        opened_at, due_at = concern.opened_at, concern.due_at
        due_on = self._ledger.clocks.day(due_at) - A_DAY if due_at else ""
        self._chasing.start(
            Chase(
                name=f"{DUTY}:{concern.number}",
                label=f"Duty {concern.number}, {rule.title}: due {due_on}",
                reminders=self._chasing.mornings(rule.remind_after_days, opened_at),
                remind=lambda: self._chasing.remind(Purpose.DUTY, concern.role, concern),
                due_at=due_at,
                fall_due=lambda: self._overdue(concern, rule),
            ),
            since,
        )

    def _objection(self, concern: Concern | None, act: DutyDone) -> str | None:
        if concern is None:
            return "no such duty was opened"
        if not concern.is_open:
            return "it is closed already"
        ledger = self._ledger
        theirs = ledger.acts_as(concern.role, act.by) or ledger.coordinates(act.by)
        return self._objection_to_answers(concern, act.answers) if theirs else Ruling.NOT_THEIRS

    def _objection_to_answers(self, concern: Concern, answers: dict[str, str]) -> str | None:
        """Why these answers do not close it: its form asks for others, or a report is missing."""
        ledger, plan = self._ledger, self._ledger.plan
        asks = plan.asks.get(concern.rule)
        objection = objection_to_doing(asks, answers) if asks else None
        if objection:
            return objection
        lost = is_unreported(plan.in_force, concern, answers, ledger.concerns.all)
        return f"nobody has reported the loss of {concern.subject}" if lost else None

    def _close(self, concern: Concern, state: ConcernState, act: DutyDone | None = None) -> None:
        ledger, number = self._ledger, str(concern.number)
        by, answers = (act.by, act.answers) if act else (None, None)
        ledger.concerns.close(concern, state, by, role=concern.role, closing=answers)
        ledger.drop(Purpose.DUTY, about=number)
        self._chasing.stop(f"{DUTY}:{number}")

    def _drop(self, concern: Concern) -> None:
        self._close(concern, ConcernState.DROPPED)
        self._ledger.note(Happening.DUTY_DROPPED, about=str(concern.number))

    def _overdue(self, concern: Concern, rule: DutyRule) -> None:
        role, number = concern.role, str(concern.number)
        self._ledger.note(Happening.DUTY_OVERDUE, role=role, about=number)
        self._chasing.tell_late(Purpose.DUTY, role, concern, rule.escalate_to)

    def _begin_on(self, rule: DutyRule, day: date | None) -> None:
        """The version has another day: what it brought itself is not owed any more."""
        if day is None:
            self._openings.forget(rule)
            return
        if self._openings.opens_on(rule, day) > self._ledger.today:
            self._drop_met(rule)
        self._openings.expect(rule, day)

    def _drop_met(self, rule: DutyRule) -> None:
        """Nobody is asked again for what came in with the modification that is in force now.

        That is whatever the day of before has opened; of what was reported since, it knows nothing.
        """
        tabled_at = self._ledger.tabled_at
        for concern in self._ledger.concerns.open_ones(ConcernKind.DUTY):
            is_met = tabled_at and not (concern.parent and concern.opened_at >= tabled_at)
            if concern.rule == rule.id and is_met:
                self._drop(concern)

    def _named(self, names: Iterable[str]) -> Iterable[DutyRule]:
        found = (self._ledger.plan.in_force.duty(name) for name in names)
        return (rule for rule in found if rule is not None)


def _opens_by_itself(rule: DutyRule) -> bool:
    return bool(rule.on or rule.every_months)
