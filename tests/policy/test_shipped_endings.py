"""What the shipped programs say of the end of an arrangement, and of what comes after."""

import pytest

from tests.policy.samples import CONNECTICUT, SACRAMENTO
from tests.policy.shipped import LETTER, duty, field, report


def test_each_item_is_returned_at_the_end_and_when_management_asks() -> None:
    owed = duty("equipment_return")
    assert owed.each_of == "equipment"
    assert owed.id in LETTER.ending.opens
    assert report("equipment_back").opens == (owed.id,)
    assert "employee" not in report("equipment_back").made_by
    assert field(owed, "returned_on").required_when == "came_back=Yes"


@pytest.mark.requirement("CT-103")
def test_the_agency_gives_two_weeks_of_notice() -> None:
    assert LETTER.ending.notice_days == 14


@pytest.mark.requirement("CT-012")
@pytest.mark.requirement("CT-102")
def test_it_gives_it_for_operating_needs_and_without_cause() -> None:
    noticed = [each for each in LETTER.ending.reasons if not (each.at_once or each.job_change)]
    assert [each.title for each in noticed] == ["Agency operating needs", "Without cause"]


@pytest.mark.requirement("CT-079")
@pytest.mark.requirement("CT-080")
@pytest.mark.requirement("CT-104")
@pytest.mark.requirement("CT-166")
def test_it_may_end_at_once_for_these_reasons_alone() -> None:
    assert [each.title for each in LETTER.ending.reasons if each.at_once] == [
        "Performance issue",
        "Decrease in the productivity and efficiency of the work group",
        "Disciplinary issue",
        "Safety issue",
        "Information security issue",
        "Non-compliance with the arrangement",
    ]


@pytest.mark.requirement("CT-105")
@pytest.mark.requirement("CT-106")
def test_promotion_a_working_test_class_and_inconsistent_duties_are_job_changes() -> None:
    assert [each.id for each in LETTER.ending.reasons if each.job_change] == [
        "promotion",
        "working_test_class",
        "inconsistent_duties",
        "transfer",
    ]
    assert LETTER.ending.transfer == "transfer"


@pytest.mark.requirement("CT-111")
@pytest.mark.requirement("CT-167")
def test_the_wording_of_endings_rules_the_grievance_process_out() -> None:
    assert "not subject to the grievance process" in CONNECTICUT.texts["ending"]


@pytest.mark.requirement("SA-003")
def test_the_city_names_no_reasons_and_no_notice() -> None:
    assert (SACRAMENTO.in_force.ending.reasons, SACRAMENTO.in_force.ending.notice_days) == ((), 0)
