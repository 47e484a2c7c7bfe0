"""What the proposal's form asks, of whom and by when (GL32 III, IV; Appendix A)."""

import re
from datetime import date

import pytest

from policy.form import Before, FieldKind, FormField
from policy.forms.needs import missing_needs
from policy.plan import employee_role, plan
from policy.program import Program
from tests.policy.samples import AGENCIES, CONNECTICUT, SACRAMENTO, UPLOADED

FIELDS = {item.id: item for item in CONNECTICUT.fields}
SIGNING_DAY = date(2026, 11, 20)
READY = {
    "own_measures": "Accounts reconciled a week: forty.",
    "group_measures": "Days to payment: at most twelve.",
    "workspace_private": "no",
    "workspace_desk": "yes",
    "workspace_chair": "yes",
    "workspace_telephone": "yes",
    "workspace_fit": "yes",
    "workspace_safe": "yes",
    "insurance_certificate": UPLOADED,
    "insurance_holder": "Amara Rivera",
    "insurance_until": "2027-12-31",
    "dependents": "no",
    "equipment_mode": "No computer is needed",
}
"""Answers with which signing may open, of somebody without dependents or equipment."""


def missing(**changes: str) -> list[str]:
    """What is missing for signing after these changes to a complete form."""
    rules = plan(CONNECTICUT, AGENCIES["comptroller"], {})
    return [need.field for need in missing_needs(rules.needs, READY | changes, SIGNING_DAY)]


@pytest.mark.parametrize("program", [CONNECTICUT, SACRAMENTO], ids=lambda each: each.name)
def test_headings_speak_to_nobody_since_reviewers_read_them_about_someone_else(
    program: Program,
) -> None:
    titles = [section.title for section in program.sections]
    duties = [duty.title for duty in program.in_force.duties]
    assert [each for each in (*titles, *duties) if re.search(r"\byou", each, re.IGNORECASE)] == []


def test_a_complete_form_opens_signing() -> None:
    assert missing() == []


@pytest.mark.parametrize(
    ("field", "role"),
    [
        pytest.param(
            "own_measures", "supervisor", marks=pytest.mark.requirement("CT-078"), id="own"
        ),
        pytest.param(
            "group_measures", "supervisor", marks=pytest.mark.requirement("CT-078"), id="group"
        ),
        pytest.param(
            "workspace_private", "employee", marks=pytest.mark.requirement("CT-113"), id="space"
        ),
        pytest.param(
            "workspace_desk", "employee", marks=pytest.mark.requirement("CT-113"), id="desk"
        ),
        pytest.param(
            "workspace_chair", "employee", marks=pytest.mark.requirement("CT-113"), id="chair"
        ),
        pytest.param(
            "insurance_certificate",
            "employee",
            marks=pytest.mark.requirement("CT-149"),
            id="insurance",
        ),
        pytest.param(
            "insurance_holder", "employee", marks=pytest.mark.requirement("CT-149"), id="holder"
        ),
    ],
)
def test_what_is_blank_keeps_signing_closed_and_is_asked_of_one_role(field: str, role: str) -> None:
    assert missing(**{field: ""}) == [field]
    assert (FIELDS[field].role or employee_role(CONNECTICUT)) == role


@pytest.mark.requirement("CT-113")
@pytest.mark.parametrize("field", ["workspace_telephone", "workspace_fit", "workspace_safe"])
def test_a_workspace_without_what_the_duties_need_keeps_signing_closed(field: str) -> None:
    assert missing(**{field: "no"}) == [field]


@pytest.mark.requirement("CT-149")
@pytest.mark.parametrize(
    ("until", "fields"),
    [
        ("2026-11-19", ["insurance_certificate", "insurance_until"]),
        ("2026-11-20", []),
        ("2026-11-21", []),
    ],
)
def test_the_insurance_is_current_on_the_day_signing_opens(until: str, fields: list[str]) -> None:
    """One that has lapsed is handed in anew, with its date."""
    assert missing(insurance_until=until) == fields


@pytest.mark.requirement("CT-123")
def test_care_is_proved_where_somebody_depends_on_it_and_else_declared_none() -> None:
    assert missing(dependents="no") == []
    assert missing(dependents="yes") == ["care_proof"]
    assert missing(dependents="yes", care_proof=UPLOADED) == []
    assert FIELDS["dependents"].required
    assert (FIELDS["care_proof"].kind, FIELDS["care_proof"].private) == (FieldKind.UPLOAD, True)


@pytest.mark.requirement("CT-129")
def test_every_item_of_the_agency_is_listed_by_the_agency() -> None:
    assert missing(equipment_mode="State-issued equipment") == ["equipment"]
    assert FIELDS["equipment"].role == "supervisor"
    assert [column.id for column in FIELDS["equipment"].columns] == [
        "item",
        "tag",
        "authorized_on",
        "taken_on",
    ]


