"""Many acts in one call of the JSON API: each has a key and a result of its own."""

from collections.abc import Mapping

import pytest
from httpx2 import Response

from api.doors.acts import Refused
from api.forms.statements import OTHER_STATEMENT
from api.many.approving import NOT_ASKED
from api.many.piles import MOST
from api.many.reviewing import QUESTIONS
from api.many.signing import NOT_ASKED as NOT_TO_SIGN
from api.many.signing import TERMS
from api.routes.json_many import NOT_FOUND
from policy.acts import ReviewGiven, SignatureGiven, SignerReplaced
from policy.tasks import Purpose
from tests import people
from tests.api.coming_up import DAY_CHANGE, in_force
from tests.api.piling import to_be_signed
from tests.api.seeding import HOLDERS, Story
from tests.api.site import REFERENCE, Desk

HEAD = "Dario Castellano"
FIRST, SECOND = "TA-0001-0001", "TA-0002-0002"


def call(
    desk: Desk, person: str, what: str, body: Mapping[str, object], key: str = "a-key-of-mine"
) -> Response:
    """One call with many acts."""
    headers = desk.bearer(person) | {"Idempotency-Key": key}
    return desk.client.post(f"/api/v1/many/{what}", json=dict(body), headers=headers)


def told(answer: Response) -> list[tuple[str, str, str]]:
    """What became of each: its reference, its state, and why."""
    assert answer.status_code == 200, answer.text
    return [(it["reference"], it["state"], it["detail"]) for it in answer.json()["items"]]


def signable(desk: Desk, person: str) -> list[dict[str, object]]:
    """The lines that wait for somebody, as signing names them."""
    answer = desk.client.get("/api/v1/many/signatures", headers=desk.bearer(person))
    return [
        {
            "reference": line["reference"],
            "line": line["line"],
            "version": line["version"],
            "documents": line["documents"],
            "statement": line["statement_digest"],
        }
        for line in answer.json()["lines"]
    ]


def test_what_waits_is_told_with_all_that_signing_names(desk: Desk) -> None:
    to_be_signed(desk, 2)
    items = signable(desk, people.HEAD)
    answer = call(desk, people.HEAD, "signatures", {"name": HEAD, "items": items})
    assert told(answer) == [(FIRST, "received", ""), (SECOND, "received", "")]
    last_first = [act for _, act in desk.door.acts if isinstance(act, SignatureGiven)]
    acts = last_first[::-1]
    assert [list(act.digests) for act in acts] == [item["documents"] for item in items]
    assert [act.by.key for act in acts] == [it["key"] for it in answer.json()["items"]]
    assert {act.by.identified_by for act in acts} == {"token"}


def test_the_same_key_again_acts_no_second_time(desk: Desk) -> None:
    first, _ = to_be_signed(desk, 2)
    items = signable(desk, people.HEAD)
    body = {"name": HEAD, "items": items}
    keys = [it["key"] for it in call(desk, people.HEAD, "signatures", body).json()["items"]]
    first.sign("agency_head", key=keys[0])
    desk.door.acts.clear()
    answer = call(desk, people.HEAD, "signatures", body)
    assert told(answer) == [(FIRST, "recorded", ""), (SECOND, "received", "")]
    assert answer.json()["items"][0]["entry"]["kind"] == "signed"
    assert [where for where, _ in desk.door.acts] == [SECOND]


def test_each_line_that_cannot_be_signed_says_why(desk: Desk) -> None:
    to_be_signed(desk, 2)
    first, second = signable(desk, people.HEAD)
    items = [
        first | {"statement": "0" * 64},
        second | {"line": "manager"},
        second | {"reference": "TA-9999-9999"},
        second,
    ]
    answer = call(desk, people.HEAD, "signatures", {"name": HEAD, "items": items})
    assert told(answer) == [
        (FIRST, "refused", OTHER_STATEMENT),
        (SECOND, "refused", NOT_TO_SIGN),
        ("TA-9999-9999", "refused", NOT_TO_SIGN),
        (SECOND, "received", ""),
    ]
    own = signable(desk, people.COLLEAGUE)
    answer = call(desk, people.COLLEAGUE, "signatures", {"name": "Sam Okafor", "items": own})
    assert {detail for _, _, detail in told(answer)} == {TERMS}


def test_the_workflows_ruling_comes_with_its_item(desk: Desk) -> None:
    first = to_be_signed(desk, 1)[0]
    body = {"name": HEAD, "items": signable(desk, people.HEAD)}
    key = call(desk, people.HEAD, "signatures", body).json()["items"][0]["key"]
    first.refuse(people.HEAD, "Another document was signed", key)
    answer = call(desk, people.HEAD, "signatures", body)
    assert told(answer) == [(FIRST, "refused", "Another document was signed")]


