"""A directory file is imported whole, or not at all with every reason named."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, func, select

from records.importing import import_people
from records.people import Designation, Person, designees
from records.roster import MOST_BAD, BadRow, decode, read_people
from tests.records.people_files import a_file, a_row

EXAMPLE = Path(__file__).parents[2] / "examples" / "people.csv"


def count(session: Session) -> int:
    """How many people there are."""
    return session.exec(select(func.count()).select_from(Person)).one()


def test_the_example_is_imported_whole(session: Session) -> None:
    agencies = frozenset({"comptroller", "water", "sacramento-it"})
    result = import_people(session, decode(EXAMPLE.read_bytes()), agencies)
    assert result.bad == ()
    assert (result.added, result.changed, result.unchanged) == (17, 0, 0)
    person = session.get_one(Person, "100102")
    assert (person.name, person.folded) == ("Siobhán O'Neill-Bąk", "siobhan o'neill-bak")
    assert person.duty_station == "12 Charter Oak Place, Hartford, CT 06106"
    (designation,) = designees(session, "100140", date(2026, 12, 1))
    assert designation.designee == "100141"


def test_importing_again_changes_nothing(session: Session) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    import_people(session, text)
    session.commit()
    result = import_people(session, text)
    assert (result.added, result.changed, result.unchanged) == (0, 0, 17)


def test_what_changed_is_counted_and_who_is_missing_stays(session: Session) -> None:
    import_people(session, a_file(a_row("1"), a_row("2"), a_row("3")))
    session.commit()
    result = import_people(session, a_file(a_row("1", unit="Audit"), a_row("2"), a_row("4")))
    session.commit()
    assert (result.added, result.changed, result.unchanged) == (1, 1, 1)
    assert session.get_one(Person, "1").unit == "Audit"
    assert count(session) == 4


def test_a_designee_is_changed_and_withdrawn_with_the_row(session: Session) -> None:
    def days(until: str) -> str:
        given = {"designee": "2", "designee_from": "2026-01-01", "designee_until": until}
        return a_file(a_row("1", **given), a_row("2"))

    import_people(session, days("2026-06-30"))
    assert import_people(session, days("12/31/2026")).changed == 1
    assert session.get_one(Designation, ("1", "2")).ends_on == date(2026, 12, 31)
    assert import_people(session, a_file(a_row("1"), a_row("2"))).changed == 1
    assert session.exec(select(Designation)).all() == []


def test_one_bad_row_keeps_everything_out(session: Session) -> None:
    result = import_people(session, a_file(a_row("1"), a_row("2", mail="nonsense")))
    session.commit()
    assert result.bad == (BadRow(3, "mail", "is not a mail address: nonsense"),)
    assert (result.added, count(session)) == (0, 0)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"name": ""}, "name", "is empty"),
        ({"name": "   "}, "name", "is empty"),
        ({"mail": ""}, "mail", "is empty"),
        ({"agency": ""}, "agency", "is empty"),
        ({"number": "1 2"}, "number", "is not an employee number: 1 2"),
        ({"number": "liaison:water"}, "number", "is not an employee number: liaison:water"),
        ({"name": "A\tB"}, "name", "has a control character (U+0009)"),
        ({"name": "A\x00B"}, "name", "has a control character (U+0000)"),
        ({"name": '"A\r\nBcc: x"'}, "name", "has a control character (U+000D)"),
        ({"name": "A\u202eB"}, "name", "has a control character (U+202E)"),
        ({"name": "A\u2028B"}, "name", "has a control character (U+2028)"),
        ({"name": "A" * 201}, "name", "is longer than 200 characters"),
        ({"mail": "a@b@c.test"}, "mail", "is not a mail address: a@b@c.test"),
        ({"mail": "a..b@c.test"}, "mail", "is not a mail address: a..b@c.test"),
        ({"mail": "a b@c.test"}, "mail", "is not a mail address: a b@c.test"),
        ({"mail": "a@-c.test"}, "mail", "is not a mail address: a@-c.test"),
        ({"mail": "<a@c.test>"}, "mail", "is not a mail address: <a@c.test>"),
        ({"mail": "a@c"}, "mail", "is not a mail address: a@c"),
        ({"supervisor": "1"}, "supervisor", "names the person themselves"),
        ({"manager": "1"}, "manager", "names the person themselves"),
        ({"supervisor": "77"}, "supervisor", "names nobody: 77"),
        ({"designee_from": "2026-01-01"}, "designee_from", "has no designee"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(
    session: Session, cells: dict[str, str], column: str, reason: str
) -> None:
    text = a_file(a_row("2"), a_row("1", **cells))
    assert BadRow(3, column, reason) in import_people(session, text).bad
    assert count(session) == 0


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"designee": "1"}, "designee", "names the person themselves"),
        ({"designee": "77"}, "designee", "names nobody: 77"),
        ({"designee_until": ""}, "designee_until", "is not a day such as 2026-12-01: "),
        (
            {"designee_until": "2026-02-31"},
            "designee_until",
            "is not a day such as 2026-12-01: 2026-02-31",
        ),
        (
            {"designee_until": "9999-12-31"},
            "designee_until",
            "is not in a year from 1900 to 2199: 9999-12-31",
        ),
        ({"designee_until": "2025-12-31"}, "designee_until", "is before designee_from"),
    ],
)
def test_what_is_wrong_with_a_designation_is_named(
    session: Session, cells: dict[str, str], column: str, reason: str
) -> None:
    given = {"designee": "2", "designee_from": "2026-01-01", "designee_until": "2026-12-31"}
    text = a_file(a_row("2"), a_row("1", **given | cells))
    assert import_people(session, text).bad == (BadRow(3, column, reason),)


def test_everything_wrong_is_listed_at_once_in_order(session: Session) -> None:
    text = a_file(
        a_row("1", mail="x", supervisor="5"),
        a_row("2", name="", agency=""),
        a_row("3", manager="2"),
    )
    bad = import_people(session, text).bad
    assert [(row.line, row.column) for row in bad] == [(2, "mail"), (3, "agency"), (3, "name")]


def test_numbers_and_addresses_are_given_once() -> None:
    repeated = a_row("1", mail="other@example.test"), a_row("3", mail="P2@example.test")
    _, bad = read_people(a_file(a_row("1"), a_row("2"), *repeated))
    assert bad == [
        BadRow(4, "number", "is the same as in line 2"),
        BadRow(5, "mail", "is the same as in line 3"),
    ]


def test_an_address_of_somebody_else_in_the_directory_is_refused(session: Session) -> None:
    import_people(session, a_file(a_row("1")))
    bad = import_people(session, a_file(a_row("2", mail="P1@example.test"))).bad
    assert bad == (BadRow(2, "mail", "is the address of 1"),)


def test_leaders_may_be_in_the_directory_already(session: Session) -> None:
    import_people(session, a_file(a_row("1")))
    assert import_people(session, a_file(a_row("2", supervisor="1"))).bad == ()


def test_an_agency_nobody_described_is_refused_where_agencies_are_known(session: Session) -> None:
    text = a_file(a_row("1", agency="mint"))
    bad = import_people(session, text, frozenset({"water"})).bad
    assert bad == (BadRow(2, "agency", "is not a known agency: mint"),)
    assert import_people(session, text).bad == ()


def test_of_a_file_with_everything_wrong_a_part_is_told(session: Session) -> None:
    """Another table by mistake has hundreds of thousands of wrong cells."""
    rows = [a_row(f"{number}", name="", mail="") for number in range(MOST_BAD)]
    bad = import_people(session, a_file(*rows)).bad
    assert len(bad) == MOST_BAD + 1
    assert bad[0] == BadRow(2, "mail", "is empty")
    assert bad[-1].reason == "is wrong too, and maybe more after it: correct these first"
