"""Requests that no page of ours makes: too much of anything, twice the same, or of another kind."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from httpx2 import Client, Response
from starlette.types import Message

from policy.acts import DecisionGiven
from tests.api.access.test_bad_text import PLACES
from tests.api.browsing import BASE
from tests.api.every_act import CALLS, PAGE, decision, signing
from tests.api.files import memory_within
from tests.api.overposting import REGISTERS
from tests.api.proposer import Proposer
from tests.api.site import Desk, form_token
from tests.people import COORDINATOR, EMPLOYEE

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
MEGABYTE = "x" * 1_000_000
DENIED = {"key": "a-key-of-mine", "outcome": "denied", "reason": "No."}


def token(client: Client) -> str:
    """The form token of a browser."""
    return form_token(client.get("/sign-out").text)


def in_parts(client: Client, path: str, fields: Mapping[str, str]) -> Response:
    """A form as one with files in it is sent: it has more room."""
    parts = {name: (None, value) for name, value in fields.items()}
    files = {"csrf": (None, token(client)), **parts}
    return client.post(path, files=files, headers=SAME_SITE)


def acts_of(desk: Desk) -> int:
    """How much was handed in."""
    return len(desk.door.acts) + len(desk.keeping.acts)


@pytest.mark.parametrize("size", [900_000, 1_000_000, 1_100_000])
@pytest.mark.parametrize("name", PLACES)
def test_a_megabyte_of_text_is_turned_away_by_every_form(desk: Desk, name: str, size: int) -> None:
    place = PLACES[name](desk)
    before = desk.drafts()
    for field in place.fields:
        sent = {"key": "a-key-of-mine", **place.fields, field: "x" * size}
        plain = desk.client.post(place.path, data=sent, headers=SAME_SITE)
        parted = in_parts(desk.client, place.path, sent)
        assert (plain.status_code, parted.status_code // 100) == (413, 4), field
        assert len(parted.text) < 100_000
    assert (acts_of(desk), desk.drafts()) == (0, before)


def test_a_megabyte_of_text_is_not_kept_in_a_draft(desk: Desk) -> None:
    """Neither in one field nor spread over many."""
    proposer = Proposer(desk)
    section = proposer.sections[0]
    path = f"{proposer.path}/{section.id}"
    names = [item.id for item in section.fields]
    for sent in ({names[0]: MEGABYTE}, {f"{names[0]}.{n}": "x" * 20_000 for n in range(50)}):
        answer = in_parts(proposer.client, path, sent)
        assert answer.status_code == 413
        assert "That is too much" in answer.text
    assert sum(len(str(answers)) for answers in desk.drafts()) < 1000


@pytest.mark.parametrize("act", CALLS)
def test_a_megabyte_of_text_is_turned_away_by_every_call(desk: Desk, act: str) -> None:
    signing(desk)
    person, body = CALLS[act]
    headers = desk.bearer(person) | {"Idempotency-Key": "a-key-of-mine"}
    path = f"/api/v1{PAGE}{act}" if act else "/api/v1/arrangements"
    for field in body:
        answer = desk.client.post(path, json={**body, field: MEGABYTE}, headers=headers)
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:telecommute:problem:too-large"
    assert desk.door.acts == []


@pytest.mark.parametrize("name", REGISTERS)
def test_a_megabyte_of_text_is_turned_away_by_every_register(desk: Desk, name: str) -> None:
    person, path, given = REGISTERS[name]
    address = path.replace("/registers/", "/api/v1/registers/").replace("?", "/entries?")
    headers = desk.bearer(person) | {"Idempotency-Key": "a-key-of-mine"}
    for field in given:
        sent = {"answers": {**given, field: MEGABYTE}}
        assert desk.client.post(address, json=sent, headers=headers).status_code == 413
    assert desk.keeping.acts == []


@pytest.mark.parametrize("name", PLACES)
def test_a_thousand_parts_are_turned_away_by_every_form(desk: Desk, name: str) -> None:
    place = PLACES[name](desk)
    many = {f"f{number}": "x" for number in range(1000)}
    sent = {"key": "a-key-of-mine", **place.fields, **many}
    plain = {**sent, "csrf": token(desk.client)}
    answers = (
        desk.client.post(place.path, data=plain, headers=SAME_SITE),
        in_parts(desk.client, place.path, sent),
    )
    assert [answer.status_code for answer in answers] == [400, 400]
    assert acts_of(desk) == 0


@pytest.mark.parametrize("name", PLACES)
def test_a_field_sent_twice_breaks_no_form(desk: Desk, name: str) -> None:
    """Of several values the last counts, also of the token: one act comes of one request."""
    place = PLACES[name](desk)
    twice = {"key": ["another-key", "a-key-of-mine"], "csrf": ["x", token(desk.client)]}
    sent = {**{key: ["Other.", value] for key, value in place.fields.items()}, **twice}
    if name == "determination":
        sent["questions"] = ["y1", "y1"]
    answer = desk.client.post(place.path, data=sent, headers=SAME_SITE)
    assert answer.status_code == 303, answer.text
    assert acts_of(desk) <= 1
    forged = {**sent, "csrf": [token(desk.client), "x"]}
    assert desk.client.post(place.path, data=forged, headers=SAME_SITE).status_code == 403


def test_a_decision_sent_both_ways_is_one_decision(desk: Desk) -> None:
    decision(desk)
    client = desk.sign_in(COORDINATOR)
    sent = {**DENIED, "outcome": ["approved", "denied"], "csrf": token(client)}
    assert client.post(f"{PAGE}/decide", data=sent, headers=SAME_SITE).status_code == 303
    [(_, act)] = desk.door.acts
    assert isinstance(act, DecisionGiven)
    assert act.outcome == "denied"


KINDS: dict[str, tuple[bytes, str]] = {
    "JSON": (b'{"csrf": "x"}', "application/json"),
    "text": (b"csrf=x", "text/plain"),
    "no kind": (b"csrf=x", ""),
    "XML": (b"<csrf>x</csrf>", "application/xml"),
    "no boundary": (b"--x", "multipart/form-data"),
    "cut off": (
        b'--x\r\nContent-Disposition: form-data; name="csrf"',
        "multipart/form-data; boundary=x",
    ),
    "no text": (b"\xff\xfe=\x00", "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PLACES)
def test_a_body_of_another_kind_is_turned_away(desk: Desk, name: str, kind: str) -> None:
    place = PLACES[name](desk)
    content, told_as = KINDS[kind]
    headers = {**SAME_SITE, "Content-Type": told_as}
    answer = desk.client.post(place.path, content=content, headers=headers)
    assert answer.status_code in {400, 403}
    assert acts_of(desk) == 0


@pytest.mark.parametrize("name", PLACES)
def test_a_form_opened_three_days_ago_does_nothing(desk: Desk, name: str) -> None:
    place = PLACES[name](desk)
    old, before = token(desk.client), desk.drafts()
    desk.clock.now += timedelta(days=3)
    sent = {"key": "a-key-of-mine", **place.fields, "csrf": old}
    answer = desk.client.post(place.path, data=sent, headers=SAME_SITE)
    assert answer.status_code == 403
    assert (acts_of(desk), desk.drafts()) == (0, before)


def test_ten_thousand_headers_break_nothing(desk: Desk) -> None:
    many = [(f"x-{number}".encode(), b"y") for number in range(10_000)]
    same = [(b"cookie", b"telecommute=x")] * 10_000
    for headers in (many, same):
        for path in ("/", "/api/v1/me"):
            answer = desk.browser().get(path, headers=headers)
            assert answer.status_code == 431
            assert answer.headers["x-content-type-options"] == "nosniff"
    long = [(b"x-long", b"y" * 33_000)]
    assert desk.browser().get("/", headers=long).status_code == 431
    assert desk.browser().get("/", headers=many[:80]).status_code == 303


ENDLESS: dict[str, tuple[str, str, Callable[[int], bytes]]] = {
    "form": ("/sign-out", "application/x-www-form-urlencoded", lambda _: b"a=" + b"x" * 100_000),
    "act": ("/api/v1/arrangements", "application/json", lambda _: b" " * 100_000),
    "report": ("/csp-reports", "application/json", lambda _: b" " * 100_000),
    "parts": (
        "/sign-out",
        "multipart/form-data; boundary=x",
        lambda n: (
            b'%s--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'
            % (b"\r\n" if n > 1 else b"")
        ),
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
async def test_a_body_without_end_is_cut_while_it_comes_in(desk: Desk, name: str) -> None:
    """Chunk after chunk is offered, and few are taken."""
    path, kind, chunk = ENDLESS[name]
    offered, answers = 0, list[Message]()

    async def receive() -> Message:
        nonlocal offered
        offered += 1
        return {"type": "http.request", "body": chunk(offered), "more_body": offered < 10_000}

    async def send(message: Message) -> None:
        answers.append(message)

    with memory_within(50):
        await desk.app(_scope(desk, path, kind), receive, send)
    assert answers[0]["status"] in {400, 413}
    assert offered < 1000


def _scope(desk: Desk, path: str, kind: str) -> dict[str, object]:
    """A request with a body whose length nobody tells."""
    headers = [
        (b"content-type", kind.encode()),
        (b"transfer-encoding", b"chunked"),
        (b"idempotency-key", b"a-key-of-mine"),
        (b"host", BASE.removeprefix("https://").encode()),
    ]
    if path.startswith("/api/"):
        headers.append((b"authorization", desk.bearer(EMPLOYEE)["Authorization"].encode()))
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "client": ("192.0.2.1", 50000),
        "server": ("telecommute.test", 443),
        "scheme": "https",
        "http_version": "1.1",
    }
