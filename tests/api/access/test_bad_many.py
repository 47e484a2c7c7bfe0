"""Whatever is sent with many ticks at once, the answer is a page or a problem."""

import json

import pytest

from tests.api.access.test_bad_input import BAD, SHAPES, post, told
from tests.api.access.town import Town

FORMS = ("/sign-many", "/approve-many", "/review-many", "/remind-many", "/replace-many")
TICKS = ("row", "sign", "agree")
TYPED = ("name", "holder", "successor", "person", "reason", "key")
OWN, LINE = "own", "signing"
ITEM = {"reference": "TA-0000-0000", "role": "manager"}
SIGNED = {"line": "manager", "version": 1, "documents": ["0" * 64], "statement": "0" * 64}
CALLS: dict[str, dict[str, object]] = {
    "approvals": {"reference": "TA-0000-0000", "number": 1},
    "reviews": dict(ITEM),
    "reminders": dict(ITEM),
    "signatures": {"reference": "TA-0000-0000", **SIGNED},
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("path", FORMS)
def test_no_form_with_ticks_breaks(town: Town, path: str, bad: str) -> None:
    whole = {"row": [town.references[OWN, LINE]], **dict.fromkeys(TYPED, BAD[bad])}
    for fields in (whole, dict.fromkeys((*TICKS, *TYPED), BAD[bad])):
        for key in (BAD[bad], f"a-key-of-mine {bad}"):
            answer = post(town, "HR", path, fields | {"key": key})
            assert told(answer), (path, answer.status_code)
            assert BAD["markup"] not in answer.text


@pytest.mark.parametrize("bad", BAD)
def test_no_address_of_these_pages_breaks(town: Town, bad: str) -> None:
    query = dict.fromkeys(
        ("row", "tick", "every", "holder", "successor", "q", "level"), BAD[bad][:5000]
    )
    for path in (*FORMS, "/team", "/arrangements.csv"):
        answer = town.clients["HR"].get(path, params=query)
        assert answer.status_code == 200, (path, answer.status_code)
        assert BAD["markup"] not in answer.text or path.endswith("csv")
    assert town.clients["HR"].get("/many/" + "x" * 500).status_code == 404


@pytest.mark.parametrize("bad", [*BAD, *SHAPES])
def test_no_call_with_many_items_breaks(town: Town, bad: str) -> None:
    wrong = (BAD | SHAPES)[bad]
    headers = town.bearers["HR"] | {"Content-Type": "application/json"}
    for number, (what, item) in enumerate(CALLS.items()):
        for name in item:
            headers["Idempotency-Key"] = f"a-key-of-mine-{number}-{name}"
            content = json.dumps({"name": "Hana Ito", "items": [{**item, name: wrong}]})
            path = f"/api/v1/many/{what}"
            answer = town.desk.client.post(path, content=content, headers=headers)
            assert told(answer), (what, name, answer.status_code)
            assert answer.status_code == 200 or 400 <= answer.status_code < 500
