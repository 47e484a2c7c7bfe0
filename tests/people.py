"""The people that the tests' arrangements are about."""

from datetime import date

from sqlmodel import Session

from records.facts import EmployeeFacts
from records.people import Designation, Person, find

EMPLOYEE, SUPERVISOR, MANAGER = "1001", "1002", "1003"
COORDINATOR, HEAD, DESIGNEE, COLLEAGUE = "1004", "1005", "1006", "1007"
CITY_EMPLOYEE = "2001"
CITY_SUPERVISOR, CITY_COORDINATOR, CITY_HEAD = "2002", "2004", "2005"

NAMES = {
    EMPLOYEE: "Ana Rivera",
    SUPERVISOR: "Jo Abara",
    MANAGER: "Pia Weiss",
    COORDINATOR: "Hana Ito",
    HEAD: "Dario Castellano",
    DESIGNEE: "Ruth Moore",
    COLLEAGUE: "Sam Okafor",
}
CITY_NAMES = {
    CITY_EMPLOYEE: "Lee Park",
    CITY_SUPERVISOR: "Ines Duarte",
    CITY_COORDINATOR: "Omar Haddad",
    CITY_HEAD: "Grace Lund",
}


def settle(session: Session) -> None:
    """Put everybody into the directory."""
    for number, name in NAMES.items():
        session.add(_person(number, name, "comptroller"))
    for number, name in CITY_NAMES.items():
        session.add(_person(number, name, "sacramento-it"))
    session.commit()


def known(session: Session, number: str) -> Person:
    """Somebody's row of the directory."""
    found = find(session, number)
    assert found is not None
    return found


def on_file(number: str) -> EmployeeFacts:
    """What the HR system has of somebody of whom nothing speaks against telecommuting."""
    return EmployeeFacts(
        person=number,
        rating="satisfactory",
        rated_on=date(2026, 6, 30),
        leading_class=False,
        training_class=False,
        schedule_type="standard",
        hours=[8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0],
    )


def designate(session: Session, starts_on: date, ends_on: date, designee: str = DESIGNEE) -> None:
    """Let the designee sign in the agency head's place."""
    session.add(
        Designation(principal=HEAD, designee=designee, starts_on=starts_on, ends_on=ends_on)
    )
    session.commit()


def _person(number: str, name: str, agency: str) -> Person:
    city = agency == "sacramento-it"
    return Person(
        number=number,
        name=name,
        mail=f"{name.split(maxsplit=1)[0].lower()}@example.test",
        agency=agency,
        unit="Audit",
        title="Accounts Examiner",
        duty_station="79 Elm Street, Hartford",
        phone="860-555-0100",
        supervisor=CITY_SUPERVISOR if city else SUPERVISOR,
        manager="" if city else MANAGER,
        hr_representative=CITY_COORDINATOR if city else COORDINATOR,
        agency_head=CITY_HEAD if city else HEAD,
    )
