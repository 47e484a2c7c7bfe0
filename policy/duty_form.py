"""What closes a duty: its own form filled in, and nothing else (GL32 IV.H to IV.L)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policy.form import holds
from policy.in_force import DutyRule


@dataclass(frozen=True)
class Asks:
    """The form of a duty as a workflow knows it: its fields, and those that it needs.

    `needed` are the fields without which it does not close, each with the condition on the other
    answers under which that is so; a blank one always holds.
    """

    fields: tuple[str, ...]
    needed: dict[str, str] = field(default_factory=dict)


def asks_of(rule: DutyRule) -> Asks:
    """What the form of a duty asks."""
    needed = (each for each in rule.fields if each.required or each.required_when)
    return Asks(
        tuple(each.id for each in rule.fields),
        {each.id: each.required_when for each in needed},
    )


def objection_to_doing(asks: Asks, answers: Mapping[str, str]) -> str | None:
    """Why these answers do not close a duty whose form asks this, or None."""
    odd = next((name for name in answers if name not in asks.fields), "")
    if odd:
        return f"its form has no question {odd}"
    return next((f"{name} is not filled in" for name in _missing(asks, answers)), None)


def _missing(asks: Asks, answers: Mapping[str, str]) -> Iterator[str]:
    for name, condition in asks.needed.items():
        if holds(condition, answers) and not answers.get(name, "").strip():
            yield name
