"""Addresses of calendars: who is offered one, and until when it works."""

from dataclasses import replace
from datetime import date

import pytest

from records.people import Person
from tests import people
from tests.api.calendars.subscribing import address, fetch
from tests.api.reading import page_of
from tests.api.site import Desk, form_token
from tests.timekeeping import LIVED, live, over


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (people.EMPLOYEE, {"mine"}),
        (people.SUPERVISOR, {"mine", "team"}),
        (people.MANAGER, {"mine", "team"}),
        (people.COORDINATOR, {"mine", "deadlines"}),
    ],
)
def test_each_person_is_offered_the_calendars_they_may_have(
    team: Desk, person: str, offered: set[str]
) -> None:
    team.sign_in(person)
    page = team.client.get("/calendars").text
    for shows in ("mine", "team", "deadlines", "none"):
        assert (f'action="/calendars/{shows}"' in page) is (shows in offered)
        if shows not in offered:
            form = {"csrf": form_token(page), "key": "a-key-of-some", "do": "renew"}
            answer = team.client.post(f"/calendars/{shows}", data=form)
            assert answer.status_code == 404


def test_a_new_address_voids_the_one_before_and_is_shown_once(team: Desk) -> None:
    first = address(team, people.EMPLOYEE)
    second = address(team, people.EMPLOYEE)
    assert first != second
    assert len(second) == len("a" * 40 + ".ics")
    assert fetch(team, first).status_code == 404
    assert fetch(team, second).status_code == 200
    page = page_of(team, "/calendars")
    assert second not in team.client.get("/calendars").text
    assert "It has an address since Monday, November 23, 2026" in page


def test_a_calendar_that_was_stopped_is_there_no_more(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    assert address(team, people.EMPLOYEE, do="stop") == ""
    assert fetch(team, secret).status_code == 404
    assert "It has no address yet." in page_of(team, "/calendars")


def test_who_leads_nobody_any_more_loses_the_team_s_calendar(team: Desk) -> None:
    secret = address(team, people.SUPERVISOR, "team")
    with team.session() as session:
        for number in (*people.NAMES, *people.CITY_NAMES):
            session.get_one(Person, number).supervisor = ""
        session.commit()
    assert fetch(team, secret).status_code == 404


def test_who_has_left_the_directory_has_no_calendar(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    with team.session() as session:
        session.delete(session.get_one(Person, people.EMPLOYEE))
        session.commit()
    assert fetch(team, secret).status_code == 404


def test_a_calendar_needs_no_cookie_sets_none_and_may_be_kept_for_an_hour(team: Desk) -> None:
    answer = fetch(team, address(team, people.EMPLOYEE))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_what_is_unchanged_is_not_sent_again(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    tag = fetch(team, secret).headers["etag"]
    again = fetch(team, secret, **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    with team.session() as session:
        live(session, people.EMPLOYEE, over(replace(LIVED, revision=2), date(2026, 12, 10)))
    assert fetch(team, secret, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("secret", ["a" * 40 + ".ics", "x", "a" * 5000, "%00", "..%2f..%2fmine"])
def test_a_wrong_secret_is_no_page(team: Desk, secret: str) -> None:
    answer = fetch(team, secret)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_an_address_as_calendars_may_change_it_still_works(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    assert fetch(team, secret.upper()).status_code == 200
    assert fetch(team, secret.removesuffix(".ics")).status_code == 200


def test_who_guesses_secrets_has_to_wait(team: Desk) -> None:
    secret = address(team, people.EMPLOYEE)
    guesser = team.browser("203.0.113.9")
    for at in range(20):
        assert guesser.get(f"/calendars/feeds/{at}").status_code == 404
    assert guesser.get(f"/calendars/feeds/{secret}").status_code == 429
    assert fetch(team, secret).status_code == 200
    team.clock.pass_by(minutes=2)
    assert guesser.get(f"/calendars/feeds/{secret}").status_code == 200
