"""What reports and duties bring up to date, beside a signed version (GL32 IV.F, IV.H, IV.J)."""

from datetime import UTC, datetime, timedelta

import pytest

from policy.concerns import Concern, ConcernKind, ConcernState
from policy.living.current import brought
from policy.plan import updated_fields
from tests.policy.samples import CONNECTICUT, SACRAMENTO

NOON = datetime(2027, 1, 4, 17, tzinfo=UTC)
PHONE, UNTIL = "location_phone", "insurance_until"


def reported(day: int, phone: str) -> Concern:
    """A new phone number, reported on that day."""
    at = NOON + timedelta(days=day)
    kind, state = ConcernKind.REPORT, ConcernState.MADE
    return Concern(
        day, kind, "new_phone", state, "employee", "1001", at, {PHONE: phone}, closed_at=at
    )


def renewed(day: int, until: str, state: ConcernState = ConcernState.DONE) -> Concern:
    """A certificate duty, closed on that day."""
    at = NOON + timedelta(days=day)
    done = {UNTIL: until, "insurance_holder": ""}
    return Concern(
        day, ConcernKind.DUTY, "certificate", state, "employee", "", NOON, closed_at=at,
        closing=done,
    )  # fmt: skip


def told(*concerns: Concern, since: int | None = None) -> dict[str, str]:
    """What they bring, since that day."""
    at = None if since is None else NOON + timedelta(days=since)
    return brought(updated_fields(CONNECTICUT), concerns, at)


@pytest.mark.requirement("CT-115", "CT-149")
def test_a_report_and_a_duty_bring_what_the_form_asks_for_too() -> None:
    assert told(reported(1, "860-555-0199"), renewed(2, "2037-12-31")) == {
        PHONE: "860-555-0199",
        UNTIL: "2037-12-31",
    }


def test_the_latest_word_counts_and_a_blank_one_is_none() -> None:
    assert told(reported(3, "three"), reported(2, "two"), reported(4, "")) == {PHONE: "three"}


def test_what_was_said_before_a_version_was_proposed_is_in_it_already() -> None:
    assert told(reported(1, "one"), renewed(3, "2037-12-31"), since=2) == {UNTIL: "2037-12-31"}
    assert told(reported(2, "two"), since=2) == {PHONE: "two"}


@pytest.mark.parametrize("state", [ConcernState.OPEN, ConcernState.DROPPED])
def test_a_duty_that_is_not_done_brings_nothing(state: ConcernState) -> None:
    assert told(renewed(1, "2037-12-31", state)) == {}


@pytest.mark.requirement("CT-125")
def test_what_only_some_may_see_stays_where_it_was_said() -> None:
    updated = set(updated_fields(CONNECTICUT))
    assert {"dependents", "care_proof"} <= updated
    assert "care_arrangements" not in updated


def test_a_program_whose_reports_ask_for_other_things_updates_nothing() -> None:
    assert updated_fields(SACRAMENTO) == ()
