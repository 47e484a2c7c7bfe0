"""A form of what is in force is read and checked: required answers, days, hours and files."""

from dataclasses import replace
from datetime import date

import pytest

from policy.forms.answers import read_fields
from policy.forms.checking import read_proposal
from policy.in_force import EndingReason, Rule
from policy.living.concern_forms import concern_problems
from policy.program import Program
from policy.proposal import Proposal
from tests.policy.samples import CONNECTICUT, HARBOR, SACRAMENTO, UPLOADED, filled

TODAY = date(2027, 1, 6)


def in_force(program: Program) -> Proposal:
    """What holds: December 2026 to August 2027, Tuesdays and Thursdays away."""
    proposal, _ = read_proposal(program, filled(program))
    assert proposal is not None
    return proposal


def rule_of(program: Program, name: str) -> Rule | EndingReason:
    """The approval, report, duty or reason of that ID."""
    rules = program.in_force
    found = rules.approval(name) or rules.report(name) or rules.duty(name) or rules.reason(name)
    assert found is not None
    return found


def told(name: str, form: dict[str, str], program: Program = CONNECTICUT) -> dict[str, str]:
    """The problems of a form that is sent today, by field."""
    rule = rule_of(program, name)
    answers = read_fields(rule.fields, form)
    found = concern_problems(program, rule, answers, TODAY, in_force(program))
    return {problem.field: problem.text for problem in found}


VISIT = {"day": "1/12/2027", "from": "9 am", "until": "10:30 am", "visitor": "Dana Reed"}


def test_a_complete_form_has_no_problems() -> None:
    assert told("location_visit", VISIT) == {}


def test_answers_are_kept_as_in_every_form() -> None:
    fields = rule_of(CONNECTICUT, "location_visit").fields
    kept = read_fields(fields, VISIT | {"sent_by": "robot", "seen": "  "})
    assert kept == {
        "day": "2027-01-12",
        "from": "09:00",
        "until": "10:30",
        "visitor": "Dana Reed",
    }


def test_what_is_left_blank_is_named_with_its_section() -> None:
    assert told("location_visit", {})["visitor"] == (
        "Fill in \N{LEFT DOUBLE QUOTATION MARK}Who visits\N{RIGHT DOUBLE QUOTATION MARK} "
        "(General Letter 32, IV.F)."
    )


@pytest.mark.requirement("CT-118")
@pytest.mark.parametrize(
    ("changed", "name", "reason"),
    [
        ({"from": "7:59 am"}, "from", "must be between 8:00 am and 5:00 pm"),
        ({"until": "5:01 pm"}, "until", "must be between 8:00 am and 5:00 pm"),
        ({"day": "1/9/2027"}, "day", "must be a day from Monday to Friday"),
        ({"until": "8:30 am"}, "until", "must come after"),
        ({"until": "9:00 am"}, "until", "must come after"),
    ],
)
def test_a_visit_outside_business_hours_is_refused(
    changed: dict[str, str], name: str, reason: str
) -> None:
    found = told("location_visit", VISIT | changed)
    assert list(found) == [name]
    assert reason in found[name]


@pytest.mark.requirement("CT-118")
def test_a_visit_for_the_whole_of_business_hours_is_taken() -> None:
    assert told("location_visit", VISIT | {"from": "8:00 am", "until": "5:00 pm"}) == {}


@pytest.mark.requirement("CT-115")
def test_a_new_phone_number_is_one_that_can_be_called() -> None:
    found = told("new_phone", {"location_phone": "none"})
    assert found["location_phone"].endswith("like 860-555-0100 (General Letter 32, IV.F).")
    assert told("new_phone", {"location_phone": "860-555-0188 ext. 4"}) == {}


INJURY = {
    "day": "1/6/2027",
    "at": "9:10 am",
    "at_work": "no",
    "what": "On the stairs to the desk.",
    "claimed": "No",
}


@pytest.mark.requirement("CT-153")
def test_an_injury_is_reported_whether_it_is_claimed_or_not() -> None:
    assert told("injury", INJURY) == {}
    assert told("injury", INJURY | {"claimed": "Yes", "at_work": "yes"}) == {}


def test_what_has_not_happened_yet_is_not_reported() -> None:
    found = told("injury", INJURY | {"day": "1/7/2027"})
    assert "must be January 6, 2027 or earlier" in found["day"]


@pytest.mark.requirement("CT-155")
def test_a_condition_asks_for_what_it_needs() -> None:
    form = {"cause": "Other", "day": "1/6/2027", "since": "9:00 am"}
    assert list(told("interruption", form)) == ["cause_other"]
    assert told("interruption", form | {"cause": "Loss of power at home"}) == {}


