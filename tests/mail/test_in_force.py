"""What people read about requests, reports and duties while an arrangement is in force."""

from dataclasses import replace

import pytest

from mail.rendering import MailRenderer, RenderedMail
from policy.notices import Kind
from tests.mail.samples import plain

RENDERER = MailRenderer()


def mail_with(kind: Kind, **facts: str) -> RenderedMail:
    """An ordinary mail of this kind, with these facts instead of the usual ones."""
    context = plain(kind)
    return RENDERER.render(kind, replace(context, facts={**context.facts, **facts}))


def words(mail: RenderedMail) -> str:
    """The text of a mail on one line."""
    return " ".join(mail.text.split())


@pytest.mark.requirement("CT-097")
def test_who_decides_reads_what_is_asked_and_by_when() -> None:
    mail = mail_with(Kind.APPROVAL_REQUESTED)
    assert mail.subject.startswith("Decide before November 18, 2026: request, ")
    assert "What is asked: Change of a telecommuting day\nFor: December 8, 2026\n" in mail.text
    assert "If nobody decides in time, it lapses." in mail.text
    assert "Opening the link decides nothing." in mail.text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("approved", "your request is approved. "),
        ("refused", "your request is refused. "),
        ("lapsed", "your request has lapsed. "),
        ("withdrawn", "your request was taken back. "),
    ],
)
def test_who_asked_reads_what_became_of_it_and_why(outcome: str, said: str) -> None:
    mail = mail_with(Kind.APPROVAL_DECIDED, outcome=outcome, reason="All hands that day.")
    assert said in words(mail)
    assert "> All hands that day.\n" in mail.text
    assert ("stays as it is" in words(mail)) is (outcome in {"refused", "withdrawn"})
    assert outcome not in mail.subject


def test_nobody_is_blamed_for_a_request_that_lapsed_for_another_reason() -> None:
    undecided = words(mail_with(Kind.APPROVAL_DECIDED, outcome="lapsed", reason=""))
    assert "Nobody decided in time. The arrangement stays as it is." in undecided
    ended = words(mail_with(Kind.APPROVAL_DECIDED, outcome="lapsed", reason="It has ended."))
    assert "Nobody decided" not in ended
    assert "stays as it is" not in ended


@pytest.mark.requirement("CT-119")
def test_the_employee_reads_of_a_recall_and_its_day() -> None:
    mail = mail_with(Kind.APPROVAL_ISSUED, approval="Recall to the duty station")
    assert mail.subject.startswith("Take note for December 8, 2026: ")
    assert "a direction under your arrangement for December 8, 2026." in words(mail)
    assert "What it is: Recall to the duty station\n" in mail.text


@pytest.mark.requirement("CT-153")
def test_who_must_know_reads_what_was_reported_by_whom_and_when() -> None:
    mail = mail_with(Kind.REPORT_MADE)
    assert (
        "What was reported: Injury\nBy: Supervisor\nReported on: Friday, November 20" in mail.text
    )
    assert "Injury" not in mail.subject


@pytest.mark.requirement("CT-125")
@pytest.mark.requirement("CT-131")
def test_who_owes_something_reads_what_for_which_item_and_by_when() -> None:
    mail = mail_with(Kind.DUTY_REQUESTED)
    assert "please do what the arrangement of Mara Lindqvist needs from you by" in words(mail)
    assert "What is needed: Return of an item\nFor: Laptop, 4711\n" in mail.text
    late = mail_with(Kind.DUTY_OVERDUE)
    assert "It was due: November 29, 2026\nStill to come from: Manager (Pia Weiss)" in late.text


@pytest.mark.requirement("CT-137")
@pytest.mark.requirement("CT-156")
def test_who_has_to_know_what_was_found_reads_each_answer_and_who_gave_it() -> None:
    mail = mail_with(Kind.DUTY_DONE, duty="Finding on loss or damage")
    assert "What it is: Finding on loss or damage\nFor: Laptop, 4711\n" in mail.text
    assert "By: HR representative\nFinding: Negligence\n" in mail.text
    assert "What the finding rests on: It was left in the rain.\n" in mail.text
    assert "Negligence" not in mail.subject


def test_who_proposes_is_not_told_to_wait_where_signing_comes_next() -> None:
    context = plain(Kind.PROPOSAL_RECEIVED)
    waits = RENDERER.render(Kind.PROPOSAL_RECEIVED, context)
    assert waits.subject.startswith("Nothing to do yet: ")
    assert "You need to do nothing now." in waits.text
    texts = {**context.texts, "after_sending": "You get two documents. Sign both."}
    signs = RENDERER.render(Kind.PROPOSAL_RECEIVED, replace(context, texts=texts))
    assert signs.subject.startswith("We have it, and you sign next: ")
    assert "You get two documents. Sign both." in words(signs)
    assert "nothing now" not in signs.text


def test_a_mail_about_a_duty_names_it_before_it_is_opened() -> None:
    asked = mail_with(Kind.DUTY_REQUESTED, duty="Set up the remote office")
    assert "Set up the remote office, TA-" in asked.subject
    done = mail_with(Kind.DUTY_DONE, duty="Set up the remote office")
    assert done.subject.startswith("On record now: Set up the remote office, ")
