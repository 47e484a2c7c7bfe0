"""Tables as files for spreadsheets: CSV with a mark of its coding, and nothing a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from documents.statements import BOM, harmless


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their columns; what would start a formula gets an apostrophe before it."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
