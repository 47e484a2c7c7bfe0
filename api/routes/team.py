"""The team's page: whom somebody leads, how each stands, and what the team keeps on record."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PartsDep, SessionDep, ViewerDep
from api.pages import help_lines
from api.templating import render
from api.views.team import member_views, team_views
from records import teams

router = APIRouter(include_in_schema=False)


@router.get("/team")
def team(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """Everybody whom the viewer leads, at whatever distance; for others, what their team keeps."""
    person = viewer.person
    below = teams.below(session, person.number)
    members = member_views(session, parts, person, below)
    agency = parts.agencies.get(person.agency)
    program = parts.programs.of(agency) if agency else None
    helped = help_lines(program, agency, coordinates=viewer.is_hr) if program and agency else ()
    return render(
        request,
        "team.html",
        members=members,
        alarms=sum(bool(member.alarm) for member in members),
        teams=team_views(session, parts, person, below),
        program=program,
        help=helped,
    )
