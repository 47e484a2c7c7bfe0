"""Which agency-owned items are at the location now (GL32 IV.I)."""

from collections.abc import Iterable, Mapping

from policy.concerns import Concern, ConcernKind
from policy.in_force import InForce
from policy.living.outstanding import outstanding


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
