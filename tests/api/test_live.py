"""Pages that stay up to date by themselves."""

from typing import Final

import pytest
from sqlmodel import select
from starlette.requests import Request

from api.routes.live import watch_arrangement, watch_board
from api.security import RENEWAL
from api.visits import Viewer
from records import people
from records.visits import Visit
from tests.api.filing import file
from tests.api.site import REFERENCE, Desk
from tests.people import COORDINATOR, EMPLOYEE

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


@pytest.mark.parametrize("renewing", [{RENEWAL: "yes"}, {"Accept": "text/event-stream"}])
def test_a_page_that_renews_itself_keeps_nobody_signed_in(
    desk: Desk, renewing: dict[str, str]
) -> None:
    client = desk.sign_in(COORDINATOR)
    for _ in range(3):
        desk.clock.pass_by(minutes=6)
        answer = client.get("/arrangements", headers=renewing)
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(("minutes", "told"), [(14, "event: stamp"), (15, "event: over")])
async def test_an_open_board_says_that_its_session_is_over(
    desk: Desk, minutes: int, told: str
) -> None:
    desk.sign_in(COORDINATOR)
    with desk.session() as session:
        visit = session.exec(select(Visit)).one()
        person = people.find(session, COORDINATOR)
        assert person is not None
        viewer = Viewer(person, frozenset({person.agency}), visit, leads=False)
        answer = watch_board(Request({"type": "http"}), desk.parts, viewer).body_iterator
    desk.clock.pass_by(minutes=minutes)
    events = [await anext(aiter(answer)) for _ in range(2)]
    assert told in str(events[1])
