"""Files for a browser to keep, never to be shown as pages of this site."""

from urllib.parse import quote

from starlette.responses import Response

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


def _named(name: str) -> str:
    """The name as headers hold it: what is not plain is written by its codes."""
    written = quote(name, safe="", errors="replace")
    return f'filename="{name}"' if written == name else f"filename*=UTF-8''{written}"
