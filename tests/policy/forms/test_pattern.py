"""The rules of a schedule: whole days, two weeks, part-days, rests, and the hours on file."""

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from policy.facts import Facts
from policy.forms.checking import problems
from policy.forms.pattern import week_problems
from policy.program import Program, WeekRule
from policy.proposal import Proposal
from policy.reading.sound_terms import term_faults
from policy.week import WEEKDAYS, Day, Place, Week, days_a_week, is_pattern, weeks
from tests.policy.samples import CONNECTICUT, ON_FILE, SACRAMENTO, TODAY, filled, workweek

STATION, HOME, FIELD, PART = (
    Place.DUTY_STATION,
    Place.TELECOMMUTING,
    Place.FIELD_WORK,
    Place.PART_DAY,
)
RULE = WeekRule(
    duty_station_days=1,
    citation="I",
    most_away_percent=50,
    away_citation="IV.D",
    rest_from_hours=6,
    part_day_grounds="field_work_grounds",
    same_hours=True,
)
LETTER = CONNECTICUT
USUAL = workweek(STATION, HOME, STATION, HOME, STATION)
GROUNDS = {
    "field_work": "yes",
    "field_work_grounds": "Audits in the field; no drive back to the station.",
}
FIELD_WORKER = Facts(field_work=True)


def found(
    pattern: Week,
    facts: Facts | None = None,
    answers: dict[str, str] | None = None,
    program: Program = LETTER,
) -> list[str]:
    """What is wrong with a pattern; its own hours are those on file where `facts` has none."""
    known = facts or Facts()
    known = known if known.hours else replace(known, hours=hours_of(pattern))
    proposal = Proposal(date(2026, 12, 1), None, pattern, answers or {})
    return [f"{one.field}: {one.text}" for one in week_problems(program, proposal, known)]


def hours_of(pattern: Week) -> tuple[float, ...]:
    """The hours of each weekday, Monday first, week by week."""
    worked = [
        {day.weekday: day.worked / timedelta(hours=1) for day in one} for one in weeks(pattern)
    ]
    return tuple(one.get(weekday, 0.0) for one in worked for weekday in WEEKDAYS)


def part_day(field_work_ends: time | None = time(11)) -> Week:
    day = replace(USUAL[1], place=PART, field_work_ends=field_work_ends)
    return (USUAL[0], day, *USUAL[2:3], replace(USUAL[3], place=STATION), *USUAL[4:])


def test_grounds_in_a_field_that_is_not_there_are_refused_at_load() -> None:
    astray = replace(LETTER, week=replace(RULE, part_day_grounds="nowhere"))
    assert [key for key, _ in term_faults(astray)] == ["week.part_day_grounds"]


def test_the_letter_sets_every_rule_of_a_week() -> None:
    assert LETTER.week == RULE


@pytest.mark.requirement("CT-083")
def test_a_whole_day_passes_and_part_of_one_is_refused() -> None:
    assert found(USUAL) == []
    assert found(part_day(), Facts(), GROUNDS) == [
        "week.tuesday.place: Telecommuting days are whole days: part of a day needs regular field "
        "work, which is not on file for you (General Letter 32, IV.D)."
    ]


@pytest.mark.requirement("CT-083")
def test_a_program_without_part_days_takes_none() -> None:
    whole = replace(SACRAMENTO, week=WeekRule())
    (said,) = found(part_day(), FIELD_WORKER, GROUNDS, whole)
    assert said.startswith("week.tuesday.place: Telecommuting days are whole days (")


@pytest.mark.requirement("CT-085")
@pytest.mark.parametrize(("on_file", "passes"), [(True, True), (False, False), (None, False)])
def test_a_part_day_needs_regular_field_work_on_file(on_file: bool | None, passes: bool) -> None:
    assert (found(part_day(), Facts(field_work=on_file), GROUNDS) == []) is passes
    assert found(part_day(), None, GROUNDS) != []


@pytest.mark.requirement("CT-086")
def test_a_part_day_needs_its_grounds() -> None:
    (said,) = found(part_day(), FIELD_WORKER, {"field_work": "yes"})
    assert said.startswith("field_work_grounds: Fill in")
    assert found(USUAL, FIELD_WORKER, {}) == []


@pytest.mark.requirement("CT-086")
@pytest.mark.parametrize("answer", [{"field_work": "no"}, {}])
def test_no_part_day_slips_past_the_question_of_its_benefit(answer: dict[str, str]) -> None:
    grounds = {"field_work_grounds": GROUNDS["field_work_grounds"]}
    assert found(part_day(), FIELD_WORKER, grounds | answer) == [
        "field_work: “Do you ask to telecommute for part of a day after regular field work?” must "
        "be yes: your schedule has a part-day (General Letter 32, IV.D)."
    ]
    assert found(USUAL, FIELD_WORKER, grounds | answer) == []


@pytest.mark.requirement("CT-086")
@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (None, "Fill in when the field work on Tuesday ends"),
        (time(8), "Field work on Tuesday must end within the hours of work, 8:00 am to 4:30 pm"),
        (time(16, 30), "Field work on Tuesday must end within the hours of work"),
        (time(17), "Field work on Tuesday must end within the hours of work"),
    ],
)
def test_field_work_ends_before_its_day_does(ends: time | None, message: str) -> None:
    (said,) = found(part_day(ends), FIELD_WORKER, GROUNDS)
    assert said.startswith(f"week.tuesday.field_work_ends: {message}")


