"""What is said to be lost, and whether somebody has reported it (GL32 IV.J)."""

from collections.abc import Iterable, Iterator, Mapping

from policy.concerns import Concern, ConcernKind
from policy.form import holds
from policy.in_force import InForce


def is_unreported(
    rules: InForce, concern: Concern, answers: Mapping[str, str], known: Iterable[Concern]
) -> bool:
    """Whether a duty would close with the loss of its item, and nobody has reported that (IV.J)."""
    rule = rules.duty(concern.rule)
    if rule is None or not rule.lost_when or not holds(rule.lost_when, answers):
        return False
    return _called(concern.subject) not in {_called(item) for item in _reported(rules, known)}


def _reported(rules: InForce, known: Iterable[Concern]) -> Iterator[str]:
    """The items that reports are about, as they were named there."""
    for each in known:
        rule = rules.report(each.rule) if each.kind is ConcernKind.REPORT else None
        if rule is not None and rule.item:
            yield each.answers.get(rule.item, "")


def _called(item: str) -> str:
    """An item's name for comparing: capitals and spaces make no other item of it."""
    return " ".join(item.split()).casefold()
