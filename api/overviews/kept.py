"""Written approvals kept for audit: which of them somebody asks to see (GL32 IV.D)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request

from api.parts import Parts
from api.readings import note_each
from api.who import Who
from policy.concerns import Concern, ConcernKind
from policy.deadlines import A_DAY, end_of_day
from policy.forms.problem import Problem
from policy.forms.typed import read_date
from records import concerns
from records.arrangements import Arrangement

EVER = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST = 200
Found = tuple[Arrangement, Concern]


@dataclass(frozen=True)
class Wanted:
    """The days on which they were asked for, both included, and the agency; none named: all.

    `typed` are both days as they were written, `problems` why either of them is none.
    """

    since: date | None = None
    until: date | None = None
    agency: str = ""
    typed: tuple[str, str] = ("", "")
    problems: tuple[Problem, ...] = ()


async def wanted(since: str = "", until: str = "", agency: str = "") -> Wanted:
    """What the address asks for; days are read as in any form."""
    typed = {"since": since, "until": until}
    read = {name: read_date(text) for name, text in typed.items() if text.strip()}
    days = {name: day for name, day in read.items() if isinstance(day, date)}
    return Wanted(
        since=days.get("since"),
        until=days.get("until"),
        agency=agency[:LONGEST],
        typed=(since[:LONGEST], until[:LONGEST]),
        problems=tuple(Problem(name, why) for name, why in read.items() if isinstance(why, str)),
    )


WantedDep = Annotated[Wanted, Depends(wanted)]


def kept_for(
    session: Session, parts: Parts, agencies: frozenset[str], asked: Wanted
) -> Iterator[Found]:
    """The approvals of those agencies, by agency and then oldest first; days are the agency's."""
    for agency in sorted(agencies & set(parts.agencies)):
        if asked.agency in ("", agency):
            zone = parts.agencies[agency].time_zone
            since = end_of_day(asked.since - A_DAY, zone) if asked.since else EVER
            until = end_of_day(asked.until, zone) if asked.until else LATEST
            yield from concerns.of_agencies(session, {agency}, ConcernKind.APPROVAL, since, until)


def read_kept(  # noqa: PLR0913, PLR0917 - what is asked for, by whom, and how they are known
    request: Request, session: Session, parts: Parts, reader: Who, asked: Wanted, why: str
) -> list[Found]:
    """All of them for `reader`; of each arrangement, it is kept who read it."""
    found = list(kept_for(session, parts, reader.agencies, asked))
    note_each(
        request,
        session,
        reader=reader.person.number,
        references=[row.reference for row, _ in found],
        what="written approvals",
        why=why,
    )
    return found
