"""What an installation shows of its people."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from installation import records_of, visitors
from records.migrating import upgrade
from records.people import Designation, Person
from settings import Settings
from tests.people import settle


def test_the_sign_in_list_marks_who_may_sign_in_the_agency_head_s_place(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/records.db")
    upgrade(settings.database_url)
    today = datetime.now(UTC).date()
    spans = {"3": timedelta(0), "4": timedelta(days=-9)}
    with records_of(settings)() as session:
        for number in ("1", "2", *spans):
            session.add(
                Person(
                    number=number,
                    name=f"Person {number}",
                    mail=f"{number}@example.test",
                    agency="comptroller",
                    agency_head="" if number == "2" else "2",
                )
            )
        for number, ago in spans.items():
            day = today + ago
            session.add(Designation(principal="2", designee=number, starts_on=day, ends_on=day))
        session.commit()
    positions = {visitor.name: visitor.position for visitor in visitors(settings)}
    assert positions == {
        "Person 1": "employee (comptroller)",
        "Person 2": "agency head (comptroller)",
        "Person 3": "agency head's designee (comptroller)",
        "Person 4": "employee (comptroller)",
    }


def test_the_sign_in_list_calls_who_leads_what_their_program_does(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/records.db")
    upgrade(settings.database_url)
    with records_of(settings)() as session:
        settle(session)
        keeper = Person(number="100150", name="Kit", mail="kit@example.test", agency="comptroller")
        session.add(keeper)
        session.commit()
    shown = {visitor.name: visitor.position for visitor in visitors(settings)}
    assert "department head" in shown["Grace Lund"]
    assert "telecommute coordinator" in shown["Omar Haddad"]
    assert shown["Kit"] == "timekeeper (comptroller)"
    assert "agency head" in shown["Dario Castellano"]
