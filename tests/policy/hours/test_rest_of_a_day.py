"""The rest of a day, at the duty station or on leave: what hours may then be recorded."""

from datetime import time

import pytest

from policy.hours.planned import Change
from policy.in_force import Effect
from policy.timekeeping import Check
from tests.policy.hours.sheets import TUESDAY, TUESDAYS, found, lived, sheet

SENT = lived(TUESDAYS, Change(1, Effect.REST_AT_STATION, TUESDAY, since=time(11)))
LEFT = lived(TUESDAYS, Change(1, Effect.REST_ON_LEAVE, TUESDAY, since=time(11)))


@pytest.mark.requirement("CT-084")
@pytest.mark.requirement("CT-156")
def test_who_is_sent_to_the_duty_station_for_the_rest_of_the_day_does_as_the_letter_says() -> None:
    assert found(sheet(REGTC=3, REG=5), SENT, until=TUESDAY) == {}
    assert set(found(sheet(REGTC=3, REG=5), lived())) == {Check.MIXED_PLACES}
    assert set(found(sheet(REGTC=3, REG=5), LEFT)) == {Check.MIXED_PLACES}


@pytest.mark.requirement("CT-096")
@pytest.mark.requirement("CT-156")
def test_the_rest_of_a_day_on_leave_has_to_be_entered_as_leave() -> None:
    assert found(sheet(REGTC=3, VAC=5), LEFT, until=TUESDAY) == {}
    assert set(found(sheet(REGTC=3), LEFT, until=TUESDAY)) == {Check.SHORTFALL}


@pytest.mark.requirement("CT-156")
def test_who_goes_on_telecommuting_after_the_order_is_listed() -> None:
    for each in (SENT, LEFT):
        (one,) = found(sheet(REGTC=8), each, until=TUESDAY).values()
        assert one.rule.check is Check.NOT_PLANNED
        assert one.detail.startswith("8 hours telecommuted; 3 hours were left for it before")
