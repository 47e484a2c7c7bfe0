"""The board counts, narrows, sorts and pages what HR may see."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from policy.account import Happening, Status
from policy.tasks import Purpose
from records import arrangements, board, letters, tallies
from records.accounts import write_account
from records.board import BoardFilter, BoardPage
from records.paging import PAGE
from records.tiles import Tile
from tests.records.samples import (
    DAY,
    ENTRY,
    HOUR,
    HR,
    NOW,
    TASK,
    a_deadline,
    a_letter,
    a_person,
    a_standing,
    an_account,
    begin,
)

AGENCIES = frozenset({"comptroller", "water"})
DECIDE = replace(TASK, purpose=Purpose.DECIDE, role="coordinator", person=HR)
EVERYTHING = BoardFilter()


def show(session: Session, wanted: BoardFilter = EVERYTHING) -> list[str]:
    """The references on the page that a filter shows to HR."""
    return [row.arrangement.reference for row in page(session, wanted).rows]


def page(session: Session, wanted: BoardFilter = EVERYTHING) -> BoardPage:
    """The page that a filter shows to HR."""
    return board.rows(session, wanted, HR, AGENCIES, NOW)


@pytest.fixture
def everything(session: Session) -> Session:
    """One arrangement for each tile, and one of an agency that this HR does not see."""
    session.add(a_person("1", "Siobhán O'Neill-Bąk", agency="water"))
    due = (a_deadline(NOW + DAY),)
    begin(session, a_standing(1, DECIDE, reference="MINE", deadlines=due))
    begin(session, a_standing(1, TASK, reference="SIGNERS", status=Status.SIGNING))
    begin(session, a_standing(1, reference="LATE", deadlines=(a_deadline(NOW - HOUR),)))
    soon = NOW.date() + timedelta(days=60)
    ending = a_standing(1, reference="ENDING", status=Status.ACTIVE, ends_on=soon)
    begin(session, ending, unit="Service de l\u2019Eau, Québec")
    later = soon + timedelta(days=1)
    begin(
        session,
        a_standing(1, reference="ACTIVE", status=Status.ACTIVE, ends_on=later),
        agency="water",
        unit="Watershed_1",
        employee="1",
    )
    begin(session, a_standing(1, reference="CLOSED", status=Status.ENDED, ends_on=soon))
    begin(session, a_standing(1, DECIDE, reference="HIDDEN"), agency="elsewhere")
    letters.queue(session, [a_letter("refused", reference="CLOSED")])
    letters.mark_refused(session, "refused", "550 no such user")
    session.commit()
    return session


def test_what_is_modified_ending_by_notice_or_owed_has_its_tile(session: Session) -> None:
    owed = replace(TASK, purpose=Purpose.DUTY, role="supervisor")
    usual = a_standing(1, status=Status.ACTIVE)
    far = replace(usual, ends_on=NOW.date() + timedelta(days=200))
    modified = replace(far, reference="MODIFIED", modification=Status.SIGNING)
    noticed = replace(far, reference="NOTICED", notice_until=NOW.date())
    ended = replace(usual, reference="ENDED", status=Status.ENDED, tasks=(owed,))
    owing = replace(usual, reference="OWING", tasks=(owed,))
    for standing in (modified, noticed, ended, owing):
        begin(session, standing)
    session.commit()
    found = {tile: show(session, BoardFilter(tile=tile)) for tile in Tile}
    assert found[Tile.MODIFIED] == ["MODIFIED"]
    assert found[Tile.NOTICE] == found[Tile.ENDING][:1] == ["NOTICED"]
    assert found[Tile.OWED] == ["ENDED"]


def test_each_tile_counts_what_it_shows(everything: Session) -> None:
    counted = {
        **tallies.surroundings(everything, AGENCIES, NOW).counts,
        Tile.MINE: tallies.waiting_for(everything, HR, AGENCIES),
    }
    assert counted == {
        Tile.OVERDUE: 1,
        Tile.MINE: 1,
        Tile.SIGNERS: 1,
        Tile.ENDING: 1,
        Tile.REFUSED: 1,
        Tile.ACTIVE: 2,
        Tile.MODIFIED: 0,
        Tile.NOTICE: 0,
        Tile.OWED: 0,
    }
    for tile in Tile:
        assert page(everything, BoardFilter(tile=tile)).total == counted[tile]


@pytest.mark.parametrize(
    ("tile", "shown"),
    [
        (Tile.OVERDUE, ["LATE"]),
        (Tile.MINE, ["MINE"]),
        (Tile.SIGNERS, ["SIGNERS"]),
        (Tile.ENDING, ["ENDING"]),
        (Tile.REFUSED, ["CLOSED"]),
        (Tile.ACTIVE, ["ACTIVE", "ENDING"]),
    ],
)
def test_a_tile_shows_only_its_own(everything: Session, tile: Tile, shown: list[str]) -> None:
    assert sorted(show(everything, BoardFilter(tile=tile))) == shown


def test_other_agencies_are_never_shown(everything: Session) -> None:
    assert "HIDDEN" not in show(everything)
    assert show(everything, BoardFilter(agency="elsewhere")) == []
    nothing = board.rows(everything, BoardFilter(), HR, frozenset(), NOW)
    assert nothing.total == 0
    assert set(tallies.surroundings(everything, frozenset(), NOW).counts.values()) == {0}
    assert tallies.waiting_for(everything, HR, frozenset()) == 0


def test_two_tasks_of_one_arrangement_count_once(session: Session) -> None:
    begin(session, a_standing(1, DECIDE, replace(DECIDE, purpose=Purpose.SIGN)))
    assert tallies.waiting_for(session, HR, AGENCIES) == 1


def test_overdue_comes_first_then_the_next_deadline_and_closed_last(everything: Session) -> None:
    shown = show(everything)
    assert shown[:2] == ["LATE", "MINE"]
    assert shown[-1] == "CLOSED"


def test_what_is_late_comes_before_a_deadline_just_missed(everything: Session) -> None:
    owed = replace(TASK, purpose=Purpose.COPY, about="das", since=NOW - 8 * DAY)
    overdue = replace(ENTRY, kind=Happening.COPY_OVERDUE, about="das", at=NOW - DAY)
    standing = a_standing(2, owed, reference="ACTIVE", status=Status.ACTIVE)
    write_account(everything, an_account(standing, overdue))
    assert show(everything)[:2] == ["ACTIVE", "LATE"]
    assert sorted(show(everything, BoardFilter(tile=Tile.OVERDUE))) == ["ACTIVE", "LATE"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("siobhan", ["ACTIVE"]),
        ("O'NEILL", ["ACTIVE"]),
        ("O\u2019Neill", ["ACTIVE"]),
        ("quebec", ["ENDING"]),
        ("l'eau Québec", ["ENDING"]),
        ("watershed_", ["ACTIVE"]),
        ("shed active", ["ACTIVE"]),
        ("active nobody", []),
        ("mi", ["MINE"]),
        ("%", []),
        ("accounts_payable", []),
        ("\x00siob\ud800han", ["ACTIVE"]),
    ],
)
def test_text_finds_reference_unit_and_name(
    everything: Session, text: str, shown: list[str]
) -> None:
    assert show(everything, BoardFilter(text=text)) == shown


def test_filters_narrow_together(everything: Session) -> None:
    assert show(everything, BoardFilter(agency="water")) == ["ACTIVE"]
    assert show(everything, BoardFilter(unit="Watershed_1")) == ["ACTIVE"]
    assert show(everything, BoardFilter(role="coordinator")) == ["MINE"]
    assert show(everything, BoardFilter(role="coordinator", tile=Tile.SIGNERS)) == []


def test_every_column_sorts_both_ways(everything: Session) -> None:
    by_reference = sorted(show(everything))
    assert show(everything, BoardFilter(sort="reference")) == by_reference
    assert show(everything, BoardFilter(sort="-reference")) == by_reference[::-1]
    for column in ("deadline", "employee", "unit", "status", "since", "last_day"):
        assert sorted(show(everything, BoardFilter(sort=column))) == by_reference
        assert sorted(show(everything, BoardFilter(sort=f"-{column}"))) == by_reference
    assert show(everything, BoardFilter(sort="employee"))[0] == "ACTIVE"
    assert show(everything, BoardFilter(sort="-unit"))[0] == "ACTIVE"
    assert show(everything, BoardFilter(sort="x; DROP TABLE person")) == show(everything)


def test_choices_are_what_there_is_to_choose(everything: Session) -> None:
    of_both = tallies.surroundings(everything, AGENCIES, NOW)
    assert of_both.units == ("Accounts Payable", "Service de l\u2019Eau, Québec", "Watershed_1")
    assert of_both.roles == ("coordinator", "manager")
    of_one = tallies.surroundings(everything, frozenset({"water"}), NOW)
    assert of_one.units == ("Watershed_1",)


def test_a_row_carries_its_employee_tasks_and_refused_mail(everything: Session) -> None:
    rows = {row.arrangement.reference: row for row in page(everything).rows}
    employee = rows["ACTIVE"].employee
    assert employee is not None
    assert employee.name == "Siobhán O'Neill-Bąk"
    assert rows["MINE"].employee is None
    assert [task.person for task in rows["MINE"].tasks] == [HR]
    assert [letter.key for letter in rows["CLOSED"].refused] == ["refused"]


def test_pages_never_overlap_and_the_last_is_shown_for_those_beyond(session: Session) -> None:
    for number in range(PAGE + 1):
        begin(session, a_standing(1, reference=f"TA-{number:03}"))
    first, second = page(session), page(session, BoardFilter(page=2))
    assert (len(first.rows), len(second.rows), first.total) == (PAGE, 1, PAGE + 1)
    shown = [row.arrangement.reference for row in (*first.rows, *second.rows)]
    assert len(set(shown)) == PAGE + 1
    assert page(session, BoardFilter(page=10**30)).page == 2
    assert page(session, BoardFilter(page=-5)).page == 1


def test_a_page_costs_the_same_few_queries_however_long_it_is(
    everything: Session, engine: Engine
) -> None:
    asked: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(*statement: object) -> None:
        asked.append(str(statement[2]))

    page(everything)
    assert len(asked) == 5


def test_an_employee_sees_every_arrangement_of_theirs_newest_first(session: Session) -> None:
    begin(session, a_standing(1, reference="B"))
    begin(session, a_standing(1, reference="A", ends_on=date(2027, 1, 1)))
    begin(session, a_standing(1, reference="C"), employee="somebody else")
    mine = arrangements.of_employee(session, "100101")
    assert [arrangement.reference for arrangement in mine] == ["A", "B"]
