"""Room for files: a form or a call in parts is long only where a route takes files."""

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from api.files.room import ROOM, places, takes_files
from tests.api.proposer import Proposer
from tests.api.seeding import Story
from tests.api.site import Desk
from tests.people import COORDINATOR, EMPLOYEE

MEGABYTES = b"x" * 3_000_000
HERE = {"Sec-Fetch-Site": "same-origin"}


def posted(desk: Desk) -> list[APIRoute]:
    """Every route that is posted to."""
    found = (context.original_route for context in iter_route_contexts(desk.app.routes))
    return [
        route for route in found if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    ]


def test_few_routes_take_files_and_each_of_them_says_so(desk: Desk) -> None:
    roomy = {route.path for route in posted(desk) if takes_files(route)}
    assert {
        "/propose/{reference}/{section_id}",
        "/tasks/{link_id}/provide",
        "/api/v1/uploads",
    } <= roomy
    assert len(roomy) < len(posted(desk)) / 3
    assert roomy.isdisjoint({"/sign-in", "/sign-out", "/propose", "/api/v1/arrangements"})


def test_the_first_route_of_a_path_decides(desk: Desk) -> None:
    """The check of a proposal is no section of it."""
    found = list(places(desk.app))
    path = "/propose/TA-7K3M-9QXD/"
    first = {
        name: next(t for p, t in found if p.match(path + name)) for name in ("check", "duties")
    }
    assert first == {"check": False, "duties": True}


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/propose", "/arrangements/TA-7K3M-9QXD/decide", "/nowhere"]
)
def test_parts_have_no_more_room_than_a_form_where_no_file_is_taken(desk: Desk, path: str) -> None:
    files = {"a.file": ("a.pdf", MEGABYTES)}
    answer = desk.client.post(path, files=files, headers=HERE)
    assert answer.status_code in {404, 413}
    assert answer.status_code == 413 or path == "/nowhere"


def test_the_json_acts_have_no_room_for_files(desk: Desk) -> None:
    Story(desk).submit()
    headers = desk.bearer(COORDINATOR) | {"Idempotency-Key": "a-key-of-mine"}
    path = "/api/v1/arrangements/TA-7K3M-9QXD/decision"
    answer = desk.client.post(path, files={"file": ("a.pdf", MEGABYTES)}, headers=headers)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:telecommute:problem:too-large"


def test_who_sends_too_large_a_file_is_told_how_large_a_file_may_be(desk: Desk) -> None:
    """And of no limit that holds for text."""
    files = {"file": ("a.pdf", b"x" * (ROOM + 1))}
    answer = desk.client.post("/api/v1/uploads", files=files, headers=desk.bearer(EMPLOYEE))
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("A file may have 10 megabytes")
    assert "512" not in answer.text


def test_where_files_are_taken_megabytes_arrive(desk: Desk) -> None:
    """They are looked at, and refused for what they are."""
    proposer = Proposer(desk)
    path = f"{proposer.path}/{proposer.holding('insurance_certificate').id}"
    files = {"insurance_certificate.file": ("a.pdf", MEGABYTES)}
    assert desk.client.post(path, files=files, headers=HERE).status_code == 403
    headers = desk.bearer(EMPLOYEE)
    desk.client.cookies.clear()
    answer = desk.client.post(
        "/api/v1/uploads", files={"file": files.popitem()[1]}, headers=headers
    )
    assert answer.status_code == 422
