"""The extent of use on pages: what it says, and who may see it."""

import pytest

from policy.account import Ending
from records.hours import RecordedHours
from records.people import Person
from tests import people
from tests.api.in_use import HEADCOUNT, REASONS, denied, lived, write
from tests.api.reading import page_of
from tests.api.site import Desk


@pytest.mark.requirement("CT-014")
def test_a_year_shows_who_telecommutes_and_what_became_of_proposals(desk: Desk) -> None:
    lived(desk)
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk, "/extent")
    assert "Extent of use, 2026" in page
    for told in ("Telecommuters", "Newly authorized", "Approved as modified", "Sent in time"):
        assert told in page


@pytest.mark.requirement("CT-007")
def test_the_goals_claimed_are_totalled_in_the_programs_words(desk: Desk) -> None:
    lived(desk)
    desk.sign_in(people.COORDINATOR)
    assert "Will it reduce traffic congestion?" in page_of(desk, "/extent")


def test_every_figure_opens_the_list_behind_it(desk: Desk) -> None:
    story = lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    page = client.get("/extent").text
    assert "/extent/list?year=2026&amp;figure=decisions%3Aapproved" in page
    behind = page_of(desk, "/extent/list?figure=decisions:approved")
    assert story.reference in behind
    assert "Ana Rivera" in behind
    assert "1 arrangement" in behind


def test_charts_stand_in_the_page_with_their_text_and_without_style(desk: Desk) -> None:
    lived(desk)
    page = desk.sign_in(people.COORDINATOR).get("/extent").text
    assert '<svg viewBox="0 0 760' in page
    assert 'role="img" aria-label="Bar chart.' in page
    assert "<style" not in page
    assert "style=" not in page


def test_a_denial_is_counted_by_the_question_in_the_way(desk: Desk) -> None:
    story = denied(desk, "y3")
    desk.sign_in(people.COORDINATOR)
    assert "benefit the environment and/or reduce traffic congestion?" in page_of(desk, "/extent")
    assert story.reference in page_of(desk, "/extent/list?figure=denials:y3")


def test_an_agency_head_sees_figures_but_not_whose_review_found_what(desk: Desk) -> None:
    denied(desk, "y3")
    head = desk.sign_in(people.HEAD)
    assert 'href="/extent"' in head.get("/").text
    assert "figure=denials" not in head.get("/extent").text
    assert head.get("/extent/list?figure=denials:y3").status_code == 404
    assert head.get("/extent/list?figure=decisions:denied").status_code == 200


def test_ends_are_listed_by_reason(desk: Desk) -> None:
    story = lived(desk)
    story.end(Ending.ENDED_BY_EMPLOYEE)
    desk.sign_in(people.COORDINATOR)
    assert "Ended by the employee" in page_of(desk, "/extent")


@pytest.mark.parametrize("path", ["/extent", "/extent.pdf", "/extent.csv", "/extent.xlsx"])
@pytest.mark.parametrize("person", [people.EMPLOYEE, people.MANAGER, people.COLLEAGUE])
def test_nobody_else_sees_it(desk: Desk, person: str, path: str) -> None:
    assert desk.sign_in(person).get(path).status_code == 404


def test_another_agency_is_not_there(desk: Desk) -> None:
    client = desk.sign_in(people.COORDINATOR)
    for agency in ("water", "atlantis", "%00"):
        assert client.get(f"/extent?agency={agency}").status_code == 404


@pytest.mark.parametrize("year", ["2019", "9999", "abc", "-1", "²⁰²⁶", "20266"])
def test_a_year_that_cannot_be_meant_is_the_running_one_or_an_empty_one(
    desk: Desk, year: str
) -> None:
    lived(desk)
    answer = desk.sign_in(people.COORDINATOR).get("/extent", params={"year": year})
    assert answer.status_code == 200
    assert f"Extent of use, {'2019' if year == '2019' else '2026'}" in answer.text


@pytest.mark.parametrize("figure", ["", "nothing", "use:", "a" * 3000, "\x00"])
def test_a_figure_that_is_none_is_not_there(desk: Desk, figure: str) -> None:
    lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    assert client.get("/extent/list", params={"figure": figure}).status_code == 404


def test_the_head_count_that_human_resources_enters_gives_the_participation(desk: Desk) -> None:
    lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    assert "Head-count not known" in page_of(desk, "/extent")
    write(client, HEADCOUNT, year="2026", employees="40")
    page = page_of(desk, "/extent")
    assert "Head-count 40" in page
    assert "Participation 2.5%" in page


def test_participation_opens_who_telecommutes_and_the_head_count_its_register(desk: Desk) -> None:
    lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    write(client, HEADCOUNT, year="2026", employees="40")
    page = client.get("/extent").text
    assert f'href="{HEADCOUNT}"' in page.partition(">Head-count<")[2].partition("</tr>")[0]
    assert "/extent/list?year=2026&amp;figure=use%3Aparticipation" in page
    behind = client.get("/extent/list", params={"figure": "use:participation"})
    assert "1 arrangement" in " ".join(behind.text.split())


def test_recorded_hours_open_the_files_that_they_came_in(desk: Desk) -> None:
    story = lived(desk)
    with desk.parts.sessions() as session:
        session.add(
            RecordedHours(
                person=people.EMPLOYEE,
                day=story.now.date(),
                code="REGTC",
                hours=800,
                agency="comptroller",
                file="file-1",
            )
        )
        session.commit()
    client = desk.sign_in(people.COORDINATOR)
    address = "/hours/recorded?agency=comptroller"
    row_of_hours = client.get("/extent").text.partition(">Hours recorded<")[2]
    assert f'href="{address}">8 hours<' in row_of_hours.partition("</tr>")[0]
    assert client.get(address).status_code == 200


def test_a_large_agency_can_enter_its_head_count(desk: Desk) -> None:
    client = desk.sign_in(people.COORDINATOR)
    write(client, HEADCOUNT, year="2026", employees="45000")
    assert "Head-count 45,000" in page_of(desk, "/extent")


def test_a_movement_asks_for_a_reason_until_there_is_one(desk: Desk) -> None:
    lived(desk)
    desk.clock.pass_by(days=356)
    client = desk.sign_in(people.COORDINATOR)
    page = page_of(desk, "/extent?year=2027")
    assert "Moved by 10% or more on the year before" in page
    assert "No reason has been given yet." in page
    write(client, REASONS, year="2027", reason="The office was moved.")
    assert "Reason: Office of the Comptroller: The office was moved." in page_of(
        desk, "/extent?year=2027"
    )


def test_the_year_that_is_shown_is_the_one_that_is_chosen(desk: Desk) -> None:
    lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    for year in ("2024", "2026"):
        assert f"<option selected>{year}</option>" in client.get(f"/extent?year={year}").text


def test_who_coordinates_for_two_agencies_sees_both_or_one(desk: Desk) -> None:
    lived(desk)
    with desk.session() as session:
        session.add(
            Person(
                number="3001",
                name="Uma Bell",
                mail="uma@water.example",
                agency="water",
                hr_representative=people.COORDINATOR,
            )
        )
        session.commit()
    desk.sign_in(people.COORDINATOR)
    both, water = page_of(desk, "/extent"), page_of(desk, "/extent?agency=water")
    assert "Office of the Comptroller, Department of Water Resources" in both
    assert "Arrangements in force 1" in both
    assert "Arrangements in force 0" in water
