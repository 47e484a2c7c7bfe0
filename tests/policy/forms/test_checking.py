"""A proposal is read from its form, and refused with field, rule and section."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given

from policy.form import Before, FormField
from policy.forms.checking import problems, read_proposal, to_form
from policy.program import Program
from policy.proposal import Proposal
from policy.week import Place
from tests.policy.forms.checked import check, found, sample
from tests.policy.samples import (
    CONNECTICUT,
    ON_FILE,
    SACRAMENTO,
    SHIPPED,
    TODAY,
    filled,
    proposals,
    workweek,
)

STATION, AWAY = Place.DUTY_STATION, Place.TELECOMMUTING


@pytest.mark.requirement("SA-006")
@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
def test_a_form_filled_in_with_care_has_no_problem(program: Program) -> None:
    assert problems(program, sample(program), TODAY, ON_FILE) == ()


@given(proposals(CONNECTICUT))
def test_a_proposal_shown_as_a_form_reads_back_unchanged(proposal: Proposal) -> None:
    assert read_proposal(CONNECTICUT, to_form(proposal)) == (proposal, ())


@pytest.mark.requirement("SA-005")
def test_a_talk_that_has_not_taken_place_is_refused() -> None:
    assert found(SACRAMENTO, reviewed_on="11/2/2026") == ()
    (problem,) = found(SACRAMENTO, reviewed_on="11/3/2026")
    assert problem.field == "reviewed_on"
    assert problem.message.endswith("must be November 2, 2026 or earlier.")


@pytest.mark.requirement("CT-002")
def test_a_week_without_a_day_at_the_duty_station_is_refused_in_connecticut() -> None:
    away = workweek(*[AWAY] * 5)
    problem, share = problems(CONNECTICUT, replace(sample(), week=away), TODAY, ON_FILE)
    assert problem.text == (
        "Keep at least one day a week at your official duty station (General Letter 32, I)."
    )
    assert share.citation == "General Letter 32, IV.D"
    assert problems(SACRAMENTO, replace(sample(SACRAMENTO), week=away), TODAY, ON_FILE) == ()


@pytest.mark.requirement("CT-091")
@pytest.mark.parametrize(
    ("cell", "typed", "message"),
    [
        ("place", "", "Choose where you work on Monday."),
        ("place", "beach", "Choose where you work on Monday."),
        ("starts", "", "Fill in when work starts on Monday."),
        ("ends", "", "Fill in when work ends on Monday."),
        ("ends", "4:30", "Work on Monday must end after it starts at 8:00 am."),
        ("lunch_ends", "", "Fill in both when lunch begins and when it ends on Monday."),
        ("lunch_starts", "", "Fill in both when lunch begins and when it ends on Monday."),
        ("lunch_ends", "11:00 am", "Lunch on Monday must end after it begins."),
        (
            "lunch_ends",
            "5:00 pm",
            "Lunch on Monday must lie within the hours of work, 8:00 am to 4:30 pm.",
        ),
        ("starts", "soon", "Write when work starts on Monday like 8:00 am or 16:30."),
        ("lunch_starts", "noon", "Write when lunch begins on Monday like 8:00 am or 16:30."),
        ("lunch_ends", "soon", "Write when lunch ends on Monday like 8:00 am or 16:30."),
        ("ends", "late", "Write when work ends on Monday like 8:00 am or 16:30."),
        ("breaks", "a\nb", "What you wrote for breaks on Monday must be on one line."),
    ],
)
def test_each_fault_of_a_day_is_named_with_its_day(cell: str, typed: str, message: str) -> None:
    form = {**filled(CONNECTICUT), f"week.monday.{cell}": typed}
    (problem,) = check(CONNECTICUT, form)
    assert problem.message == message
    assert problem.field.startswith("week.monday.")
    assert problem.citation == "General Letter 32, IV.D"


def test_hours_on_a_day_off_do_not_matter() -> None:
    form = {**filled(CONNECTICUT), "week.monday.place": "off", "week.monday.starts": "whenever"}
    proposal, _ = read_proposal(CONNECTICUT, form)
    assert proposal is not None
    assert proposal.week[0].starts is None


def test_a_weekday_given_twice_is_refused() -> None:
    twice = replace(sample(), week=(*sample().week, sample().week[0]))
    assert [problem.field for problem in problems(CONNECTICUT, twice, TODAY, ON_FILE)] == ["week"]


def test_times_with_a_zone_are_refused() -> None:
    week = sample().week
    zoned = replace(week[0], starts=time.fromisoformat("08:00+05:00"))
    (problem,) = problems(CONNECTICUT, replace(sample(), week=(zoned, *week[1:])), TODAY, ON_FILE)
    assert problem.message == "Write the times of Monday without a time zone."


def test_an_empty_form_names_every_required_field_once_in_order() -> None:
    proposal, unread = read_proposal(CONNECTICUT, {})
    assert proposal is None
    required = [
        item.id
        for item in CONNECTICUT.fields
        if item.required and item.before is Before.SUBMISSION and item.id != "week"
    ]
    assert [problem.field for problem in unread] == required


def test_a_person_learns_of_every_fault_at_once() -> None:
    fields = [
        problem.field
        for problem in found(
            CONNECTICUT, starts_on="2/30/2027", schedule_type="Odd", commute_miles="-1"
        )
    ]
    assert fields == ["schedule_type", "starts_on", "commute_miles"]


def test_a_follow_up_is_required_only_after_the_answer_that_leads_to_it() -> None:
    assert found(CONNECTICUT, dependents="no", care_arrangements="") == ()
    (problem,) = found(CONNECTICUT, dependents="yes", care_arrangements="")
    assert (problem.field, problem.citation) == (
        "care_arrangements",
        "General Letter 32, IV.H",
    )


@pytest.mark.requirement("CT-126")
def test_any_other_way_of_working_than_the_four_is_refused() -> None:
    (problem,) = found(CONNECTICUT, equipment_mode="A borrowed tablet")
    assert (
        problem.text
        == "Choose an answer to “What you will work with” (General Letter 32, III.C.1, IV.I)."
    )


def test_a_key_that_the_form_does_not_ask_for_is_ignored() -> None:
    proposal, _ = read_proposal(CONNECTICUT, {**filled(CONNECTICUT), "status": "approved"})
    assert proposal == sample()


def test_an_answer_to_no_question_is_refused() -> None:
    extra = replace(sample(), answers={**sample().answers, "salary": "more", "week": "all"})
    assert [problem.field for problem in problems(CONNECTICUT, extra, TODAY, ON_FILE)] == [
        "week",
        "salary",
    ]


def test_dates_among_the_answers_are_kept_in_one_form() -> None:
    form = {**filled(CONNECTICUT), "insurance_until": "June 30, 2027"}
    proposal, _ = read_proposal(CONNECTICUT, form)
    assert proposal is not None
    assert proposal.answers["insurance_until"] == "2027-06-30"
    assert found(CONNECTICUT, insurance_until="6/31/2027")[0].message.startswith("June 31, 2027")


def test_the_type_of_schedule_left_blank_is_one_fault() -> None:
    blank = {**filled(CONNECTICUT), "schedule_type": ""}
    assert [problem.field for problem in check(CONNECTICUT, blank)] == ["schedule_type"]


@pytest.mark.parametrize(("typed", "told"), [("", []), ("Standard", ["schedule_type"])])
def test_a_type_that_need_not_be_told_is_compared_only_where_it_is(
    typed: str, told: list[str]
) -> None:
    def relaxed(item: FormField) -> FormField:
        return replace(item, required=False) if item.id == "schedule_type" else item

    sections = [
        replace(section, fields=tuple(map(relaxed, section.fields)))
        for section in CONNECTICUT.sections
    ]
    program = replace(CONNECTICUT, sections=tuple(sections))
    proposal = replace(sample(), answers={**sample().answers, "schedule_type": typed})
    found = problems(program, proposal, TODAY, replace(ON_FILE, schedule_type=""))
    assert [each.field for each in found if each.field == "schedule_type"] == told
