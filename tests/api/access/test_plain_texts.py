"""No address breaks on a zero, which PostgreSQL takes in no text (`tests.api.shared`)."""

import re
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from tests.api.access.town import ANONYMOUS, Town
from tests.api.access.trying import SAME_SITE, filled

ZERO = "a%00b"
KEY = "a-key-of-mine"


def questions(of: Dependant) -> Iterator[str]:
    """What a route asks for after its address, by itself or by what it depends on."""
    yield from (each.alias for each in of.query_params)
    for each in of.dependencies:
        yield from questions(each)


def addresses(town: Town) -> Iterator[tuple[str, str]]:
    """Every route with a zero in each of its places in turn, and in each of its questions."""
    known = {"reference": town.references["own", "signing"], "link_id": town.links["signing"]}
    for context in iter_route_contexts(town.desk.app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            continue
        plain = re.sub(r":\w+}", "}", route.path)
        for method in sorted((route.methods or set()) - {"HEAD"}):
            for name in re.findall(r"{(\w+)}", plain):
                yield method, filled(plain.replace("{" + name + "}", ZERO), **known)
            for asked in questions(route.dependant):
                yield method, f"{filled(plain, **known)}?{asked}={ZERO}"


@pytest.mark.parametrize("who", ["HR", "link, signing"])
def test_no_page_breaks_on_a_zero_in_its_address(town: Town, who: str) -> None:
    form = {"csrf": town.forms.get(who, ""), "key": KEY}
    for method, path in addresses(town):
        sent = form if method == "POST" else None
        answer = town.clients[who].request(method, path, data=sent, headers=SAME_SITE)
        assert answer.status_code < 500, (method, path)


def test_no_call_breaks_on_a_zero_in_its_address(town: Town) -> None:
    headers = town.bearers["HR"] | {"Idempotency-Key": KEY}
    for method, path in addresses(town):
        answer = town.clients[ANONYMOUS].request(method, path, json={}, headers=headers)
        assert answer.status_code < 500, (method, path)
