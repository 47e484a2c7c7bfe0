"""The JSON API's hours: those planned, those handed in, and what speaks against them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bearer import KeyDep, WhoDep
from api.calls.described import A_FILE, OF_RULINGS
from api.calls.files_sent import file_sent
from api.calls.hours_sent import file_to_hand_in
from api.calls.hours_told import (
    ExceptionsTold,
    HandedInTold,
    PeriodTold,
    tell_exceptions,
    tell_kept,
    tell_planned,
)
from api.dependencies import PartsDep, SessionDep, attribution
from api.overviews.timekeeping import Keeping, opened
from api.proposals import BadAnswers
from documents.uploads.rules import MOST_BYTES
from policy.forms.problem import Problem
from records.roster import BadRow

router = APIRouter(prefix="/api/v1/hours", tags=["hours"])


def keeping_of(  # noqa: PLR0913, PLR0917 - one for each name in the address
    session: SessionDep,
    parts: PartsDep,
    who: WhoDep,
    agency: Annotated[str, Query(max_length=200)] = "",
    on: date | None = None,
    unit: Annotated[str, Query(max_length=200)] = "",
) -> Keeping:
    """A dependency: the books of an agency, open at the pay period of a day."""
    return opened(session, parts, who, agency, on, unit)


KeepingDep = Annotated[Keeping, Depends(keeping_of, scope="function")]


@router.get("/planned")
def planned(keeping: KeepingDep) -> PeriodTold:
    """The hours planned at the location in a pay period, by employee and day.

    `agency` is by default the first whose hours you may read, `on` any day of the period, by
    default today; `unit` narrows it to one unit's people.
    """
    return tell_planned(keeping)


@router.get("/exceptions")
def exceptions(keeping: KeepingDep) -> ExceptionsTold:
    """What speaks against the hours recorded in a pay period, with sections."""
    return tell_exceptions(keeping)


@router.post("/recorded", openapi_extra=A_FILE, responses=OF_RULINGS)
async def hand_in(request: Request, keeping: KeepingDep, key: KeyDep) -> HandedInTold:
    """Hand in a CSV file of recorded hours: all of it is on record when it is answered.

    A file with anything wrong changes nothing; each error names line, column and reason. 503 may
    also mean that it was taken and waits: the same key again is the same file.
    """
    keeping.refuse_reader()
    by = attribution(request, keeping.who, key)
    async with file_sent(request) as file:
        content = await file.read(MOST_BYTES + 1)
    act, bad = await run_in_threadpool(file_to_hand_in, keeping, content, by)
    if act is None:
        raise BadAnswers([_rule(row) for row in bad])
    kept = await keeping.parts.hours.hand_in(keeping.books.agency.id, act)
    return tell_kept(by.key, kept)


def _rule(row: BadRow) -> Problem:
    return Problem(f"line {row.line}", f"{row.column} {row.reason}".strip())
