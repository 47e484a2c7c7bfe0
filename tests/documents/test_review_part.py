"""The agency's part of the proposal's form: analyses, status on record, decision."""

from dataclasses import replace

import pytest

from documents.paper import Answered, Block, Row
from documents.particulars import Particulars
from documents.rendering import Typesetter
from policy.acts import Determination, Outcome
from policy.plan import applying
from tests.documents.reading import text_of
from tests.documents.whole import (
    DETERMINED_BECAUSE,
    FACTS,
    days,
    determined,
    found,
    review_of,
    reviewed,
    unsigned,
    whole,
)

TYPESETTER = Typesetter()
REVIEWED = reviewed(whole())
LATENESS = "Written up for lateness"


def block(particulars: Particulars, title: str) -> Block:
    content = unsigned(particulars, "proposal")
    return next(each for each in content.blocks if each.title.startswith(title))


def answered(particulars: Particulars, words: str) -> Answered:
    """The one question with these words."""
    blocks = unsigned(particulars, "proposal").blocks
    [one] = (each for item in blocks for each in item.answered if words in each.question)
    return one


def printed(particulars: Particulars) -> str:
    return text_of(TYPESETTER.render(unsigned(particulars, "proposal")).content)


def test_every_question_of_every_analysis_is_printed_with_its_answer() -> None:
    content = unsigned(REVIEWED, "proposal")
    given = REVIEWED.proposal.answers
    asked = [
        (question.text, {"yes": "Yes", "no": "No", "": "Yes"}[question.answer])
        for analysis in REVIEWED.program.analyses
        for question in applying(analysis, given)
    ]
    shown = [
        (each.question, each.answer or "Yes") for item in content.blocks for each in item.answered
    ]
    assert shown == asked
    assert len(asked) > 30
    text = "".join(printed(REVIEWED).split())
    assert all("".join(words.split()) in text for words, _ in asked)


def test_who_answered_most_is_named_once_and_the_others_beside_their_answers() -> None:
    position = block(REVIEWED, "The position")
    assert position.text == (
        "Answered by Tomasz Okafor, Supervisor, November 10, 2026, unless noted.",
    )
    assert all(not each.notes for each in position.answered)
    group = answered(REVIEWED, "Will the efficiency and productivity of the work group")
    assert group.notes == ("Answered by Ruth Abernathy, Manager, November 10, 2026.",)


def test_the_newest_answer_counts_with_its_remark_and_the_exception_claimed() -> None:
    changed = found("y9", "no", "manager", remark="No laptop is left.", way_out="no_computer")
    shown = answered(reviewed(whole(), changed), "within available appropriations")
    assert shown.answer == "No"
    assert shown.notes[:2] == (
        "Exception: The telecommuter does not need a computer to perform his/her work.",
        "Remark: No laptop is left.",
    )


def test_a_question_set_aside_keeps_its_answer_and_says_why_and_by_whom() -> None:
    reason = "The tasks of a lead are not essential here."
    aside = found("n5", "no", "hr_representative", set_aside=reason)
    shown = answered(reviewed(whole(), found("n5", "yes"), aside), "health, safety, or well-being")
    assert shown.answer == "Yes"
    assert shown.notes == (
        f"Set aside as a reasonable accommodation (IV.N): {reason}",
        "Set aside by Hana Ito, HR representative, November 10, 2026.",
    )
    later = reviewed(whole(), found("n5", "yes"), aside, found("n5", "no", set_aside=reason))
    assert answered(later, "health, safety, or well-being").answer == "No"


def test_a_question_set_aside_no_more_keeps_the_answer_and_whose_it_was() -> None:
    aside = found("n5", "yes", "hr_representative", set_aside="So it seemed.")
    back = found("n5", "yes", "hr_representative")
    given = reviewed(whole(), found("n5", "yes"), aside, back)
    shown = answered(given, "health, safety, or well-being")
    assert (shown.answer, shown.notes) == ("Yes", ())


@pytest.mark.requirement("CT-160", "CT-161")
def test_the_determination_of_an_accommodation_is_printed_with_its_test_and_reason() -> None:
    for outcome, said in (
        (Determination.GRANTED, "Granted"),
        (Determination.NOT_GRANTED, "Not granted"),
    ):
        part = block(determined(REVIEWED, outcome), "Reasonable accommodation")
        assert part.title == "Reasonable accommodation (IV.N)"
        assert part.rows[:2] == (
            Row("Outcome", said),
            Row("Determined by", "Hana Ito, HR representative"),
        )
        assert Row("Reason", DETERMINED_BECAUSE) in part.rows
        assert "perform the essential functions" in part.rows[-1].value
    titles = [each.title for each in unsigned(REVIEWED, "proposal").blocks]
    assert "Reasonable accommodation (IV.N)" not in titles


