"""How errors are told, to people and to programs, and what stands in the log."""

import pytest
from httpx2 import Client
from starlette.types import Message
from structlog.testing import capture_logs

from api.app import create_app
from api.doors.acts import Gone, Unavailable
from api.security import CONTENT_POLICY
from tests.api.browsing import BASE, browser
from tests.api.filing import ask, file
from tests.api.site import REFERENCE, Desk, form_token
from tests.people import COORDINATOR, EMPLOYEE, SUPERVISOR

HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def test_a_program_is_told_of_problems_in_their_standard_form(desk: Desk) -> None:
    answer = desk.client.get("/api/v1/me")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    told = answer.json()
    assert told["type"] == "urn:telecommute:problem:bad-token"
    assert told["status"] == 401
    assert told["title"]


def test_a_body_that_is_too_large_is_cut_off(desk: Desk) -> None:
    answer = desk.client.post("/sign-in", data={"mail": "a" * 600_000})
    assert answer.status_code == 413
    assert "That is too much" in answer.text
    assert "Send less than 512 kilobytes of text." in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    told = desk.client.post(
        "/api/v1/arrangements",
        content=b"{" + b" " * 600_000,
        headers=desk.bearer(EMPLOYEE) | {"Idempotency-Key": "12345678"},
    )
    assert told.status_code == 413
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["type"] == "urn:telecommute:problem:too-large"


def test_a_form_with_thousands_of_fields_is_refused(desk: Desk) -> None:
    token = form_token(desk.client.get("/sign-in").text)
    fields = {"csrf": token} | {f"f{number}": "x" for number in range(2000)}
    assert desk.client.post("/sign-out", data=fields).status_code == 400


def with_a_bug(desk: Desk, says: str) -> Client:
    """A browser of an application of its own, in which something goes wrong."""
    app = create_app(desk.parts)

    @app.get("/bug")
    def bug() -> None:
        raise RuntimeError(says)

    return browser(app)


def test_a_bug_gives_a_reference_and_shows_nothing_of_itself(desk: Desk) -> None:
    client = with_a_bug(desk, "SELECT secret FROM insides")
    answer = client.get("/bug")
    assert answer.status_code == 500
    assert "give this number: " in answer.text
    assert "SELECT" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert client.get("/healthz").status_code == 200


def test_the_engine_being_away_is_told_as_something_that_passes(desk: Desk) -> None:
    file(desk)
    desk.door.trouble = Unavailable()
    answer = desk.client.post(
        f"/api/v1/arrangements/{REFERENCE}/reminder",
        json={"role": "manager"},
        headers=desk.bearer(COORDINATOR) | {"Idempotency-Key": "12345678"},
    )
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "urn:telecommute:problem:unavailable"


def test_an_act_on_what_has_ended_is_gone(desk: Desk) -> None:
    file(desk)
    desk.door.trouble = Gone()
    answer = desk.client.post(
        f"/api/v1/arrangements/{REFERENCE}/reminder",
        json={"role": "manager"},
        headers=desk.bearer(COORDINATOR) | {"Idempotency-Key": "12345678"},
    )
    assert answer.status_code == 410


@pytest.mark.parametrize(
    "sent", [b"mail=%ff%fe", b"mail=%00", b"mail=\xff", b"%ff=%ff", b"mail=%ED%A0%80@x", b"&&==&"]
)
def test_odd_bytes_in_a_form_break_nothing(desk: Desk, sent: bytes) -> None:
    token = form_token(desk.client.get("/sign-in").text)
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
    for kind in kinds:
        body = f"csrf={token}&".encode() + sent
        answer = desk.client.post("/sign-in", content=body, headers={"Content-Type": kind})
        assert answer.status_code in {200, 400, 403, 422}


@pytest.mark.parametrize("path", ["/%ff", "/t/%ff%fe", "/arrangements/%00", "/sign-in/%ED%A0%80"])
def test_odd_bytes_in_an_address_break_nothing(desk: Desk, path: str) -> None:
    desk.sign_in(EMPLOYEE)
    assert desk.client.get(path).status_code in {200, 404}


def test_what_was_turned_away_stands_in_the_log_without_secrets(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    with capture_logs() as lines:
        desk.client.get(f"/t/{'a' * 40}")
        desk.client.post("/sign-in", data={"mail": "ana@example.test"})
        desk.client.get("/api/v1/me", headers={"Authorization": "Bearer of-mine"})
        desk.client.get(f"/tasks/{link.id}")
    facts = [line["fact"] for line in lines]
    assert facts == ["unknown-link", "forged", "bad-token", "not-found"]
    assert lines[0]["route"] == "/t/{token:path}"
    assert lines[0]["peer"] == "192.0.2.1"
    for secret in ("a" * 40, "ana@example.test", "of-mine"):
        assert secret not in str(lines)


def test_a_mistake_is_logged_under_the_number_people_are_told(desk: Desk) -> None:
    name = "Ana Rivera"
    client = with_a_bug(desk, name)
    with capture_logs() as lines:
        page = client.get("/bug").text
    (line,) = lines
    assert f"give this number: {line['error']}" in page
    assert line["kind"] == "RuntimeError"
    assert "in bug" in line["stack"]
    assert name not in str(line)


async def test_who_goes_away_while_sending_is_no_mistake_and_hears_nothing(desk: Desk) -> None:
    answers: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answers.append(message)

    form = (b"content-type", b"application/x-www-form-urlencoded")
    host = (b"host", BASE.removeprefix("https://").encode())
    scope = {"type": "http", "method": "POST", "path": "/sign-out", "headers": [form, host]}
    with capture_logs() as lines:
        await desk.app({**scope, "query_string": b"", "client": ("192.0.2.1", 5000)}, receive, send)
    assert [(line["event"], line["log_level"]) for line in lines] == [("gone", "info")]
    assert answers == []
