"""Which agency-owned items are at the location, and owed back (GL32 IV.I)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from policy.concerns import GRANTED, Concern, ConcernKind, ConcernState
from policy.forms.items import rows_of
from policy.in_force import DutyRule, Effect, InForce, effect_of

NAMED_BY = 2
"""An item is called by so many of its columns: what it is, and its tag."""

_FROM_THE_START = datetime.min.replace(tzinfo=UTC)


def outstanding(
    rule: DutyRule, rules: InForce, answers: Mapping[str, str], concerns: Iterable[Concern]
) -> tuple[str, ...]:
    """The items that are there and that nobody is asked for yet by a duty of this rule.

    They are those of the arrangement's own list and of every written approval that brought more,
    each as people call it: "Laptop, 4711". What was asked back once is there again only where an
    approval since then brought it anew.
    """
    known = tuple(concerns)
    brought = dict.fromkeys(_named(answers.get(rule.each_of, "")), _FROM_THE_START)
    for each in known:
        for item in _named(_listed(rules, each)):
            brought[item] = max(brought.get(item, _FROM_THE_START), _granted_at(each))
    asked = {each.subject: each for each in known if _asks_back(rule, each)}
    return tuple(item for item, at in brought.items() if not _is_asked(asked.get(item), at))


def at_location(
    rules: InForce, answers: Mapping[str, str], concerns: Iterable[Concern]
) -> tuple[str, ...]:
    """The items listed and brought by approval that are not back yet, each as people call it.

    One that is asked back is there until the duty to return it is closed.
    """
    known = tuple(concerns)
    found: list[str] = []
    for rule in rules.duties:
        if rule.each_of:
            asked = (each for each in known if each.kind is ConcernKind.DUTY)
            owed = [each.subject for each in asked if each.rule == rule.id and each.is_open]
            found += [*owed, *outstanding(rule, rules, answers, known)]
    return tuple(dict.fromkeys(found))


def _is_asked(duty: Concern | None, brought_at: datetime) -> bool:
    """Whether the latest duty to bring it back is open, or came after it was brought."""
    return duty is not None and (duty.is_open or duty.opened_at > brought_at)


def _asks_back(rule: DutyRule, concern: Concern) -> bool:
    ours = concern.kind is ConcernKind.DUTY and concern.rule == rule.id
    return ours and concern.state is not ConcernState.DROPPED


def _listed(rules: InForce, concern: Concern) -> str:
    """The items that a written approval brought; blank for anything else."""
    rule = rules.approval(concern.rule) if concern.kind is ConcernKind.APPROVAL else None
    if rule is None or concern.state not in GRANTED:
        return ""
    brings = effect_of(rule, concern.answers) is Effect.ITEMS
    return concern.answers.get(rule.items, "") if brings else ""


def _granted_at(concern: Concern) -> datetime:
    return concern.closed_at or concern.opened_at


def _named(listed: str) -> list[str]:
    return [_called(row) for row in rows_of(listed) or ()]


def _called(row: Mapping[str, str]) -> str:
    return ", ".join([value for value in row.values() if value][:NAMED_BY])
