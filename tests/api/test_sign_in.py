"""Signing in by a link in mail; sessions and how they end."""

import pytest

from tests.api.browsing import BASE
from tests.api.site import Desk, form_token, link_in, post, text_of
from tests.people import COORDINATOR, EMPLOYEE

COOKIE = "__Host-telecommute"


def test_the_answer_is_the_same_for_known_and_unknown_addresses(desk: Desk) -> None:
    known = post(desk.client, "/sign-in", mail="ana@example.test")
    unknown = post(desk.client, "/sign-in", mail="nobody@example.test")
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert known.text.replace("ana@", "@") == unknown.text.replace("nobody@", "@")
    assert [letter.person for letter in desk.mails()] == [EMPLOYEE]


def test_opening_the_sign_in_link_signs_nobody_in(desk: Desk) -> None:
    post(desk.client, "/sign-in", mail="ana@example.test")
    path = link_in(desk.mails()[0])
    for _ in range(3):
        assert desk.browser().get(path).status_code == 200
    assert desk.browser().head(path).status_code in {200, 204, 405}
    assert COOKIE not in desk.client.cookies
    assert post(desk.client, path).status_code == 303
    assert COOKIE in desk.client.cookies


def test_a_sign_in_link_works_once(desk: Desk) -> None:
    post(desk.client, "/sign-in", mail="ana@example.test")
    path = link_in(desk.mails()[0])
    assert post(desk.client, path).status_code == 303
    other = desk.browser()
    answer = post(other, path)
    assert answer.status_code == 410
    assert "no longer works" in answer.text
    assert COOKIE not in other.cookies


def test_a_sign_in_link_dies_after_fifteen_minutes(desk: Desk) -> None:
    post(desk.client, "/sign-in", mail="ana@example.test")
    desk.clock.pass_by(minutes=15, seconds=1)
    assert post(desk.client, link_in(desk.mails()[0])).status_code == 410


def test_the_letter_says_how_long_the_link_works_and_comes_from_the_address_on_file(
    desk: Desk,
) -> None:
    post(desk.client, "/sign-in", mail="ANA@example.test", next="/signed")
    letter = desk.mails()[0]
    assert letter.address == "ana@example.test"
    assert "10:15 am EST" in text_of(letter)
    assert link_in(letter).endswith("?next=%2Fsigned")


def test_signing_in_gives_a_new_session(desk: Desk) -> None:
    desk.sign_in(EMPLOYEE)
    first = desk.client.cookies[COOKIE]
    desk.sign_in(EMPLOYEE)
    assert desk.client.cookies[COOKIE] != first
    stale = desk.browser()
    stale.cookies.set(COOKIE, first)
    assert stale.get("/signed").status_code == 303


def test_the_cookie_is_bound_to_this_host_and_hidden_from_scripts(desk: Desk) -> None:
    post(desk.client, "/sign-in", mail="ana@example.test")
    set_cookie = post(desk.client, link_in(desk.mails()[0])).headers["set-cookie"].lower()
    for word in ("__host-telecommute=", "secure", "httponly", "samesite=lax", "path=/"):
        assert word in set_cookie
    assert "domain" not in set_cookie


def test_signing_out_ends_the_session_on_the_server(desk: Desk) -> None:
    desk.sign_in(EMPLOYEE)
    kept = desk.client.cookies[COOKIE]
    answer = post(desk.client, "/sign-out")
    assert answer.status_code == 303
    assert "cookies" in answer.headers["clear-site-data"]
    thief = desk.browser()
    thief.cookies.set(COOKIE, kept)
    assert thief.get("/signed").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(("person", "minutes"), [(COORDINATOR, 15), (EMPLOYEE, 30)])
def test_an_idle_session_ends(desk: Desk, person: str, minutes: int) -> None:
    desk.sign_in(person)
    desk.clock.pass_by(minutes=minutes - 1)
    assert desk.client.get("/signed").status_code == 200
    desk.clock.pass_by(minutes=minutes, seconds=1)
    assert desk.client.get("/signed").status_code == 303


def test_no_session_outlives_twelve_hours(desk: Desk) -> None:
    desk.sign_in(EMPLOYEE)
    for _ in range(47):
        desk.clock.pass_by(minutes=15)
        assert desk.client.get("/signed").status_code == 200
    desk.clock.pass_by(minutes=15, seconds=1)
    assert desk.client.get("/signed").status_code == 303


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.test",
        "/\\evil.test",
        "https:evil.test",
        "https://evil.test/",
        "/%2f%2fevil.test",
        "/%5cevil.test",
        "javascript:alert(1)",
        "/\tx",
        "/x\r\nSet-Cookie: a=b",
        "\\/evil.test",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(desk: Desk, evil: str) -> None:
    post(desk.client, "/sign-in", mail="ana@example.test")
    answer = post(desk.client, link_in(desk.mails()[0]), next=evil)
    assert answer.headers["location"] == "/"


def test_signing_in_returns_to_the_page_that_asked_for_it(desk: Desk) -> None:
    asked = desk.client.get("/signed?page=2").headers["location"]
    assert asked == "/sign-in?next=%2Fsigned%3Fpage%3D2"
    assert 'value="/signed?page=2"' in desk.client.get(asked).text
    post(desk.client, "/sign-in", mail="ana@example.test", next="/signed?page=2")
    path = link_in(desk.mails()[0])
    page = desk.client.get(path).text
    answer = desk.client.post(
        path.partition("?")[0], data={"csrf": form_token(page), "next": "/signed?page=2"}
    )
    assert answer.headers["location"] == "/signed?page=2"


def test_at_most_five_letters_go_to_one_person_within_fifteen_minutes(desk: Desk) -> None:
    for number in range(8):
        other = desk.browser(f"192.0.2.{number}")
        assert post(other, "/sign-in", mail="ana@example.test").status_code == 200
    assert len(desk.mails()) == 5
    desk.clock.pass_by(minutes=16)
    post(desk.client, "/sign-in", mail="ana@example.test")
    assert len(desk.mails()) == 6


def test_an_office_behind_one_address_gets_in_and_a_flood_does_not(desk: Desk) -> None:
    limit = desk.parts.limits.sign_in_tries
    answers = [post(desk.client, "/sign-in", mail=f"p{n}@example.test") for n in range(30)]
    assert {answer.status_code for answer in answers} == {200}
    for _ in range(70):
        assert limit.take("192.0.2.1", desk.clock.now)
    refused = post(desk.client, "/sign-in", mail="p@example.test")
    assert (refused.status_code, bool(refused.headers["retry-after"])) == (429, True)


def test_a_missing_address_is_asked_for_again(desk: Desk) -> None:
    answer = post(desk.client, "/sign-in", mail="  ")
    assert answer.status_code == 422
    assert "Enter your work mail address" in answer.text


def test_the_host_header_never_enters_a_link(desk: Desk) -> None:
    page = desk.client.get("/sign-in", headers={"Host": "evil.test"})
    desk.client.post(
        "/sign-in",
        data={"csrf": form_token(page.text), "mail": "ana@example.test"},
        headers={"Host": "evil.test", "Sec-Fetch-Site": "same-origin"},
    )
    assert f"{BASE}/sign-in/" in text_of(desk.mails()[0])
