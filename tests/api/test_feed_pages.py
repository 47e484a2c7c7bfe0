"""Coordinators hand in a file, see what it would change, and have it applied whole."""

import re
from datetime import timedelta

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.doors.acts import Unavailable
from records.importing import import_people
from records.people import Person
from tests import people
from tests.api.site import BASE, Desk, form_token, post, unconnected
from tests.feeds import Town, a_file

KEY = "a-key-of-mine"
LED = {
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "hr_representative": people.COORDINATOR,
    "agency_head": people.HEAD,
}
ANA = {
    "number": people.EMPLOYEE,
    "name": "Ana Rivera",
    "mail": "ana@example.test",
    "agency": "comptroller",
    "unit": "Audit",
    "title": "Accounts Examiner",
    "duty_station": "79 Elm Street, Hartford",
    "phone": "860-555-0100",
    **LED,
}
NEW = {"number": "1900", "name": "Kit Vance", "mail": "kit@example.test", "agency": "comptroller"}


def hand_in(
    client: TestClient, content: str | bytes, key: str = KEY, name: str = "p.csv"
) -> Response:
    """Send a file as a browser would."""
    token = form_token(client.get("/people/feed").text)
    return client.post(
        "/people/feed",
        data={"csrf": token, "key": key},
        files={"file": (name, content, "text/csv")},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": BASE},
    )


