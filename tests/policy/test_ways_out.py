"""Which questions a proposal opens, what gets around them, and what sets them aside."""

from dataclasses import replace

import pytest

from policy.analysis import WayOut
from policy.plan import plan
from tests.policy.questions import NO, QUESTIONS, YES, rules
from tests.policy.samples import AGENCIES, CONNECTICUT

MODE = "equipment_mode"


@pytest.mark.requirement("CT-087")
@pytest.mark.parametrize(
    ("schedule", "asked"), [("Standard", False), ("Alternate", True), ("Reduced", True)]
)
def test_business_needs_are_judged_for_alternate_and_reduced_schedules(
    schedule: str, *, asked: bool
) -> None:
    assert rules(schedule_type=schedule).has("s3") is asked


@pytest.mark.requirement("CT-086")
@pytest.mark.parametrize(("field_work", "asked"), [("no", False), ("yes", True)])
def test_a_part_day_needs_a_finding_of_its_own(field_work: str, *, asked: bool) -> None:
    assert rules(field_work=field_work).has("s4") is asked


EXCEPTIONS = (
    ("CT-050", "No computer is needed", "no_computer", ()),
    (
        "CT-051",
        "My own computer, only for state email or a secure web application",
        "web_only",
        ("web_application",),
    ),
    (
        "CT-052",
        "My own computer, with specific authorization",
        "it_authorized",
        ("it_authorization", "it_authorization_file"),
    ),
)


@pytest.mark.parametrize(
    ("mode", "way", "needs"),
    [
        pytest.param(mode, way, needs, marks=pytest.mark.requirement(name), id=name)
        for name, mode, way, needs in EXCEPTIONS
    ],
)
def test_each_exception_fits_one_way_of_working_and_names_what_it_needs(
    mode: str, way: str, needs: tuple[str, ...]
) -> None:
    assert rules(equipment_mode=mode).ways_out("y9") == {way: needs}


@pytest.mark.requirement("CT-049")
@pytest.mark.requirement("CT-126")
def test_with_state_equipment_no_exception_is_claimed() -> None:
    assert rules(equipment_mode="State-issued equipment").ways_out("y9") == {}
    modes = next(item.choices for item in CONNECTICUT.fields if item.id == MODE)
    assert modes == ("State-issued equipment", *(mode for _, mode, _, _ in EXCEPTIONS))


def test_exceptions_are_of_the_equipment_question_alone() -> None:
    ways: dict[str, tuple[WayOut, ...]] = {
        each.id: each.ways_out for each in QUESTIONS.values() if each.ways_out
    }
    assert {name: len(found) for name, found in ways.items()} == {"y9": 3}


@pytest.mark.requirement("CT-057")
def test_the_reviewer_of_the_service_level_sees_the_schedules() -> None:
    assert {"schedule_type", "week"} <= set(QUESTIONS["n2"].evidence)


def test_what_is_private_is_no_evidence_for_reviewers() -> None:
    private = {item.id for item in CONNECTICUT.fields if item.private}
    assert all(private.isdisjoint(each.evidence) for each in QUESTIONS.values())


@pytest.mark.requirement("CT-160")
@pytest.mark.requirement("CT-161")
def test_an_accommodation_may_set_aside_the_questions_about_the_proposal() -> None:
    path = CONNECTICUT.accommodation
    assert path is not None
    assert (path.when, path.citation) == ("accommodation=yes", "IV.N")
    assert "enable the employee to perform the essential functions" in path.test
    asking = plan(CONNECTICUT, AGENCIES["comptroller"], {"accommodation": "yes"})
    assert set(asking.may_set_aside) == {each.id for each in (*YES, *NO)}
    assert plan(CONNECTICUT, AGENCIES["comptroller"], {}).may_set_aside == ()


def test_a_question_that_only_advises_is_nothing_to_set_aside() -> None:
    analyses = [
        replace(each, questions=tuple(replace(asked, answer="") for asked in each.questions))
        for each in CONNECTICUT.analyses
    ]
    advising = replace(CONNECTICUT, analyses=tuple(analyses))
    asking = plan(advising, AGENCIES["comptroller"], {"accommodation": "yes"})
    assert asking.may_set_aside == ()


@pytest.mark.requirement("CT-162")
def test_an_accommodation_sets_no_signature_aside() -> None:
    asking = plan(CONNECTICUT, AGENCIES["comptroller"], {"accommodation": "yes"})
    assert len(asking.lines) == 5
