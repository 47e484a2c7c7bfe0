"""What people read when the directory gives a part in an arrangement to somebody else."""

from dataclasses import replace

import pytest

from mail.rendering import MailRenderer, RenderedMail
from policy.notices import Kind
from tests.mail.samples import plain

RENDERER = MailRenderer()


def mail_with(**facts: str) -> RenderedMail:
    """The mail with these facts."""
    return RENDERER.render(Kind.HOLDER_CHANGED, replace(plain(Kind.HOLDER_CHANGED), facts=facts))


@pytest.mark.parametrize(
    ("outcome", "subject", "said"),
    [
        ("gained", "You have a part now: ", "this part is yours now"),
        ("lost", "Nothing to do any more: ", "The links that we sent you no longer work."),
        ("vacant", "Find somebody for a part: ", "The directory names nobody for this part"),
    ],
)
def test_each_reads_what_it_means_for_them(outcome: str, subject: str, said: str) -> None:
    mail = mail_with(outcome=outcome, missing="Supervisor")
    assert mail.subject.startswith(subject)
    assert said in " ".join(mail.text.split())
    assert ("The part that is open: Supervisor\n" in mail.text) is (outcome == "vacant")


def test_who_has_lost_a_part_reads_which_and_why_they_are_told() -> None:
    text = mail_with(outcome="lost").text
    assert "Your part was: Agency head\n" in text
    assert "Why you get this mail: you had a part in this arrangement before." in text


def test_the_employee_reads_who_leads_them_now_and_how_to_reach_them() -> None:
    mail = mail_with(outcome="led", part="Supervisor", leader="Sam Okafor, 860-555-0100")
    assert mail.subject.startswith("Whom to call now: ")
    assert "Supervisor: Sam Okafor, 860-555-0100\n" in mail.text
    assert "somebody else leads you now" in mail.text
    assert "turn to them" in " ".join(mail.text.split())