def test_another_name_signs_nothing(desk: Desk) -> None:
    to_be_signed(desk, 1)
    body = {"name": "Somebody Else", "items": signable(desk, people.HEAD)}
    answer = call(desk, people.HEAD, "signatures", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "name"
    assert desk.door.acts == []


def test_requests_are_approved_by_who_decides(desk: Desk) -> None:
    life = in_force(desk)
    life.request("day_change", DAY_CHANGE)
    items = [{"reference": REFERENCE, "number": number} for number in (1, 2)]
    answer = call(desk, people.SUPERVISOR, "approvals", {"items": items})
    assert told(answer) == [(REFERENCE, "received", ""), (REFERENCE, "refused", NOT_ASKED)]
    answer = call(desk, people.MANAGER, "approvals", {"items": items})
    assert {state for _, state, _ in told(answer)} == {"refused"}
    assert len(desk.door.acts) == 1


def test_reviews_are_given_where_they_are_nothing_but_a_recommendation(desk: Desk) -> None:
    Story(desk).submit()
    plain = Story.of_city(desk).submit()
    plain.tasks = plain.asked(Purpose.REVIEW, ["supervisor"])
    plain.write()
    items = [{"reference": REFERENCE, "role": "supervisor"}]
    answer = call(desk, people.SUPERVISOR, "reviews", {"items": items})
    assert told(answer) == [(REFERENCE, "refused", QUESTIONS)]
    items = [{"reference": plain.reference, "role": "supervisor"}]
    answer = call(desk, people.CITY_SUPERVISOR, "reviews", {"items": items})
    assert told(answer) == [(plain.reference, "received", "")]
    assert isinstance(desk.door.acts[-1][1], ReviewGiven)


def test_coordinators_remind_in_their_own_agencies(desk: Desk) -> None:
    to_be_signed(desk, 1)
    city = Story.of_city(desk).submit().freeze()
    own = Story(desk, SECOND, people.COORDINATOR, HOLDERS | {"employee": people.COORDINATOR})
    own.submit()
    rows = [(FIRST, "manager"), (city.reference, "supervisor"), (SECOND, "supervisor")]
    items = [{"reference": reference, "role": role} for reference, role in rows]
    answer = call(desk, people.COORDINATOR, "reminders", {"items": items})
    assert told(answer)[:2] == [(FIRST, "received", ""), (city.reference, "refused", NOT_FOUND)]
    assert told(answer)[2][1:] == (
        "refused",
        "It is for others to remind somebody. Nothing was changed.",
    )
    assert [where for where, _ in desk.door.acts] == [FIRST]


def test_the_same_person_takes_a_role_over_in_many(desk: Desk) -> None:
    to_be_signed(desk, 2)
    sent = {"role": "manager", "person": people.DESIGNEE, "reason": "Left."}
    body = sent | {"references": [FIRST, SECOND, "TA-9999-9999"]}
    answer = call(desk, people.COORDINATOR, "replacements", body)
    assert [state for _, state, _ in told(answer)] == ["received", "received", "refused"]
    acts = [act for _, act in desk.door.acts if isinstance(act, SignerReplaced)]
    assert [(act.role, act.person) for act in acts] == [("manager", people.DESIGNEE)] * 2
    desk.door.trouble = Refused("This person already holds the role.")
    answer = call(desk, people.COORDINATOR, "replacements", body, key="another-key")
    assert told(answer)[0] == (FIRST, "refused", "This person already holds the role.")
    answer = call(desk, people.COORDINATOR, "replacements", body | {"person": people.CITY_HEAD})
    assert told(answer)[0][2] == "Choose somebody of Office of the Comptroller."
    answer = call(desk, people.COORDINATOR, "replacements", body | {"role": "agency_head"})
    assert told(answer)[0][2].startswith("The directory alone says who acts as Agency head")


@pytest.mark.parametrize("what", ["reminders", "replacements"])
def test_only_coordinators_find_these(desk: Desk, what: str) -> None:
    items = [{"reference": FIRST, "role": "manager"}]
    replaced = {"role": "manager", "person": "1", "reason": "x", "references": [FIRST]}
    body = {"items": items} if what == "reminders" else replaced
    assert call(desk, people.SUPERVISOR, what, body).status_code == 404


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_no_items_and_too_many_are_refused_whole(desk: Desk, count: int) -> None:
    items = [{"reference": FIRST, "number": number + 1} for number in range(count)]
    assert call(desk, people.SUPERVISOR, "approvals", {"items": items}).status_code == 422
    assert desk.door.acts == []


def test_a_key_is_needed(desk: Desk) -> None:
    items = [{"reference": FIRST, "number": 1}]
    assert call(desk, people.SUPERVISOR, "approvals", {"items": items}, key="x").status_code == 400


def test_a_flood_of_piles_is_stopped(desk: Desk) -> None:
    body = {"items": [{"reference": FIRST, "number": 1}]}
    sent = [call(desk, people.SUPERVISOR, "approvals", body).status_code for _ in range(21)]
    assert sent == [200] * 20 + [429]