@pytest.mark.requirement("CT-084")
def test_one_day_has_one_place() -> None:
    twice = (*USUAL[:5], replace(USUAL[0], place=HOME))
    assert found(twice) == [
        "week: Give each weekday, monday to sunday, at most once a week (General Letter 32, IV.D)."
    ]


@pytest.mark.requirement("CT-081", "CT-002")
def test_each_of_two_weeks_keeps_a_day_at_the_station_and_one_of_both_is_telecommuted() -> None:
    at_work = workweek(*[STATION] * 5)
    assert found(USUAL + at_work) == []
    assert found(at_work + at_work) == [
        "week: Choose at least one day on which you telecommute (General Letter 32, IV.D)."
    ]
    away = workweek(*[FIELD] * 5)
    said = found(USUAL + away)
    assert said[0].startswith("week: Keep at least one day a week")
    assert "Week 2: 40 of 40 hours away, 100%" in said[1]


@pytest.mark.requirement("CT-088")
def test_too_much_away_is_refused_with_the_arithmetic_and_the_section() -> None:
    assert found(workweek(HOME, HOME, HOME, STATION, STATION)) == [
        "week: 24 of 40 hours away, 60%. At most 50% of the week may be spent away from your "
        "official duty station (General Letter 32, IV.D)."
    ]
    assert found(workweek(HOME, HOME, STATION)) != []
    assert found(workweek(HOME, HOME, FIELD, STATION, STATION)) != []
    assert found(USUAL + workweek(HOME, HOME, HOME, STATION, STATION))[0].startswith(
        "week: Week 2: 24 of 40"
    )


@pytest.mark.requirement("CT-088")
def test_an_alternate_schedule_by_days_is_known_from_the_file() -> None:
    by_days = replace(LETTER, week=replace(RULE, away_counts="days"))
    four = workweek(HOME, HOME, STATION, STATION)
    assert found(four, Facts(schedule_type="reduced"), program=by_days) == []
    (said,) = found(four, Facts(schedule_type="alternate"), program=by_days)
    assert "3 of 5 days away, 60%" in said


def lunch(day: Day, starts: time | None, ends: time | None) -> Day:
    return replace(day, lunch_starts=starts, lunch_ends=ends)


@pytest.mark.requirement("CT-091")
def test_a_long_day_has_a_lunch_and_breaks() -> None:
    bare = (replace(lunch(USUAL[0], None, None), breaks=""), *USUAL[1:])
    said = found(bare)
    assert said[0].startswith("week.monday.lunch_starts: Fill in lunch on Monday: a day of 6 hours")
    assert said[1].startswith("week.monday.breaks: Fill in the breaks on Monday: a day of 6 hours")
    assert found(bare, program=replace(LETTER, week=replace(RULE, rest_from_hours=0))) == []


@pytest.mark.requirement("CT-091")
@pytest.mark.parametrize(("ends", "refused"), [(time(13, 59), 0), (time(14), 2)])
def test_a_day_of_less_than_six_hours_needs_neither(ends: time, refused: int) -> None:
    short = replace(lunch(USUAL[0], None, None), breaks="", ends=ends)
    assert len(found((short, *USUAL[1:]))) == refused


def test_a_faulty_day_is_named_before_anything_is_added_up() -> None:
    late = (replace(USUAL[0], ends=time(7)), *USUAL[1:])
    (said,) = found(late, Facts(hours=(1.0,) * 7))
    assert said.startswith("week.monday.ends: Work on Monday must end after it starts")


def test_a_day_of_the_second_week_is_called_by_its_week() -> None:
    second = (replace(USUAL[0], ends=None), *USUAL[1:])
    assert found(USUAL + second) == [
        "week2.monday.ends: Fill in when work ends on Monday of the second week "
        "(General Letter 32, IV.D)."
    ]


@pytest.mark.requirement("CT-087", "CT-003")
def test_the_type_of_schedule_is_the_one_on_file() -> None:
    given = {name: value for name, value in filled(LETTER).items() if not name.startswith("week")}
    answers = given | {"schedule_type": "Standard"}
    del answers["starts_on"], answers["ends_on"]
    proposal = Proposal(date(2026, 12, 1), date(2027, 8, 31), USUAL, answers)
    assert problems(LETTER, proposal, TODAY, ON_FILE) == ()
    (problem,) = problems(LETTER, proposal, TODAY, replace(ON_FILE, schedule_type="alternate"))
    assert problem.field == "schedule_type"
    assert "is alternate on file" in problem.message
    (problem,) = problems(LETTER, proposal, TODAY, replace(ON_FILE, schedule_type=""))
    assert problem.text == (
        "“Your present work schedule” is not on file for you. Human Resources records it first "
        "(General Letter 32, IV.D)."
    )


def test_days_a_week_are_the_mean_of_both_weeks() -> None:
    assert days_a_week(USUAL) == 2
    assert days_a_week(USUAL + workweek(*[STATION] * 4, HOME)) == Fraction(3, 2)
    assert days_a_week(part_day()) == 1
    assert days_a_week(()) == 0


def test_a_pattern_is_one_week_or_two_whole_ones() -> None:
    assert weeks(USUAL) == (USUAL,)
    assert weeks(USUAL + USUAL) == (USUAL, USUAL)
    assert is_pattern(USUAL[:3])
    assert is_pattern(USUAL + USUAL)
    assert not is_pattern(USUAL + USUAL[:5])
    assert not is_pattern(USUAL + USUAL[::-1])
    assert not is_pattern(USUAL * 3)
    assert not is_pattern((Day("someday", Place.OFF),))
    assert len(WEEKDAYS) == 7
