"""What mails say of how much waits for their reader, and whom they may ask."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from activities.waiting_for import facts_of, guidance_for
from demonstration import favorable
from demonstration.favorable import a_week
from policy.concerns import Concern, ConcernKind, ConcernState
from policy.notices import Kind, Notice
from policy.proposal import Proposal
from tests.policy.samples import CONNECTICUT, SACRAMENTO

ZONE = "America/New_York"
PROPOSAL = Proposal(
    date(2026, 12, 1), None, a_week("tuesday"), favorable.answers(CONNECTICUT) | {"hipaa": "no"}
)


def notice(kind: Kind, role: str) -> Notice:
    """One mail to who holds a role."""
    return Notice("key", kind, role, "1001", datetime(2026, 11, 10, tzinfo=UTC))


def test_a_reviewer_reads_how_many_questions_there_are_and_on_what() -> None:
    """The supervisor's are of three analyses, the agency head's one question is of the last."""
    found = facts_of(CONNECTICUT, PROPOSAL, notice(Kind.REVIEW_REQUESTED, "supervisor"), ZONE)
    own = favorable.findings(CONNECTICUT, "supervisor", PROPOSAL.answers)
    assert found["questions"] == str(len(own))
    assert found["about"].startswith("The position; The employee; The proposal: ")
    head = facts_of(CONNECTICUT, PROPOSAL, notice(Kind.REVIEW_REMINDER, "agency_head"), ZONE)
    assert head == {"questions": "1", "about": "Section IV and the business needs of the agency"}


def test_a_reviewer_without_questions_reads_of_none() -> None:
    """They say whether they support it, and why."""
    bare = replace(CONNECTICUT, analyses=())
    assert facts_of(bare, PROPOSAL, notice(Kind.REVIEW_REQUESTED, "supervisor"), ZONE) == {}


@pytest.mark.requirement("CT-144")
def test_a_signer_reads_how_many_terms_to_tick() -> None:
    """One more where HIPAA applies; a signer without terms reads of none."""
    asked = notice(Kind.SIGNATURE_REQUESTED, "employee")
    count = int(facts_of(CONNECTICUT, PROPOSAL, asked, ZONE)["terms"])
    assert count == len(favorable.acknowledged(CONNECTICUT, "employee", PROPOSAL.answers))
    with_hipaa = replace(PROPOSAL, answers=PROPOSAL.answers | {"hipaa": "yes"})
    assert facts_of(CONNECTICUT, with_hipaa, asked, ZONE) == {"terms": str(count + 1)}
    assert facts_of(CONNECTICUT, PROPOSAL, notice(Kind.SIGNATURE_REQUESTED, "manager"), ZONE) == {}


@pytest.mark.requirement("CT-149")
def test_a_signer_of_a_modification_reads_what_it_rests_on_and_is_still_owed() -> None:
    """A certificate, since when and by when; nothing of what only some may see."""
    paper = Concern(
        number=4,
        kind=ConcernKind.DUTY,
        rule="certificate",
        state=ConcernState.OPEN,
        role="employee",
        person="",
        opened_at=datetime(2026, 11, 2, 14, tzinfo=UTC),
        due_at=datetime(2026, 12, 3, 5, tzinfo=UTC),
    )
    proof = replace(paper, number=5, rule="care_update")
    asked = notice(Kind.SIGNATURE_REQUESTED, "manager")
    owing = {"4": paper, "5": proof}
    assert facts_of(CONNECTICUT, PROPOSAL, asked, ZONE, owing) == {}
    modified = replace(asked, facts={"in_force": "1", "new_version": "2"})
    title = "New certificate of homeowners or renters insurance"
    said = f"{title}, asked for on November 2, 2026, due December 2, 2026"
    assert facts_of(CONNECTICUT, PROPOSAL, modified, ZONE, owing)["owed"] == said
    done = {"4": replace(paper, state=ConcernState.DONE)}
    assert facts_of(CONNECTICUT, PROPOSAL, modified, ZONE, done)["owed"] == ""


def test_other_mails_count_nothing() -> None:
    """Who is told of a decision has nothing to answer."""
    assert facts_of(CONNECTICUT, PROPOSAL, notice(Kind.DECISION_APPROVED, "employee"), ZONE) == {}


@pytest.mark.requirement("CT-176")
def test_employees_ask_human_resources_and_human_resources_the_liaison() -> None:
    """The liaison, who answers them, is sent to nobody."""
    assert "your agency's Human Resources office" in guidance_for(CONNECTICUT, "employee")
    assert "DAS Human Resources Liaison" in guidance_for(CONNECTICUT, "hr_representative")
    assert guidance_for(CONNECTICUT, "das_liaison") == ""


@pytest.mark.requirement("SA-016")
def test_every_role_of_the_city_reads_that_it_helps() -> None:
    """Whoever is written to, at every step."""
    for role in SACRAMENTO.roles:
        assert "IT is available to assist you" in guidance_for(SACRAMENTO, role.id)


@pytest.mark.parametrize(
    ("kind", "rule", "title"),
    [
        (Kind.APPROVAL_REQUESTED, "day_change", "approval"),
        (Kind.APPROVAL_ISSUED, "called_in", "approval"),
        (Kind.REPORT_MADE, "injury", "report"),
        (Kind.DUTY_OVERDUE, "care_update", "duty"),
    ],
)
def test_what_came_up_is_called_as_the_program_calls_it(kind: Kind, rule: str, title: str) -> None:
    rules = CONNECTICUT.in_force
    known = {each.id: each.title for each in rules.approvals}
    known |= {each.id: each.title for each in rules.reports}
    known |= {each.id: each.title for each in rules.duties}
    told = replace(notice(kind, "supervisor"), facts={"rule": rule})
    assert facts_of(CONNECTICUT, PROPOSAL, told, ZONE)[title] == known[rule]
    unknown = replace(told, facts={"rule": "nothing"})
    assert title not in facts_of(CONNECTICUT, PROPOSAL, unknown, ZONE)


@pytest.mark.requirement("CT-153")
def test_a_report_says_when_it_was_made_by_the_agencys_clock() -> None:
    told = replace(notice(Kind.REPORT_MADE, "supervisor"), facts={"rule": "injury"})
    at = facts_of(CONNECTICUT, PROPOSAL, told, ZONE)["reported_at"]
    assert at == "Monday, November 9, 2026, 7:00 pm EST"


def test_the_words_of_who_decided_are_the_reason() -> None:
    refused = {"rule": "day_change", "note": "All hands."}
    told = replace(notice(Kind.APPROVAL_DECIDED, "employee"), facts=refused)
    assert facts_of(CONNECTICUT, PROPOSAL, told, ZONE)["reason"] == "All hands."


@pytest.mark.parametrize(
    ("due_at", "told"),
    [
        ("2026-12-08T13:00:00+00:00", "Tuesday, December 8, 2026, 8:00 am EST"),
        ("2026-12-08T05:00:00+00:00", "Tuesday, December 8, 2026"),
    ],
)
def test_before_which_moment_to_decide_is_said_with_its_weekday(due_at: str, told: str) -> None:
    """And with its zone; where it is the beginning of a day, that day is enough."""
    asked = replace(notice(Kind.APPROVAL_REQUESTED, "supervisor"), facts={"due_at": due_at})
    assert facts_of(CONNECTICUT, PROPOSAL, asked, ZONE)["due"] == told


@pytest.mark.requirement("SA-010")
def test_the_supervisor_reads_each_point_of_the_checklist_as_confirmed() -> None:
    rule = SACRAMENTO.in_force.duty("set_up")
    assert rule is not None
    closed = Concern(
        number=1,
        kind=ConcernKind.DUTY,
        rule="set_up",
        state=ConcernState.DONE,
        role="employee",
        person="2001",
        opened_at=datetime(2026, 11, 10, tzinfo=UTC),
        closed_role="employee",
        closing={item.id: "yes" for item in rule.fields},
    )
    told = replace(notice(Kind.DUTY_DONE, "supervisor"), facts={"rule": "set_up", "number": "1"})
    lines = facts_of(SACRAMENTO, PROPOSAL, told, ZONE, {"1": closed})["closing"].splitlines()
    assert lines == [f"Confirmed: {item.label}" for item in rule.fields]
