"""Tables as files for spreadsheets: CSV with a mark of its coding, and nothing a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

BOM = "\ufeff"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
CSV = "text/csv; charset=utf-8"


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their columns; what would start a formula gets an apostrophe before it."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def attached(content: str, name: str) -> Response:
    """A CSV file for the browser to keep under that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=CSV, headers=headers)
