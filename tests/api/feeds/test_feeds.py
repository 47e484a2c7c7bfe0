"""Coordinators hand in a file, see what it would change, and have it applied whole."""

import pytest
from httpx2 import Client

from api.doors.acts import Unavailable
from records.importing import import_people
from records.people import Person
from tests import people
from tests.api.feeds.handing import ANA, KEY, NEW, hand_in, seen
from tests.api.site import Desk, post
from tests.feeds import Town, a_file


def test_a_file_is_shown_first_and_changes_nothing_until_it_is_applied(
    desk: Desk, hr: Client
) -> None:
    answer = hand_in(hr, a_file(ANA | {"name": "Ana Weiss", "supervisor": people.COLLEAGUE}, NEW))
    assert answer.status_code == 303
    page = seen(hr.get(answer.headers["location"]).text)
    assert "1 added, 1 changed, 0 as before. Nothing has changed yet." in page
    assert "Name Ana Rivera Ana Weiss" in page
    assert "1 added Who Unit Kit Vance 1900, line 3 none" in page
    assert f"Supervisor Jo Abara ({people.SUPERVISOR}) Sam Okafor ({people.COLLEAGUE})" in page
    with desk.session() as session:
        assert session.get_one(Person, people.EMPLOYEE).name == "Ana Rivera"


def test_what_was_applied_is_shown_with_who_handed_it_in(desk: Desk, hr: Client) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    assert post(hr, path, key=KEY).headers["location"] == path
    page = seen(hr.get(path).text)
    assert "Applied 0 added, 1 changed, 0 as before. Handed in by Hana Ito" in page
    assert "Feed" in seen(hr.get("/people/feed").text)
    with desk.session() as session:
        assert session.get_one(Person, people.EMPLOYEE).name == "Ana Weiss"


def test_an_applied_feed_says_which_arrangements_it_concerned(desk: Desk, hr: Client) -> None:
    town = Town(desk.parts.sessions)
    town.propose(employee=people.EMPLOYEE, at=desk.clock.now)
    path = hand_in(hr, a_file(ANA | {"supervisor": people.COLLEAGUE})).headers["location"]
    assert "Arrangements that would be told" in seen(hr.get(path).text)
    post(hr, path, key=KEY)
    page = seen(hr.get(path).text)
    assert "1 message; 1 not delivered yet" in page
    assert "TA-7K3M-9QXD Who acts in it now not yet" in page


def test_a_file_that_changes_nothing_has_nothing_to_apply(hr: Client) -> None:
    path = hand_in(hr, a_file(ANA)).headers["location"]
    page = hr.get(path).text
    assert "This file changes nothing" in page
    assert "Apply all of it" not in page


def test_everything_wrong_with_a_file_is_listed_by_line_and_column(desk: Desk, hr: Client) -> None:
    answer = hand_in(hr, a_file(ANA | {"mail": "nonsense"}, NEW | {"supervisor": "77"}))
    assert answer.status_code == 422
    page = seen(answer.text)
    assert "2 mail It is not a mail address: nonsense." in page
    assert "3 supervisor It names nobody: 77." in page
    assert desk.feeds.taken == []


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "", "Choose a CSV file."),
        ("number,name\n1,José\n".encode("latin-1"), "p.csv", "line 2 is not UTF-8"),
        (b"x" * (10 * 1024 * 1024 + 1), "p.csv", "longer than 10 megabytes"),
    ],
)
def test_what_is_no_file_of_people_is_said_so(
    hr: Client, content: bytes, name: str, words: str
) -> None:
    answer = hand_in(hr, content, name=name)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_same_form_sent_twice_is_one_feed(hr: Client) -> None:
    text = a_file(ANA | {"name": "Ana Weiss"})
    assert hand_in(hr, text).headers["location"] == hand_in(hr, text).headers["location"]
    other = hand_in(hr, a_file(ANA | {"name": "Ana Moss"}))
    assert other.status_code == 422
    assert "Another file was sent from this page before" in other.text


def test_while_the_engine_is_away_the_file_is_kept_and_can_be_sent_again(
    desk: Desk, hr: Client
) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    desk.feeds.trouble = Unavailable()
    answer = post(hr, path, key=KEY)
    assert answer.status_code == 503
    assert "We could not hand this over yet" in answer.text
    assert "Apply all of it" in answer.text
    desk.feeds.trouble = None
    post(hr, path, key=KEY)
    assert "Applied" in hr.get(path).text


def test_a_feed_that_waits_for_the_worker_says_that_it_was_received(desk: Desk, hr: Client) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    desk.feeds.waits = True
    post(hr, path, key=KEY)
    page = hr.get(path).text
    assert "<h1>Received</h1>" in page
    assert f"/live{path.removeprefix('/people')}" in page


def test_a_feed_that_no_longer_fits_is_refused_whole(desk: Desk, hr: Client) -> None:
    path = hand_in(hr, a_file(NEW | {"supervisor": people.COLLEAGUE})).headers["location"]
    with desk.session() as session:
        session.delete(session.get_one(Person, people.COLLEAGUE))
        session.commit()
    assert "This file cannot be used any more" in hr.get(path).text
    post(hr, path, page="/sign-out", key=KEY)
    assert "Nothing was changed" in hr.get(path).text


def test_a_feed_that_is_only_staged_is_its_senders_alone(desk: Desk, hr: Client) -> None:
    with desk.session() as session:
        import_people(session, a_file(NEW | {"hr_representative": people.MANAGER}))
        session.commit()
    path = hand_in(hr, a_file(NEW | {"hr_representative": people.MANAGER, "unit": "Audit"}))
    other = desk.sign_in(people.MANAGER, desk.browser())
    address = path.headers["location"]
    assert other.get(address).status_code == 404
    post(hr, address, key=KEY)
    assert other.get(address).status_code == 200


def test_hostile_cells_stay_words(hr: Client) -> None:
    path = hand_in(hr, a_file(ANA | {"unit": "<script>alert(1)</script>"})).headers["location"]
    page = hr.get(path).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_feed_applied_twice_is_applied_once(desk: Desk, hr: Client) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    for _ in range(2):
        post(hr, path, page="/sign-out", key=KEY)
    assert "1 changed" in hr.get(path).text
    with desk.session() as session:
        assert session.get_one(Person, people.EMPLOYEE).name == "Ana Weiss"
