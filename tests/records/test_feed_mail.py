"""Mail that was refused goes to the new address, once a feed has brought it."""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes

import pytest

from mail.composing import compose
from mail.rendering import RenderedMail
from records import letters, tasks
from records.letters import QUEUED, REFUSED, WITHDRAWN, Letter
from tests.feeds import DAY, EMPLOYEE, MANAGER, NOW, Town, a_leader, a_person

REFERENCE = "TA-7K3M-9QXD"
NEW = a_leader(MANAGER, name="Ruth Weiss", mail="ruth@example.test")
Refuse = Callable[..., None]


@pytest.fixture
def refuse(town: Town) -> Refuse:
    """Has mail to the manager refused, a kind a day; they still owe a review."""
    town.propose(REFERENCE, asked={"manager": MANAGER})

    def refused(*kinds: str) -> None:
        with town.sessions() as session:
            for day, kind in enumerate(kinds):
                key = f"{REFERENCE}/{kind}:manager:::0:{max(day, 1)}"
                letters.queue(session, [a_mail(key, kind, NOW - (10 - day) * DAY)])
                letters.mark_refused(session, key, "550")
            session.commit()

    return refused


def a_mail(key: str, kind: str, at: datetime) -> Letter:
    """A mail to the manager."""
    return Letter(
        key=key,
        reference=REFERENCE,
        kind=kind,
        role="manager",
        person=MANAGER,
        address="p301@example.test",
        subject="Review it",
        message=compose(
            RenderedMail("Review it", "Read this, Zoë.", "<p>Read this, Zoë.</p>"),
            key=key,
            at=at,
            sender="Telecommute <post@example.test>",
            recipient_name="Person 301",
            recipient="p301@example.test",
            reply_to="",
            thread=REFERENCE,
        ),
        attachments=[["arrangement.pdf", "0" * 64]],
        queued_at=at,
        next_attempt_at=at,
    )


def in_state(town: Town, state: str) -> list[Letter]:
    """The letters about the arrangement in a state, oldest first."""
    with town.sessions() as session:
        found = letters.of_arrangement(session, REFERENCE)
    return [each for each in found if each.state == state]


def test_what_was_refused_is_sent_again_to_the_new_address(town: Town, refuse: Refuse) -> None:
    refuse("authorized")
    town.feed(NEW)
    (old,), (new,) = in_state(town, REFUSED), in_state(town, QUEUED)
    assert (new.address, new.subject) == ("ruth@example.test", old.subject)
    assert new.attachments == old.attachments
    before, after = message_from_bytes(old.message), message_from_bytes(new.message)
    assert after["To"] == "Ruth Weiss <ruth@example.test>"
    assert after["Message-ID"] != before["Message-ID"]
    assert after["Date"] == before["Date"]
    assert new.message.partition(b"\r\n\r\n")[2] == old.message.partition(b"\r\n\r\n")[2]
    with town.sessions() as session:
        letters.mark_sent(session, new.key, NOW)
        assert letters.refused(session, REFERENCE) == []


def test_of_a_letter_and_its_reminders_one_is_sent(town: Town, refuse: Refuse) -> None:
    refuse("review_requested", "review_reminder", "review_reminder")
    town.feed(NEW)
    (new,) = in_state(town, QUEUED)
    assert new.kind == "review_reminder"


def test_what_nobody_waits_for_any_more_is_not_asked_again(town: Town, refuse: Refuse) -> None:
    refuse("review_requested")
    with town.sessions() as session:
        for task in tasks.of_arrangement(session, REFERENCE):
            session.delete(task)
        session.commit()
    town.feed(NEW)
    assert in_state(town, QUEUED) == []
    assert len(in_state(town, WITHDRAWN)) == 1


@pytest.mark.parametrize(
    "row", [a_leader(MANAGER, name="Ruth Weiss"), a_person(EMPLOYEE, mail="ana@example.test")]
)
def test_no_other_change_sends_it_again(town: Town, refuse: Refuse, row: dict[str, str]) -> None:
    refuse("authorized")
    town.feed(row)
    assert in_state(town, QUEUED) == []
    assert len(in_state(town, REFUSED)) == 1


def test_what_was_refused_to_somebody_who_has_left_is_nobodys_work(
    town: Town, refuse: Refuse
) -> None:
    refuse("authorized")
    town.feed(a_leader(MANAGER, left_on="2020-02-29"), a_person(EMPLOYEE, manager="202"))
    with town.sessions() as session:
        assert letters.refused(session, REFERENCE) == []
