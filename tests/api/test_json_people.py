"""The JSON API's views of people tell what the pages tell, to whom they tell it."""

from datetime import date

from httpx2 import Response
from icalendar import Calendar

from records import calendars
from records.calendars import Shown
from records.facts import EmployeeFacts
from records.people import Designation
from tests import people
from tests.api.seeding import Story
from tests.api.site import REFERENCE, Desk


def get(desk: Desk, person: str, path: str) -> Response:
    """One look by the API."""
    return desk.client.get(f"/api/v1{path}", headers=desk.bearer(person))


def test_what_somebody_signed_is_told_with_the_documents_it_covers(desk: Desk) -> None:
    Story(desk).submit().review().approve().sign("manager", "employee")
    told = get(desk, people.MANAGER, "/signed").json()
    (given,) = told["signatures"]
    assert (told["total"], told["page"]) == (1, 1)
    assert (given["reference"], given["role"], given["line"]) == (REFERENCE, "manager", "manager")
    assert given["version"] == 1
    address = given["documents"][0].removeprefix("/api/v1")
    assert get(desk, people.MANAGER, address).headers["content-type"] == "application/pdf"
    assert get(desk, people.SUPERVISOR, "/signed").json()["signatures"] == []


def test_a_leader_is_told_of_the_people_below_and_nobody_else_is(desk: Desk) -> None:
    with desk.session() as session:
        session.add(EmployeeFacts(person=people.CITY_EMPLOYEE, telecommutes=True))
        session.commit()
    story = Story.of_city(desk).submit()
    told = get(desk, people.CITY_SUPERVISOR, "/team").json()
    assert told["total"] == len(told["members"]) > 1
    first = told["members"][0]
    assert first["person"]["number"] == people.CITY_EMPLOYEE
    assert first["stands"] == ["under_way", "unsigned"]
    assert (first["level"], first["telecommutes"], first["signed"]) == (1, True, None)
    assert first["newest"]["reference"] == story.reference
    assert {record["recorded"] for record in first["records"]} == {False}
    assert get(desk, people.CITY_EMPLOYEE, "/team").json()["members"] == []


def test_a_team_is_narrowed_as_on_its_page(desk: Desk) -> None:
    Story.of_city(desk).submit().freeze().sign()
    for query, found in (
        ("show=signed", [people.CITY_EMPLOYEE]),
        ("show=unsigned", []),
        ("text=lee", [people.CITY_EMPLOYEE]),
        ("level=9", []),
    ):
        members = get(desk, people.CITY_SUPERVISOR, f"/team?{query}").json()["members"]
        assert [member["person"]["number"] for member in members] == found
    assert get(desk, people.CITY_SUPERVISOR, "/team?show=everything").status_code == 422


def test_a_coordinator_is_told_the_row_of_who_belongs_to_their_agency(desk: Desk) -> None:
    Story(desk).submit()
    first = date(2026, 12, 1)
    with desk.session() as session:
        facts = session.get(EmployeeFacts, people.EMPLOYEE)
        assert facts is not None
        facts.left_on = first
        acting = Designation(
            principal=people.EMPLOYEE, designee=people.DESIGNEE, starts_on=first, ends_on=first
        )
        session.add_all([facts, acting])
        session.commit()
    told = get(desk, people.COORDINATOR, f"/people/{people.EMPLOYEE}").json()
    assert told["columns"]["supervisor"] == people.SUPERVISOR
    assert told["columns"]["mail"]
    assert (told["left_on"], told["arrangements"]) == ("2026-12-01", [REFERENCE])
    assert told["designees"] == [
        {"person": people.DESIGNEE, "starts_on": "2026-12-01", "ends_on": "2026-12-01"}
    ]
    for other in (people.SUPERVISOR, people.EMPLOYEE, people.CITY_COORDINATOR):
        assert get(desk, other, f"/people/{people.EMPLOYEE}").status_code == 404
    assert get(desk, people.COORDINATOR, "/people/0").status_code == 404


def test_everybody_is_told_their_calendars_and_gets_no_other(desk: Desk) -> None:
    made = desk.clock()
    with desk.session() as session:
        calendars.renew(session, people.SUPERVISOR, Shown.TEAM, made)
        session.commit()
    told = get(desk, people.SUPERVISOR, "/calendars").json()
    assert [(each["shows"], bool(each["since"])) for each in told] == [
        ("mine", False),
        ("team", True),
    ]
    for each in told:
        answer = get(desk, people.SUPERVISOR, each["url"].removeprefix("/api/v1"))
        assert answer.headers["content-type"].startswith("text/calendar")
        assert Calendar.from_ical(answer.content)
    for shows in ("deadlines", "nothing"):
        assert get(desk, people.SUPERVISOR, f"/calendars/{shows}").status_code == 404
