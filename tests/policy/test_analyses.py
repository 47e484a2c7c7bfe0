"""The analyses of the letter: each question in its words, its order, with the answer needed."""

import pytest

from policy.analysis import (
    Computation,
    Finding,
    Findings,
    Question,
    QuestionKind,
    together,
)
from tests.policy.questions import EMPLOYEE, FINAL, NO, POSITION, QUESTIONS, YES, Wanted, rules
from tests.policy.samples import CONNECTICUT


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(each, marks=pytest.mark.requirement(each.requirement), id=each.id)
        for each in (*POSITION, *EMPLOYEE, *YES, *NO, *FINAL)
    ],
)
def test_each_question_is_asked_in_the_words_of_the_letter(wanted: Wanted) -> None:
    question = QUESTIONS[wanted.id]
    assert wanted.words in question.text
    assert (question.citation, question.answer) == (wanted.citation, wanted.answer)


@pytest.mark.requirement("CT-023")
@pytest.mark.requirement("CT-031")
@pytest.mark.requirement("CT-039")
@pytest.mark.requirement("CT-066")
def test_position_comes_first_then_employee_then_proposal_then_section_four() -> None:
    found = [
        (analysis.order, analysis.citation, len(analysis.questions))
        for analysis in CONNECTICUT.analyses
    ]
    assert found == [
        (1, "III.A", 7),
        (2, "III.B", 7),
        (3, "III.C.1", 11),
        (3, "III.C.2", 10),
        (4, "III.C.3", 4),
    ]


@pytest.mark.requirement("CT-040")
def test_eleven_questions_are_needed_yes() -> None:
    assert [each.id for each in asked_under("III.C.1")] == [f"y{at}" for at in range(1, 12)]
    assert {each.answer for each in asked_under("III.C.1")} == {"yes"}


@pytest.mark.requirement("CT-055")
def test_ten_questions_are_needed_no() -> None:
    assert [each.id for each in asked_under("III.C.2")] == [f"n{at}" for at in range(1, 11)]
    assert {each.answer for each in asked_under("III.C.2")} == {"no"}


def asked_under(citation: str) -> tuple[Question, ...]:
    return next(each.questions for each in CONNECTICUT.analyses if each.citation == citation)


@pytest.mark.requirement("CT-047")
@pytest.mark.requirement("CT-062")
@pytest.mark.requirement("CT-063")
@pytest.mark.requirement("CT-064")
@pytest.mark.requirement("CT-065")
def test_five_questions_are_answered_by_the_facts_on_file() -> None:
    assert {each.id: each.computed for each in QUESTIONS.values() if each.computed} == {
        "y7": Computation.SATISFACTORY_RATING,
        "n7": Computation.LEADS_STAFF,
        "n8": Computation.WORKING_TEST,
        "n9": Computation.TRAINING_CLASS,
        "n10": Computation.DISCIPLINED,
    }
    assert QUESTIONS["n10"].months == 6


@pytest.mark.requirement("CT-025")
@pytest.mark.requirement("CT-026")
def test_the_duties_are_written_down_and_their_integrity_is_attested() -> None:
    assert QUESTIONS["p1"].kind is QuestionKind.TEXT
    assert QUESTIONS["p6"].kind is QuestionKind.STATEMENT
    assert "leading or supervising staff" in QUESTIONS["p6"].text


@pytest.mark.requirement("CT-008")
def test_suitability_is_not_bargained_and_nobody_else_is_asked() -> None:
    assert "not subject to collective bargaining" in CONNECTICUT.analyses[0].text
    assert "not subject to collective bargaining" in CONNECTICUT.texts["not_bargainable"]
    asked = {each.role for each in rules().questions}
    assert asked == {"supervisor", "manager", "agency_head", "hr_representative"}


@pytest.mark.requirement("CT-017")
def test_supervisor_manager_agency_head_and_decider_each_answer_what_is_theirs() -> None:
    by_role: dict[str, list[str]] = {}
    for each in rules(schedule_type="Reduced", field_work="yes").questions:
        by_role.setdefault(each.role, []).append(each.id)
    assert by_role["manager"] == ["y2", "y5", "y9", "n1", "n2"]
    assert by_role["agency_head"] == ["s1"]
    assert by_role["hr_representative"] == ["s2", "s3", "s4"]
    assert len(by_role["supervisor"]) == 7 + 7 + 8 + 8


def test_findings_travel_together_and_come_out_one_by_one() -> None:
    """In their order, each with what was remarked, claimed or computed; the last one stands."""
    plain, said = Finding("p2", "yes"), Finding("p3", "no", remark="Only on Mondays.")
    way, fact = Finding("y9", "no", way_out="web_only"), Finding("n7", "no", computed=True)
    kept = together((plain, Finding("p3", "yes", way_out="none"), way, fact, said))
    assert kept.each == (plain, said, way, fact)
    assert (kept.remarks, kept.ways_out) == ({"p3": "Only on Mondays."}, {"y9": "web_only"})
    assert together(()) == Findings()
