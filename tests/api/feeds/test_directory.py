"""The directory on pages: for coordinators, of their own agencies; who left comes in no more."""

from datetime import date, timedelta

import pytest
from httpx2 import Client
from sqlmodel import select

from records import calendars
from records.calendars import Shown
from records.facts import EmployeeFacts
from records.importing import import_people
from records.people import Person
from records.roster import OF_PERSON
from records.visits import Visit
from tests import people
from tests.api.feeds.handing import ANA, KEY, NEW, hand_in, seen
from tests.api.filing import ask, file
from tests.api.site import REFERENCE, Desk, form_token, link_path, post
from tests.feeds import a_file


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
    desk: Desk, hr: Client
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


def test_one_persons_row_says_who_leads_and_who_may_act_for_them(desk: Desk, hr: Client) -> None:
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


def test_people_are_found_by_name_number_or_unit(hr: Client) -> None:
    assert "Jo Abara" in hr.get("/people?q=abara").text
    assert "Jo Abara" not in hr.get("/people?q=weiss").text
    assert "Nobody is found" in hr.get("/people?q=nobody").text
    assert hr.get("/people?agency=sacramento-it").text.count("Lee Park") == 0


def test_who_has_left_is_signed_out_and_comes_in_no_more(desk: Desk, hr: Client) -> None:
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


def test_who_has_left_comes_in_no_more_also_before_any_worker_has_looked(desk: Desk) -> None:
    ana, token = desk.sign_in(people.EMPLOYEE), desk.bearer(people.EMPLOYEE)
    with desk.session() as session:
        session.merge(EmployeeFacts(person=people.EMPLOYEE, left_on=date(2026, 11, 23)))
        session.commit()
    assert ana.get("/").headers["location"].startswith("/sign-in")
    assert desk.browser().get("/api/v1/me", headers=token).status_code == 401


def test_a_session_begun_by_a_link_ends_before_any_worker_has_looked(desk: Desk) -> None:
    """On the first day on which its person works here no more, and not the day before."""
    file(desk)
    link, browser = ask(desk, people.SUPERVISOR, "supervisor"), desk.browser()
    browser.get(link_path(link))
    for day, status in ((24, 200), (23, 404)):
        with desk.session() as session:
            session.merge(EmployeeFacts(person=people.SUPERVISOR, left_on=date(2026, 11, day)))
            session.commit()
        assert browser.get(f"/tasks/{link.id}").status_code == status
    with desk.session() as session:
        assert session.exec(select(Visit)).all() == []


def leave(desk: Desk, hr: Client, number: str = people.SUPERVISOR) -> None:
    """Somebody has left, by the directory's newest file."""
    with desk.session() as session:
        person = session.get_one(Person, number)
        row = {column: str(getattr(person, column)) for column in OF_PERSON}
    gone = row | {"supervisor": "", "left_on": "2026-11-23"}
    path = hand_in(hr, a_file(gone)).headers["location"]
    post(hr, path, key=KEY)


def test_the_links_of_who_has_left_open_nothing_any_more(desk: Desk, hr: Client) -> None:
    """Neither where one was opened before, nor from the mail that they still have."""
    file(desk)
    link, beside = ask(desk, people.SUPERVISOR, "supervisor"), ask(desk, people.MANAGER, "manager")
    theirs, other = desk.browser(), desk.browser()
    theirs.get(link_path(link))
    other.get(link_path(beside))
    pages = (f"/tasks/{link.id}", f"/documents/{REFERENCE}/1/arrangement.pdf")
    assert [theirs.get(page).status_code for page in pages] == [200, 200]
    leave(desk, hr)
    assert [theirs.get(page).status_code for page in pages] == [404, 303]
    assert desk.browser().get(link_path(link)).status_code == 404
    assert other.get(f"/tasks/{beside.id}").status_code == 200


def test_the_calendars_of_who_has_left_are_stopped(desk: Desk, hr: Client) -> None:
    with desk.session() as session:
        secret = calendars.renew(session, people.SUPERVISOR, Shown.TEAM, desk.clock.now)
        session.commit()
    assert desk.client.get(f"/calendars/feeds/{secret}.ics").status_code == 200
    leave(desk, hr)
    assert desk.client.get(f"/calendars/feeds/{secret}.ics").status_code == 404


def test_who_leaves_later_comes_in_until_then(desk: Desk, hr: Client) -> None:
    ana = desk.sign_in(people.EMPLOYEE, desk.browser())
    path = hand_in(hr, a_file(ANA | {"left_on": "2026-11-24"})).headers["location"]
    post(hr, path, key=KEY)
    assert ana.get("/").status_code == 200
    desk.feeds.feeding.look(desk.clock.now + timedelta(days=1))
    assert ana.get("/").status_code == 303
