"""Reports: who must know is told at once, and what must follow is opened (GL32 IV.F to IV.L)."""

from temporalio import workflow

from workflows.duties import Duties
from workflows.ledger import Ledger
from workflows.parties import tell_others
from workflows.told import told

with workflow.unsafe.imports_passed_through():
    from policy.account import Happening
    from policy.concerns import ConcernKind, ConcernState, Reported
    from policy.in_force import ReportRule
    from policy.living.approving import day_of
    from policy.notices import Kind
    from policy.signing import Ruling


class Reports:
    """What was reported from either side."""

    def __init__(self, ledger: Ledger, duties: Duties) -> None:
        """Nothing was reported yet."""
        self._ledger = ledger
        self._duties = duties

    def take(self, act: Reported) -> None:
        """Put a report on record; one about an arrangement that has ended counts as well."""
        ledger, rule = self._ledger, self._ledger.plan.in_force.report(act.rule)
        objection = self._objection(rule, act)
        if rule is None or objection:
            ledger.refuse(act.by, objection or "", role=act.role)
            return
        concern = ledger.concerns.open(
            ConcernKind.REPORT,
            rule.id,
            act.role,
            act.by.person,
            answers=act.answers,
            on=day_of(rule.on, act.answers),
        )
        ledger.concerns.close(concern, ConcernState.MADE, act.by, role=act.role)
        ledger.note(Happening.REPORTED, act.by, role=act.role, about=str(concern.number))
        facts = told(ledger, concern)
        tell_others(ledger, Kind.REPORT_MADE, rule.told, but=act.by.person, known=facts)
        self._duties.open_after_report(rule.opens, act.answers, concern)

    def _objection(self, rule: ReportRule | None, act: Reported) -> str | None:
        if rule is None:
            return "the program knows no such report"
        if not self._ledger.in_force:
            return Ruling.NOT_OPEN
        theirs = act.role in rule.made_by and self._ledger.acts_as(act.role, act.by)
        return None if theirs else Ruling.NOT_THEIRS
