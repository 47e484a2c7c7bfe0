"""What mails about a concern may say: its rule, its days, who asked; never what was written."""

from temporalio import workflow

from workflows.ledger import Ledger

with workflow.unsafe.imports_passed_through():
    from policy.concerns import Concern, ConcernKind
    from policy.deadlines import A_DAY
    from policy.tasks import Purpose
    from policy.wording import show_date

WHOSE = {
    ConcernKind.APPROVAL: "asked_by",
    ConcernKind.REPORT: "made_by",
    ConcernKind.DUTY: "owed_by",
}
KINDS = {Purpose.APPROVE: ConcernKind.APPROVAL, Purpose.DUTY: ConcernKind.DUTY}


def told(ledger: Ledger, concern: Concern) -> dict[str, str]:
    """The facts of a mail about a concern; titles are looked up when it is written."""
    known = {
        "rule": concern.rule,
        "number": str(concern.number),
        WHOSE[concern.kind]: ledger.title(concern.role),
        "subject": concern.subject,
        "on": show_date(concern.on) if concern.on else "",
        **_due(ledger, concern),
    }
    return {name: value for name, value in known.items() if value}


def told_of_task(ledger: Ledger, purpose: Purpose, about: str) -> dict[str, str]:
    """The same of what a task asks for; nothing where that is no concern."""
    kind = KINDS.get(purpose)
    concern = ledger.concerns.find(int(about), kind) if kind else None
    return told(ledger, concern) if concern else {}


def _due(ledger: Ledger, concern: Concern) -> dict[str, str]:
    """The day by whose end a duty is to be done; the instant before which to decide."""
    due_at = concern.due_at
    if due_at is None:
        return {}
    if concern.kind is ConcernKind.DUTY:
        return {"due": show_date(ledger.clocks.day(due_at) - A_DAY)}
    return {"due_at": due_at.isoformat()}
