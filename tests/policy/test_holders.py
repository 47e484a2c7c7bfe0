"""Who holds a role, and between which instants a designee may act."""

from datetime import UTC, datetime, timedelta

import pytest

from policy.holders import Holder, Holders, find, persons

SINCE = datetime(2026, 3, 1, 5, tzinfo=UTC)
UNTIL = datetime(2026, 3, 15, 4, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
HEAD = Holder("1005")
DESIGNEE = Holder("1006", in_place_of="1005", since=SINCE, until=UNTIL)
HOLDERS: Holders = {"agency_head": (HEAD, DESIGNEE)}


def test_a_principal_may_act_at_any_time() -> None:
    """No dates, no limits."""
    assert HEAD.may_act(datetime.min.replace(tzinfo=UTC))
    assert HEAD.may_act(datetime.max.replace(tzinfo=UTC))


@pytest.mark.requirement("CT-009")
@pytest.mark.parametrize(
    ("at", "may"),
    [
        (SINCE - MOMENT, False),
        (SINCE, True),
        (UNTIL - MOMENT, True),
        (UNTIL, False),
        (UNTIL + timedelta(days=1), False),
    ],
)
def test_a_designee_may_act_from_the_first_instant_to_just_before_the_last(
    at: datetime, may: bool
) -> None:
    """The first instant counts, the one at which the last day ends does not."""
    assert DESIGNEE.may_act(at) is may


def test_the_principal_comes_first_among_those_who_hold_a_role() -> None:
    """Mail about the whole arrangement goes to the first one only."""
    assert persons(HOLDERS, "agency_head") == ("1005", "1006")


def test_a_role_nobody_holds_has_no_persons() -> None:
    """An unknown role is no error: it is asked all the same, and seen."""
    assert persons(HOLDERS, "manager") == ()


def test_a_person_is_found_in_their_own_role_only() -> None:
    """Holding one role gives nothing in another."""
    assert find(HOLDERS, "agency_head", "1006") is DESIGNEE
    assert find(HOLDERS, "agency_head", "1007") is None
    assert find(HOLDERS, "manager", "1006") is None
