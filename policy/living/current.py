"""What is known by now: a signed version, with what reports and duties brought since (GL32 IV)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from policy.concerns import Concern, ConcernKind, ConcernState

_FROM_THE_START = datetime.min.replace(tzinfo=UTC)


def brought(
    fields: Collection[str], concerns: Iterable[Concern], since: datetime | None
) -> dict[str, str]:
    """What reports and duties said of these fields of the form since then, the latest of each.

    A signed version is never edited: who reads it reads this beside it, and a later version begins
    with it (IV.F, IV.H, IV.J). `since` is when the version was put on the table; None for the
    first, before which nothing was said.
    """
    told = [each for each in concerns if _told(each) and _at(each) >= (since or _FROM_THE_START)]
    return {
        name: given
        for each in sorted(told, key=lambda one: (_at(one), one.number))
        for name, given in _said(each).items()
        if name in fields and given
    }


def _told(concern: Concern) -> bool:
    """Whether it is a report that was made, or a duty that was done."""
    return concern.state in {ConcernState.MADE, ConcernState.DONE}


def _at(concern: Concern) -> datetime:
    return concern.closed_at or concern.opened_at


def _said(concern: Concern) -> Mapping[str, str]:
    return concern.closing if concern.kind is ConcernKind.DUTY else concern.answers
