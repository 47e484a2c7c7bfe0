"""Every term of Section IV that the employee acknowledges is there once, in the letter's words."""

import pytest

from policy.clause import Clause
from tests.policy.samples import CONNECTICUT, SACRAMENTO

TERMS = (
    ("CT-068", "IV.A", "bound by all state and agency policies and procedures"),
    ("CT-069", "IV.B", "regular employees, not independent contractors"),
    ("CT-071", "IV.B", "salary, work hours and benefits will remain subject to the rules"),
    ("CT-072", "IV.B", "employee rights provided for in the employee's collective bargaining"),
    ("CT-073", "IV.B", "None of the rights or benefits"),
    ("CT-074", "IV.B", "shall not have the right to grieve denials or terminations"),
    ("CT-077", "IV.C", "availability, appropriate levels of production and quality of work"),
    ("CT-092", "IV.D", "adhere to their approved work schedules, including pre-established lunch"),
    ("CT-095", "IV.D", "same rules as non-telecommuting employees for using sick leave"),
    ("CT-112", "IV.F", "designated workspace in a safe, healthy, professional and secure manner"),
    ("CT-117", "IV.F", "retains the right to make visits to the telecommuting location"),
    ("CT-120", "IV.G", "shall not be held at the telecommuting duty station"),
    ("CT-121", "IV.G", "shall not be reimbursed for mileage if he/she reports to the official"),
    ("CT-122", "IV.H", "shall not be used to provide family care"),
    ("CT-128", "IV.I", "under no obligation to purchase equipment"),
    ("CT-132", "IV.I", "Personal use of these materials is prohibited, even during non-working"),
    ("CT-133", "IV.I", "will not be liable for damages or wear"),
    ("CT-134", "IV.I", "no responsibility for any operating costs"),
    ("CT-135", "IV.I", "out-of-pocket expenses for supplies"),
    ("CT-136", "IV.J", "responsible for the physical security of agency equipment"),
    ("CT-138", "IV.J", "transports to and from the official workstation"),
    ("CT-139", "IV.J", "protect the agency records from unauthorized disclosure or damage"),
    ("CT-140", "IV.J", "Acceptable Use of State Systems Policy"),
    ("CT-141", "IV.J", "Policy on Security for Mobile Computing and Storage Devices"),
    ("CT-142", "IV.J", "Telecommunications Equipment Policy"),
    ("CT-143", "IV.J", "Network Security Policy and Procedures"),
    ("CT-144", "IV.J", "State HIPAA Security Policy"),
    ("CT-147", "IV.J", "prohibition against unauthorized duplication"),
    ("CT-148", "IV.J", "State of Connecticut Software Management Policy"),
    ("CT-150", "IV.K", "provided the alternate work location has been approved"),
    ("CT-151", "IV.K", "strictly out of and within the course of employment"),
    ("CT-152", "IV.K", "persons who are not on-duty employees of the agency"),
    ("CT-154", "IV.K", "it is not certain how the legal requirement"),
    ("CT-159", "IV.N", "may not be used in lieu of sick leave"),
    ("CT-163", "IV.O", "compliance with any local zoning ordinances"),
    ("CT-164", "IV.P", "encouraged to seek professional advice"),
    ("CT-165", "IV.Q", "appropriate disciplinary action"),
)
"""The requirement, its section, and words that only the clause for it has."""

READ_WITH_THEM = (
    ("IV.D", "agency's needs take precedence"),
    ("IV.D", "whole-day increments; an employee may not leave"),
    ("IV.D", "off-site work is completed in less than"),
    ("IV.D", "shall match the hours that would be worked at the official duty station"),
    ("IV.D", "for the hours not worked"),
    ("IV.D", "intended to be ongoing"),
    ("IV.E", "terminated effective the date of the job change"),
    ("IV.E", "maximum duration of a telecommuting arrangement is nine (9) months"),
    ("IV.E", "must submit a new proposal"),
    ("IV.F", "necessary environment and furnishings"),
    ("IV.F", "reliable phone and internet services"),
    ("IV.F", "provide his/her agency with the phone numbers"),
    ("IV.H", "cared for by other individuals and shall be required to provide proof"),
    ("IV.I", "must use state-issued hardware"),
    ("IV.I", "does not need a computer"),
    ("IV.I", "only uses his/her personal computer to access"),
    ("IV.I", "specific authorization from the Department of Information Technology"),
    ("IV.I", "before bringing any agency-owned equipment"),
    ("IV.J", "must be kept on file with"),
    ("IV.L", "accrued leave or compensatory time"),
    ("IV.L", "knows in advance of a situation"),
    ("IV.N", "using the form set forth in Appendix B"),
)
"""The section, and words, of what Section IV lays down without an acknowledgement of its own."""

