"""What can be done many at once, row by row, and what became of each afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.views.words import short_date
from policy.account import Happening
from policy.wording import show_days, stated
from records.entries import TimelineEntry
from records.pending import Pending
from records.piles import Item


@dataclass(frozen=True)
class FileView:
    """A document of a row: its title, where it opens, and the SHA-256 of its bytes."""

    title: str
    href: str
    digest: str


@dataclass(frozen=True)
class PileRow:
    """One task in a pile. `value` is what its tick sends; without it, `alone` says why it has none.

    `group` says what is agreed to with it; `href` is the page on which it is done by itself, or
    refused.
    """

    reference: str
    who: str
    asked: str
    role: str
    href: str
    value: str = ""
    alone: str = ""
    group: str = ""
    files: tuple[FileView, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    ticked: bool = False


@dataclass(frozen=True)
class ResultView:
    """What became of one act of a pile."""

    reference: str
    what: str
    state: str
    tone: str
    told: str
    waiting: bool = False


def days_and_term(pending: Pending) -> str:
    """What an arrangement is about, in a line: its days, and from when to when."""
    row = pending.arrangement
    days = show_days(pending.proposal.week) if pending.proposal else "Some days"
    last = f"to {short_date(row.ends_on)}" if row.ends_on else "on, with no last day"
    return f"{days}, from {short_date(row.starts_on)} {last}"


def results(items: Sequence[Item], entries: Mapping[str, TimelineEntry]) -> tuple[ResultView, ...]:
    """What became of each item: not done and why first, then what is still on its way."""
    found = [_result(item, entries.get(item["key"])) for item in items]
    order = {"Not done": 0, "Received": 1, "Recorded": 2}
    return tuple(sorted(found, key=lambda each: order[each.state]))


def _result(item: Item, entry: TimelineEntry | None) -> ResultView:
    reference, what = item["reference"], item["what"]
    if entry is not None and entry.kind == Happening.REFUSED:
        return ResultView(reference, what, "Not done", "late", stated(entry.note))
    if entry is not None:
        return ResultView(reference, what, "Recorded", "ok", "")
    if item["problem"]:
        return ResultView(reference, what, "Not done", "late", item["problem"])
    told = "We have it for good, and are writing it into the record."
    return ResultView(reference, what, "Received", "", told, waiting=True)
