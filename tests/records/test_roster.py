"""What a directory file may look like, and what is wrong with one that is not understood."""

from collections.abc import Callable

import pytest

from records.roster import COLUMNS, BadRow, NotUtf8, decode, read_people
from tests.records.people_files import HEADER, a_file, a_row


def test_missing_columns_are_named() -> None:
    without = HEADER.replace("mail,", "").replace(",designee_until", "")
    rows, bad = read_people(f"{without}\n")
    assert rows == []
    assert bad == [BadRow(1, "mail", "is missing"), BadRow(1, "designee_until", "is missing")]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_without_commas_is_told_so_once(separator: str) -> None:
    _, bad = read_people(a_file(a_row("1")).replace(",", separator))
    reason = "has no commas between its columns: save the file as CSV"
    assert bad == [BadRow(1, "", reason)]


def test_a_column_given_twice_is_named() -> None:
    _, bad = read_people(f"{HEADER},mail\n")
    assert bad == [BadRow(1, "mail", "is there twice")]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_misses_every_column(text: str) -> None:
    _, bad = read_people(text)
    assert [row.column for row in bad] == list(COLUMNS)


def test_rows_of_another_length_are_named() -> None:
    _, bad = read_people(a_file(a_row("1") + ",", "2,x"))
    assert bad == [
        BadRow(2, "", "has 17 cells, the header has 16"),
        BadRow(3, "", "has 2 cells, the header has 16"),
    ]


@pytest.mark.parametrize("broken", ['"never ends', '"a"b,c'])
def test_a_file_that_stops_being_csv_says_where(broken: str) -> None:
    _, bad = read_people(a_file(a_row("1"), broken))
    assert [(row.line, row.column) for row in bad] == [(3, "")]
    assert bad[0].reason.startswith("is not CSV")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\r\n\r\n"),
        lambda text: text.replace("number,", " Number ,", 1),
        lambda text: text.replace("Person 1", " Person 1 "),
    ],
)
def test_spreadsheets_spell_the_same_file_in_many_ways(change: Callable[[str], str]) -> None:
    rows, bad = read_people(change(a_file(a_row("1"), a_row("2", supervisor="1"))))
    assert bad == []
    assert [row.person["name"] for row in rows] == ["Person 1", "Person 2"]


def test_columns_come_in_any_order_and_others_are_passed_over() -> None:
    header = ",".join([*reversed(COLUMNS), "salary"])
    cells = a_row("1").split(",")
    rows, bad = read_people(f"{header}\n{','.join([*reversed(cells), '1'])}\n")
    assert bad == []
    assert rows[0].number == "1"


def test_lines_are_counted_past_cells_that_span_several() -> None:
    spanning = a_row("1", unit='"Audit\n2nd floor"')
    _, bad = read_people(a_file(spanning, a_row("2", mail="x")))
    assert [(row.line, row.column) for row in bad] == [(2, "unit"), (4, "mail")]


def test_names_are_kept_in_composed_form() -> None:
    rows, _ = read_people(a_file(a_row("1", name="Siobha\u0301n")))
    assert rows[0].person["name"] == "Siobhán"


def test_a_file_in_another_encoding_is_refused_by_line() -> None:
    with pytest.raises(NotUtf8, match="line 2 is not UTF-8"):
        decode(a_file(a_row("1", name="José")).encode("latin-1"))
    assert decode(b"\xef\xbb\xbfnumber") == "number"
