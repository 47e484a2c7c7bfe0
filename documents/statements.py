"""The yearly statement as files: a table of typed cells, CSV, a spreadsheet, and PDF."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from documents.charts import alternative, bars, is_drawn
from documents.rendering import Typeset, Typesetter
from policy.counting.figures import NEW, Chapter, Figure, Statement, show

BOM = "\ufeff"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
HEADING = ("Chapter", "Figure", "Value", "Unit", "Year before", "Change")
WIDTHS = (36, 64, 16, 12, 16, 10)
"""Of the spreadsheet's columns, in letters."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
Cell = str | float | None


@dataclass(frozen=True)
class Heading:
    """What a statement is headed with: whose it is, for which days, as of when (UTC), and why."""

    title: str
    whose: str
    days: str
    as_of: str
    law: str
    made_at: datetime
    reasons: tuple[str, ...] = ()


def rows(statement: Statement) -> Iterator[tuple[Cell, ...]]:
    """A row for each figure; numbers are numbers, and what nobody knows is empty."""
    for chapter in statement.chapters:
        for figure in chapter.figures:
            before = statement.earlier.get(figure.id)
            yield (
                chapter.title,
                figure.title,
                _rounded(figure.value),
                figure.unit.value,
                _rounded(before),
                _rounded(change(figure, before)),
            )


def change(figure: Figure, before: float | None) -> float | None:
    """By how many percent a figure moved on the year before; None where nothing compares."""
    now = figure.value
    return None if now is None or not before else 100 * (now - before) / before


def as_csv(heading: Heading, statement: Statement) -> bytes:
    """CSV as spreadsheets read it: UTF-8 with its mark, and no text that is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for line in _head(heading):
        writer.writerow([harmless(cell) for cell in line])
    writer.writerow(HEADING)
    for row in rows(statement):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return (BOM + text.getvalue()).encode()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def as_spreadsheet(heading: Heading, statement: Statement) -> bytes:
    """XLSX with typed cells, a fixed heading row and filters; text is never a formula."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(content, options)
    book.set_properties({"title": heading.title, "created": heading.made_at.replace(tzinfo=None)})
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.##"})
    sheet = book.add_worksheet("Extent of use")
    found = list(rows(statement))
    for at, row in enumerate([HEADING, *found]):
        _write(sheet, at, row, number if at else bold)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found), len(HEADING) - 1)
    about = book.add_worksheet("About")
    about.set_column(0, 1, WIDTHS[0])
    for at, line in enumerate(_head(heading)):
        _write(about, at, line, bold)
    book.close()
    return content.getvalue()


def as_pdf(typesetter: Typesetter, heading: Heading, statement: Statement) -> Typeset:
    """PDF/A and PDF/UA, with the charts and the tables that say the same."""
    drawn = [chapter for chapter in statement.chapters if is_drawn(chapter)]
    charts = {f"{chapter.id}.svg": bars(chapter).encode() for chapter in drawn}
    return typesetter.typeset("extent", _paper(heading, statement, charts), heading.made_at, charts)


def _paper(heading: Heading, statement: Statement, charts: dict[str, bytes]) -> dict[str, object]:
    """What the template finds."""
    return {
        "title": heading.title,
        "form": heading.law,
        "employer": heading.whose,
        "program": heading.title,
        "identity": f"{heading.title}, {heading.days}",
        "reference": heading.title,
        "document": "extent",
        "facts": [{"label": label, "value": value} for label, value in _head(heading)[1:]],
        "chapters": [_part(statement, chapter, charts) for chapter in statement.chapters],
        "notes": list(heading.reasons),
    }


def _part(statement: Statement, chapter: Chapter, charts: dict[str, bytes]) -> dict[str, object]:
    name = f"{chapter.id}.svg"
    table = [("Figure", "Value", "Year before", "Change")]
    for figure in chapter.figures:
        before = statement.earlier.get(figure.id)
        shown = "" if before is None else show(before, figure.unit)
        table.append((figure.title, figure.shown, shown, moved(figure, before)))
    return {
        "title": chapter.title,
        "text": chapter.text,
        "chart": name if name in charts else "",
        "alt": alternative(chapter),
        "rows": [list(row) for row in table],
    }


def moved(figure: Figure, before: float | None) -> str:
    """The change on the year before as people read it: +12%, new, or a blank."""
    percent = change(figure, before)
    if percent is None:
        return NEW if before == 0 and figure.value else ""
    return f"{percent:+.0f}%"


def _head(heading: Heading) -> Sequence[tuple[str, str]]:
    return (
        ("Statement", heading.title),
        ("For", heading.whose),
        ("Period", heading.days),
        ("As of", heading.as_of),
    )


def _write(sheet: Worksheet, row: int, cells: Sequence[Cell], form: Format) -> None:
    """One row, each cell by its type."""
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, column, _CONTROLS.sub("", cell), form)
        elif cell is not None:
            sheet.write_number(row, column, cell, form)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
