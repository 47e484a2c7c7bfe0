"""Links whose task is over or went to somebody else."""

from policy.account import Happening, Purpose
from tests.api.filing import ask, close, file
from tests.api.site import Desk, link_in, link_path, post
from tests.people import EMPLOYEE, MANAGER, SUPERVISOR

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
