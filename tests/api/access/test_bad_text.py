"""Bad text in what is filled in step by step: registers, findings, measures, determinations."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from httpx2 import Client, Response

from tests.api.access.test_bad_input import BAD, SHAPES, told
from tests.api.completing import LAPTOP, MEASURES
from tests.api.completing import opened as completing
from tests.api.overposting import REGISTERS
from tests.api.reviewed import stopped
from tests.api.reviewer import EMPLOYEE, POSITION, Reviewer
from tests.api.site import Desk, form_token
from tests.people import COORDINATOR

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Place:
    """A form: where it goes, and how it is filled in well."""

    path: str
    fields: Mapping[str, str]


def _register(name: str) -> Callable[[Desk], Place]:
    def found(desk: Desk) -> Place:
        person, path, fields = REGISTERS[name]
        desk.sign_in(person)
        return Place(path, fields)

    return found


def _step(name: str, fields: Mapping[str, str]) -> Callable[[Desk], Place]:
    def found(desk: Desk) -> Place:
        reviewer = Reviewer(desk)
        if name == "q-employee":
            reviewer.save("q-position", **POSITION)
        remarks = {f"{key}.remark": "So." for key in fields if key.startswith("findings.")}
        ways = {f"{key}.way_out": "" for key in fields if key.startswith("findings.")}
        return Place(f"{reviewer.path}/review/{name}", {**fields, **remarks, **ways})

    return found


def _determination(desk: Desk) -> Place:
    stopped(desk, accommodation="yes")
    fields = {"outcome": "granted", "questions": "y1", "reason": "The duties can be done."}
    return Place("/arrangements/TA-7K3M-9QXD/accommodate", fields)


def _completion(desk: Desk) -> Place:
    path, _ = completing(desk, "supervisor")
    return Place(f"{path}/provide", {**MEASURES, **LAPTOP, "partly": "yes"})


PLACES: dict[str, Callable[[Desk], Place]] = {
    **{f"register {name}": _register(name) for name in REGISTERS},
    "determination": _determination,
    "completion": _completion,
    "analysis of the position": _step("q-position", POSITION),
    "analysis of the employee": _step("q-employee", EMPLOYEE),
    "standards": _step("f-standards", MEASURES),
    "recommendation": _step("overall", {"supports": "no", "comment": "Not now."}),
}


def sent(desk: Desk, client: Client, place: Place, fields: Mapping[str, str], key: str) -> None:
    """Send a form; whatever it holds, a page answers, and no text stands in it as a tag."""
    desk.clock.pass_by(seconds=10)
    token = form_token(client.get("/sign-out").text)
    data = {"key": key, **fields, "csrf": token}
    answer = client.post(place.path, data=data, headers=SAME_SITE)
    assert told(answer), (fields, answer.status_code)
    assert answer.status_code in {200, 303, 409, 422}, (fields, answer.status_code)
    assert BAD["markup"] not in answer.text
    if answer.status_code == 303:
        after = client.get(answer.headers["location"])
        assert after.status_code == 200
        assert BAD["markup"] not in after.text


def call(desk: Desk, path: str, body: Mapping[str, object], headers: Mapping[str, str]) -> Response:
    """One call; in ASCII, so that it may hold what no encoding can."""
    told_as = {**headers, "Content-Type": "application/json"}
    return desk.client.post(path, content=json.dumps(body), headers=told_as)


@pytest.mark.parametrize("name", PLACES)
def test_no_text_breaks_a_form(desk: Desk, name: str) -> None:
    """In every field at once, and in each with the others filled in well; each is read again."""
    place = PLACES[name](desk)
    for number, bad in enumerate(BAD):
        sent(desk, desk.client, place, dict.fromkeys(place.fields, BAD[bad]), f"at-once-{number}")
        for field in list(place.fields)[number % 3 :: 3]:
            given = {**place.fields, field: BAD[bad]}
            sent(desk, desk.client, place, given, f"key-of-{field}-{number}")
    assert desk.client.get(place.path.removesuffix("/provide")).status_code == 200


@pytest.mark.parametrize("name", REGISTERS)
def test_no_text_or_shape_breaks_a_call_of_a_register(desk: Desk, name: str) -> None:
    person, path, given = REGISTERS[name]
    address = path.replace("/registers/", "/api/v1/registers/").replace("?", "/entries?")
    bearer = desk.bearer(person)
    for number, (bad, wrong) in enumerate((BAD | SHAPES).items()):
        for field in given:
            desk.clock.pass_by(seconds=10)
            headers = bearer | {"Idempotency-Key": f"key-of-{field}-{number}"}
            answer = call(desk, address, {"answers": {**given, field: wrong}}, headers)
            assert told(answer), (bad, field, answer.status_code)
            assert answer.status_code in {200, 422}, (bad, field, answer.text)
            assert answer.status_code == 422 or bad not in SHAPES
    for shape in SHAPES.values():
        headers = bearer | {"Idempotency-Key": "another-key"}
        answer = call(desk, address, {"answers": shape}, headers)
        assert answer.status_code == 422
    assert desk.client.get(address, headers=bearer).status_code == 200


@pytest.mark.parametrize("shape", [name for name in SHAPES if name != "deep"])
def test_no_shape_inside_answers_breaks_a_call(desk: Desk, shape: str) -> None:
    """Lists, numbers and nothing where a text belongs, one level down and two."""
    stopped(desk, accommodation="yes")
    desk.client.cookies.clear()
    headers = desk.bearer(COORDINATOR) | {"Idempotency-Key": "a-key-of-mine"}
    wrong = SHAPES[shape]
    decided: dict[str, object] = {"outcome": "approved"}
    granted: dict[str, object] = {"outcome": "granted"}
    tried: dict[str, list[dict[str, object]]] = {
        "decision": [
            {**decided, "findings": {"s2": wrong}},
            {**decided, "findings": {"s2": {"answer": wrong}}},
            {**decided, "answers": {"own_measures": wrong}},
            {**decided, "modified": {"ends_on": wrong}},
        ],
        "accommodation": [
            {**granted, "questions": [wrong], "reason": "So."},
            {**granted, "questions": wrong, "reason": "So."},
            {**granted, "questions": ["y1"], "reason": wrong},
            {"outcome": wrong, "reason": "So."},
        ],
    }
    for act, bodies in tried.items():
        for body in bodies:
            address = f"/api/v1/arrangements/TA-7K3M-9QXD/{act}"
            answer = call(desk, address, body, headers)
            assert answer.status_code == 422, (body, answer.text)
            assert answer.json()["errors"][0]["field"]
    assert desk.door.acts == []
