"""What still has to be filled in before signing opens (GL32 IV)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from policy.form import holds
from policy.plan import Need


class Demanding(Protocol):
    """What a field demands of its answer; as in `policy.form.FormField`."""

    @property
    def required(self) -> bool:
        """Whether it has to be filled in."""

    @property
    def required_when(self) -> str:
        """The condition under which it has to be."""

    @property
    def must(self) -> str:
        """The only answer that lets the form through."""

    @property
    def current(self) -> bool:
        """Whether its date may not have passed."""

    @property
    def file(self) -> str:
        """The field of the file that the date is of."""


def missing_needs(needs: Sequence[Need], answers: Mapping[str, str], on: date) -> tuple[Need, ...]:
    """The needs that these answers do not fulfill on the day signing opens, in their order."""
    fresh = without_lapsed(needs, answers, on)
    return tuple(need for need in needs if not _fulfilled(need, fresh))


def without_lapsed(
    needs: Sequence[Need], answers: Mapping[str, str], on: date
) -> Mapping[str, str]:
    """The answers without dates that have passed by then and had to be current, and their files.

    A certificate that has lapsed is none: a later date alone does not make it one (IV.J).
    """
    lapsed = [it for it in needs if answers.get(it.field) and has_lapsed(it, answers[it.field], on)]
    gone = {name for need in lapsed for name in (need.field, need.file)}
    return {name: given for name, given in answers.items() if name not in gone}


def is_demanded(item: Demanding, answers: Mapping[str, str]) -> bool:
    """Whether, with these answers, the field has to be filled in before signing."""
    if item.required or not item.required_when:
        return item.required or bool(item.must)
    return holds(item.required_when, answers)


def is_refused(item: Demanding, given: str) -> bool:
    """Whether the answer is another than the only one that lets the form through."""
    return bool(item.must) and given != item.must


def has_lapsed(item: Demanding, given: str, on: date) -> bool:
    """Whether the answer is no date, or one before `on`, where it has to be current (IV.J)."""
    if not item.current:
        return False
    try:
        return date.fromisoformat(given) < on
    except ValueError:
        return True


def _fulfilled(need: Need, answers: Mapping[str, str]) -> bool:
    given = answers.get(need.field, "").strip()
    return not is_refused(need, given) if given else not is_demanded(need, answers)
