"""By when a written approval is decided: before the first day it concerns, or a time on its day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy.acts import Attribution
from policy.concerns import ApprovalDecided, Concern, ConcernKind, ConcernState
from policy.deadlines import offsets
from policy.in_force import ApprovalRule
from policy.living.approving import decided_by, objection_to_asking, objection_to_deciding
from tests.policy.samples import CONNECTICUT

NOW = datetime(2027, 1, 6, 15, 0, tzinfo=UTC)
NOON = datetime(2027, 1, 6, 17, 0, tzinfo=UTC)
THERE = offsets("America/New_York", NOW)


def rule(name: str) -> ApprovalRule:
    """The written approval of that ID."""
    found = CONNECTICUT.in_force.approval(name)
    assert found is not None
    return found


@pytest.mark.requirement("CT-097")
@pytest.mark.parametrize(
    ("moved_to", "before"),
    [
        ("2027-01-13", datetime(2027, 1, 12, 5, 0, tzinfo=UTC)),
        ("2027-01-11", datetime(2027, 1, 11, 5, 0, tzinfo=UTC)),
    ],
)
def test_a_day_change_is_decided_before_the_first_of_its_two_days(
    moved_to: str, before: datetime
) -> None:
    answers = {"day": "2027-01-12", "moved_to": moved_to}
    assert decided_by(rule("day_change"), answers, NOW, THERE) == before


@pytest.mark.requirement("CT-097")
def test_a_day_change_whose_other_day_has_begun_cannot_be_asked_for() -> None:
    answers = {"day": "2027-01-12", "moved_to": "2027-01-06", "ongoing": "no"}
    refused = objection_to_asking(rule("day_change"), answers, NOW, THERE)
    assert refused == "This has to be approved beforehand, and that time has passed (IV.D)."
    tomorrow = answers | {"moved_to": "2027-01-07"}
    assert objection_to_asking(rule("day_change"), tomorrow, NOW, THERE) is None


@pytest.mark.requirement("CT-098")
def test_a_change_that_is_meant_to_go_on_needs_a_modification() -> None:
    answers = {"day": "2027-01-12", "moved_to": "2027-01-13", "ongoing": "yes"}
    refused = objection_to_asking(rule("day_change"), answers, NOW, THERE)
    assert refused == "A lasting change needs a modification, signed anew by all (IV.D)."


@pytest.mark.requirement("CT-093")
def test_overtime_is_decided_before_it_starts() -> None:
    answers = {"day": "2027-01-12", "starts": "16:30"}
    before = datetime(2027, 1, 12, 21, 30, tzinfo=UTC)
    assert decided_by(rule("overtime_away"), answers, NOW, THERE) == before


@pytest.mark.requirement("CT-127")
def test_what_is_for_no_day_lapses_after_its_days_and_without_any_never() -> None:
    own = rule("own_computer")
    assert decided_by(own, {}, NOW, THERE) == datetime(2027, 2, 6, 5, 0, tzinfo=UTC)
    assert decided_by(replace(own, lapse_after_days=0), {}, NOW, THERE) is None


@pytest.mark.requirement("CT-119")
def test_a_recall_takes_effect_as_it_is_issued() -> None:
    assert objection_to_asking(rule("called_in"), {"day": "2027-01-06"}, NOW, THERE) is None
    assert objection_to_asking(rule("called_in"), {}, NOW, THERE) is not None


@pytest.mark.requirement("CT-093")
def test_without_its_time_it_is_decided_before_the_day() -> None:
    before = datetime(2027, 1, 12, 5, 0, tzinfo=UTC)
    assert decided_by(rule("overtime_away"), {"day": "2027-01-12"}, NOW, THERE) == before


@pytest.mark.requirement("CT-127")
def test_what_is_for_no_day_can_be_asked_for_at_any_time() -> None:
    own = rule("own_computer")
    for days in (0, own.lapse_after_days):
        assert objection_to_asking(replace(own, lapse_after_days=days), {}, NOW, THERE) is None


def asked(state: ConcernState = ConcernState.OPEN, due_at: datetime | None = NOON) -> Concern:
    """A day change that has to be decided before noon."""
    day_change, kind = rule("day_change").id, ConcernKind.APPROVAL
    return Concern(1, kind, day_change, state, "employee", "1001", NOW, due_at=due_at)


def decided(at: datetime = NOW, *, approved: bool = True, note: str = "") -> ApprovalDecided:
    """A supervisor's decision at that instant."""
    return ApprovalDecided(1, approved, note, Attribution("1002", "decided", at))


@pytest.mark.requirement("CT-097")
@pytest.mark.parametrize("state", [ConcernState.OPEN, ConcernState.LAPSED])
def test_a_decision_counts_when_it_was_made_before_the_moment(state: ConcernState) -> None:
    in_time = decided(NOON - timedelta(seconds=1))
    assert objection_to_deciding(asked(state), in_time) is None
    assert "that time has passed" in (objection_to_deciding(asked(state), decided(NOON)) or "")
    assert objection_to_deciding(asked(state, due_at=None), decided(NOON)) is None


def test_what_is_decided_is_not_decided_again_and_a_refusal_says_why() -> None:
    refused = objection_to_deciding(asked(ConcernState.APPROVED), decided())
    assert refused == "it is decided already"
    unsaid = objection_to_deciding(asked(), decided(approved=False, note=" "))
    assert unsaid == "a refusal needs its reason"
    assert objection_to_deciding(asked(), decided(approved=False, note="Too few.")) is None
