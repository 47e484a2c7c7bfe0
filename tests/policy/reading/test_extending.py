"""An agency adds to its program and tightens it."""

from datetime import date
from pathlib import Path

import pytest

from policy.facts import Facts
from policy.forms.pattern import week_problems
from policy.program import Program
from policy.proposal import Proposal
from policy.reading.agencies import load_agencies, load_agency
from policy.reading.catalog import Programs
from policy.reading.loading import load_programs
from policy.week import Place
from tests.policy.samples import FOLDER, workweek
from tests.policy.water import WATER, written


@pytest.fixture
def programs() -> Programs:
    return load_programs(FOLDER)


@pytest.fixture
def whole(tmp_path: Path, programs: Programs) -> Program:
    """The program as the extended agency has it."""
    return programs.of(load_agencies(written(tmp_path), programs)["water"])


@pytest.mark.requirement("CT-006")
def test_an_agency_adds_questions_fields_terms_and_documents(whole: Program) -> None:
    asked = {analysis.id: analysis.questions[-1].id for analysis in whole.analyses}
    assert asked["employee"] == "on_call"
    assert {"flood_zone", "roster_week"} <= {item.id for item in whole.fields}
    assert whole.sections[-1].title == "Flood roster"
    assert whole.clauses[-1].text == "Flood duty comes first."
    signing = [line.id for line in whole.signing.lines if "flood_plan" in line.documents]
    assert signing == ["employee", "supervisor"]
    assert whole.document("flood_plan").title == "Flood plan"
    assert [copy.id for copy in whole.copies if "flood_plan" in copy.documents] == [
        "personnel_file"
    ]


@pytest.mark.requirement("CT-006")
def test_an_agency_tightens_limits(whole: Program) -> None:
    assert whole.term.maximum_months == 6
    assert whole.week.duty_station_days == 3
    assert whole.week.most_away_percent == 40
    assert whole.week.away_counts == "both"
    assert [copy.due_within_days for copy in whole.copies] == [None, 5]
    months = [q.months for each in whole.analyses for q in each.questions if q.id == "n10"]
    assert months == [12]


@pytest.mark.requirement("CT-006")
def test_an_agency_may_repeat_the_programs_own_limits(tmp_path: Path, programs: Programs) -> None:
    file, rule = tmp_path / "water.toml", programs.get("connecticut")
    same = "maximum_months = 9\nduty_station_days = 1\nmost_away_percent = 50"
    file.write_text(f'{WATER}\nversion = "1"\n[limits]\n{same}\n', encoding="utf-8")
    repeated = programs.of(load_agency(file, programs))
    assert (repeated.term, repeated.week) == (rule.term, rule.week)


@pytest.mark.requirement("CT-006", "CT-088")
def test_an_agency_has_the_days_away_counted_beside_the_hours(
    tmp_path: Path, programs: Programs
) -> None:
    file = tmp_path / "water.toml"
    added = '\nversion = "1"\n[limits]\naway_days = true\n'
    file.write_text(WATER + added, encoding="utf-8")
    whole = programs.of(load_agency(file, programs))
    four = workweek(Place.TELECOMMUTING, Place.TELECOMMUTING, *[Place.DUTY_STATION] * 2)
    proposal = Proposal(date(2026, 12, 1), None, four, {})
    on_file = Facts(schedule_type="alternate", hours=(8.0, 8.0, 8.0, 8.0, 0.0, 0.0, 0.0))
    assert list(week_problems(programs.get("connecticut"), proposal, on_file)) == []
    (problem,) = week_problems(whole, proposal, on_file)
    assert problem.message.startswith("3 of 5 days away, 60%. At most 50% of the week")


@pytest.mark.requirement("CT-006")
@pytest.mark.requirement("CT-103")
def test_an_agency_gives_longer_notice_and_wants_equipment_back_sooner(whole: Program) -> None:
    assert whole.in_force.ending.notice_days == 21
    within = {duty.id: duty.due_within_days for duty in whole.in_force.duties}
    assert (within["equipment_return"], within["certificate"]) == (3, 30)


@pytest.mark.requirement("CT-006")
def test_an_agency_adds_to_what_may_happen_while_an_arrangement_is_in_force(
    whole: Program, programs: Programs
) -> None:
    rules, plain = whole.in_force, programs.get("connecticut").in_force
    assert [rules.approvals[-1].id, rules.reports[-1].id, rules.duties[-1].id] == [
        "boat_out",
        "flood",
        "dried",
    ]
    assert rules.approvals[:-1] == plain.approvals
    assert rules.reports[:-1] == plain.reports
    assert rules.ending.reasons == plain.ending.reasons


@pytest.mark.requirement("CT-006")
def test_nothing_of_the_program_is_lost_where_an_agency_adds(
    whole: Program, programs: Programs
) -> None:
    plain = programs.get("connecticut")
    assert {item.id for item in plain.fields} < {item.id for item in whole.fields}
    assert {q.id for each in plain.analyses for q in each.questions} < {
        q.id for each in whole.analyses for q in each.questions
    }
    kept = [clause for clause in plain.clauses if clause.group != "it_policies"]
    assert [clause for clause in whole.clauses if clause in kept] == kept
    assert whole.texts == plain.texts


@pytest.mark.requirement("CT-145")
def test_a_replaceable_list_of_policies_gives_way_to_the_agencys_own(whole: Program) -> None:
    policies = [clause.id for clause in whole.clauses if clause.group == "it_policies"]
    assert policies == ["water_security"]


@pytest.mark.requirement("CT-009")
def test_an_agency_says_what_its_roles_are_called(whole: Program) -> None:
    assert whole.role("agency_head").title == "Commissioner of Water Resources"
    assert whole.role("manager").title == "Manager"


@pytest.mark.requirement("CT-004")
@pytest.mark.parametrize("branch", ["Executive", "Legislative"])
def test_agencies_of_both_branches_are_in_scope(
    tmp_path: Path, programs: Programs, branch: str
) -> None:
    file = tmp_path / "water.toml"
    file.write_text(WATER.replace("Executive", branch), encoding="utf-8")
    assert load_agency(file, programs).branch == branch
