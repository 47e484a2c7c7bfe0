"""The analyses of the letter: each question in its words, its order, with the answer needed."""

from dataclasses import dataclass

import pytest

from policy.analysis import Computation, Question, QuestionKind, WayOut
from policy.plan import Asked, asked_now, plan
from tests.policy.samples import AGENCIES, CONNECTICUT

MODE = "equipment_mode"
QUESTIONS = {
    question.id: question for analysis in CONNECTICUT.analyses for question in analysis.questions
}


@dataclass(frozen=True)
class Wanted:
    """What the letter says of one question."""

    requirement: str
    id: str
    citation: str
    words: str
    answer: str = ""


POSITION = (
    Wanted("CT-024", "p7", "III.A", "position appropriate for telecommuting", "yes"),
    Wanted("CT-025", "p1", "III.A", "duties"),
    Wanted("CT-026", "p6", "III.A", "eliminated or reassigned for the sole purpose", "yes"),
    Wanted("CT-027", "p2", "III.A", "independent work with minimal supervision"),
    Wanted("CT-028", "p3", "III.A", "little face-to-face interaction with co-workers"),
    Wanted("CT-029", "p4", "III.A", "specific, measurable work products"),
    Wanted("CT-030", "p5", "III.A", "easily and safely transportable to and from the workplace"),
)
EMPLOYEE = (
    Wanted("CT-032", "e7", "III.B", "demonstrate the qualities necessary", "yes"),
    Wanted("CT-033", "e1", "III.B", "work productively on his/her own"),
    Wanted("CT-034", "e2", "III.B", "self-motivated and responsible"),
    Wanted("CT-035", "e3", "III.B", "time management and organizational skills"),
    Wanted("CT-036", "e4", "III.B", "knowledgeable about agency policies and procedures"),
    Wanted("CT-037", "e5", "III.B", "good communication skills"),
    Wanted("CT-038", "e6", "III.B", "meeting goals, objectives and deadlines"),
)
YES = (
    Wanted("CT-041", "y1", "III.C.1", "increasing his/her efficiency and productivity", "yes"),
    Wanted("CT-042", "y2", "III.C.1", "work group remain constant or improve", "yes"),
    Wanted("CT-043", "y3", "III.C.1", "environment and/or reduce traffic congestion", "yes"),
    Wanted("CT-044", "y4", "III.C.1", "full range of his/her duties", "yes"),
    Wanted("CT-045", "y5", "III.C.1", "supervisory and/or electronic capabilities", "yes"),
    Wanted("CT-046", "y6", "III.C.1", "schedule, document, and evaluate", "yes"),
    Wanted("CT-047", "y7", "III.C.1", "satisfactory or better", "yes"),
    Wanted("CT-048", "y8", "III.C.1", "required by state and federal law, including HIPAA", "yes"),
    Wanted("CT-049", "y9", "III.C.1", "within available appropriations", "yes"),
    Wanted("CT-053", "y10", "III.C.1", "safe, confidential and appropriate", "yes"),
    Wanted("CT-054", "y11", "III.C.1", "reliable telephone and internet access", "yes"),
)
NO = (
    Wanted("CT-056", "n1", "III.C.2", "impair the efficiency and productivity", "no"),
    Wanted("CT-057", "n2", "III.C.2", "combination of reduced work schedules", "no"),
    Wanted("CT-058", "n3", "III.C.2", "supply childcare, eldercare", "no"),
    Wanted("CT-059", "n4", "III.C.2", "in lieu of sick leave", "no"),
    Wanted("CT-060", "n5", "III.C.2", "health, safety, or well-being", "no"),
    Wanted("CT-061", "n6", "III.C.2", "co-mingle state and non-state work", "no"),
    Wanted("CT-062", "n7", "III.C.2", "leading or supervising staff", "no"),
    Wanted("CT-063", "n8", "III.C.2", "working test period (initial or promotional)", "no"),
    Wanted("CT-064", "n9", "III.C.2", "junior level or training class", "no"),
    Wanted("CT-065", "n10", "III.C.2", "discipline in the past six (6) months", "no"),
)
FINAL = (
    Wanted("CT-067", "s1", "III.C.3", "operating needs of the agency", "yes"),
    Wanted("CT-067", "s2", "III.C.3", "terms and conditions set forth in Section IV", "yes"),
    Wanted("CT-087", "s3", "IV.D", "business needs permit", "yes"),
    Wanted("CT-086", "s4", "IV.D", "benefit the environment and/or reduce traffic", "yes"),
)


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


def rules(**answers: str) -> "Questions":
    whole = plan(CONNECTICUT, AGENCIES["comptroller"], answers).questions
    return Questions(asked_now(whole, answers))


@dataclass(frozen=True)
class Questions:
    """What a plan asks."""

    questions: tuple[Asked, ...]

    def has(self, question: str) -> bool:
        """Whether it is asked."""
        return any(each.id == question for each in self.questions)

    def ways_out(self, question: str) -> dict[str, tuple[str, ...]]:
        """The exceptions that may be claimed, each with the fields it needs."""
        return next(each.ways_out for each in self.questions if each.id == question)


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


@pytest.mark.requirement("CT-162")
def test_an_accommodation_sets_no_signature_aside() -> None:
    asking = plan(CONNECTICUT, AGENCIES["comptroller"], {"accommodation": "yes"})
    assert len(asking.lines) == 5
