"""What the timeline of a request says to its analyses: what was filled in, what was determined."""

from collections.abc import Sequence

from policy.account import Happening
from records.entries import TimelineEntry

_FILLED = "answer."
_FILLING = frozenset({Happening.REVIEW_GIVEN, Happening.PROVIDED})


def determination(entries: Sequence[TimelineEntry]) -> TimelineEntry | None:
    """The determination of a reasonable accommodation that stands: the newest (IV.N)."""
    return next((e for e in reversed(entries) if e.kind == Happening.ACCOMMODATED), None)


def filled(entries: Sequence[TimelineEntry]) -> dict[str, str]:
    """What reviewers and others filled into the form, by field: the newest counts."""
    return {
        name.removeprefix(_FILLED): given
        for entry in entries
        if Happening(entry.kind) in _FILLING
        for name, given in entry.evidence.items()
        if name.startswith(_FILLED)
    }
