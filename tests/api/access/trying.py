"""Somebody tries a route: by their browser, or by a program with their token."""

import re
from functools import cache
from itertools import count

from fastapi import FastAPI
from httpx2 import Response

from tests import people
from tests.api.access.rows import Row
from tests.api.access.town import ANONYMOUS, Town

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
_NUMBERS = count(10_000_000)


def filled(path: str, **values: str) -> str:
    """The path of a route, with something in every place."""
    usual = {"version": "1", "document": "arrangement", "name": "guidelines", "step": "overall"}
    usual["number"] = _number(path)
    usual["rule"] = "breach" if "/report/" in path else "day_change"
    for name, value in {**usual, "section_id": "location", **values}.items():
        path = path.replace("{" + name + "}", value)
    return path


def _number(path: str) -> str:
    """The number of a concern of every arrangement (`town`), or of a person."""
    if "{reference}" not in path:
        return people.EMPLOYEE
    return "2" if "/duties/" in path or path.endswith("/do") else "1"


def browse(town: Town, who: str, method: str, path: str, row: Row) -> Response:
    """A page, or the form of one with its token."""
    client, address = town.clients[who], f"{path}{row.query}"
    if method != "POST":
        return client.request(method, address)
    form = {name: str(value) for name, value in row.fields.items()}
    sent = {"csrf": town.forms[who], "key": f"key-{next(_NUMBERS)}", **form}
    return client.post(address, data=sent, headers=SAME_SITE)


def call(town: Town, who: str, method: str, path: str, row: Row) -> Response:
    """A call of the API, whose answer is one that its description names."""
    key = {"Idempotency-Key": f"key-{next(_NUMBERS)}"}
    headers = town.bearers.get(who, {}) | key
    body = row.fields if method == "POST" else None
    address = f"{path}{row.query}"
    answer = town.clients[ANONYMOUS].request(method, address, json=body, headers=headers)
    kind = answer.headers["content-type"].partition(";")[0]
    assert (answer.status_code, kind) in _described(town.desk.app, method, path), (method, path)
    return answer


@cache
def _described(app: FastAPI, method: str, path: str) -> set[tuple[int, str]]:
    """The statuses and kinds of content that the description of a call names."""
    calls = app.openapi()["paths"]
    answers = next(
        told[method.lower()]["responses"]
        for each, told in calls.items()
        if method.lower() in told and re.fullmatch(re.sub(r"{\w+}", "[^/]+", each), path)
    )
    return {(int(status), kind) for status, told in answers.items() for kind in told["content"]}
