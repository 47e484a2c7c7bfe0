"""What a page does not take, the JSON API does not take either, and the other way round."""

from collections.abc import Mapping

import pytest

from api.doors.acts import act_key
from policy.account import Happening
from policy.acts import Amendment, DecisionGiven, Outcome, SignatureGiven
from tests.api.calling import KEY, send
from tests.api.filing import ask, file, note
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk
from tests.people import COLLEAGUE, COORDINATOR, MANAGER, NAMES, SUPERVISOR

OWN = {"s2": {"answer": "yes"}}
FOUND = {name: {"answer": "yes"} for name in ("y2", "y5", "y9")} | {
    name: {"answer": "no"} for name in ("n1", "n2")
}
NOT_SUPPORTED = {"role": "manager", "supports": False, "findings": FOUND}
HEAD = {"role": "agency_head", "person": COLLEAGUE, "reason": "Away."}
NOBODY = {"role": "manager", "person": "9999", "reason": "Away."}
UNCHANGED = {"outcome": "approved_as_modified", "modified": {}, "findings": OWN}
WITHOUT_SAYING_SO = {
    "outcome": "approved",
    "modified": {"ends_on": "5/31/2027"},
    "findings": OWN,
}


def signature(desk: Desk, name: str) -> dict[str, object]:
    """A signature of the supervisor under that name, else as it should be."""
    seen = desk.client.get(f"/api/v1/arrangements/{REFERENCE}", headers=desk.bearer(SUPERVISOR))
    (line,) = seen.json()["to_sign"]
    return {
        "line": line["line"],
        "version": line["version"],
        "documents": line["documents"],
        "statement": line["statement_digest"],
        "name": name,
    }


def proposed(desk: Desk) -> Story:
    """A whole proposal, before its decision."""
    return Story(desk, answers=full_answers(desk, "connecticut")).submit().review()


@pytest.mark.parametrize("name", ["J. A.", "Pia Weiss", "Jo", " "])
def test_nobody_signs_under_another_name(desk: Desk, name: str) -> None:
    file(desk)
    ask(desk, SUPERVISOR, "supervisor")
    answer = send(desk, SUPERVISOR, f"/{REFERENCE}/signature", signature(desk, name))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "name"
    assert desk.door.acts == []


def test_a_name_may_be_typed_as_people_type(desk: Desk) -> None:
    file(desk)
    ask(desk, SUPERVISOR, "supervisor")
    body = signature(desk, f" {NAMES[SUPERVISOR].lower().replace(' ', '   ')}")
    assert send(desk, SUPERVISOR, f"/{REFERENCE}/signature", body).status_code == 202
    ((_, act),) = desk.door.acts
    assert isinstance(act, SignatureGiven)
    assert act.name == "jo abara"


@pytest.mark.parametrize(
    ("person", "act", "body", "said"),
    [
        (MANAGER, "review", NOT_SUPPORTED, "comment: Say why you do not support it"),
        (COORDINATOR, "replacement", NOBODY, "person: Choose who takes over"),
        (COORDINATOR, "replacement", HEAD, "role: The directory alone says who acts as Agency"),
        (
            COORDINATOR,
            "decision",
            UNCHANGED,
            "outcome: You approve it as modified, but",
        ),
        (COORDINATOR, "decision", WITHOUT_SAYING_SO, "outcome: You changed the proposal"),
        (COORDINATOR, "decision", {"outcome": "denied"}, "reason: Say why you deny it"),
    ],
)
def test_what_the_page_would_not_send_is_refused_by_name(
    desk: Desk, person: str, act: str, body: Mapping[str, object], said: str
) -> None:
    proposed(desk)
    answer = send(desk, person, f"/{REFERENCE}/{act}", body)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert f"{error['field']}: {error['rule']}".startswith(said)
    assert desk.door.acts == []


def test_a_start_that_has_passed_since_it_was_asked_for_is_no_obstacle(desk: Desk) -> None:
    proposed(desk)
    desk.clock.pass_by(days=30)
    change = {"ends_on": "5/31/2027"}
    modified = {"outcome": "approved_as_modified", "modified": change, "findings": OWN}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/decision", modified).status_code == 202
    amended = {"answers": change, "reason": "Shorter."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/amendment", amended).status_code == 202
    decision, amendment = (act for _, act in desk.door.acts)
    assert isinstance(decision, DecisionGiven)
    assert isinstance(amendment, Amendment)
    assert decision.outcome is Outcome.APPROVED_AS_MODIFIED
    assert decision.modified == amendment.modified
    sooner = {"answers": {"starts_on": "11/1/2026"}, "reason": "Sooner."}
    assert send(desk, COORDINATOR, f"/{REFERENCE}/amendment", sooner).status_code == 422


def test_a_key_is_not_good_for_another_kind_of_act(desk: Desk) -> None:
    file(desk)
    key = act_key(COORDINATOR, KEY["Idempotency-Key"])
    note(desk, Happening.REMINDED, COORDINATOR, role="manager", key=key)
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/end", {"reason": "It is over."})
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("key-reused")
    assert desk.door.acts == []
    again = send(desk, COORDINATOR, f"/{REFERENCE}/reminder", {"role": "manager"})
    assert again.status_code == 200
