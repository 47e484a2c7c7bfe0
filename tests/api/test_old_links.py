"""Links whose task is over or went to somebody else."""

from html import unescape

import pytest

from policy.account import Ending, Happening, Status
from policy.tasks import Purpose
from tests.api.filing import ask, close, file, note
from tests.api.seeding import Story
from tests.api.site import Desk, link_in, link_path, post
from tests.people import COLLEAGUE, COORDINATOR, DESIGNEE, EMPLOYEE, HEAD, MANAGER, SUPERVISOR

COOKIE = "__Host-telecommute"


def test_a_replaced_link_explains_itself_and_offers_a_new_one(desk: Desk) -> None:
    file(desk)
    old = ask(desk, SUPERVISOR, "supervisor", version=1)
    close(desk, old)
    new = ask(desk, SUPERVISOR, "supervisor", version=2)
    answer = desk.client.get(link_path(old), follow_redirects=True)
    assert answer.url.path == f"/links/{old.id}"
    assert "This link was replaced" in answer.text
    again = post(desk.client, f"/links/{old.id}/again", f"/links/{old.id}")
    assert "new link is on its way" in again.text
    letters = desk.mails()
    assert [letter.address for letter in letters] == ["jo@example.test"]
    assert link_in(letters[0]) == link_path(new)


def test_nothing_is_sent_where_nothing_waits(desk: Desk) -> None:
    file(desk)
    old = ask(desk, SUPERVISOR, "supervisor")
    close(desk, old)
    ask(desk, MANAGER, "manager")
    desk.client.get(link_path(old))
    again = post(desk.client, f"/links/{old.id}/again", f"/links/{old.id}")
    assert "new link is on its way" in again.text
    assert desk.mails() == []


def test_a_new_link_is_sent_three_times_an_hour_at_most(desk: Desk) -> None:
    file(desk)
    link = ask(desk, SUPERVISOR, "supervisor")
    desk.client.get(link_path(link))
    statuses = []
    for _ in range(4):
        desk.clock.pass_by(seconds=5)
        statuses.append(
            post(desk.client, f"/links/{link.id}/again", f"/links/{link.id}").status_code
        )
    assert statuses == [200, 200, 200, 429]
    assert len(desk.mails()) == 3


def test_a_spent_link_still_leads_to_the_receipt(desk: Desk) -> None:
    file(desk)
    link = ask(desk, EMPLOYEE, "employee")
    close(desk, link, kind=Happening.SIGNED)
    answer = desk.client.get(link_path(link), follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, f"/tasks/{link.id}")


def test_a_review_link_can_be_sent_again(desk: Desk) -> None:
    file(desk)
    link = ask(desk, MANAGER, "manager", purpose=Purpose.REVIEW, version=0)
    desk.client.get(link_path(link))
    post(desk.client, f"/links/{link.id}/again", f"/links/{link.id}")
    assert [letter.kind for letter in desk.mails()] == ["review_reminder"]


def test_who_opens_a_link_after_the_other_one_acted_reads_who_did(desk: Desk) -> None:
    file(desk)
    theirs = ask(desk, DESIGNEE, "agency_head")
    close(desk, theirs)
    note(desk, Happening.SIGNED, HEAD, role="agency_head", about="agency_head", version=1)
    answer = desk.client.get(link_path(theirs), follow_redirects=True)
    page = unescape(answer.text)
    assert "Dario Castellano signed as agency head on Mon, Nov 23, 2026, 10:00 am EST." in page
    assert "You need to do nothing more here." in page
    assert "Send me a new link" not in page


def test_who_opens_a_link_to_what_is_over_reads_why(desk: Desk) -> None:
    story = Story(desk).submit()
    link = story.link(Purpose.REVIEW, "manager")
    story.end(Ending.WITHDRAWN, Status.WITHDRAWN)
    page = desk.client.get(link, follow_redirects=True).text
    assert "the employee withdrew the proposal" in page
    assert "Nothing is left to do." in page


@pytest.mark.parametrize("kind", [Happening.REPLACED, Happening.HOLDER_CHANGED])
def test_who_was_replaced_reads_by_whom(desk: Desk, kind: Happening) -> None:
    """By HR, or by the directory; what became of another role later is none of theirs."""
    file(desk)
    link = ask(desk, MANAGER, "manager")
    close(desk, link)
    note(desk, kind, COORDINATOR, role="manager", about=COLLEAGUE, version=1)
    note(desk, kind, COORDINATOR, role="agency_head", about=DESIGNEE, version=1)
    page = desk.client.get(link_path(link), follow_redirects=True).text
    assert (
        "Sam Okafor acts as manager since Mon, Nov 23, 2026, 10:00 am EST, in your place." in page
    )


@pytest.mark.requirement("CT-110")
def test_the_receipt_of_an_old_version_leads_to_the_newer_one(desk: Desk) -> None:
    story = Story(desk).submit().review().approve()
    old = story.link(Purpose.SIGN, "supervisor", "supervisor")
    story.sign("supervisor").freeze()
    newer = story.link(Purpose.SIGN, "supervisor", "supervisor")
    page = desk.client.get(old, follow_redirects=True).text
    assert "Version 1 was replaced by version 2 on Mon, Nov 23, 2026" in page
    assert "The mail about the new version has your link to it." in page
    client = desk.sign_in(SUPERVISOR, desk.browser())
    page = client.get(old, follow_redirects=True).text
    path = client.get(newer).headers["location"]
    assert f'href="{path}"' in page
    story.sign("supervisor")
    assert "You signed" in client.get(path).text
    assert "was replaced by" not in client.get(path).text
