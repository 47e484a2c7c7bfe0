"""Who coordinates for an agency, by the directory."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from policy.deadlines import end_of_day, local_date
from policy.directory import Post, coordinators_of
from policy.program import Agency
from records import coordinators
from records.comparing import on_record
from records.coordinators import without
from records.directory import around, coordinating, whole
from records.facts import EmployeeFacts
from tests.records.samples import NOW, a_person

GONE = date(2026, 11, 1)
ZONE = "America/New_York"


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


def leaves(session: Session, number: str, day: date = GONE) -> None:
    session.add(EmployeeFacts(person=number, left_on=day))
    session.commit()


def agencies_of(session: Session, number: str, at: datetime = NOW) -> frozenset[str]:
    """The agencies of somebody, all of which have the same clocks."""
    return coordinators.agencies_of(session, number, lambda _: local_date(at, ZONE))


def of_agency(session: Session, agency: str, at: datetime = NOW) -> tuple[str, ...]:
    """Who coordinates there, looked up around nobody in particular."""
    return coordinating(session, Agency(agency, agency, "", ZONE, ""), at)


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


def test_who_leaves_later_coordinates_until_that_day(session: Session) -> None:
    """By the agency's clocks, and its head from the same moment on."""
    leaves(session, "9", day := date(2026, 12, 1))
    after = end_of_day(day - timedelta(days=1), ZONE)
    before = after - timedelta(seconds=1)
    found = {
        at: (of_agency(session, "water", at), *(agencies_of(session, who, at) for who in "93"))
        for at in (before, after)
    }
    assert found == {
        before: (("9",), {"comptroller", "water"}, frozenset()),
        after: (("3",), frozenset(), {"water"}),
    }


@pytest.mark.parametrize("left", ["", "8", "9"])
def test_an_arrangement_knows_the_same_coordinators(session: Session, left: str) -> None:
    """Looked up around one employee, or from the cells of everybody."""
    if left:
        leaves(session, left)
    known = whole(on_record(session))
    for agency in ("comptroller", "water", "parks"):
        post = Post(agency, "6", ZONE, NOW)
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
