"""What every response carries, what every act is guarded by, and how errors are told."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from api.bearer import token_holder
from api.dependencies import protected
from api.files.attaching import protected_files
from api.security import CONTENT_POLICY, REPORTS, SAFE_METHODS
from tests.api.browsing import BASE
from tests.api.filing import ask, file
from tests.api.site import Desk, form_token, link_path
from tests.people import SUPERVISOR

HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


FILES = "/api/v1/uploads"
"""A file handed in twice is kept once: it needs no key."""


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
        if not {protected, protected_files, token_holder} & set(guards(route.dependant))
    ]
    assert unguarded == [REPORTS], "browsers report with no form, and nothing is written"


def test_every_route_of_the_api_asks_for_a_token(desk: Desk) -> None:
    of_api = [route for route in routes(desk.app) if route.path.startswith("/api/")]
    assert len(of_api) > 15
    assert [r.path for r in of_api if token_holder not in set(guards(r.dependant))] == []


def test_every_act_of_the_api_asks_for_a_key(desk: Desk) -> None:
    described = desk.client.get("/openapi.json").json()["paths"]
    posts = {path for path, methods in described.items() if "post" in methods}
    acts = posts - {FILES}
    assert len(acts) == 30
    for path in acts:
        names = [p["name"] for p in described[path]["post"]["parameters"] if p["required"]]
        assert "Idempotency-Key" in names, path


def test_an_address_that_only_forms_are_sent_to_leads_back_to_its_page(desk: Desk) -> None:
    pages = [each for each in routes(desk.app) if not each.path.startswith(("/api/", REPORTS))]
    looked_at = {route.path for route in pages if "GET" in (route.methods or ())}
    only_sent_to = {route.path for route in pages} - looked_at
    assert len(only_sent_to) > 8
    for path in only_sent_to:
        page = path.rpartition("/")[0]
        answer = desk.client.get(path)
        assert page in looked_at
        assert (answer.status_code, unquote(answer.headers["location"])) == (303, page)


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


def test_no_page_tells_which_server_it_is(desk: Desk) -> None:
    assert "server" not in desk.client.get("/sign-in").headers
