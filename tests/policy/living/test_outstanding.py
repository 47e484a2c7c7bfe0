"""Which items are asked back, also those that come and go more than once (GL32 IV.I)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy.concerns import Concern, ConcernKind, ConcernState
from policy.living.outstanding import at_location, outstanding
from tests.policy.samples import CONNECTICUT

NOON = datetime(2027, 1, 4, 17, tzinfo=UTC)
RULES = CONNECTICUT.in_force
LAPTOP, SCREEN = {"item": "Laptop", "tag": "4711"}, {"item": "Screen", "tag": "4712"}


def brought(day: int, *items: dict[str, str], granted: bool = True) -> Concern:
    """A written approval, decided on that day, of taking items to the location."""
    rule = next(each for each in RULES.approvals if each.items)
    state = ConcernState.APPROVED if granted else ConcernState.REFUSED
    return Concern(
        day,
        ConcernKind.APPROVAL,
        rule.id,
        state,
        "employee",
        "1001",
        NOON,
        {rule.items: json.dumps(items)},
        closed_at=NOON + timedelta(days=day),
    )


def asked_back(day: int, subject: str, state: ConcernState = ConcernState.DONE) -> Concern:
    """A duty, opened on that day, to bring an item back."""
    opened = NOON + timedelta(days=day)
    kind, rule = ConcernKind.DUTY, "equipment_return"
    return Concern(day, kind, rule, state, "supervisor", "", opened, subject=subject)


def owed(*concerns: Concern, listed: tuple[dict[str, str], ...] = ()) -> tuple[str, ...]:
    """What has to come back, with these items on the arrangement's own list."""
    (rule,) = [each for each in RULES.duties if each.each_of]
    return outstanding(rule, RULES, {rule.each_of: json.dumps(listed)}, concerns)


@pytest.mark.requirement("CT-131")
def test_what_is_listed_and_what_an_approval_brought_is_owed_once() -> None:
    assert owed(brought(1, LAPTOP, SCREEN), listed=(LAPTOP,)) == ("Laptop, 4711", "Screen, 4712")
    assert owed(brought(1, SCREEN, granted=False), listed=(LAPTOP,)) == ("Laptop, 4711",)


@pytest.mark.requirement("CT-131")
@pytest.mark.parametrize("state", [ConcernState.OPEN, ConcernState.DONE])
def test_what_was_asked_back_is_not_asked_for_again(state: ConcernState) -> None:
    asked = asked_back(2, "Laptop, 4711", state)
    assert owed(asked, listed=(LAPTOP,)) == ()
    assert owed(brought(1, LAPTOP), asked) == ()
    assert owed(asked_back(2, "Laptop, 4711", ConcernState.DROPPED), listed=(LAPTOP,)) != ()


@pytest.mark.requirement("CT-131")
def test_what_came_back_and_was_authorized_again_is_owed_again() -> None:
    again = (asked_back(2, "Laptop, 4711"), brought(3, LAPTOP))
    assert owed(*again, listed=(LAPTOP,)) == ("Laptop, 4711",)
    assert owed(brought(1, LAPTOP), *again) == ("Laptop, 4711",)
    assert owed(*again, asked_back(4, "Laptop, 4711"), listed=(LAPTOP,)) == ()


@pytest.mark.requirement("CT-131")
def test_what_is_authorized_again_while_it_is_asked_back_is_asked_for_once() -> None:
    still = asked_back(2, "Laptop, 4711", ConcernState.OPEN)
    assert owed(still, brought(3, LAPTOP), listed=(LAPTOP,)) == ()


def there(*concerns: Concern, listed: tuple[dict[str, str], ...] = ()) -> tuple[str, ...]:
    """What is at the location now."""
    (rule,) = [each for each in RULES.duties if each.each_of]
    return at_location(RULES, {rule.each_of: json.dumps(listed)}, concerns)


@pytest.mark.requirement("CT-131")
def test_what_is_asked_back_is_at_the_location_until_it_is_back() -> None:
    still = asked_back(2, "Laptop, 4711", ConcernState.OPEN)
    assert there(brought(1, SCREEN), listed=(LAPTOP,)) == ("Laptop, 4711", "Screen, 4712")
    assert there(still, listed=(LAPTOP,)) == ("Laptop, 4711",)
    assert there(brought(1, SCREEN), asked_back(2, "Screen, 4712")) == ()


def test_a_duty_about_something_else_puts_nothing_at_the_location() -> None:
    other = replace(asked_back(2, "A certificate", ConcernState.OPEN), rule="certificate")
    assert there(other) == ()


def test_an_item_without_a_tag_is_called_by_what_it_is() -> None:
    assert owed(listed=({"item": "Desk", "tag": ""},)) == ("Desk",)
