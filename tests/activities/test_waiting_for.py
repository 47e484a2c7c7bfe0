"""What mails say of how much waits for their reader, and whom they may ask."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import favorable
from activities.waiting_for import facts_of, guidance_for
from favorable import a_week
from policy.loading import load_programs
from policy.notices import Kind, Notice
from policy.proposal import Proposal
from worker import PROGRAMS

RULES = load_programs(PROGRAMS)
CONNECTICUT, SACRAMENTO = RULES.get("connecticut"), RULES.get("sacramento")
PROPOSAL = Proposal(
    date(2026, 12, 1), None, a_week("tuesday"), favorable.answers(CONNECTICUT) | {"hipaa": "no"}
)


def notice(kind: Kind, role: str) -> Notice:
    """One mail to who holds a role."""
    return Notice("key", kind, role, "1001", datetime(2026, 11, 10, tzinfo=UTC))


def test_a_reviewer_reads_how_many_questions_there_are_and_on_what() -> None:
    """The supervisor's are of three analyses, the agency head's one question is of the last."""
    found = facts_of(CONNECTICUT, PROPOSAL, notice(Kind.REVIEW_REQUESTED, "supervisor"))
    own = favorable.findings(CONNECTICUT, "supervisor", PROPOSAL.answers)
    assert found["questions"] == str(len(own))
    assert found["about"].startswith("The position; The employee; The proposal: ")
    head = facts_of(CONNECTICUT, PROPOSAL, notice(Kind.REVIEW_REMINDER, "agency_head"))
    assert head == {"questions": "1", "about": "Section IV and the business needs of the agency"}


def test_a_reviewer_without_questions_reads_of_none() -> None:
    """They say whether they support it, and why."""
    bare = replace(CONNECTICUT, analyses=())
    assert facts_of(bare, PROPOSAL, notice(Kind.REVIEW_REQUESTED, "supervisor")) == {}


@pytest.mark.requirement("CT-144")
def test_a_signer_reads_how_many_terms_to_tick() -> None:
    """One more where HIPAA applies; a signer without terms reads of none."""
    asked = notice(Kind.SIGNATURE_REQUESTED, "employee")
    count = int(facts_of(CONNECTICUT, PROPOSAL, asked)["terms"])
    assert count == len(favorable.acknowledged(CONNECTICUT, "employee", PROPOSAL.answers))
    with_hipaa = replace(PROPOSAL, answers=PROPOSAL.answers | {"hipaa": "yes"})
    assert facts_of(CONNECTICUT, with_hipaa, asked) == {"terms": str(count + 1)}
    assert facts_of(CONNECTICUT, PROPOSAL, notice(Kind.SIGNATURE_REQUESTED, "manager")) == {}


def test_other_mails_count_nothing() -> None:
    """Who is told of a decision has nothing to answer."""
    assert facts_of(CONNECTICUT, PROPOSAL, notice(Kind.DECISION_APPROVED, "employee")) == {}


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
