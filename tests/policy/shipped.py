"""Rules of the shipped programs by name."""

from policy.form import FormField
from policy.in_force import ApprovalRule, DutyRule, EndingReason, InForce, ReportRule, Rule
from tests.policy.samples import CONNECTICUT

LETTER = CONNECTICUT.in_force


def approval(name: str) -> ApprovalRule:
    """The written approval of that ID in the letter."""
    found = LETTER.approval(name)
    assert found is not None
    return found


def report(name: str) -> ReportRule:
    """The report of that ID in the letter."""
    found = LETTER.report(name)
    assert found is not None
    return found


def duty(name: str, rules: InForce = LETTER) -> DutyRule:
    """The duty of that ID."""
    found = rules.duty(name)
    assert found is not None
    return found


def field(rule: Rule | EndingReason, name: str) -> FormField:
    """A field of a rule's form."""
    return {item.id: item for item in rule.fields}[name]
