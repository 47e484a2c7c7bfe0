"""What the shipped programs let happen to what is in force is what their sources say."""

import pytest

from policy.form import FieldKind
from policy.in_force import Effect, EndingReason, Rule, bare, effect_of
from policy.program import Program
from tests.policy.samples import EVERY, SACRAMENTO, SHIPPED
from tests.policy.shipped import LETTER, approval, duty, field, report

ANYTHING: tuple[Rule | EndingReason, ...] = (
    *LETTER.approvals,
    *LETTER.reports,
    *LETTER.duties,
    *LETTER.ending.reasons,
    *SACRAMENTO.in_force.duties,
)


@pytest.mark.requirement("CT-097")
@pytest.mark.requirement("CT-098")
def test_a_day_is_moved_by_the_supervisor_before_it_begins_and_never_for_good() -> None:
    rule = approval("day_change")
    assert (rule.asked_by, rule.decided_by) == (("employee",), "supervisor")
    assert (rule.effect, rule.on, rule.at, rule.to) == (Effect.DAY_MOVED, "day", "", "moved_to")
    assert rule.lasting == "ongoing=yes"


@pytest.mark.requirement("CT-093")
def test_overtime_is_approved_before_it_starts() -> None:
    rule = approval("overtime_away")
    assert (rule.decided_by, rule.effect) == ("supervisor", Effect.OVERTIME)
    assert field(rule, rule.on).kind is FieldKind.DATE
    assert field(rule, rule.at).kind is FieldKind.TIME


def test_equipment_is_authorized_item_by_item_before_it_is_taken() -> None:
    rule = approval("equipment_out")
    assert (rule.effect, rule.on, rule.at) == (Effect.ITEMS, "taken_on", "taken_at")
    assert [column.id for column in field(rule, rule.items).columns] == ["item", "tag"]


@pytest.mark.requirement("CT-127")
def test_an_own_computer_needs_the_authorization_of_the_it_authority_as_a_file() -> None:
    needed = [item.kind for item in approval("own_computer").fields if item.required]
    assert FieldKind.UPLOAD in needed


@pytest.mark.requirement("CT-119")
def test_management_recalls_to_the_duty_station_for_a_reason_and_nobody_decides() -> None:
    rule = approval("called_in")
    assert rule.asked_by == ("supervisor", "manager", "hr_representative")
    assert (rule.decided_by, rule.effect) == ("", Effect.RECALL)
    assert field(rule, "purpose").choices == (
        "Meeting",
        "Training",
        "Other work-related requirement",
    )


@pytest.mark.requirement("CT-157")
@pytest.mark.parametrize(
    ("instead", "effect"),
    [
        ("Leave", Effect.LEAVE),
        ("Change in work schedule", Effect.DAY_MOVED),
        ("Work at the official duty station", Effect.RECALL),
    ],
)
def test_what_is_known_in_advance_is_leave_another_day_or_the_duty_station(
    instead: str, effect: Effect
) -> None:
    rule = approval("known_ahead")
    assert field(rule, "instead").required
    assert instead in field(rule, "instead").choices
    assert effect_of(rule, {"instead": instead}) is effect
    assert effect_of(rule, {}) is Effect.NONE


@pytest.mark.requirement("CT-153")
def test_of_an_injury_the_supervisor_is_told_at_once_claimed_or_not() -> None:
    rule = report("injury")
    assert rule.told[0] == "supervisor"
    assert not any(item.must or item.required_when for item in rule.fields)


@pytest.mark.requirement("CT-155")
@pytest.mark.requirement("CT-156")
def test_an_interruption_is_told_at_once_and_gets_one_disposition() -> None:
    rule = report("interruption")
    assert field(rule, "cause").choices == (
        "Equipment malfunction",
        "Loss of power at home",
        "Unexpected need to care for a child or family member",
        "Other",
    )
    assert rule.opens == ("disposition",)
    owed = duty("disposition")
    assert (owed.role, owed.due_within_days) == ("supervisor", 1)
    assert field(owed, "disposition").choices == (
        "Accrued leave",
        "Compensatory time",
        "Report to the official duty station",
    )


@pytest.mark.requirement("CT-124")
@pytest.mark.requirement("CT-125")
def test_a_change_in_family_responsibilities_asks_for_updated_proof() -> None:
    rule = report("care_change")
    assert (rule.made_by, rule.told, rule.opens) == (
        ("employee",),
        ("hr_representative",),
        ("care_update",),
    )
    proof = field(duty("care_update"), "care_proof")
    assert (proof.kind, proof.required, proof.private) == (FieldKind.UPLOAD, True, True)
    assert not duty("care_update").when


