"""Which agency-owned items are at the location, and owed back (GL32 IV.I)."""

from collections.abc import Iterable, Iterator, Mapping

from policy.concerns import GRANTED, Concern, ConcernKind, ConcernState
from policy.forms.items import rows_of
from policy.in_force import DutyRule, Effect, InForce, effect_of

NAMED_BY = 2
"""An item is called by so many of its columns: what it is, and its tag."""


def outstanding(
    rule: DutyRule, rules: InForce, answers: Mapping[str, str], concerns: Iterable[Concern]
) -> Iterator[str]:
    """The items that were brought there and for which no duty of this rule was ever opened.

    They are those of the arrangement's own list and of every written approval that brought more,
    each as people call it: "Laptop, 4711".
    """
    known = tuple(concerns)
    listed = [answers.get(rule.each_of, ""), *_brought(rules, known)]
    named = [_called(row) for text in listed for row in rows_of(text) or ()]
    asked = {
        each.subject
        for each in known
        if each.kind is ConcernKind.DUTY
        and each.rule == rule.id
        and each.state is not ConcernState.DROPPED
    }
    return (item for item in dict.fromkeys(named) if item not in asked)


def _brought(rules: InForce, concerns: Iterable[Concern]) -> Iterator[str]:
    for each in concerns:
        rule = rules.approval(each.rule) if each.kind is ConcernKind.APPROVAL else None
        if not rule or each.state not in GRANTED:
            continue
        if effect_of(rule, each.answers) is Effect.ITEMS:
            yield each.answers.get(rule.items, "")


def _called(row: Mapping[str, str]) -> str:
    return ", ".join([value for value in row.values() if value][:NAMED_BY])
