"""Pages that stay up to date by themselves."""

from typing import Final

from sqlmodel import select
from starlette.requests import Request

from api.routes.live import watch_arrangement
from api.visits import Viewer
from records import people
from records.visits import Visit
from tests.api.filing import file
from tests.api.site import REFERENCE, Desk
from tests.people import EMPLOYEE

AS_TYPED: Final = f" {REFERENCE.lower()} "


async def test_an_arrangement_is_followed_however_its_reference_is_typed(desk: Desk) -> None:
    file(desk)
    desk.sign_in(EMPLOYEE)
    request = Request({"type": "http"})
    with desk.session() as session:
        visit = session.exec(select(Visit)).one()
        person = people.find(session, EMPLOYEE)
        assert person is not None
        viewer = Viewer(person, frozenset(), visit, leads=False)
        answers = [
            watch_arrangement(request, reference, session, desk.parts, viewer).body_iterator
            for reference in (REFERENCE, AS_TYPED)
        ]
    told = [[await anext(aiter(answer)) for _ in range(2)] for answer in answers]
    assert told[0] == told[1]
