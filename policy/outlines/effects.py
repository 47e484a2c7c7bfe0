"""What comes of an approval or a duty, told in plain words."""

from policy.in_force import ApprovalRule, DutyRule, Effect
from policy.outlines.wording import condition

_WORDS = {
    Effect.NONE: "nothing in the hours planned",
    Effect.DAY_MOVED: "the day is worked at the duty station, and the other one at the location",
    Effect.OVERTIME: "the hours count as approved overtime",
    Effect.RECALL: "the day is worked at the duty station",
    Effect.LEAVE: "the day is not worked",
    Effect.ITEMS: "the items are at the location, to come back in the end",
    Effect.REST_AT_STATION: "the rest of the day is worked at the duty station",
    Effect.REST_ON_LEAVE: "the rest of the day is not worked",
}


def effect_told(rule: ApprovalRule | DutyRule) -> str:
    """What it changes in the hours planned or at the location, case by case; blank for nothing."""
    cases = [f"if {condition(each.when)}, {_WORDS[each.effect]}" for each in rule.effects]
    if isinstance(rule, ApprovalRule) and rule.effect is not Effect.NONE:
        always = _WORDS[rule.effect]
        cases.append(f"otherwise {always}" if cases else always)
    return f" What changes: {'; '.join(cases)}." if cases else ""


def loss_told(rule: DutyRule) -> str:
    """Which answers close it only with a report of the loss; blank where none do."""
    if not rule.lost_when:
        return ""
    return f" If {condition(rule.lost_when)}, it closes once a report names the item."
