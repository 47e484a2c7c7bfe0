"""The directory answers who is who, and for whom."""

from datetime import date

import pytest
from sqlmodel import Session

from records import people
from records.people import Designation
from tests.records.samples import a_person


@pytest.fixture(autouse=True)
def directory(session: Session) -> None:
    """Two people of one agency and one of another, led by three HR representatives."""
    session.add(a_person("1", "Siobhán O'Neill-Bąk", hr_representative="9", unit="Audit"))
    session.add(a_person("2", "José Rivera", hr_representative="8", mail="Jose@Example.test"))
    session.add(a_person("3", "Jo 100%", hr_representative="9", agency="water"))
    session.add(a_person("4", "No Body"))
    session.add(a_person("5", "Ada D\u2019Angelo Sørensen", unit="Revenu Québec"))
    session.add(
        Designation(
            principal="1", designee="2", starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30)
        )
    )
    session.commit()


def test_a_person_is_found_by_number(session: Session) -> None:
    found = people.find(session, "1")
    assert found is not None
    assert found.name == "Siobhán O'Neill-Bąk"
    assert people.find(session, "unknown") is None


def test_several_people_are_found_at_once(session: Session) -> None:
    assert sorted(people.of_numbers(session, ["1", "2", "2", "unknown"])) == ["1", "2"]
    assert people.of_numbers(session, []) == {}


@pytest.mark.parametrize(
    "address", ["Jose@Example.test", "jose@example.TEST", " jose@example.test"]
)
def test_a_person_is_found_by_mail_whatever_its_case(session: Session, address: str) -> None:
    found = people.by_mail(session, address)
    assert found is not None
    assert found.number == "2"


@pytest.mark.parametrize("address", ["", "%", "a\x00@b", "a\ud800@b", "a@b' OR '1'='1"])
def test_an_unknown_address_finds_nobody(session: Session, address: str) -> None:
    assert people.by_mail(session, address) is None


@pytest.mark.parametrize(
    ("day", "named"), [("10-31", []), ("11-01", ["2"]), ("11-30", ["2"]), ("12-01", [])]
)
def test_a_designation_holds_on_its_first_and_last_day(
    session: Session, day: str, named: list[str]
) -> None:
    found = people.designees(session, "1", date.fromisoformat(f"2026-{day}"))
    assert [designation.designee for designation in found] == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jose", ["2"]),
        ("JOSÉ", ["2"]),
        ("o'neill bak", ["1"]),
        ("audit", ["1"]),
        ("", ["2", "4", "1", "5"]),
        ("100%", []),
        ("%", []),
        ("_", []),
        ("\x00jose", ["2"]),
        ("o\u2019neill", ["1"]),
        ("neill\u2013bak", ["1"]),
        ("jo\u00adse\u200b", ["2"]),
        ("d'angelo sorensen", ["5"]),
        ("d\u00b4angelo sørensen", ["5"]),
        ("revenu quebec", ["5"]),
        ("REVENU QUÉBEC", ["5"]),
    ],
)
def test_a_search_forgives_what_keyboards_write_apart_and_keeps_to_the_agency(
    session: Session, text: str, found: list[str]
) -> None:
    searched = people.search(session, text, "comptroller")
    assert sorted(person.number for person in searched) == sorted(found)


def test_a_search_shows_fifty_at_most(session: Session) -> None:
    for number in range(60):
        session.add(a_person(f"m{number}", "Many", agency="many"))
    assert len(people.search(session, "many", "many")) == people.MOST_FOUND


def test_the_searched_name_follows_a_change_of_name(session: Session) -> None:
    person = people.find(session, "4")
    assert person is not None
    person.name = "Łucja Nöwak"
    session.commit()
    assert [found.number for found in people.search(session, "nowak", "comptroller")] == ["4"]
