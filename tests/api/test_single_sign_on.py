"""Signing in with one's work account: who is let in, and what does not prove who it is."""

from dataclasses import replace

import pytest
from sqlmodel import col, update

from api.app import create_app
from api.single_sign_on import Provider, SingleSignOn
from policy.identity import KnownBy
from records.facts import EmployeeFacts
from tests import people
from tests.api.browsing import BASE
from tests.api.employer import CLIENT_ID, CLIENT_SECRET, Employer, an_employer, signed_in
from tests.api.site import Desk, post
from tests.people import COLLEAGUE, COORDINATOR, EMPLOYEE

COOKIE = "__Host-telecommute"


def test_who_comes_back_is_signed_in_as_whom_the_directory_has_by_that_number(
    joined: Desk, employer: Employer
) -> None:
    answer = employer.lets_in(joined.client, "/signed")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signed")
    assert signed_in(joined) == [(EMPLOYEE, KnownBy.SINGLE_SIGN_ON)]
    assert "Ana" in joined.client.get("/").text


def test_a_number_may_be_written_as_one(joined: Desk, employer: Employer) -> None:
    employer.told["employee_number"] = int(EMPLOYEE)
    employer.lets_in(joined.client)
    assert signed_in(joined) == [(EMPLOYEE, KnownBy.SINGLE_SIGN_ON)]


def test_the_provider_is_asked_by_code_with_state_nonce_and_proof(
    joined: Desk, employer: Employer
) -> None:
    employer.sends_back(joined.client.get("/sign-in/account"))
    asked = employer.asked
    assert {name: asked[name] for name in asked.keys() - {"state", "nonce", "code_challenge"}} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": f"{BASE}/sign-in/account/back",
        "scope": "openid",
        "code_challenge_method": "S256",
    }
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    again = joined.client.get("/sign-in/account").headers["location"]
    assert not any(asked[name] in again for name in ("state", "nonce", "code_challenge"))


def test_links_that_a_browser_has_opened_stay_with_it(joined: Desk, employer: Employer) -> None:
    employer.lets_in(joined.client)
    first = joined.client.cookies[COOKIE]
    employer.lets_in(joined.client)
    assert joined.client.cookies[COOKIE] != first
    assert len(signed_in(joined)) == 1


def test_coming_back_a_second_time_signs_nobody_in(joined: Desk, employer: Employer) -> None:
    back = employer.sends_back(joined.client.get("/sign-in/account"))
    assert joined.client.get(back).status_code == 303
    post(joined.client, "/sign-out")
    again = joined.client.get(back)
    assert again.status_code == 400
    assert "begun in another browser" in again.text
    assert signed_in(joined) == []


def test_another_browser_cannot_finish_what_one_began(joined: Desk, employer: Employer) -> None:
    back = employer.sends_back(joined.client.get("/sign-in/account"))
    assert joined.browser().get(back).status_code == 400
    other = joined.browser()
    other.get("/sign-in/account")
    assert other.get(back).status_code == 400
    assert signed_in(joined) == []


def test_looking_ahead_uses_nothing_up(joined: Desk, employer: Employer) -> None:
    back = employer.sends_back(joined.client.get("/sign-in/account"))
    assert joined.client.head(back).status_code == 404
    assert joined.client.get(back).status_code == 303


def test_who_is_turned_away_there_is_told_so(joined: Desk, employer: Employer) -> None:
    back = employer.sends_back(joined.client.get("/sign-in/account"))
    answer = joined.client.get(back.replace("code=1", "error=access_denied"))
    assert answer.status_code == 403
    assert "has not let you in" in answer.text


@pytest.mark.parametrize("number", ["no such number", "../1"])
def test_whom_the_directory_does_not_have_is_told_so(
    joined: Desk, employer: Employer, number: str
) -> None:
    employer.told["employee_number"] = number
    answer = employer.lets_in(joined.client)
    assert answer.status_code == 403
    assert "the directory of this site does not have you" in answer.text
    assert signed_in(joined) == []


def test_whoever_has_left_or_is_of_no_agency_here_is_not_let_in(
    joined: Desk, employer: Employer
) -> None:
    with joined.session() as session:
        left = {"left_on": joined.clock.now.date()}
        session.exec(
            update(EmployeeFacts).where(col(EmployeeFacts.person) == EMPLOYEE).values(left)
        )
        people.known(session, COLLEAGUE).agency = "elsewhere"
        session.commit()
    for number in (EMPLOYEE, COLLEAGUE):
        employer.told["employee_number"] = number
        assert employer.lets_in(joined.client).status_code == 403
    assert signed_in(joined) == []


def test_a_provider_that_does_not_answer_is_away_for_a_moment(desk: Desk) -> None:
    with an_employer() as gone:
        pass
    provider = Provider(gone.issuer, CLIENT_ID, CLIENT_SECRET, "employee_number")
    parts = replace(desk.parts, single_sign_on=SingleSignOn(provider, BASE))
    answer = replace(desk, app=create_app(parts)).browser().get("/sign-in/account")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_where_mail_is_no_way_in_its_pages_are_not_there(joined: Desk) -> None:
    page = joined.client.get("/sign-in?next=/signed").text
    assert 'href="/sign-in/account?next=/signed"' in page
    assert "Work mail address" not in page
    assert joined.browser().get("/sign-in/aaaa").status_code == 404
    assert post(joined.client, "/sign-out").status_code == 303
    assert joined.mails() == []


def test_both_ways_in_may_be_open(joined: Desk) -> None:
    parts = replace(joined.parts, signs_in_by_mail=True)
    both = replace(joined, app=create_app(parts), parts=parts).browser()
    page = both.get("/sign-in").text
    assert "Sign in with your work account" in page
    assert "Work mail address" in page
    alone = both.get("/sign-in?way=account").text
    assert "a link in mail is not enough here" in alone
    assert "Work mail address" not in alone


def test_without_single_sign_on_its_pages_are_not_there(desk: Desk) -> None:
    assert desk.client.get("/sign-in/account").status_code == 404
    assert desk.client.get("/sign-in/account/back?code=1&state=1").status_code == 404
    assert "work account" not in desk.client.get("/sign-in").text


def test_only_the_pages_of_signing_in_get_what_a_browser_began(joined: Desk) -> None:
    begun = joined.client.get("/sign-in/account")
    kept = begun.headers["set-cookie"]
    assert "path=/sign-in/account;" in kept
    assert "secure" in kept
    assert "httponly" in kept
    assert "samesite=lax" in kept


def test_a_coordinator_who_signs_in_so_coordinates(joined: Desk, employer: Employer) -> None:
    employer.told["employee_number"] = COORDINATOR
    employer.lets_in(joined.client)
    assert joined.client.get("/arrangements").status_code == 200
