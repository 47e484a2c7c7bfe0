"""Files for a browser to keep, never to be shown as pages of this site."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from starlette.responses import Response

from documents.statements import BOM, harmless

SANDBOX = "sandbox; default-src 'none'"
CALENDAR = "text/calendar; charset=utf-8"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


def attached(content: bytes | str, media: str, name: str) -> Response:
    """The file under that name, whatever letters it is written with."""
    headers = {
        "Content-Disposition": f"attachment; {_named(name)}",
        "Content-Security-Policy": SANDBOX,
    }
    return Response(content, media_type=media, headers=headers)


def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A table for spreadsheets: a mark of its coding, and what would start a formula harmless."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return attached(text.getvalue(), CSV, name)


def _named(name: str) -> str:
    """The name as headers hold it: what is not plain is written by its codes."""
    written = quote(name, safe="", errors="replace")
    return f'filename="{name}"' if written == name else f"filename*=UTF-8''{written}"
