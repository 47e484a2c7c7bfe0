"""A proposal survives being kept as JSON."""

import json

import pytest
from hypothesis import given

from policy.coding import NotAProposal, proposal_from_json, proposal_to_json
from policy.proposal import Proposal
from tests.policy.samples import CONNECTICUT, TODAY, proposals, workweek


@given(proposals(CONNECTICUT))
def test_a_proposal_comes_back_from_json_as_it_was(proposal: Proposal) -> None:
    assert proposal_from_json(json.loads(json.dumps(proposal_to_json(proposal)))) == proposal


def test_an_open_end_comes_back_open() -> None:
    proposal = Proposal(TODAY, None, workweek(), {})
    assert proposal_from_json(proposal_to_json(proposal)) == proposal


def test_a_day_kept_before_field_work_had_an_end_is_read() -> None:
    content = json.loads(json.dumps(proposal_to_json(Proposal(TODAY, None, workweek(), {}))))
    for day in content["week"]:
        del day["field_work_ends"]
    assert proposal_from_json(content).week == workweek()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("starts_on", 3),
        ("ends_on", []),
        ("week", "monday"),
        ("week", ["monday"]),
        ("answers", None),
        ("answers", {"name": 1}),
    ],
)
def test_what_was_not_written_as_a_proposal_is_named(key: str, value: object) -> None:
    content = proposal_to_json(Proposal(TODAY, None, workweek(), {}))
    with pytest.raises(NotAProposal, match=key):
        proposal_from_json({**content, key: value})


def test_a_place_that_does_not_exist_is_refused() -> None:
    content = proposal_to_json(Proposal(TODAY, None, workweek(), {}))
    with pytest.raises(ValueError, match="beach"):
        proposal_from_json({**content, "week": [{"weekday": "monday", "place": "beach"}]})
