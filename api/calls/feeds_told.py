"""What callers of the JSON API send to the directory, and what they are told of a feed."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from activities.foreseeing import Foreseen
from api.calls.told import Told
from api.sent import Sent
from policy.forms.problem import Problem
from records.feed import Feed
from records.roster import COLUMNS
from records.standing import FACTS
from records.tellings import Telling

MOST_PEOPLE = 5000
MOST_COLUMNS = len(COLUMNS) + len(FACTS)
Cells = Annotated[dict[str, str], Field(max_length=MOST_COLUMNS)]


class FeedSent(Sent):
    """People by the columns of the CSV file, each with the same ones: those of `people import`."""

    people: Annotated[tuple[Cells, ...], Field(min_length=1, max_length=MOST_PEOPLE)]


class ChangeTold(Told):
    """One cell of somebody on record; `line` counts from 1, the header included."""

    line: int
    number: str
    column: str
    old: str
    new: str


class ProblemTold(Told):
    """What is wrong where; without a column, the whole line."""

    line: int
    column: str
    reason: str


class ToldTold(Told):
    """An arrangement that is told: who holds its roles (`holders`), or that its job ended (`job`).

    `told_at` is null until it was delivered. What it could not be told is `put_aside`, and tried
    again at least once a day.
    """

    reference: str
    news: str
    told_at: datetime | None = None
    put_aside: bool = False


class FeedTold(Told):
    """A feed: `foreseen` by a dry run, `staged` until it is applied, `applied`, or `refused`.

    `warnings` are what a dry run finds worth knowing though it is no mistake.
    """

    number: int | None
    state: str
    added: int
    changed: int
    unchanged: int
    changes: tuple[ChangeTold, ...] = ()
    problems: tuple[ProblemTold, ...] = ()
    told: tuple[ToldTold, ...] = ()
    warnings: tuple[str, ...] = ()
    staged_at: datetime | None = None
    applied_at: datetime | None = None


def file_of(sent: FeedSent) -> str:
    """The people as a file of the same contents: the first of them stands in line 2."""
    columns = list(sent.people[0])
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cells[column] for column in columns] for cells in sent.people)
    return written.getvalue()


def odd_people(sent: FeedSent) -> Iterator[Problem]:
    """What cannot be written into one table: unknown columns, and people with other ones."""
    columns = set(sent.people[0])
    for name in sorted(columns - {*COLUMNS, *FACTS}):
        yield Problem(f"people.0.{name}", "There is no such column.")
    for place, cells in enumerate(sent.people):
        if set(cells) != columns:
            yield Problem(f"people.{place}", "Give everybody the same columns.")


def problems_of(foreseen: Foreseen) -> list[Problem]:
    """What is wrong with a file, as the API names it."""
    return [
        Problem(f"line {bad.line}" + (f", {bad.column}" if bad.column else ""), f"It {bad.reason}.")
        for bad in foreseen.bad
    ]


def tell_foreseen(foreseen: Foreseen) -> FeedTold:
    """What a file would do."""
    added, changed, unchanged = foreseen.found.counts if foreseen.found else (0, 0, 0)
    changes = foreseen.found.changes if foreseen.found else ()
    return FeedTold(
        number=None,
        state="foreseen",
        added=added,
        changed=changed,
        unchanged=unchanged,
        changes=tuple(map(ChangeTold.of, changes)),
        problems=tuple(map(ProblemTold.of, foreseen.bad)),
        told=_told(foreseen.news),
        warnings=foreseen.warnings,
    )


def tell_feed(feed: Feed, told: Sequence[Telling]) -> FeedTold:
    """What became of a feed."""
    return FeedTold(
        number=feed.number,
        state=feed.state,
        added=feed.added,
        changed=feed.changed,
        unchanged=feed.unchanged,
        changes=tuple(map(ChangeTold.of, feed.changes)),
        problems=tuple(map(ProblemTold.of, feed.bad)),
        told=_told(told),
        staged_at=feed.staged_at,
        applied_at=feed.applied_at,
    )


def _told(tellings: Sequence[Telling]) -> tuple[ToldTold, ...]:
    return tuple(
        ToldTold(
            reference=each.reference,
            news=each.news,
            told_at=each.told_at,
            put_aside=each.problem is not None and each.told_at is None,
        )
        for each in sorted(tellings, key=lambda it: (it.reference, it.news))
    )