IT_POLICIES = ("CT-140", "CT-141", "CT-142", "CT-143", "CT-144")
ACKNOWLEDGED = tuple(clause for clause in CONNECTICUT.clauses if clause.line)


def having(words: str) -> tuple[Clause, ...]:
    """The clauses to acknowledge that have these words."""
    return tuple(clause for clause in ACKNOWLEDGED if words in clause.text)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        pytest.param(section, words, marks=pytest.mark.requirement(name), id=name)
        for name, section, words in TERMS
    ],
)
def test_each_term_is_acknowledged_by_the_employee_once(section: str, words: str) -> None:
    [clause] = having(words)
    assert (clause.citation, CONNECTICUT.line(clause.line).role) == (section, "employee")


def test_no_two_terms_share_one_acknowledgement() -> None:
    found = [having(words)[0].id for _, _, words in TERMS]
    assert found == [clause.id for clause in ACKNOWLEDGED]


@pytest.mark.requirement("CT-145")
def test_the_it_policies_are_a_group_that_another_list_may_replace() -> None:
    named = {having(words)[0].group for name, _, words in TERMS if name in IT_POLICIES}
    others = {having(words)[0].group for name, _, words in TERMS if name not in IT_POLICIES}
    assert (named, others) == ({"it_policies"}, {""})


@pytest.mark.requirement("CT-144")
def test_only_the_hipaa_policy_depends_on_an_answer() -> None:
    assert {clause.text: clause.when for clause in ACKNOWLEDGED if clause.when} == {
        "The employee must comply with the State HIPAA Security Policy.": "hipaa=yes"
    }


def test_terms_are_in_the_order_of_the_letter() -> None:
    cited = [clause.citation for clause in CONNECTICUT.clauses]
    assert cited == sorted(cited)
    assert set(cited) == {f"IV.{letter}" for letter in "ABCDEFGHIJKLMNOPQ"}


@pytest.mark.parametrize(("section", "words"), READ_WITH_THEM)
def test_what_else_the_letter_lays_down_is_read_with_the_terms(section: str, words: str) -> None:
    [clause] = [each for each in CONNECTICUT.clauses if words in each.text]
    assert (clause.citation, clause.line) == (section, "")


def test_the_exception_for_field_work_stands_only_where_it_is_asked_for() -> None:
    [clause] = [each for each in CONNECTICUT.clauses if "field audits" in each.text]
    assert clause.when == "field_work=yes"


def test_an_acknowledged_clause_takes_few_bytes_in_a_history() -> None:
    assert all(len(clause.id) <= len("j10") for clause in ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param(
            "supervisor", "current version", marks=pytest.mark.requirement("SA-013"), id="SA-013"
        ),
        pytest.param(
            "employee_policy",
            "ordinarily not be permitted at work",
            marks=pytest.mark.requirement("SA-019"),
            id="SA-019",
        ),
        pytest.param(
            "employee_policy",
            "online and available with Microsoft Teams throughout their shift",
            marks=pytest.mark.requirement("SA-020"),
            id="SA-020",
        ),
        pytest.param(
            "employee_policy",
            "mutual agreement of both the City and the employee",
            marks=pytest.mark.requirement("SA-002"),
            id="SA-002",
        ),
    ],
)
def test_sacramento_has_its_terms_acknowledged(line: str, words: str) -> None:
    [clause] = [clause for clause in SACRAMENTO.clauses if words in clause.text]
    assert clause.line == line
