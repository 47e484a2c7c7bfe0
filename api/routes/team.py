"""The team's page: whom somebody leads, how each stands, and what the team keeps on record."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.pages import small_number
from api.templating import render
from api.views.team import member_views, team_views
from api.views.team_filter import TITLES, Stand, TeamFilter, shown
from records import teams

router = APIRouter(include_in_schema=False)
LONGEST = 200


async def team_filter(show: str = "", level: str = "", q: str = "", page: str = "") -> TeamFilter:
    """What the address asks to see; what it cannot mean is left out."""
    return TeamFilter(
        stand=Stand(show) if show in set(Stand) else None,
        level=small_number(level, 0),
        text=q[:LONGEST],
        page=small_number(page, 1) or 1,
    )


FilterDep = Annotated[TeamFilter, Depends(team_filter)]


@router.get("/team")
def team(
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    viewer: ViewerDep,
    wanted: FilterDep,
) -> Response:
    """Everybody whom the viewer leads, at whatever distance; for others, what their team keeps."""
    person = viewer.person
    below = teams.below(session, person.number)
    found = shown(below, wanted)
    return render(
        request,
        "team.html",
        led=len(below),
        members=member_views(session, parts, person, found.rows),
        found=found,
        wanted=wanted,
        levels=sorted({member.level for member in below}),
        states=TITLES,
        alarms=sum(member.telecommutes_unsigned for member in below),
        teams=team_views(session, parts, person, below),
    )
