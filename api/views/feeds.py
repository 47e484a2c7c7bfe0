"""What the pages of the directory's feeds show: what would change, what did, and who was told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from activities.foreseeing import Foreseen
from api.parts import Parts
from api.views.names import Names, names_of
from policy.wording import capital, show_instant
from records import tellings
from records.feed import Feed, FeedState
from records.roster import LEADERS, BadRow, PersonRow
from records.tellings import News, Telling

MOST_SHOWN = 500
"""Changed cells on one page; the JSON API gives all."""

NEWS = {
    News.JOB: "Ends: the employee has left, or has another job or agency",
    News.HOLDERS: "Who acts in it now",
}
CANNOT = "It cannot be told. Human Resources has mail about it."
STATES = {
    FeedState.STAGED: "Being applied",
    FeedState.APPLIED: "Applied",
    FeedState.REFUSED: "Refused: nothing was changed",
}


@dataclass(frozen=True)
class ChangeView:
    """One cell: whose, which, and what it was and is."""

    line: str
    number: str
    name: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class ToldView:
    """An arrangement that is told, of what, and when it was, or why it is not."""

    reference: str
    what: str
    when: str
    problem: str = ""


@dataclass(frozen=True)
class FeedView:
    """One feed: counted, cell by cell, and with the arrangements it concerns.

    Who would be added is named until then; afterwards they are among the people.
    """

    added: int
    changed: int
    unchanged: int
    changes: tuple[ChangeView, ...]
    more: int
    problems: tuple[BadRow, ...]
    told: tuple[ToldView, ...]
    newcomers: tuple[ChangeView, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self.added or self.changed)

    @property
    def waiting(self) -> int:
        """How many arrangements have not heard yet."""
        return sum(not each.when for each in self.told)


@dataclass(frozen=True)
class ListedFeed:
    """One feed in a list: who sent it when, and what became of it."""

    number: int
    who: str
    when: str
    state: str
    added: int
    changed: int


def foreseen_view(session: Session, parts: Parts, foreseen: Foreseen, zone: str) -> FeedView:
    """What a file would do."""
    found = foreseen.found
    added, changed, unchanged = found.counts if found else (0, 0, 0)
    cells = [
        (str(each.line), each.number, each.column, each.old, each.new)
        for each in (found.changes if found else ())
    ]
    return FeedView(
        added=added,
        changed=changed,
        unchanged=unchanged,
        changes=_changes(session, parts, cells[:MOST_SHOWN]),
        more=max(len(cells) - MOST_SHOWN, 0),
        problems=tuple(foreseen.bad),
        told=_told(foreseen.news, zone),
        newcomers=_newcomers(found.added[:MOST_SHOWN]) if found else (),
        warnings=foreseen.warnings,
    )


def feed_view(session: Session, parts: Parts, feed: Feed, zone: str) -> FeedView:
    """What a feed did."""
    cells = [tuple(each[name] for name in _CELL) for each in feed.changes]
    return FeedView(
        added=feed.added,
        changed=feed.changed,
        unchanged=feed.unchanged,
        changes=_changes(session, parts, cells[:MOST_SHOWN]),
        more=max(len(cells) - MOST_SHOWN, 0),
        problems=tuple(
            BadRow(int(each["line"]), each["column"], each["reason"]) for each in feed.bad
        ),
        told=_told(tellings.of_feed(session, feed.number or 0), zone),
    )


def listed(
    session: Session, parts: Parts, found: Sequence[Feed], zone: str
) -> tuple[ListedFeed, ...]:
    """Feeds as a list, newest first."""
    names = names_of(session, parts.agencies, [feed.person for feed in found])
    return tuple(
        ListedFeed(
            number=feed.number or 0,
            who=sender_name(names, feed.person),
            when=show_instant(feed.staged_at, zone),
            state=STATES[FeedState(feed.state)],
            added=feed.added,
            changed=feed.changed,
        )
        for feed in found
    )


def sender_name(names: Names, person: str) -> str:
    """Who sent a feed: an operator has no number."""
    return names.of(person) if person else "an operator"


def column_title(column: str) -> str:
    """A column as people read it: HR representative."""
    words = column.replace("_", " ").replace("hr ", "HR ")
    return capital(words)


_CELL = ("line", "number", "column", "old", "new")


def _changes(
    session: Session, parts: Parts, cells: Sequence[tuple[str, ...]]
) -> tuple[ChangeView, ...]:
    names = names_of(session, parts.agencies, _named(cells))
    return tuple(
        ChangeView(
            line=line,
            number=number,
            name=names.of(number),
            column=column_title(column),
            old=_value(names, column, old),
            new=_value(names, column, new),
        )
        for line, number, column, old, new in cells
    )


def _newcomers(added: Sequence[PersonRow]) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(str(row.line), row.number, row.person["name"], "", "", row.person["unit"])
        for row in added
    )


def _named(cells: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for _, number, column, old, new in cells:
        yield number
        if column in LEADERS:
            yield from (*old.split(), *new.split())


def _value(names: Names, column: str, text: str) -> str:
    """A cell; who is named by number is named by name too."""
    if column not in LEADERS or not text:
        return text
    return ", ".join(f"{names.of(number)} ({number})" for number in text.split())


def _told(told: Sequence[Telling], zone: str) -> tuple[ToldView, ...]:
    return tuple(
        ToldView(
            reference=each.reference,
            what=NEWS[News(each.news)],
            when=show_instant(each.told_at, zone) if each.told_at else "",
            problem=CANNOT if each.problem and not each.told_at else "",
        )
        for each in sorted(told, key=lambda it: (it.reference, it.news))
    )
