"""Everybody at every route, on their own and on others' arrangements, in every state."""

from collections.abc import Callable

import pytest
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from starlette.routing import Route

from tests.api.access.cells import ARRANGEMENT_CALLS, ARRANGEMENT_PAGES, LINK_PAGES
from tests.api.access.cells_beyond import CALLS, PUBLIC, SIGNED_IN
from tests.api.access.rows import SEE, Row, standings
from tests.api.access.town import ANONYMOUS, ASKED, CHAINS, STATES, WHO, Town
from tests.api.access.trying import browse, call, filled

Cells = dict[tuple[str, ...], int]
Try = Callable[[Town, str, str, str, Row], Response]


def answers(town: Town, row: Row) -> Cells:
    """What everybody is answered at a route about an arrangement, by whose it is and its state."""
    found: Cells = {}
    for who in WHO:
        for whose, state in town.references:
            held = standings(who, whose, state)
            allowed = row.by_state.get(state, row.status)
            refused = 403 if held & SEE else 404
            found[who, whose, state] = allowed if held & row.may else refused
    return found


def tried(town: Town, attempt: Try, route: str, row: Row) -> Cells:
    """What everybody is answered."""
    method, path = route.split()
    return {
        (who, *place): attempt(town, who, method, filled(path, reference=named), row).status_code
        for who in WHO
        for place, named in town.references.items()
    }


def anonymously(town: Town, attempt: Try, route: str, row: Row) -> int:
    """What nobody in particular is answered."""
    method, path = route.split()
    path = filled(path, reference=town.references["own", "signing"])
    return attempt(town, ANONYMOUS, method, path, row).status_code


def of_nobody(route: str) -> int:
    """What a browser without a session is answered: what it typed, or the way to sign in."""
    return 403 if route.startswith("POST ") else 303


def test_every_route_has_its_row(town: Town) -> None:
    """A route that nobody thought about is found here."""
    rows = {*ARRANGEMENT_PAGES, *ARRANGEMENT_CALLS, *LINK_PAGES, *SIGNED_IN, *CALLS, *PUBLIC}
    served = {
        f"{method} {route.path}"
        for route in (
            context.original_route for context in iter_route_contexts(town.desk.app.routes)
        )
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {row.replace("HEAD ", "GET ") for row in rows} == served


@pytest.mark.parametrize("route", ARRANGEMENT_PAGES)
def test_pages_of_an_arrangement(town: Town, route: str) -> None:
    row = ARRANGEMENT_PAGES[route]
    assert tried(town, browse, route, row) == answers(town, row)
    assert anonymously(town, browse, route, row) == of_nobody(route)


@pytest.mark.parametrize("route", ARRANGEMENT_CALLS)
def test_calls_about_an_arrangement(town: Town, route: str) -> None:
    row = ARRANGEMENT_CALLS[route]
    assert tried(town, call, route, row) == answers(town, row)
    assert anonymously(town, call, route, row) == 401


@pytest.mark.parametrize("route", LINK_PAGES)
def test_pages_that_links_lead_to(town: Town, route: str) -> None:
    """By the link itself, as its person signed in, as anybody else, and as nobody."""
    method, path = route.split()
    row = LINK_PAGES[route]
    found, expected = {}, {}
    for state in STATES:
        by_link = f"link, {state}"
        for who in (by_link, *WHO, ANONYMOUS):
            address = filled(path, link_id=town.links[state])
            found[state, who] = browse(town, who, method, address, row).status_code
            allowed = who == by_link or WHO.get(who) == CHAINS["own"][ASKED[state][1]]
            no_session = who == ANONYMOUS and row.anonymous == 403
            refused = 403 if no_session else 404
            expected[state, who] = row.by_state.get(state, row.status) if allowed else refused
    assert found == expected


def of_everybody(row: Row, anonymous: int) -> dict[str, int]:
    """What each is answered at a route that is about no arrangement."""
    told = {who: row.status if who in row.may else 404 for who in WHO}
    return {**told, ANONYMOUS: anonymous}


@pytest.mark.parametrize("route", SIGNED_IN)
def test_pages_for_who_signed_in(town: Town, route: str) -> None:
    method, path = route.split()
    row, address = SIGNED_IN[route], filled(path, reference=town.draft, digest=town.private)
    found = {who: browse(town, who, method, address, row).status_code for who in (*WHO, ANONYMOUS)}
    assert found == of_everybody(row, of_nobody(route))


@pytest.mark.parametrize("route", CALLS)
def test_calls_with_a_token(town: Town, route: str) -> None:
    method, path = route.split()
    name = "connecticut" if "programs" in path else "guidelines"
    row, address = CALLS[route], filled(path, digest=town.private, name=name)
    found = {who: call(town, who, method, address, row).status_code for who in (*WHO, ANONYMOUS)}
    assert found == of_everybody(row, 401)


@pytest.mark.parametrize("route", PUBLIC)
def test_what_everybody_is_answered_alike(town: Town, route: str) -> None:
    method, path = route.split()
    path = path.replace("{token:path}", "nothing").replace("{token}", "nothing")
    address = filled(path, link_id=town.links["signing"], letter_id="1", number="1")
    found = {
        who: town.clients[who].request(method, address).status_code for who in (*WHO, ANONYMOUS)
    }
    assert found == dict.fromkeys((*WHO, ANONYMOUS), PUBLIC[route])


def test_a_session_opens_nothing_of_the_api_and_a_token_no_page(town: Town) -> None:
    """Nor do both together: who sends a cookie is no program."""
    reference, token = town.references["own", "signing"], town.bearers["HR"]
    for headers in ({}, token):
        answer = town.clients["HR"].get(f"/api/v1/arrangements/{reference}", headers=headers)
        assert answer.status_code == 400
    page = town.clients[ANONYMOUS].get(f"/arrangements/{reference}", headers=token)
    assert (page.status_code, page.headers["location"][:9]) == (303, "/sign-in?")


def test_a_link_signs_nobody_in(town: Town) -> None:
    reference = town.references["own", "signing"]
    for who in (f"link, {state}" for state in STATES):
        client = town.clients[who]
        assert client.get("/").status_code == 303
        assert client.get(f"/arrangements/{reference}").status_code == 303
        assert client.get(f"/uploads/{town.private}").status_code == 404
