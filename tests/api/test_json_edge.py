"""The JSON API's edge: keys, tokens, shapes and rules, each refused by name."""

import pytest

from records.visits import revoke_token
from tests.api.calling import KEY, answers, send
from tests.api.filing import file
from tests.api.site import REFERENCE, Desk
from tests.people import COORDINATOR, EMPLOYEE, SUPERVISOR


@pytest.mark.parametrize("key", ["", "short", "x" * 129])
def test_an_act_without_a_good_key_is_a_bad_request(desk: Desk, key: str) -> None:
    file(desk)
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/reminder", {"role": "manager"}, key)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    missing = desk.client.post(
        f"/api/v1/arrangements/{REFERENCE}/reminder",
        json={"role": "manager"},
        headers=desk.bearer(COORDINATOR),
    )
    assert missing.status_code == 400
    assert desk.door.acts == []


@pytest.mark.requirement("CT-107")
@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"starts_on": "February 31, 2027"}, "starts_on", "February"),
        ({"starts_on": "12/1/2026", "ends_on": "11/30/2026"}, "ends_on", "before"),
        ({"starts_on": "12/1/2026", "ends_on": "9/30/2027"}, "ends_on", "August 31, 2027"),
        ({"starts_on": "1/1/2020"}, "starts_on", ""),
        ({"location_phone": ""}, "location_phone", ""),
        ({"location_phone": "n/a"}, "location_phone", "must name a number that can be called"),
    ],
)
def test_a_proposal_that_breaks_a_rule_is_refused_by_field_and_section(
    desk: Desk, changes: dict[str, str], field: str, says: str
) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers(**changes)})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    errors = [error for error in answer.json()["errors"] if error["field"] == field]
    assert errors
    assert says in errors[0]["rule"]
    assert desk.door.acts == []


def test_a_rule_that_two_fields_break_alike_is_told_once_and_named_for_both(desk: Desk) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers(folly="x", whim="y")}).json()
    assert answer["detail"] == "This form has no such question."
    assert [error["field"] for error in answer["errors"]] == ["folly", "whim"]


def test_the_section_of_a_broken_rule_is_named(desk: Desk) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers(ends_on="10/1/2027")})
    assert "IV" in answer.json()["errors"][0]["section"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answers": []},
        {"answers": {"starts_on": 5}},
        {"answers": {"starts_on": ["12/1/2026"]}},
        {"answers": answers(), "status": "approved"},
        {"answers": answers(), "employee": SUPERVISOR},
    ],
)
def test_what_has_not_the_right_shape_is_refused_by_name(
    desk: Desk, body: dict[str, object]
) -> None:
    answer = send(desk, EMPLOYEE, "", body)
    assert answer.status_code == 422
    assert all(error["field"] and error["rule"] for error in answer.json()["errors"])
    assert desk.door.acts == []


ODD = (b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"role": "\\ud800"}', b'{"\\ud800": 1}')


@pytest.mark.parametrize("content", ODD)
def test_odd_bytes_are_refused_and_break_nothing(desk: Desk, content: bytes) -> None:
    file(desk)
    headers = desk.bearer(COORDINATOR) | KEY | {"Content-Type": "application/json"}
    address = f"/api/v1/arrangements/{REFERENCE}/reminder"
    answer = desk.client.post(address, content=content, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\x1b[0m", "x" * 4001])
def test_text_that_disguises_or_breaks_is_refused(desk: Desk, text: str) -> None:
    file(desk)
    answer = send(
        desk, COORDINATOR, f"/{REFERENCE}/decision", {"outcome": "denied", "reason": text}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "reason"


def test_a_revoked_token_is_nobody_s(desk: Desk) -> None:
    bearer = desk.bearer(EMPLOYEE)
    assert desk.client.get("/api/v1/me", headers=bearer).status_code == 200
    with desk.session() as session:
        revoke_token(session, EMPLOYEE, "test", desk.clock.now)
        session.commit()
    assert desk.client.get("/api/v1/me", headers=bearer).status_code == 401
    assert desk.client.get("/api/v1/me", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_session_cookie_opens_nothing_in_the_api(desk: Desk) -> None:
    desk.sign_in(COORDINATOR)
    assert desk.client.get("/api/v1/board").status_code == 400
    both = desk.client.get("/api/v1/board", headers=desk.bearer(COORDINATOR))
    assert both.status_code == 400
    assert both.json()["type"].endswith("cookie-sent")
