"""Who may read and write which register: every cell of the table, on pages and in the API."""

from dataclasses import replace
from datetime import date

import pytest

from api.rights.holding import Matter
from api.rights.registers import MAY, SHARED, Standing, Use, shown_fields
from policy.register import About
from records.people import Person
from tests import people
from tests.api.registering import BETTER, DAILY, HELD, SAID, SEEN, TALKED
from tests.api.site import Desk, post
from tests.api.test_json_registers import write

R, W = {Use.READ}, {Use.READ, Use.WRITE}
NONE: set[Use] = set()
ABOUT_EMPLOYEE, ABOUT_TEAM = people.CITY_EMPLOYEE, people.CITY_SUPERVISOR
OTHER = "2009"
"""Somebody of the same agency, in another team."""

WHO = (
    people.CITY_EMPLOYEE,
    people.CITY_SUPERVISOR,
    people.CITY_HEAD,
    people.CITY_COORDINATOR,
    OTHER,
    people.COLLEAGUE,
)
EXPECTED: dict[tuple[str, str], tuple[set[Use], ...]] = {
    ("guidelines", "sacramento-it"): (R, R, W, R, R, NONE),
    ("eligibility", ABOUT_EMPLOYEE): (R, W, R, R, NONE, NONE),
    ("standup", ABOUT_TEAM): (R, W, R, R, NONE, NONE),
    ("standup_notes", ABOUT_TEAM): (R, W, R, R, NONE, NONE),
    ("observations", ABOUT_TEAM): (R, R, W, R, NONE, NONE),
    ("improvements", ABOUT_TEAM): (R, W, W, R, R, NONE),
}
ANSWERS = {
    "guidelines": SAID,
    "eligibility": TALKED,
    "standup": DAILY,
    "standup_notes": HELD,
    "observations": SEEN,
    "improvements": BETTER,
}
CELLS = [
    pytest.param(name, about, who, allowed, id=f"{name}-{who}")
    for (name, about), row in EXPECTED.items()
    for who, allowed in zip(WHO, row, strict=True)
]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With somebody who works beside the team, under somebody else."""
    with desk.session() as session:
        session.add(
            Person(
                number=OTHER,
                name="Nia Stone",
                mail="nia@example.test",
                agency="sacramento-it",
                supervisor=people.CITY_HEAD,
                agency_head=people.CITY_HEAD,
                hr_representative=people.CITY_COORDINATOR,
            )
        )
        session.commit()
    return desk


def test_every_subject_and_standing_stands_in_the_table() -> None:
    assert set(MAY) == set(About)
    assert all(set(row) == set(Standing) for row in MAY.values())
    assert set(SHARED) <= set(Standing)


@pytest.mark.parametrize(("name", "about", "who", "allowed"), CELLS)
def test_the_api_lets_everybody_do_what_the_table_says(
    desk: Desk, name: str, about: str, who: str, allowed: set[Use]
) -> None:
    path = f"/api/v1/registers/{name}/entries?about={about}"
    read = desk.client.get(path, headers=desk.bearer(who))
    assert read.status_code == (200 if Use.READ in allowed else 404)
    written = write(desk, who, path, ANSWERS[name])
    expected = 200 if Use.WRITE in allowed else 403 if Use.READ in allowed else 404
    assert written.status_code == expected
    assert bool(desk.keeping.acts) is (Use.WRITE in allowed)


@pytest.mark.parametrize(("name", "about", "who", "allowed"), CELLS)
def test_pages_let_everybody_do_what_the_table_says(
    desk: Desk, name: str, about: str, who: str, allowed: set[Use]
) -> None:
    client = desk.sign_in(who)
    path = f"/registers/{name}?about={about}"
    page = client.get(path)
    assert page.status_code == (200 if Use.READ in allowed else 404)
    assert (f'action="{path}"' in page.text) is (Use.WRITE in allowed)
    sent = post(client, path, page="/sign-out", key="a-key-of-mine", **ANSWERS[name])
    expected = 303 if Use.WRITE in allowed else 403 if Use.READ in allowed else 404
    assert sent.status_code == expected
    assert bool(desk.keeping.acts) is (Use.WRITE in allowed)


def test_nobody_leads_a_team_that_is_none(desk: Desk) -> None:
    client = desk.sign_in(people.CITY_EMPLOYEE)
    assert client.get(f"/registers/standup?about={people.CITY_EMPLOYEE}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/registers/guidelines?about=comptroller",
        "/registers/guidelines?about=2001",
        "/registers/eligibility?about=sacramento-it",
        "/registers/eligibility?about=' OR 1=1 --",
        "/registers/standup?about=%00",
        "/registers/nothing",
        "/registers/guidelines/invitation.ics",
        "/registers/standup/invitation.ics",
    ],
)
def test_what_is_not_there_does_not_exist(desk: Desk, path: str) -> None:
    assert desk.sign_in(people.CITY_SUPERVISOR).get(path).status_code == 404


def test_who_is_invited_to_observe_reads_about_the_meeting_and_nothing_else(desk: Desk) -> None:
    path = f"/api/v1/registers/standup/entries?about={ABOUT_TEAM}"
    write(desk, people.CITY_SUPERVISOR, path, DAILY | {"observers": "sam@example.test"})
    guest = desk.bearer(people.COLLEAGUE)
    assert desk.client.get(path, headers=guest).status_code == 200
    notes = path.replace("standup", "standup_notes")
    assert desk.client.get(notes, headers=guest).status_code == 404
    write(desk, people.CITY_SUPERVISOR, path, DAILY, "another-key")
    assert desk.client.get(path, headers=guest).status_code == 404


def test_a_manager_further_up_reads_what_a_team_keeps(desk: Desk) -> None:
    with desk.session() as session:
        for number, supervisor in ((people.CITY_SUPERVISOR, "2010"), ("2010", "")):
            person = session.get(Person, number) or Person(
                number=number, name="Kit Vance", mail="kit@example.test", agency="sacramento-it"
            )
            person.supervisor = supervisor
            session.add(person)
        session.commit()
    client = desk.sign_in("2010")
    assert client.get(f"/registers/standup_notes?about={ABOUT_TEAM}").status_code == 200
    assert client.get(f"/registers/eligibility?about={ABOUT_EMPLOYEE}").status_code == 200


PRIVATE_TO = {Standing.KEEPER, Standing.SUBJECT, Standing.COORDINATOR}


@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize("standing", list(Standing))
def test_what_is_private_in_a_register_about_an_employee_is_for_few(
    desk: Desk, standing: Standing, about: About
) -> None:
    agency = desk.parts.agencies["sacramento-it"]
    program = desk.parts.programs.of(agency)
    (talk,) = [each for each in program.registers if each.about is About.EMPLOYEE]
    hidden = replace(talk, about=about, fields=(replace(talk.fields[0], private=True),))
    matter = Matter(program, agency, hidden, ABOUT_EMPLOYEE, date(2026, 11, 23))
    shown = shown_fields(matter, frozenset({standing}))
    assert bool(shown) is (about is not About.EMPLOYEE or standing in PRIVATE_TO)
