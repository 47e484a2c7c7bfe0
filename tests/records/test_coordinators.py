"""Who coordinates for an agency, by the directory."""

from datetime import date

import pytest
from sqlmodel import Session

from policy.directory import Post, coordinators_of
from records.comparing import on_record
from records.coordinators import agencies_of, of_agency, without
from records.directory import around, whole
from records.facts import EmployeeFacts
from tests.records.samples import NOW, a_person

GONE = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def directory(session: Session) -> None:
    """Two agencies with HR representatives, and one that only has a head."""
    heads = {"comptroller": "1", "water": "3", "parks": "5"}
    for number, representative, agency in (
        ("1", "9", "comptroller"),
        ("2", "8", "comptroller"),
        ("3", "9", "water"),
        ("4", "", "comptroller"),
        ("5", "", "parks"),
        ("6", "", "parks"),
        ("8", "", "elsewhere"),
        ("9", "", "elsewhere"),
    ):
        head = heads.get(agency, "")
        session.add(
            a_person(number, hr_representative=representative, agency=agency, agency_head=head)
        )
    session.commit()


def leaves(session: Session, number: str) -> None:
    session.add(EmployeeFacts(person=number, left_on=GONE))
    session.commit()


def test_hr_is_who_represents_somebody(session: Session) -> None:
    assert agencies_of(session, "9") == {"comptroller", "water"}
    assert agencies_of(session, "8") == {"comptroller"}
    assert agencies_of(session, "1") == agencies_of(session, "") == frozenset()


def test_an_agency_has_its_coordinators(session: Session) -> None:
    assert of_agency(session, "comptroller") == ("8", "9")
    assert of_agency(session, "water") == ("9",)
    assert of_agency(session, "unknown") == ()


def test_the_head_coordinates_where_nobody_is_hr(session: Session) -> None:
    assert of_agency(session, "parks") == ("5",)
    assert agencies_of(session, "5") == {"parks"}


def test_the_head_coordinates_once_every_hr_representative_leaves(session: Session) -> None:
    leaves(session, "9")
    assert of_agency(session, "comptroller") == ("8",)
    assert agencies_of(session, "1") == frozenset()
    assert of_agency(session, "water") == ("3",)
    assert agencies_of(session, "3") == {"water"}


@pytest.mark.parametrize("left", ["", "8", "9"])
def test_an_arrangement_knows_the_same_coordinators(session: Session, left: str) -> None:
    """Looked up around one employee, or from the cells of everybody."""
    if left:
        leaves(session, left)
    known = whole(on_record(session))
    for agency in ("comptroller", "water", "parks"):
        post = Post(agency, "6", "America/New_York", NOW)
        wanted = of_agency(session, agency)
        assert coordinators_of(known, post) == wanted
        assert coordinators_of(around(session, "6", agency), post) == wanted


def test_nobody_coordinates_their_own(session: Session) -> None:
    """The head does for the only HR representative; nobody for a head without any."""
    known = whole(on_record(session))
    own = [Post(agency, who, "UTC", NOW) for agency, who in (("water", "9"), ("parks", "5"))]
    assert [coordinators_of(known, post) for post in own] == [("3",), ()]


def test_agencies_are_found_in_which_nobody_has_a_part(session: Session) -> None:
    leaves(session, "9")
    known = on_record(session)
    assert without(known, "hr_representative") == {"elsewhere", "parks", "water"}
    assert without(known, "hr_representative", "agency_head") == {"elsewhere"}