def seen(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def hr(desk: Desk) -> TestClient:
    """The coordinator, signed in."""
    return desk.sign_in(people.COORDINATOR)


def test_a_file_is_shown_first_and_changes_nothing_until_it_is_applied(
    desk: Desk, hr: TestClient
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


def test_what_was_applied_is_shown_with_who_handed_it_in(desk: Desk, hr: TestClient) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    assert post(hr, path, key=KEY).headers["location"] == path
    page = seen(hr.get(path).text)
    assert "Applied 0 added, 1 changed, 0 as before. Handed in by Hana Ito" in page
    assert "Feed" in seen(hr.get("/people/feed").text)
    with desk.session() as session:
        assert session.get_one(Person, people.EMPLOYEE).name == "Ana Weiss"


def test_an_applied_feed_says_which_arrangements_it_concerned(desk: Desk, hr: TestClient) -> None:
    town = Town(desk.parts.sessions, unconnected())
    town.propose(employee=people.EMPLOYEE, at=desk.clock.now)
    path = hand_in(hr, a_file(ANA | {"supervisor": people.COLLEAGUE})).headers["location"]
    assert "Arrangements that would be told" in seen(hr.get(path).text)
    post(hr, path, key=KEY)
    page = seen(hr.get(path).text)
    assert "1 message; 1 not delivered yet" in page
    assert "TA-7K3M-9QXD Who acts in it now not yet" in page


def test_a_file_that_changes_nothing_has_nothing_to_apply(hr: TestClient) -> None:
    path = hand_in(hr, a_file(ANA)).headers["location"]
    page = hr.get(path).text
    assert "This file changes nothing" in page
    assert "Apply all of it" not in page


def test_everything_wrong_with_a_file_is_listed_by_line_and_column(
    desk: Desk, hr: TestClient
) -> None:
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
    hr: TestClient, content: bytes, name: str, words: str
) -> None:
    answer = hand_in(hr, content, name=name)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_same_form_sent_twice_is_one_feed(hr: TestClient) -> None:
    text = a_file(ANA | {"name": "Ana Weiss"})
    assert hand_in(hr, text).headers["location"] == hand_in(hr, text).headers["location"]
    other = hand_in(hr, a_file(ANA | {"name": "Ana Moss"}))
    assert other.status_code == 422
    assert "Another file was sent from this page before" in other.text


def test_while_the_engine_is_away_the_file_is_kept_and_can_be_sent_again(
    desk: Desk, hr: TestClient
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


def test_a_feed_that_waits_for_the_worker_says_that_it_was_received(
    desk: Desk, hr: TestClient
) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    desk.feeds.waits = True
    post(hr, path, key=KEY)
    page = hr.get(path).text
    assert "<h1>Received</h1>" in page
    assert f"/live{path.removeprefix('/people')}" in page


def test_a_feed_that_no_longer_fits_is_refused_whole(desk: Desk, hr: TestClient) -> None:
    path = hand_in(hr, a_file(NEW | {"supervisor": people.COLLEAGUE})).headers["location"]
    with desk.session() as session:
        session.delete(session.get_one(Person, people.COLLEAGUE))
        session.commit()
    assert "This file cannot be used any more" in hr.get(path).text
    post(hr, path, page="/sign-out", key=KEY)
    assert "Nothing was changed" in hr.get(path).text


@pytest.mark.parametrize("who", [people.EMPLOYEE, people.SUPERVISOR, people.HEAD])
@pytest.mark.parametrize("path", ["/people", "/people/1001", "/people/feed", "/people/feed/1"])
def test_the_directory_is_for_coordinators(desk: Desk, who: str, path: str) -> None:
    assert desk.sign_in(who).get(path).status_code == 404


def test_nobody_hands_a_file_in_but_coordinators(desk: Desk) -> None:
    client = desk.sign_in(people.EMPLOYEE)
    token = form_token(client.get("/sign-out").text)
    answer = client.post(
        "/people/feed",
        data={"csrf": token, "key": KEY},
        files={"file": ("p.csv", a_file(ANA), "text/csv")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 404


def test_a_coordinator_sees_and_changes_people_of_their_own_agencies_alone(
    desk: Desk, hr: TestClient
) -> None:
    assert "Ana Rivera" in hr.get("/people").text
    assert "Lee Park" not in hr.get("/people").text
    assert hr.get(f"/people/{people.CITY_EMPLOYEE}").status_code == 404
    foreign = NEW | {"agency": "sacramento-it"}
    answer = hand_in(hr, a_file(foreign))
    assert answer.status_code == 422
    assert "is not an agency whose people you look after" in answer.text
    path = hand_in(hr, a_file(NEW), key="another-key").headers["location"]
    city = desk.sign_in(people.CITY_COORDINATOR, desk.browser())
    assert city.get(path).status_code == 404
    assert post(city, path, page="/sign-out", key=KEY).status_code == 404


def test_a_feed_that_is_only_staged_is_its_senders_alone(desk: Desk, hr: TestClient) -> None:
    with desk.session() as session:
        import_people(session, a_file(NEW | {"hr_representative": people.MANAGER}))
        session.commit()
    path = hand_in(hr, a_file(NEW | {"hr_representative": people.MANAGER, "unit": "Audit"}))
    other = desk.sign_in(people.MANAGER, desk.browser())
    address = path.headers["location"]
    assert other.get(address).status_code == 404
    post(hr, address, key=KEY)
    assert other.get(address).status_code == 200


def test_one_persons_row_says_who_leads_and_who_may_act_for_them(
    desk: Desk, hr: TestClient
) -> None:
    days = {
        "designee": people.DESIGNEE,
        "designee_from": "2026-12-01",
        "designee_until": "2026-12-31",
    }
    row = ANA | days | {"left_on": "2027-01-31", "job_change": "promotion"}
    with desk.session() as session:
        assert not import_people(session, a_file(row | {"job_change_on": "2026-12-15"})).bad
        session.commit()
    page = seen(hr.get(f"/people/{people.EMPLOYEE}").text)
    assert f"Supervisor Jo Abara ({people.SUPERVISOR})" in page
    assert "Ruth Moore (1006) , December 1, 2026 to December 31, 2026" in page
    assert "works here no more from January 31, 2027" in page
    assert "Promotion, effective December 15, 2026." in page


def test_people_are_found_by_name_number_or_unit(hr: TestClient) -> None:
    assert "Jo Abara" in hr.get("/people?q=abara").text
    assert "Jo Abara" not in hr.get("/people?q=weiss").text
    assert "Nobody is found" in hr.get("/people?q=nobody").text
    assert hr.get("/people?agency=sacramento-it").text.count("Lee Park") == 0


def test_hostile_cells_stay_words(hr: TestClient) -> None:
    path = hand_in(hr, a_file(ANA | {"unit": "<script>alert(1)</script>"})).headers["location"]
    page = hr.get(path).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_feed_applied_twice_is_applied_once(desk: Desk, hr: TestClient) -> None:
    path = hand_in(hr, a_file(ANA | {"name": "Ana Weiss"})).headers["location"]
    for _ in range(2):
        post(hr, path, page="/sign-out", key=KEY)
    assert "1 changed" in hr.get(path).text
    with desk.session() as session:
        assert session.get_one(Person, people.EMPLOYEE).name == "Ana Weiss"


def test_who_has_left_is_signed_out_and_comes_in_no_more(desk: Desk, hr: TestClient) -> None:
    ana = desk.sign_in(people.EMPLOYEE, desk.browser())
    token = desk.bearer(people.EMPLOYEE)
    path = hand_in(hr, a_file(ANA | {"left_on": "2026-11-23"})).headers["location"]
    post(hr, path, key=KEY)
    assert ana.get("/").headers["location"].startswith("/sign-in")
    assert desk.browser().get("/api/v1/me", headers=token).status_code == 401
    before = len(desk.mails(people.EMPLOYEE))
    desk.clock.pass_by(minutes=1)
    assert post(desk.browser(), "/sign-in", mail="ana@example.test").status_code == 200
    assert len(desk.mails(people.EMPLOYEE)) == before


def test_who_leaves_later_comes_in_until_then(desk: Desk, hr: TestClient) -> None:
    ana = desk.sign_in(people.EMPLOYEE, desk.browser())
    path = hand_in(hr, a_file(ANA | {"left_on": "2026-11-24"})).headers["location"]
    post(hr, path, key=KEY)
    assert ana.get("/").status_code == 200
    desk.feeds.feeding.look(desk.clock.now + timedelta(days=1))
    assert ana.get("/").status_code == 303