@pytest.mark.requirement("CT-130")
def test_an_item_is_authorized_on_or_before_the_day_it_is_taken() -> None:
    [authorized] = [each for each in FIELDS["equipment"].columns if each.id == "authorized_on"]
    assert (authorized.kind, authorized.not_after) == (FieldKind.DATE, "taken_on")
    assert authorized.required


@pytest.mark.requirement("CT-052")
@pytest.mark.requirement("CT-127")
def test_an_own_computer_comes_with_its_authorization() -> None:
    mode = "equipment_mode=My own computer, with specific authorization"
    assert FIELDS["it_authorization"].required_when == mode
    assert FIELDS["it_authorization_file"].required_when == mode
    assert FIELDS["it_authorization_file"].kind is FieldKind.UPLOAD


@pytest.mark.requirement("CT-051")
def test_the_secure_web_application_is_named() -> None:
    assert "only for state email" in FIELDS["web_application"].required_when


@pytest.mark.requirement("CT-126")
def test_there_are_four_ways_of_working_and_no_other() -> None:
    assert len(FIELDS["equipment_mode"].choices) == 4


@pytest.mark.requirement("CT-007")
@pytest.mark.parametrize("goal", ["productivity", "environment", "traffic"])
def test_each_statutory_goal_has_an_answer_that_can_be_counted_and_its_grounds(goal: str) -> None:
    claimed, grounds = FIELDS[f"helps_{goal}"], FIELDS[f"goal_{goal}"]
    assert (claimed.kind, claimed.required) == (FieldKind.YES_NO, True)
    assert grounds.required_when == f"helps_{goal}=yes"
    assert "II(a)" in claimed.citation
    assert on("arrangement", claimed)


@pytest.mark.requirement("CT-086")
def test_a_part_day_needs_its_grounds() -> None:
    assert FIELDS["field_work_grounds"].required_when == "field_work=yes"
    assert CONNECTICUT.week.part_day_grounds == "field_work_grounds"


@pytest.mark.requirement("CT-114")
@pytest.mark.requirement("CT-115")
@pytest.mark.requirement("CT-116")
@pytest.mark.parametrize("field", ["location_phone", "location_address", "reliable_services"])
def test_the_location_its_phone_and_its_services_are_there_from_the_start(field: str) -> None:
    assert FIELDS[field].required
    assert FIELDS[field].before is Before.SUBMISSION


@pytest.mark.requirement("CT-088")
def test_at_most_half_of_the_hours_of_each_week_are_away() -> None:
    rule = CONNECTICUT.week
    assert (rule.most_away_percent, rule.away_counts, rule.away_citation) == (50, "hours", "IV.D")


@pytest.mark.requirement("CT-003")
def test_what_is_on_record_is_shown_and_not_asked() -> None:
    shown = {item.prefill for item in CONNECTICUT.fields if item.prefill}
    assert {"title", "duty_station", "bargaining_unit", "schedule_type"} <= shown
    labels = " ".join(item.label.lower() for item in CONNECTICUT.fields if not item.private)
    for word in ("discipline", "working test", "rating", "evaluation"):
        assert word not in labels


@pytest.mark.requirement("CT-070")
@pytest.mark.requirement("CT-075")
def test_no_field_asks_for_pay() -> None:
    labels = " ".join(item.label.lower() for item in CONNECTICUT.fields)
    assert not any(word in labels for word in ("salary", "pay ", "premium", "allowance"))


@pytest.mark.requirement("CT-004")
def test_both_branches_are_in_scope_and_each_agency_is_of_one() -> None:
    assert CONNECTICUT.branches == ("Executive", "Legislative")
    ours = [agency for agency in AGENCIES.values() if agency.program == CONNECTICUT.name]
    assert {agency.branch for agency in ours} <= set(CONNECTICUT.branches)


def test_an_employee_need_not_have_everything_at_hand_to_propose() -> None:
    needed = [item for item in CONNECTICUT.fields if item.required and not item.prefill]
    at_once = [item for item in needed if item.before is Before.SUBMISSION]
    assert len(at_once) <= 35
    assert FieldKind.UPLOAD not in {item.kind for item in at_once}


def on(document: str, item: FormField) -> bool:
    """Whether the answer stands on a document."""
    section = next(each for each in CONNECTICUT.sections if item in each.fields)
    return document in (item.documents or section.documents or [document])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(text, words, marks=pytest.mark.requirement(name), id=name)
        for name, text, words in (
            ("CT-008", "not_bargainable", "not subject to collective bargaining"),
            ("CT-019", "decision_basis", "this one proposal under General Letter 32"),
            ("CT-021", "approval", "creates no right to later approvals"),
            ("CT-022", "denial", "not subject to the grievance process"),
            ("CT-111", "ending", "not subject to the grievance process"),
            ("CT-167", "ending", "not subject to the grievance process"),
            ("CT-176", "help_employee", "Human Resources office"),
            ("CT-176", "help_hr", "DAS Human Resources Liaison"),
        )
    ],
)
def test_texts_say_what_the_letter_wants_said(text: str, words: str) -> None:
    assert words in CONNECTICUT.texts[text]
