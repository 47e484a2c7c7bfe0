"""The two programs as shipped say what their sources say."""

import re

import pytest

from policy.form import FieldKind
from policy.plan import plan
from policy.program import Agency, CopyMeans, Holder, Program
from policy.reading.sound_forms import NEEDED_FIELDS
from policy.reading.soundness import NEEDED_TEXTS
from tests.policy.language import ADDITIONS, PARTS, own_fields
from tests.policy.samples import AGENCIES, CONNECTICUT, FOLDER, PROGRAMS, SACRAMENTO, SHIPPED


@pytest.mark.requirement("CT-169")
def test_five_roles_sign_the_arrangement_in_any_order() -> None:
    lines = CONNECTICUT.signing.lines
    assert [line.role for line in lines] == [
        "employee",
        "supervisor",
        "manager",
        "hr_representative",
        "agency_head",
    ]
    assert {line.stage for line in lines} == {1}
    assert {line.documents for line in lines} == {("arrangement",)}


@pytest.mark.requirement("CT-009")
def test_only_the_agency_head_may_have_a_designee() -> None:
    assert [role.id for role in CONNECTICUT.roles if role.designee] == ["agency_head"]


@pytest.mark.requirement("CT-016")
@pytest.mark.requirement("CT-017")
def test_human_resources_coordinates_three_reviews_and_decides() -> None:
    assert CONNECTICUT.coordinator == CONNECTICUT.review.decider == "hr_representative"
    assert CONNECTICUT.review.reviewers == ("supervisor", "manager", "agency_head")


@pytest.mark.requirement("CT-107")
def test_the_maximum_is_nine_months_and_its_end_is_announced_three_times() -> None:
    assert CONNECTICUT.term.maximum_months == 9
    assert CONNECTICUT.term.label == "Nine-month maximum"
    assert CONNECTICUT.term.notify_before_days == (60, 30, 7)


@pytest.mark.requirement("CT-171")
@pytest.mark.requirement("CT-174")
def test_copies_go_to_the_personnel_file_and_within_a_week_to_das() -> None:
    personnel, das = CONNECTICUT.copies
    assert (personnel.means, personnel.documents) == (CopyMeans.FILE, ("proposal", "arrangement"))
    assert (das.means, das.due_within_days, das.warn_before_days) == (CopyMeans.MAIL, 7, 2)
    assert das.role is not None
    assert CONNECTICUT.role(das.role).holder is Holder.LIAISON
    assert das.escalate_to == ("hr_representative", "agency_head")


@pytest.mark.requirement("SA-008")
@pytest.mark.requirement("SA-014")
@pytest.mark.requirement("SA-015")
def test_employee_signs_two_documents_then_supervisor_then_department_head() -> None:
    assert [(line.role, line.stage, line.documents) for line in SACRAMENTO.signing.lines] == [
        ("employee", 1, ("policy",)),
        ("employee", 1, ("justification",)),
        ("supervisor", 2, ("policy", "justification")),
        ("department_head", 3, ("policy", "justification")),
    ]


@pytest.mark.requirement("SA-007")
def test_sacramento_mails_its_documents_and_has_no_review_and_no_maximum() -> None:
    assert SACRAMENTO.signing.mail_documents
    assert (SACRAMENTO.review.reviewers, SACRAMENTO.review.decider) == ((), None)
    assert SACRAMENTO.term.maximum_months is None
    assert [copy.id for copy in SACRAMENTO.copies] == ["personnel_file"]


@pytest.mark.requirement("SA-010")
@pytest.mark.requirement("SA-021")
def test_setting_up_the_remote_office_is_owed_point_by_point_and_the_supervisor_told() -> None:
    [duty] = [each for each in SACRAMENTO.in_force.duties if each.at_start]
    assert (duty.role, duty.told) == ("employee", ("supervisor",))
    assert all(item.kind is FieldKind.STATEMENT and item.required for item in duty.fields)
    assert len(duty.fields) > 5
    [jabber] = [item for item in duty.fields if "Jabber" in item.label]
    assert jabber.label.startswith("Jabber is installed")


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
def test_every_program_holds_the_texts_and_fields_that_pages_and_mail_use(program: Program) -> None:
    assert set(NEEDED_TEXTS) <= set(program.texts)
    kinds = {item.id: item.kind for item in program.fields}
    assert {name: kinds[name] for name in NEEDED_FIELDS} == NEEDED_FIELDS


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
def test_every_question_cites_its_section_but_those_the_directory_answers(program: Program) -> None:
    assert [item.id for item in program.fields if not item.citation and not item.prefill] == []


@pytest.mark.parametrize("agency", list(AGENCIES.values()), ids=lambda agency: agency.id)
def test_every_sample_agency_has_a_plan_of_its_program(agency: Agency) -> None:
    rules = plan(PROGRAMS.get(agency.program), agency, {})
    assert rules.time_zone == agency.time_zone
    assert {line.role for line in rules.lines} <= set(rules.titles)


def test_agencies_keep_the_time_of_their_place() -> None:
    assert {name: agency.time_zone for name, agency in AGENCIES.items()} == {
        "comptroller": "America/New_York",
        "water": "America/New_York",
        "sacramento-it": "America/Los_Angeles",
    }


@pytest.mark.parametrize("kind", [*PARTS, *ADDITIONS, Agency], ids=lambda kind: kind.__name__)
def test_every_key_is_explained_where_programs_are_explained(kind: type) -> None:
    guide = (FOLDER.parents[1] / "docs" / "programs.md").read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`]+`", guide, re.DOTALL)
    named = set(re.findall(r"\w+", " ".join(code)))
    assert set(own_fields(kind)) - {"digest"} - named == set()
