"""Files of hours: those planned as the time system takes them, those recorded with every fault."""

from datetime import date

import pytest

from policy.hours.planned import PlannedDay
from policy.hours.recorded import Recorded
from policy.week import Place
from records.roster import BadRow
from records.timesheets import Expected, read_recorded, write_planned
from tests.policy.samples import CONNECTICUT
from tests.timekeeping import HEADER

TUESDAY = date(2026, 12, 8)


def expected() -> Expected:
    """Two employees, up to the end of a pay period."""
    assert CONNECTICUT.hours is not None
    return Expected(CONNECTICUT.hours, frozenset({"1001", "1007"}), date(2026, 12, 10))


def read(*rows: str, header: str = HEADER) -> tuple[list[Recorded], list[BadRow]]:
    """What a file of those rows says."""
    return read_recorded("\n".join([header, *rows]), expected())


@pytest.mark.requirement("CT-100")
def test_planned_hours_have_the_columns_and_the_code_of_the_program() -> None:
    day = PlannedDay(TUESDAY, "TA-1", "1001", Place.TELECOMMUTING, 733, 733)
    text = write_planned(expected().rule, [day])
    assert text == f"{HEADER}\r\n1001,2026-12-08,REGTC,7.33\r\n"


def test_what_is_written_out_is_read_back() -> None:
    day = PlannedDay(TUESDAY, "TA-1", "1001", Place.TELECOMMUTING, 750, 750)
    text = write_planned(expected().rule, [day])
    assert read_recorded(text, expected()) == ([Recorded("1001", TUESDAY, "REGTC", 750)], [])


def test_columns_may_stand_in_any_order_and_others_are_left_out() -> None:
    rows, bad = read("REG,8,Ana,12/8/2026,1001", header="trc,tl_quantity,NAME,Dur,emplid")
    assert (rows, bad) == ([Recorded("1001", TUESDAY, "REG", 800)], [])


def test_zero_hours_take_back_what_was_recorded() -> None:
    rows, bad = read("1001,2026-12-08,REG,0")
    assert (rows[0].hours, bad) == (0, [])


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2026-12-08,REG,8", "EMPLID", "is empty"),
        ("9999,2026-12-08,REG,8", "EMPLID", "names nobody here: 9999"),
        ("10\x0001,2026-12-08,REG,8", "EMPLID", "control character"),
        ("1001,2026-02-31,REG,8", "DUR", "is not a day"),
        ("1001,,REG,8", "DUR", "is not a day"),
        ("1001,0000-00-00,REG,8", "DUR", "is not a day"),
        ("1001,2026-\x0012-08,REG,8", "DUR", "control character"),
        ("1001,2026-12-11,REG,8", "DUR", "up to December 10, 2026"),
        ("1001,2026-12-08,ODD,8", "TRC", "is no code of the program: ODD"),
        ("1001,2026-12-08,reg,8", "TRC", "is no code of the program: reg"),
        ("1001,2026-12-08,REG,-1", "TL_QUANTITY", "is not a number of hours"),
        ("1001,2026-12-08,REG,eight", "TL_QUANTITY", "is not a number of hours"),
        ("1001,2026-12-08,REG,1e1", "TL_QUANTITY", "is not a number of hours"),
        ("1001,2026-12-08,REG,٣", "TL_QUANTITY", "is not a number of hours"),
        ("1001,2026-12-08,REG,8.125", "TL_QUANTITY", "is not a number of hours"),
        ("1001,2026-12-08,REG,24.01", "TL_QUANTITY", "more than a day has"),
        ("1001,2026-12-08,REG", "", "has 3 cells, the header has 4"),
        ("=HYPERLINK(1),2026-12-08,REG,8", "EMPLID", "names nobody here"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_line_column_and_reason(
    row: str, column: str, reason: str
) -> None:
    rows, bad = read("1007,2026-12-08,REG,8", row)
    assert [(each.line, each.column) for each in bad] == [(3, column)]
    assert reason in bad[0].reason
    assert len(rows) == 1


def test_every_fault_of_a_row_is_named_at_once() -> None:
    _, bad = read("9999,soon,ODD,many")
    assert [each.column for each in bad] == ["DUR", "EMPLID", "TL_QUANTITY", "TRC"]


def test_hours_are_taken_up_to_the_last_day_of_the_pay_period_and_of_each_employee() -> None:
    rows, bad = read("1001,2026-12-09,REG,8", "1001,2026-12-10,REG,8", "1007,2026-12-10,REG,8")
    assert ([row.employee for row in rows], bad) == (["1001", "1001", "1007"], [])


def test_the_same_employee_day_and_code_twice_is_refused() -> None:
    _, bad = read("1001,2026-12-08,REG,4", "1001,2026-12-08,REGTC,4", "1001,12/8/2026,REG,5")
    assert bad == [BadRow(4, "TRC", "is the same as in line 2")]


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("EMPLID,DUR,TRC\n", "TL_QUANTITY", "is missing"),
        (f"{HEADER},DUR\n", "DUR", "is there twice"),
        (f"{HEADER}\n", "", "has no hours after the header"),
        ("", "EMPLID", "is missing"),
        ('EMPLID,DUR,TRC,TL_QUANTITY\n"1001', "", "is not CSV"),
    ],
)
def test_a_file_that_is_no_time_sheet_is_refused(text: str, column: str, reason: str) -> None:
    rows, bad = read_recorded(text, expected())
    assert rows == []
    assert (bad[0].column, reason in bad[0].reason) == (column, True)
