"""The JSON API's views of people: whom I lead, what I signed, one person's row, my calendars."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.bearer import WhoDep
from api.calls.people_told import (
    CalendarTold,
    OnFileTold,
    SignedTold,
    TeamTold,
    tell_calendars,
    tell_on_file,
    tell_signed,
    tell_team,
)
from api.dependencies import NotFound, PartsDep, SessionDep
from api.overviews.calendars import Calendars, offered
from api.views.team_filter import Stand, TeamFilter, shown
from records import people, teams
from records.calendars import Shown

router = APIRouter(prefix="/api/v1", tags=["people"])
CALENDAR = "text/calendar"


@router.get("/signed")
def signed(
    session: SessionDep,
    parts: PartsDep,
    who: WhoDep,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> SignedTold:
    """Every signature you gave, newest first, fifty a page."""
    return tell_signed(session, parts, who.person.number, page)


@router.get("/team")
def team(  # noqa: PLR0913, PLR0917 - one parameter a filter
    session: SessionDep,
    parts: PartsDep,
    who: WhoDep,
    show: Stand | None = None,
    level: Annotated[int, Query(ge=0, le=1000)] = 0,
    text: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> TeamTold:
    """Everybody whom you lead, at whatever distance; who telecommutes unsigned comes first."""
    below = teams.below(session, who.person.number)
    found = shown(below, TeamFilter(show, level, text, page))
    return tell_team(session, parts, who.person, found)


@router.get("/people/{number}")
def one(number: str, session: SessionDep, who: WhoDep) -> OnFileTold:
    """One person's row in the directory, for who coordinates their agency."""
    person = people.find(session, number)
    if person is None or person.agency not in who.agencies:
        raise NotFound
    return tell_on_file(session, person)


@router.get("/calendars")
def calendars(session: SessionDep, who: WhoDep) -> list[CalendarTold]:
    """The calendars that you may have."""
    may = offered(session, who)
    return tell_calendars(session, who.person.number, may)


@router.get(
    "/calendars/{shows}",
    response_class=Response,
    responses={200: {"content": {CALENDAR: {}}}},
)
def calendar(shows: str, session: SessionDep, parts: PartsDep, who: WhoDep) -> Response:
    """One of them, as things stand now; a token needs no secret address."""
    if shows not in offered(session, who):
        raise NotFound
    content = Calendars(session, parts, who).write(Shown(shows))
    return Response(content, media_type=f"{CALENDAR}; charset=utf-8")
