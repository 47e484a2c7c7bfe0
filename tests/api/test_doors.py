"""Each act goes in by the door of the workflow that takes it."""

from typing import get_type_hints

import pytest

from api.doors.acts import RULED_AT_ONCE, RULED_LATER

DOORS = {**RULED_LATER, **RULED_AT_ONCE}


@pytest.mark.parametrize("act", DOORS)
def test_an_act_goes_in_where_acts_of_its_kind_are_taken(act: type) -> None:
    assert get_type_hints(DOORS[act])["act"] is act


def test_an_act_is_ruled_on_at_once_or_later() -> None:
    assert not set(RULED_AT_ONCE) & set(RULED_LATER)
