"""Each of the 21 questions of General Letter 32, III.C, stops an approval by itself, by name."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from demonstration import favorable
from policy.analysis import Question
from policy.tasks import Purpose
from tests.api.browser.filling import give
from tests.journeys.backstage import PROGRAMS, Backstage, in_days, review_form
from tests.journeys.travelers import PHONE, Traveler, Traveling

pytestmark = pytest.mark.timeout(400)
PROGRAM = PROGRAMS.get("connecticut")
QUESTIONS = {
    question.id: (question.role or analysis.role, analysis, question)
    for analysis in PROGRAM.analyses
    if analysis.id in {"proposal_yes", "proposal_no"}
    for question in analysis.questions
}
TODAY = in_days(0)
AGAINST = {
    "y7": {"rating": "unsatisfactory"},
    "n7": {"leading_class": "yes"},
    "n8": {
        "working_test_from": str(TODAY - timedelta(days=30)),
        "working_test_until": str(TODAY + timedelta(days=60)),
    },
    "n9": {"training_class": "yes"},
    "n10": {"disciplined_on": str(TODAY - timedelta(days=100))},
}
"""What is on file where the file answers a question otherwise than approval needs."""

CARRIED = {f"y{number}": f"CT-{40 + number:03}" for number in range(1, 9)} | {
    "y9": "CT-049",
    "y10": "CT-053",
    "y11": "CT-054",
    **{f"n{number}": f"CT-{55 + number:03}" for number in range(1, 11)},
}


@pytest.fixture(scope="module")
def reviewers(traveling: Traveling) -> dict[str, Traveler]:
    """The supervisor and the manager, each with a phone."""
    return {
        "supervisor": traveling("desmond.okafor@comptroller.example", "Desmond Okafor", PHONE),
        "manager": traveling("ruth.castellano@comptroller.example", "Ruth Castellano", PHONE),
    }


def test_there_are_eleven_questions_and_ten() -> None:
    needed = [question.answer for _, _, question in QUESTIONS.values()]
    assert (needed.count("yes"), needed.count("no")) == (11, 10)
    assert AGAINST.keys() == {one for one, (_, _, each) in QUESTIONS.items() if each.computed}


@pytest.mark.requirement("CT-040")
@pytest.mark.requirement("CT-055")
@pytest.mark.parametrize(
    "asked",
    [pytest.param(one, marks=pytest.mark.requirement(CARRIED[one])) for one in QUESTIONS],
)
def test_one_answer_otherwise_keeps_the_request_from_approval(
    backstage: Backstage,
    traveling: Traveling,
    reviewers: dict[str, Traveler],
    coordinator: Traveler,
    asked: str,
) -> None:
    role, _, question = QUESTIONS[asked]
    name = f"Ines Okoye {asked.upper()}"
    employee = traveling(backstage.employ(f"DENY{asked}", name, **AGAINST.get(asked, {})), name)
    reference = backstage.propose(f"DENY{asked}")

    before = ["supervisor"] if role == "manager" else []
    backstage.review(reference, *before)
    answer_otherwise(reviewers[role], backstage, reference, asked)
    backstage.review(reference, *(["manager"] if role == "supervisor" else []))
    backstage.asked(reference, Purpose.DECIDE, "hr_representative")

    deny(coordinator, reference, question)
    letter = employee.next_letter(reference)
    while "denied" not in letter.text:
        letter = employee.next_letter(reference)
    assert "The work group needs another answer first." in letter.text
    assert "not subject to the grievance process" in letter.text


def answer_otherwise(reviewer: Traveler, backstage: Backstage, reference: str, asked: str) -> None:
    """Answer one question as approval does not need it; the page says what that means."""
    role, analysis, question = QUESTIONS[asked]
    page = reviewer.follow(reference, "Review as")
    backstage.have_entered(page.url, review_form(PROGRAM, role, favorable.answers(PROGRAM)))
    page.reload()
    page.get_by_role("link", name=analysis.title).click()
    if question.computed:
        on_file = page.locator(".finding", has_text=question.text).locator(".on-file")
        expect(on_file).to_contain_text("From the personnel record.")
    else:
        other = {"yes": "no", "no": "yes"}[question.answer]
        give(page, page.locator(f'[name="findings.{asked}"]'), other)
    page.get_by_role("button", name="Save and finish later").click()
    expect(page.get_by_role("heading", name="These answers stop the request")).to_be_visible()
    expect(page.locator(".usa-alert--warning li")).to_have_count(1)
    expect(page.locator(".usa-alert--warning li")).to_contain_text(question.text)
    page.get_by_role("link", name="Check your answers").click()
    page.get_by_role("button", name="Send my review").click()
    reviewer.see_recorded()


def deny(coordinator: Traveler, reference: str, question: Question) -> None:
    """Approval is not offered and the question named; the request is denied."""
    page = coordinator.page
    page.goto(f"/arrangements/{reference}/decide")
    blocks = page.locator("ol.blocks > li")
    expect(blocks).to_have_count(1)
    expect(blocks).to_contain_text(question.text)
    expect(blocks).to_contain_text(question.citation)
    assert page.locator("input[name=outcome]").evaluate_all("all => all.map(e => e.value)") == [
        "denied"
    ]
    page.locator("label[for=outcome]").click()
    page.get_by_label("Your reason").fill("The work group needs another answer first.")
    page.get_by_role("button", name="Record the decision").click()
    coordinator.see_recorded()
    expect(page.locator(".waiting")).to_contain_text("The proposal was denied.")