def test_of_each_loss_human_resources_finds_whether_it_was_negligence_or_misconduct() -> None:
    assert report("loss").opens == ("negligence",)
    assert field(duty("negligence"), "finding").choices == (
        "No negligence or misconduct",
        "Negligence",
        "Misconduct",
    )


def test_a_security_breach_may_end_it_at_once_and_refers_to_discipline() -> None:
    rule = report("breach")
    assert rule.ends == ("information_security",)
    assert {"By accident", "By design"} <= set(field(rule, "how").choices)
    reference = field(duty("breach_finding"), "discipline_reference")
    assert (reference.private, reference.required) == (True, False)


@pytest.mark.requirement("CT-118")
def test_a_visit_has_its_day_its_visitor_and_times_within_business_hours() -> None:
    rule = report("location_visit")
    assert field(rule, "day").workday
    hours = {(field(rule, name).earliest, field(rule, name).latest) for name in ("from", "until")}
    assert hours == {("8:00", "17:00")}
    assert field(rule, "visitor").required


@pytest.mark.requirement("CT-149")
def test_a_certificate_is_asked_for_before_it_lapses_and_when_a_lapse_is_reported() -> None:
    owed = duty("certificate")
    assert (owed.role, owed.on, owed.before_days) == ("employee", "insurance_until", 30)
    assert report("insurance_news").opens == (owed.id,)
    assert field(owed, "insurance_certificate").kind is FieldKind.UPLOAD
    assert field(owed, "insurance_until").current


@pytest.mark.requirement("CT-115")
def test_a_new_phone_number_is_told_to_the_agency() -> None:
    assert report("new_phone").told == ("supervisor", "hr_representative")
    assert field(report("new_phone"), "location_phone").required


@pytest.mark.requirement("CT-172")
def test_employee_and_human_resources_may_propose_a_modification() -> None:
    assert LETTER.modification is not None
    assert LETTER.modification.proposed_by == ("employee", "hr_representative")


@pytest.mark.requirement("SA-004")
def test_the_city_reviews_continuing_fit_every_half_year() -> None:
    owed = duty("continuing_fit", SACRAMENTO.in_force)
    assert (owed.role, owed.every_months) == ("supervisor", 6)
    assert {"meets_city", "meets_employee"} <= {item.id for item in owed.fields if item.required}


@pytest.mark.requirement("SA-004")
def test_both_sides_learn_what_the_review_of_continuing_fit_found() -> None:
    """Either may end the assignment, or ask for a change of it."""
    assert duty("continuing_fit", SACRAMENTO.in_force).told == ("employee", "coordinator")


@pytest.mark.parametrize("rule", ANYTHING, ids=lambda rule: rule.id)
def test_everything_in_force_cites_its_section_and_so_does_each_field(
    rule: Rule | EndingReason,
) -> None:
    assert rule.citation
    assert [item.id for item in rule.fields if not item.citation] == []


@pytest.mark.parametrize("program", SHIPPED, ids=lambda program: program.name)
def test_everything_in_force_is_found_by_its_id(program: Program) -> None:
    rules = program.in_force
    assert all(rules.approval(each.id) is each for each in rules.approvals)
    assert all(rules.report(each.id) is each for each in rules.reports)
    assert all(rules.duty(each.id) is each for each in rules.duties)
    assert all(rules.reason(each.id) is each for each in rules.ending.reasons)
    assert {rules.approval("no"), rules.report("no"), rules.duty("no")} == {None}


@pytest.mark.parametrize("program", EVERY, ids=lambda program: program.name)
def test_histories_carry_the_rules_without_forms_and_texts(program: Program) -> None:
    whole, rules = program.in_force, bare(program.in_force)
    assert [each.id for each in rules.approvals] == [each.id for each in whole.approvals]
    assert [each.id for each in rules.reports] == [each.id for each in whole.reports]
    assert [each.id for each in rules.duties] == [each.id for each in whole.duties]
    lists: tuple[Rule | EndingReason, ...] = (*rules.approvals, *rules.reports, *rules.duties)
    assert not any(each.fields for each in (*lists, *rules.ending.reasons))
    assert not any(each.text for each in rules.approvals)
    assert not any(each.text for each in rules.reports)
    assert not any(each.text for each in rules.duties)
