"""What the city's registers ask, of whom and by when, and where help is (SA)."""

import pytest

from policy.form import FieldKind
from policy.program import Program
from policy.register import About, Register
from tests.policy.samples import SACRAMENTO


def register(name: str, program: Program = SACRAMENTO) -> Register:
    return next(each for each in program.registers if each.id == name)


@pytest.mark.requirement("SA-011")
def test_guidelines_of_the_department_head_come_before_any_request() -> None:
    found = register("guidelines")
    assert (found.about, found.roles, found.needed) == (About.AGENCY, ("department_head",), True)
    assert [item.id for item in found.fields] == ["who_may", "approval_process"]
    assert all(item.required for item in found.fields)


@pytest.mark.requirement("SA-001")
@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-012")
def test_the_request_opens_after_an_eligibility_conversation_with_a_plan() -> None:
    found = register("eligibility")
    assert (found.about, found.roles, found.needed) == (About.EMPLOYEE, ("supervisor",), True)
    assert {item.id: item.must for item in found.fields}["eligible"] == "yes"
    assert {"criteria", "remote_plan", "talked_on"} <= {item.id for item in found.fields}


@pytest.mark.requirement("SA-022")
@pytest.mark.requirement("SA-024")
def test_the_stand_up_has_one_time_and_may_have_observers() -> None:
    found = register("standup")
    assert (found.about, found.calendar, found.many) == (About.TEAM, True, False)
    kinds = {item.id: item.kind for item in found.fields}
    assert kinds["at"] is FieldKind.TIME
    assert "observers" in kinds


@pytest.mark.requirement("SA-023")
def test_stand_up_notes_hold_the_prior_day_today_and_the_tool() -> None:
    found = register("standup_notes")
    assert found.many
    assert [item.label for item in found.fields if item.id in ("done", "today", "tool")] == [
        "Remote meeting tool used",
        "Work completed the prior day",
        "Work to be performed today",
    ]


@pytest.mark.requirement("SA-025")
def test_managers_note_what_they_saw_and_suggest() -> None:
    found = register("observations")
    assert "manager" in found.roles
    assert {"attended_on", "suggestions"} == {item.id for item in found.fields}


@pytest.mark.requirement("SA-026")
def test_process_improvements_are_logged_and_shared() -> None:
    found = register("improvements")
    assert (found.many, found.shared) == (True, True)


@pytest.mark.requirement("SA-016")
@pytest.mark.requirement("SA-018")
def test_help_and_the_programs_site_are_named() -> None:
    assert "IT is available to assist you" in SACRAMENTO.help
    assert "See the help page" in SACRAMENTO.help
    assert SACRAMENTO.site.startswith("https://")
    assert SACRAMENTO.help_page.startswith("https://")