def test_what_nobody_answered_and_what_is_not_on_file_is_said() -> None:
    review = replace(review_of(whole()), findings=(found("y7", ""),))
    particulars = replace(whole(), review=review)
    assert answered(particulars, "most recent performance evaluation").answer == "Not on file"
    assert answered(particulars, "self-motivated").answer == "Not answered"


def test_a_text_stands_in_full_below_its_question() -> None:
    shown = answered(REVIEWED, "Which duties of the position")
    assert (shown.answer, shown.text) == ("", "Looked at together with the employee.")


def test_the_status_on_record_is_printed_as_it_stood_at_the_decision() -> None:
    status = block(REVIEWED, "Status on record")
    assert status.title == "Status on record, November 12, 2026"
    assert status.rows == (
        Row("Latest evaluation", "Rated satisfactory on June 30, 2026."),
        Row(
            "Leads or supervises staff",
            "The job class leads no staff, and nobody reports to the employee.",
        ),
        Row("Working test period", "Working test period from January 6, 2020 until July 5, 2020."),
        Row("Junior or training class", "The job class is no junior or training class."),
        Row("Discipline in the past 6 months", "No"),
        Row("Work schedule", "Standard"),
    )


def test_facts_that_changed_since_do_not_replace_the_answer_that_was_found() -> None:
    review = replace(review_of(whole()), facts=replace(FACTS, leading_class=True))
    rows = block(replace(whole(), review=review), "Status on record").rows
    assert Row("Leads or supervises staff", "No") in rows


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_of_discipline_nothing_but_the_answer_is_printed(answer: str) -> None:
    facts = replace(FACTS, disciplined_on=(FACTS.rated_on or FACTS.disciplined_on[0],))
    changed = found("n10", answer, remark=LATENESS)
    particulars = reviewed(whole(), changed)
    text = printed(replace(particulars, review=replace(review_of(whole(), changed), facts=facts)))
    assert LATENESS not in text
    assert "Disciplined on" not in text
    assert f"Discipline in the past 6 months {answer.capitalize()}" in text


@pytest.mark.requirement("CT-008", "CT-019", "CT-021")
def test_the_decision_says_on_what_it_rests_and_what_it_does_not_promise() -> None:
    texts = REVIEWED.program.texts
    assert {row.label: row.value for row in block(REVIEWED, "Decision").rows} == {
        "Outcome": "Approved",
        "Decided by": "Hana Ito, HR representative",
        "Decided on": "Thursday, November 12, 2026, 10:30 am EST",
        "Reason": "Vendor accounts are reconciled sooner, and the counter stays covered.",
        "Basis": texts["decision_basis"],
        "Notice": texts["approval"],
    }
    assert block(REVIEWED, "Agency review").text == (texts["not_bargainable"],)
    text = printed(REVIEWED)
    assert all(texts[name] in text for name in ("decision_basis", "approval", "not_bargainable"))


@pytest.mark.requirement("CT-022")
def test_a_denial_has_the_notice_that_it_is_not_grievable() -> None:
    review = review_of(whole())
    assert review.decision
    denied = replace(review, decision=replace(review.decision, outcome=Outcome.DENIED))
    rows = block(replace(whole(), review=denied), "Decision").rows
    assert Row("Outcome", "Denied") in rows
    assert Row("Notice", REVIEWED.program.texts["denial"]) in rows


def test_approval_as_modified_keeps_both_schedules() -> None:
    review = review_of(whole())
    assert review.decision
    approved = replace(whole().proposal, week=days("wednesday"))
    decision = replace(review.decision, outcome=Outcome.APPROVED_AS_MODIFIED)
    changed = replace(whole(), review=replace(review, decision=decision, approved=approved))
    assert Row("Telecommuting days", "Tuesdays and Thursdays") in block(changed, "Weekly").rows
    as_approved = block(changed, "As approved")
    assert as_approved.rows[0] == Row("Telecommuting days", "Wednesdays")
    assert as_approved.table[3][1] == "Telecommuting"
    with pytest.raises(StopIteration):
        block(REVIEWED, "As approved")


def test_reviewers_are_named_with_what_they_said_of_the_whole() -> None:
    rows = block(REVIEWED, "Agency review").rows
    assert [row.label for row in rows] == ["Supervisor", "Manager", "Agency head"]
    assert rows[1].value == (
        "Ruth Abernathy supports it, November 10, 2026.\n"
        "Two quiet days a week will help with the month's end."
    )


@pytest.mark.requirement("CT-001")
def test_the_employee_certifies_and_the_moment_is_printed() -> None:
    rows = block(REVIEWED, "Certification").rows
    assert rows[-1] == Row(
        "Certified and submitted by", "Ana Rivera\nThursday, November 5, 2026, 9:20 am EST"
    )
    assert rows[-2].value == "Agreed"


def test_a_program_without_a_review_prints_none() -> None:
    titles = [item.title for item in unsigned(whole("sacramento"), "justification").blocks]
    assert "Agency review" not in titles
    assert "Decision" not in titles
