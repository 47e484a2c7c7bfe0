"""Arrangements to count, and what one year makes of them."""

from datetime import UTC, date, datetime, time

from policy.counting.chapters import chapters
from policy.counting.counted import Counted, window_of
from policy.counting.extent import Case, Terms, pattern_of
from policy.counting.figures import Chapter, Statement
from policy.extent_rule import CommuteRule, ExtentRule
from policy.hours.planned import Change, Lived, Version
from policy.week import WEEKDAYS, Day, Place, Week

ZONE = "America/New_York"
YEAR = window_of(2026, ZONE, date(2027, 1, 2))
RULE = ExtentRule(
    goals=("helps_traffic",),
    files=("insurance",),
    copy="das",
    headcount="headcount",
    commute=CommuteRule("miles", "minutes", "mode", "Drive alone", "20", 8887, "EPA."),
)


def a_day(weekday: str, place: Place) -> Day:
    if place is Place.OFF:
        return Day(weekday, place)
    work_ends = time(10) if place is Place.PART_DAY else None
    return Day(weekday, place, time(8), time(12), time(12, 30), time(16, 30), "", work_ends)


def a_week(*away: str, part: str = "") -> Week:
    """Eight hours from Monday to Friday, at the location on those days."""
    places = {
        name: Place.TELECOMMUTING if name in away else Place.DUTY_STATION for name in WEEKDAYS[:5]
    }
    if part:
        places[part] = Place.PART_DAY
    return tuple(a_day(name, place) for name, place in places.items())


SPAN = (date(2026, 1, 5), date(2026, 9, 30))
USUAL = a_week("tuesday", "thursday")


def a_case(
    reference: str = "TA-1",
    week: Week = USUAL,
    span: tuple[date, date | None] = SPAN,
    changes: tuple[Change, ...] = (),
    terms: Terms | None = None,
) -> Case:
    """One version in force on those days; its employee drives ten miles in half an hour."""
    lived = Lived(reference, "1001", (Version(1, *span, span[0], week),), changes)
    said = terms or Terms(pattern_of(week), ("helps_traffic",), 10, 30, drives_alone=True)
    return Case(reference, "1001", datetime(2026, 1, 2, 15, tzinfo=UTC), lived, {1: said})


def counted(
    *cases: Case, headcount: int | None = None, recorded: int | None = None
) -> tuple[Chapter, ...]:
    labels = {"das": "Copy to DAS", "y3": "Benefit?"}
    return chapters(Counted(RULE, YEAR, cases, labels, headcount, recorded))


def value(made: tuple[Chapter, ...], name: str) -> float | None:
    found = Statement(made).figure(name)
    assert found is not None, name
    return found.value
