"""What every response carries, what every act is guarded by, and how errors are told."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from structlog.testing import capture_logs

from api.acts import Gone, Unavailable
from api.bearer import token_holder
from api.dependencies import protected
from api.security import CONTENT_POLICY, SAFE_METHODS
from tests.api.filing import ask, file
from tests.api.site import BASE, REFERENCE, Desk, form_token, link_path
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


def routes(app: FastAPI) -> Iterator[APIRoute]:
    """Every route with a function of ours behind it."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            yield route


def guards(dependant: Dependant) -> Iterator[object]:
    """Every dependency of a route, however deep."""
    for inner in dependant.dependencies:
        yield inner.call
        yield from guards(inner)


def test_no_unsafe_route_is_unguarded(desk: Desk) -> None:
    unsafe = [route for route in routes(desk.app) if set(route.methods or ()) - SAFE_METHODS]
    assert len(unsafe) > 20
    unguarded = [
        route.path
        for route in unsafe
        if not {protected, token_holder} & set(guards(route.dependant))
    ]
    assert unguarded == []


def test_every_route_of_the_api_asks_for_a_token(desk: Desk) -> None:
    of_api = [route for route in routes(desk.app) if route.path.startswith("/api/")]
    assert len(of_api) > 15
    assert [r.path for r in of_api if token_holder not in set(guards(r.dependant))] == []


def test_every_act_of_the_api_asks_for_a_key(desk: Desk) -> None:
    described = desk.client.get("/openapi.json").json()["paths"]
    acts = [path for path, methods in described.items() if "post" in methods]
    assert len(acts) == 11
    for path in acts:
        names = [p["name"] for p in described[path]["post"]["parameters"] if p["required"]]
        assert "Idempotency-Key" in names, path


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200),
        ("GET", "/healthz", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/api/v1/me", 401),
        ("DELETE", "/sign-in", 405),
        ("POST", "/sign-in", 403),
        ("GET", "/", 303),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
        ("GET", "/static/none.css", 404),
    ],
)
def test_every_response_carries_the_headers(
    desk: Desk, method: str, path: str, status: int
) -> None:
    answer = desk.client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "access-control-allow-origin" not in answer.headers
    if answer.content:
        kind = answer.headers["content-type"]
        assert "charset=utf-8" in kind or "json" in kind


def test_static_files_are_kept_only_under_an_address_that_names_their_content(desk: Desk) -> None:
    plain = desk.client.get("/static/own.css")
    named = desk.client.get("/static/own.css?v=1")
    assert plain.headers["cache-control"] == "no-cache"
    assert "immutable" in named.headers["cache-control"]
    assert named.headers["content-security-policy"] == CONTENT_POLICY


def test_a_form_is_refused_without_the_token_of_its_session(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    other = desk.browser()
    for client in (desk.client, other):
        client.get(link_path(link))
    path = f"/links/{link.id}/again"
    foreign = form_token(other.get(f"/links/{link.id}").text)
    mine = form_token(desk.client.get(f"/links/{link.id}").text)
    forged = [
        desk.client.post(path, data={}),
        desk.client.post(path, data={"csrf": ""}),
        desk.client.post(path, data={"csrf": foreign}),
        desk.client.post(path, data={"csrf": mine}, headers={"Sec-Fetch-Site": "cross-site"}),
        desk.client.post(path, data={"csrf": mine}, headers={"Sec-Fetch-Site": "same-site"}),
        desk.client.post(path, data={"csrf": mine}, headers={"Origin": "https://evil.test"}),
        desk.client.post(path, data={"csrf": mine}, headers={"Origin": "null"}),
        desk.client.post(path, json={"csrf": mine}),
    ]
    assert [answer.status_code for answer in forged] == [403] * len(forged)
    assert desk.mails() == []
    good = desk.client.post(path, data={"csrf": mine}, headers={"Origin": BASE})
    assert good.status_code == 200


def test_the_sign_in_form_is_bound_to_the_browser_that_loaded_it(desk: Desk) -> None:
    token = form_token(desk.browser().get("/sign-in").text)
    desk.client.get("/sign-in")
    answer = desk.client.post("/sign-in", data={"csrf": token, "mail": "ana@example.test"})
    assert answer.status_code == 403
    assert desk.mails() == []


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
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    told = desk.client.post(
        "/api/v1/arrangements",
        content=b"{" + b" " * 600_000,
        headers=desk.bearer(EMPLOYEE) | {"Idempotency-Key": "12345678"},
    )
    assert told.status_code == 413


def test_a_form_with_thousands_of_fields_is_refused(desk: Desk) -> None:
    token = form_token(desk.client.get("/sign-in").text)
    fields = {"csrf": token} | {f"f{number}": "x" for number in range(2000)}
    assert desk.client.post("/sign-out", data=fields).status_code == 400


def test_a_bug_gives_a_reference_and_shows_nothing_of_itself(desk: Desk) -> None:
    insides = "SELECT secret FROM insides"

    @desk.app.get("/bug")
    def bug() -> None:
        raise RuntimeError(insides)

    answer = desk.client.get("/bug")
    assert answer.status_code == 500
    assert "give this number: " in answer.text
    assert "SELECT" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert desk.client.get("/healthz").status_code == 200


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


def test_no_page_tells_which_server_it_is(desk: Desk) -> None:
    assert "server" not in desk.client.get("/sign-in").headers


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

    @desk.app.get("/bug")
    def bug() -> None:
        raise RuntimeError(name)

    with capture_logs() as lines:
        page = desk.client.get("/bug").text
    (line,) = lines
    assert f"give this number: {line['error']}" in page
    assert line["kind"] == "RuntimeError"
    assert "in bug" in line["stack"]
    assert name not in str(line)