@pytest.mark.requirement("CT-156")
def test_a_disposition_is_one_of_the_three() -> None:
    assert told("disposition", {"disposition": "Accrued leave"}) == {}
    assert list(told("disposition", {"disposition": "Work later"})) == ["disposition"]
    assert list(told("disposition", {})) == ["disposition"]


@pytest.mark.requirement("CT-125")
def test_proof_of_care_is_a_file() -> None:
    assert list(told("care_update", {"care_proof": "I promise"})) == ["care_proof"]
    assert told("care_update", {"care_proof": UPLOADED}) == {}


@pytest.mark.requirement("CT-149")
def test_a_new_certificate_is_valid_today() -> None:
    form = {"insurance_certificate": UPLOADED, "insurance_holder": "Sam Ortiz"}
    lapsed = told("certificate", form | {"insurance_until": "1/5/2027"})
    assert "must be January 6, 2027 or later" in lapsed["insurance_until"]
    assert told("certificate", form | {"insurance_until": "1/6/2027"}) == {}


@pytest.mark.requirement("CT-131")
def test_a_return_closes_with_its_day_or_a_reported_loss_alone() -> None:
    assert list(told("equipment_return", {"came_back": "Yes"})) == ["returned_on"]
    assert told("equipment_return", {"came_back": "Yes", "returned_on": "1/6/2027"}) == {}
    ahead = told("equipment_return", {"came_back": "Yes", "returned_on": "1/7/2027"})
    assert "or earlier" in ahead["returned_on"]
    lost = {"came_back": "No, its loss was reported"}
    assert told("equipment_return", lost) == {}
    assert list(told("equipment_return", {"condition": "Lost, I think"})) == ["came_back"]


@pytest.mark.requirement("CT-127")
def test_an_own_computer_without_its_authorization_is_refused() -> None:
    form = {"computer": "My laptop, for drafting.", "authorized_by_it": "IT-77"}
    assert list(told("own_computer", form)) == ["authorization_by_it"]
    assert told("own_computer", form | {"authorization_by_it": UPLOADED}) == {}


@pytest.mark.requirement("CT-129")
def test_each_item_has_its_tag() -> None:
    form = {"taken_on": "1/6/2027", "taken_at": "4:30 pm", "why": "Drafting"}
    found = told("equipment_out", form | {"items.1.item": "Laptop"})
    assert list(found) == ["items.1.tag"]
    assert told("equipment_out", form | {"items.1.item": "Laptop", "items.1.tag": "4711"}) == {}


@pytest.mark.requirement("CT-130")
def test_what_was_taken_before_cannot_be_authorized_any_more() -> None:
    form = {"items.1.item": "Laptop", "items.1.tag": "4711", "taken_at": "9:00 am", "why": "x"}
    found = told("equipment_out", form | {"taken_on": "1/5/2027"})
    assert "must be January 6, 2027 or later" in found["taken_on"]


def test_the_details_of_a_reason_are_checked_like_any_form() -> None:
    assert list(told("fire", {}, HARBOR)) == ["danger"]
    assert told("information_security", {}) == {}


def test_an_answer_that_has_to_be_one_is_no_other() -> None:
    rule = rule_of(SACRAMENTO, "continuing_fit")
    fields = tuple(replace(item, must="yes") for item in rule.fields if item.id == "meets_city")
    for given, problems in (("yes", 0), ("no", 1)):
        strict = replace(rule, fields=fields)
        answers = {"meets_city": given}
        found = concern_problems(SACRAMENTO, strict, answers, TODAY, in_force(SACRAMENTO))
        assert len(found) == problems


def test_a_question_that_is_not_asked_has_no_answer() -> None:
    rule = rule_of(SACRAMENTO, "continuing_fit")
    answers = {
        "talked_on": "2027-01-05",
        "meets_city": "yes",
        "meets_employee": "yes",
        "mood": "good",
    }
    found = concern_problems(SACRAMENTO, rule, answers, TODAY, in_force(SACRAMENTO))
    assert [problem.field for problem in found] == ["mood"]


@pytest.mark.parametrize("given", ["13/1/2027", "soon", "February 31, 2027", "1/1/1850"])
def test_a_day_that_cannot_be_read_is_one_problem(given: str) -> None:
    assert list(told("injury", INJURY | {"day": given})) == ["day"]


def test_what_is_left_blank_is_told_once_and_what_comes_too_early_by_both_names() -> None:
    rule = rule_of(CONNECTICUT, "location_visit")
    answers = read_fields(rule.fields, VISIT)
    del answers["until"]
    found = concern_problems(CONNECTICUT, rule, answers, TODAY, in_force(CONNECTICUT))
    assert [problem.field for problem in found] == ["until"]
    names = [item.label for item in rule.fields if item.id in {"from", "until"}]
    early = told("location_visit", VISIT | {"until": "8:30 am"})["until"]
    assert early.startswith("“{1}” must come after “{0}”".format(*names))
