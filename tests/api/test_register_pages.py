"""Registers on pages: who keeps them, what stands, what is history, and what is wrong beside it."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from api.app import create_app
from api.doors.acts import Refused, Unavailable
from policy.reading.loading import Programs
from policy.register import About
from records import registers
from tests import people
from tests.api.reading import page_of, text_of
from tests.api.registering import (
    AGENCY,
    BETTER,
    DAILY,
    GUIDELINES,
    HELD,
    IMPROVEMENTS,
    KEY,
    NOTES,
    OBSERVATIONS,
    SAID,
    SEEN,
    STANDUP,
    TALK,
    TALKED,
    record,
)
from tests.api.site import Desk, form_token, post


@pytest.mark.requirement("SA-011")
def test_the_head_records_guidelines_that_all_employees_read(desk: Desk) -> None:
    desk.sign_in(people.CITY_HEAD)
    assert "Recorded." in record(desk.client, GUIDELINES, SAID)
    [(agency, act)] = desk.keeping.acts
    assert (agency, act.register, act.subject, act.about) == (
        AGENCY,
        "guidelines",
        "",
        About.AGENCY,
    )
    assert set(act.roles) & set(act.holds) == {"department_head"}
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/registers/guidelines")
    assert SAID["who_may"] in page
    assert "recorded by Grace Lund" in page
    assert "Record it" not in page


@pytest.mark.requirement("SA-011")
def test_a_newer_entry_stands_and_the_one_before_stays_as_history(desk: Desk) -> None:
    desk.sign_in(people.CITY_HEAD)
    record(desk.client, GUIDELINES, SAID)
    newer = SAID | {"who_may": "Everybody but the counter."}
    record(desk.client, GUIDELINES, newer, "another-key")
    page = page_of(desk, GUIDELINES)
    before = page.index("What was on record before")
    assert page.index(newer["who_may"]) < before < page.index(SAID["who_may"], before)


@pytest.mark.requirement("SA-005")
@pytest.mark.requirement("SA-012")
def test_the_supervisor_records_the_conversation_and_the_employee_reads_it(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    record(desk.client, TALK, TALKED)
    [(_, act)] = desk.keeping.acts
    assert act.answers["talked_on"] == "2026-06-01"
    assert "supervisor" in act.holds
    assert 'value="6/1/2026"' in desk.client.get(TALK).text
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/registers/eligibility")
    for answer in ("June 1, 2026", TALKED["criteria"], TALKED["remote_plan"]):
        assert answer in page


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    answer = post(desk.client, TALK, key=KEY, **(TALKED | {"talked_on": "2/31/2026"}))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "February 31, 2026 does not exist" in page
    assert TALKED["remote_plan"] in page
    assert desk.keeping.acts == []


@pytest.mark.requirement("SA-005", "SA-012", "SA-023", "SA-025", "SA-026")
@pytest.mark.parametrize(
    ("path", "person", "entry", "field"),
    [
        (TALK, people.CITY_SUPERVISOR, TALKED, "talked_on"),
        (NOTES, people.CITY_SUPERVISOR, HELD, "held_on"),
        (OBSERVATIONS, people.CITY_HEAD, SEEN, "attended_on"),
        (IMPROVEMENTS, people.CITY_SUPERVISOR, BETTER, "noted_on"),
    ],
)
def test_what_has_not_taken_place_goes_on_no_record(
    desk: Desk, path: str, person: str, entry: dict[str, str], field: str
) -> None:
    desk.sign_in(person)
    answer = post(desk.client, path, key=KEY, **(entry | {field: "6/1/2031"}))
    assert answer.status_code == 422
    assert "must be November 23, 2026 or earlier" in text_of(answer)
    assert desk.keeping.acts == []


@pytest.mark.requirement("SA-016")
@pytest.mark.requirement("SA-018")
@pytest.mark.parametrize("path", ["/registers", "/team", GUIDELINES, TALK, STANDUP])
def test_help_and_the_programs_site_are_on_every_page(desk: Desk, path: str) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    shown = text_of(desk.client.get(path))
    assert "IT is available to assist you" in shown
    address = "https://www.cityofsacramento.gov/"
    assert f'<a href="{address}">Help page</a>' in shown
    assert f'<a href="{address}">City of Sacramento Telecommute Program</a>' in shown


@pytest.mark.requirement("SA-016")
@pytest.mark.requirement("SA-018")
def test_a_department_with_addresses_of_its_own_leads_there(desk: Desk) -> None:
    site, page = "https://it.example/telework", "https://it.example/help"
    own = replace(desk.parts.agencies[AGENCY], site=site, help_page=page)
    parts = replace(desk.parts, agencies={**desk.parts.agencies, AGENCY: own})
    theirs = replace(desk, app=create_app(parts), parts=parts)
    theirs = replace(theirs, client=theirs.browser())
    theirs.sign_in(people.CITY_SUPERVISOR)
    shown = text_of(theirs.client.get("/registers"))
    assert '<a href="https://it.example/help">Help page</a>' in shown
    assert 'href="https://it.example/telework"' in shown
    assert "www.cityofsacramento.gov" not in shown


NASTY = (
    " ",
    "\x00",
    "\u202eevil\u202c",
    "\u200b" * 50,
    "e" + "\u0301" * 1000,
    "\U0001f600" * 300,
    "<script>alert(1)</script>{{7*7}}${jndi}%0d%0aBcc:",
    "=HYPERLINK(1)",
    "2/31/2026",
    "0000-00-00",
    "9999-99-99",
    "-1",
    "1e309",
    "\u0663",
    "x" * 100_000,
    "a@b, c@d" * 30,
)


@pytest.mark.parametrize(
    ("path", "answers"), [(GUIDELINES, SAID), (TALK, TALKED), (STANDUP, DAILY), (NOTES, HELD)]
)
def test_whatever_is_typed_is_recorded_or_refused_with_words(
    desk: Desk, path: str, answers: Mapping[str, str]
) -> None:
    client = desk.sign_in(people.CITY_HEAD if path == GUIDELINES else people.CITY_SUPERVISOR)
    forged = {"subject": "2004", "person": "2004", "number": "9", "holds": "supervisor"}
    csrf = form_token(client.get(path).text)
    for number, (typed, name) in enumerate(product(NASTY, answers)):
        before = len(desk.keeping.acts)
        key = f"a-key-number-{number}"
        sent = {**forged, **answers, name: typed, "csrf": csrf, "key": key}
        answer = client.post(path, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in {303, 422}
        assert (len(desk.keeping.acts) > before) is (answer.status_code == 303)
        assert "<script>alert" not in answer.text
    for _, act in desk.keeping.acts:
        assert set(act.answers) <= set(answers)
        assert (act.by.person, act.subject) != ("2004", "2004")


def test_sending_the_same_form_twice_records_it_once(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    record(desk.client, TALK, TALKED)
    record(desk.client, TALK, TALKED)
    with desk.session() as session:
        found = registers.entries(session, AGENCY, "eligibility", people.CITY_EMPLOYEE)
    assert [entry.number for entry in found] == [1]


def test_what_could_not_be_recorded_yet_can_be_sent_again_as_it_is(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    desk.keeping.trouble = Unavailable()
    answer = post(desk.client, TALK, key=KEY, **TALKED)
    assert answer.status_code == 503
    assert f'name="key" value="{KEY}"' in answer.text
    assert TALKED["criteria"] in answer.text


def test_what_the_workflow_refuses_is_shown_beside_the_form(desk: Desk) -> None:
    desk.sign_in(people.CITY_SUPERVISOR)
    desk.keeping.trouble = Refused("Only those whom the program names can write.")
    answer = post(desk.client, TALK, key=KEY, **TALKED)
    assert answer.status_code == 409
    assert "Only those whom the program names" in answer.text


def test_who_leads_somebody_finds_what_is_missing_in_the_list(desk: Desk) -> None:
    desk.sign_in(people.CITY_EMPLOYEE)
    page = page_of(desk, "/registers")
    assert "Department guidelines: Information Technology Department" in page
    assert "Eligibility conversation: Lee Park" in page
    assert "Not recorded yet" in page


def test_an_agency_without_registers_says_so(desk: Desk) -> None:
    none = Programs([replace(program, registers=()) for program in desk.parts.programs])
    parts = replace(desk.parts, programs=none)
    bare = replace(desk, app=create_app(parts), parts=parts)
    bare = replace(bare, client=bare.browser())
    bare.sign_in(people.EMPLOYEE)
    assert "Nothing is kept on record here" in page_of(bare, "/registers")
    assert 'href="/registers"' not in bare.client.get("/").text
