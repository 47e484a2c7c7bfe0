"""Planned hours of any arrangement, against a plain calculation day by day."""

from datetime import date, time
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from policy.deadlines import A_DAY
from policy.hours.planned import Change, Lived, Version, planned_days
from policy.in_force import Effect
from policy.timekeeping import Period, hundredths
from policy.week import WEEKDAYS, Day, Place, Week
from tests.policy.hours.lived import HOME, STATION

_PLACES = st.sampled_from([HOME, STATION, Place.FIELD_WORK, Place.OFF])
_HOURS = st.integers(0, 10)


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """One week or two, each day some whole hours from eight."""
    return tuple(
        Day(weekday, draw(_PLACES), time(8), None, None, time(8 + draw(_HOURS)))
        for weekday in WEEKDAYS * draw(st.integers(1, 2))
    )


_DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
_EFFECTS = st.sampled_from(Effect)


@st.composite
def arrangements(draw: st.DrawFn) -> Lived:
    """Some versions one after the other, approvals in any order, and perhaps an end."""
    first = draw(_DAYS)
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=3))
    starts = [first + offset * A_DAY for offset in accumulate([0, *lengths[:-1]])]
    versions = tuple(
        Version(number, start, start + (length - 1) * A_DAY, first, draw(weeks()))
        for number, (start, length) in enumerate(zip(starts, lengths, strict=True), 1)
    )
    changes = tuple(
        Change(number, draw(_EFFECTS), draw(_DAYS), draw(st.none() | _DAYS))
        for number in draw(st.permutations(range(draw(st.integers(0, 6)))))
    )
    return Lived("TA-1", "1001", versions, changes, draw(st.none() | _DAYS))


def plainly(found: Lived, day: date) -> int | None:
    """The hours of one day, as one would work them out by hand; None where it is not in force."""
    holding = [each for each in found.versions if each.starts_on <= day <= (each.ends_on or day)]
    if not holding or (found.ended_on and day >= found.ended_on):
        return None
    version = holding[-1]
    monday = version.counted_from
    while monday.weekday():
        monday -= A_DAY
    scheduled = version.week[(day - monday).days % len(version.week)]
    worked = 0 if scheduled.place is Place.OFF else hundredths(scheduled.worked)
    answer = worked if scheduled.place is HOME else 0
    for change in sorted(found.changes, key=lambda each: each.number):
        if change.effect in {Effect.DAY_MOVED, Effect.RECALL, Effect.LEAVE} and change.on == day:
            answer = 0
        if change.effect is Effect.DAY_MOVED and change.to == day:
            answer = worked
    return answer


@given(arrangements(), _DAYS, st.integers(0, 40))
def test_every_day_has_what_a_plain_calculation_gives(
    found: Lived, first: date, length: int
) -> None:
    period = Period(first, first + length * A_DAY)
    expected = {day: plainly(found, day) for day in period.days}
    planned = list(planned_days(found, period))
    assert {each.day: each.telecommuting for each in planned} == {
        day: amount for day, amount in expected.items() if amount is not None
    }
    assert [each.day for each in planned] == sorted(each.day for each in planned)
    assert all(0 <= each.telecommuting <= each.scheduled for each in planned)
