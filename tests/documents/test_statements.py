"""The yearly statement as files: typed cells, no formulas, charts that say what the table says."""

import csv
import io
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from documents.charts import bars, is_drawn, ticks
from documents.rendering import Typesetter
from documents.statements import Heading, as_csv, as_pdf, as_spreadsheet
from policy.counting.figures import Chapter, Figure, Statement, Unit

LONG = "Will allowing the employee to telecommute benefit the environment and/or reduce traffic?"
HOSTILE = '=HYPERLINK("http://evil.example")'
DECISIONS = Chapter(
    "decisions",
    "Proposals and decisions",
    (
        Figure("decisions:received", "Received", amount=1204),
        Figure("decisions:denied", HOSTILE, amount=3),
        Figure("decisions:long", LONG, amount=2),
        Figure("decisions:longer", f"{LONG} Or not?", amount=1),
    ),
    drawn=True,
)
HOURS = Chapter(
    "hours",
    "Telecommuting hours",
    (
        Figure("hours:planned", "Hours planned", Unit.HOURS, 1234.5),
        Figure("hours:recorded", "Hours recorded", Unit.HOURS, None),
    ),
    "By the schedule.",
)
STATEMENT = Statement((DECISIONS, HOURS), {"decisions:received": 1000})
HEADING = Heading(
    "Extent of use of telecommuting, 2026",
    "Office of the Comptroller",
    "January 1, 2026 to December 31, 2026",
    "Saturday, January 2, 2027, 6:00 am EST",
    "State of Connecticut, General Letter 32, II(c)",
    datetime(2027, 1, 2, 11, tzinfo=UTC),
    ("Office of the Comptroller: A new building.",),
)


def cells() -> list[list[object]]:
    """The first sheet as a spreadsheet reads it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_spreadsheet(HEADING, STATEMENT)))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_spreadsheet_has_numbers_as_numbers_and_what_is_not_known_as_nothing() -> None:
    heading, received, *_, planned, recorded = cells()
    assert heading[:3] == ["Chapter", "Figure", "Value"]
    assert received == ["Proposals and decisions", "Received", 1204.0, "count", 1000.0, 20.4]
    assert planned[2] == 1234.5
    assert recorded[2] == ""


def test_no_text_in_a_spreadsheet_is_a_formula() -> None:
    content = as_spreadsheet(HEADING, STATEMENT)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert cells()[2][1] == HOSTILE
    assert book.sheet_names == ["Extent of use", "About"]


def test_no_text_in_csv_starts_a_formula() -> None:
    text = as_csv(HEADING, STATEMENT).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert f"'{HOSTILE}" in [row[1] for row in rows]
    assert next(row for row in rows if row[1] == "Received")[2] == "1204"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]


@pytest.mark.requirement("CT-014")
def test_the_document_says_everything_in_text_also_what_its_charts_show() -> None:
    typeset = as_pdf(Typesetter(), HEADING, STATEMENT)
    read = PdfReader(io.BytesIO(typeset.content))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for told in ("Office of the Comptroller", "1,204", "+20%", "1,234.5 hours", "A new building."):
        assert told in text
    assert "/StructTreeRoot" in read.root_object


def test_the_same_statement_gives_the_same_bytes() -> None:
    typesetter = Typesetter()
    once, twice = (as_pdf(typesetter, HEADING, STATEMENT).content for _ in range(2))
    assert once == twice


def test_a_chart_has_a_text_alternative_and_no_style_or_script() -> None:
    drawn = ET.fromstring(bars(DECISIONS))  # noqa: S314 - our own drawing
    assert drawn.get("role") == "img"
    assert "Received: 1,204" in str(drawn.get("aria-label"))
    for element in drawn.iter():
        assert not {"style", "onload", "onclick"} & set(element.attrib)
        assert element.tag.rpartition("}")[2] not in {"style", "script"}


def test_every_bar_of_a_chart_is_there_also_where_long_labels_begin_alike() -> None:
    drawn = ET.fromstring(bars(DECISIONS))  # noqa: S314 - our own drawing
    filled = [each for each in drawn.iter() if each.get("fill") == "#005ea2"]
    assert len(filled) == len(DECISIONS.figures)


def test_nothing_is_drawn_where_there_is_nothing_to_draw() -> None:
    assert not is_drawn(Chapter("x", "X", (Figure("x:y", "Y"),), drawn=True))
    assert not is_drawn(Chapter("x", "X", (Figure("x:y", "Y", amount=0.04),), drawn=True))
    assert not is_drawn(HOURS)


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(1, [0, 1]), (4, [0, 1, 2, 3, 4]), (11, [0, 5, 10]), (9434, [0, 2000, 4000, 6000, 8000])],
)
def test_an_axis_has_a_few_round_numbers(highest: int, expected: list[int]) -> None:
    assert ticks(highest) == expected


def test_a_short_chapter_stays_on_one_page_and_a_heading_with_its_table() -> None:
    for rows in range(1, 34):
        filling = Chapter("filling", "Filling", tuple(_figures(rows)))
        long = Chapter("long", "A long one", tuple(_figures(30)), "How it is counted.")
        statement = Statement((filling, DECISIONS, HOURS, long), {})
        pdf = as_pdf(Typesetter(), HEADING, statement).content
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
        (hours,) = [page for page in pages if "Telecommuting hours" in page]
        assert "Hours recorded" in hours
        (begun,) = [page for page in pages if "A long one" in page]
        assert "Line 0" in begun.split("A long one")[1]


def _figures(rows: int) -> list[Figure]:
    return [Figure(f"line:{number}", f"Line {number}", amount=1) for number in range(rows)]
