"""HEAD answers as GET does, without the content and without any effect."""

import pytest
from sqlmodel import select
from starlette.types import Message, Receive, Scope, Send

from api.security import Heads
from records.readings import Reading
from records.visits import Visit
from tests.api.reading import PATH
from tests.api.seeding import Story
from tests.api.site import Desk
from tests.people import EMPLOYEE


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/sign-in", "/", "/nowhere", "/version"])
def test_head_answers_as_get_does_without_the_content(desk: Desk, path: str) -> None:
    answer = desk.client.head(path)
    page = desk.client.get(path)
    assert (answer.status_code, answer.content) == (page.status_code, b"")
    assert answer.headers["content-type"] == page.headers["content-type"] if page.content else True


async def test_the_content_is_kept_back_before_it_goes_out() -> None:
    """Test clients and servers leave it out by themselves, which would hide that we do not."""
    out: list[Message] = []

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"Words."})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        out.append(message)

    await Heads(page)({"type": "http", "method": "HEAD"}, receive, send)
    assert [message.get("body") for message in out] == [None, b""]


@pytest.mark.parametrize("path", ["/", PATH, f"{PATH}/proposal", "/live/arrangements/TA-7K3M-9QXD"])
def test_head_on_a_page_writes_nothing(desk: Desk, path: str) -> None:
    Story(desk).submit()
    desk.sign_in(EMPLOYEE)
    with desk.session() as session:
        seen = session.exec(select(Visit.seen_at)).all()
    desk.clock.pass_by(minutes=5)
    answer = desk.client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    with desk.session() as session:
        assert session.exec(select(Visit.seen_at)).all() == seen
        assert session.exec(select(Reading)).all() == []
    desk.client.get(f"{PATH}/proposal")
    with desk.session() as session:
        assert [reading.what for reading in session.exec(select(Reading))] == ["proposal"]
