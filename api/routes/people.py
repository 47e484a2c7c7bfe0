"""The directory for coordinators: the people they look after, and one person's row."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import HrDep, NotFound, PartsDep, SessionDep
from api.templating import render
from api.views.directory import person_view
from api.views.names import position_of
from records import people

router = APIRouter(include_in_schema=False)
LONGEST = 200


@router.get("/people")
def found(  # noqa: PLR0913, PLR0917 - what a search is made of
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    viewer: HrDep,
    q: str = "",
    agency: str = "",
) -> Response:
    """People of the agencies that the viewer coordinates, by name, number or unit."""
    own = parts.known(viewer.agencies)
    asked = [each.id for each in own if agency in {"", each.id}]
    rows = [person for each in asked for person in people.search(session, q[:LONGEST], each)]
    return render(
        request,
        "people.html",
        rows=[(person, position_of(person)) for person in rows],
        most=people.MOST_FOUND,
        agencies=own,
        wanted={"q": q[:LONGEST], "agency": agency},
    )


@router.get("/people/{number}")
def one(
    request: Request, number: str, session: SessionDep, parts: PartsDep, viewer: HrDep
) -> Response:
    """One person's row, for who coordinates their agency."""
    person = people.find(session, number)
    if person is None or person.agency not in viewer.agencies:
        raise NotFound
    return render(request, "person.html", person=person_view(session, parts, person))
