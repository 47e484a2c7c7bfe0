"""What came up while an arrangement is in force, in the program's words."""

from policy.account import Happening
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.in_force import ApprovalRule, DutyRule, ReportRule, Rule
from policy.program import Program
from policy.wording import show_date

STATES = {
    ConcernState.OPEN: "open",
    ConcernState.APPROVED: "approved",
    ConcernState.REFUSED: "refused",
    ConcernState.LAPSED: "lapsed",
    ConcernState.WITHDRAWN: "taken back",
    ConcernState.ISSUED: "in effect",
    ConcernState.MADE: "reported",
    ConcernState.DONE: "done",
    ConcernState.DROPPED: "no longer owed",
}

ABOUT_CONCERNS = frozenset(
    {
        Happening.APPROVAL_ASKED,
        Happening.APPROVAL_GIVEN,
        Happening.APPROVAL_REFUSED,
        Happening.APPROVAL_LAPSED,
        Happening.APPROVAL_WITHDRAWN,
        Happening.APPROVAL_ISSUED,
        Happening.REPORTED,
        Happening.DUTY_OPENED,
        Happening.DUTY_DONE,
        Happening.DUTY_OVERDUE,
        Happening.DUTY_DROPPED,
        Happening.REMINDED,
        Happening.ESCALATED,
    }
)
"""Entries that may name a concern by its number."""


def rule_of(program: Program, concern: Concern) -> Rule | None:
    """The rule that a concern goes by."""
    rules = program.in_force
    match concern.kind:
        case ConcernKind.APPROVAL:
            return rules.approval(concern.rule)
        case ConcernKind.REPORT:
            return rules.report(concern.rule)
        case ConcernKind.DUTY:
            return rules.duty(concern.rule)


def title_of(program: Program, concern: Concern) -> str:
    """What a concern is called: its rule's title, with the item that it is about."""
    rule = rule_of(program, concern)
    title = rule.title if rule else concern.rule
    return f"{title}: {concern.subject}" if concern.subject else title


def named(program: Program, concern: Concern) -> str:
    """The same with the day it is for."""
    title = title_of(program, concern)
    return f"{title}, {show_date(concern.on)}" if concern.on else title


def concerned_by(program: Program, concern: Concern) -> set[str]:
    """The roles whose business a concern is, beside the employee's and the coordinator's."""
    match rule_of(program, concern):
        case ApprovalRule() as rule:
            return {*rule.asked_by, rule.decided_by, *rule.told}
        case ReportRule() as rule:
            return {*rule.made_by, *rule.told}
        case DutyRule() as rule:
            return {rule.role, *rule.escalate_to, *rule.told}
    return set()
