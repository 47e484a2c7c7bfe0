"""Reviews and completions as JSON of every odd shape: refused by name, with nothing done."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from httpx2 import Response

from tests.api.completing import MEASURES, approved
from tests.api.site import REFERENCE, Desk
from tests.api.test_json_review import favorably, submitted
from tests.people import SUPERVISOR

DEEP = 20_000
ODD: dict[str, str] = {
    "null": "null",
    "true": "true",
    "number": "7",
    "below zero": "-1",
    "huge": "1" + "0" * 4000,
    "beyond every float": "1e309",
    "no number": "NaN",
    "list": '["a", "b"]',
    "list of pairs": '[["own_measures", "x"]]',
    "empty list": "[]",
    "list of lists": "[[[[]]]]",
    "object in object": '{"a": {"b": {"c": {}}}}',
    "null in object": '{"own_measures": null}',
    "lone surrogate": '"\\ud800"',
    "deep lists": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"a":' * DEEP + "1" + "}" * DEEP,
}
TEXTS = {"lone surrogate"}
"""What is a text, if a bad one: where any text is a shape, its field is named by another rule."""


@dataclass(frozen=True)
class Act:
    """A call that would be taken, and where in it something odd is put."""

    name: str
    body: Mapping[str, object]


def reviewing(desk: Desk) -> Act:
    """A supervisor's whole review."""
    return Act("review", favorably(submitted(desk), "supervisor"))


def completing(desk: Desk) -> Act:
    """What a supervisor fills in before signing."""
    approved(desk)
    return Act("completion", {"role": "supervisor", "answers": MEASURES})


MARK = "put-it-here"
PLACES: dict[str, tuple[Callable[[Desk], Act], tuple[str, ...]]] = {
    "review": (reviewing, ()),
    "review.role": (reviewing, ("role",)),
    "review.supports": (reviewing, ("supports",)),
    "review.comment": (reviewing, ("comment",)),
    "review.findings": (reviewing, ("findings",)),
    "review.findings.p1": (reviewing, ("findings", "p1")),
    "review.findings.p1.answer": (reviewing, ("findings", "p1", "answer")),
    "review.findings.p1.remark": (reviewing, ("findings", "p1", "remark")),
    "review.findings.p1.way_out": (reviewing, ("findings", "p1", "way_out")),
    "review.answers": (reviewing, ("answers",)),
    "review.answers.own_measures": (reviewing, ("answers", "own_measures")),
    "completion": (completing, ()),
    "completion.role": (completing, ("role",)),
    "completion.answers": (completing, ("answers",)),
    "completion.answers.own_measures": (completing, ("answers", "own_measures")),
    "completion.answers.equipment": (completing, ("answers", "equipment")),
}


def within(body: object, path: tuple[str, ...]) -> object:
    """The body with a mark at that place."""
    if not path:
        return MARK
    held = dict(body) if isinstance(body, dict) else {}
    return {**held, path[0]: within(held.get(path[0]), path[1:])}


def sent(desk: Desk, act: Act, content: str) -> Response:
    """The call as raw JSON."""
    headers = desk.bearer(SUPERVISOR) | {"Idempotency-Key": "a-key-of-mine"}
    headers["Content-Type"] = "application/json"
    path = f"/api/v1/arrangements/{REFERENCE}/{act.name}"
    return desk.client.post(path, content=content, headers=headers)


@pytest.mark.parametrize("place", PLACES)
def test_what_has_an_odd_shape_is_refused_by_name_and_does_nothing(desk: Desk, place: str) -> None:
    make, path = PLACES[place]
    act = make(desk)
    whole = json.dumps(within(dict(act.body), path))
    for name, odd in ODD.items():
        if place.endswith("supports") and odd == "true":
            continue
        answer = sent(desk, act, whole.replace(json.dumps(MARK), odd))
        assert answer.status_code in {400, 422}, (name, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.text) < 20_000, name
        if answer.status_code == 422:
            assert answer.json()["errors"][0]["field"], name
        assert desk.door.acts == []
    assert sent(desk, act, json.dumps(dict(act.body))).status_code == 202


@pytest.mark.parametrize("place", [name for name in PLACES if "." in name])
def test_a_key_sent_twice_breaks_no_call(desk: Desk, place: str) -> None:
    """The last one counts, as in every reader of JSON that we know."""
    make, path = PLACES[place]
    act = make(desk)
    plain = json.dumps(dict(act.body))
    twice = f'{{"{path[0]}": [], {plain[1:]}'
    answer = sent(desk, act, twice)
    assert answer.status_code in {202, 422}


def test_more_names_than_a_form_could_have_are_refused(desk: Desk) -> None:
    act = completing(desk)
    many = {f"f{number}": "x" for number in range(201)}
    answer = sent(desk, act, json.dumps({**act.body, "answers": many}))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "answers"
