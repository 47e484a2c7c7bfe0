"""What browsers report about pages that broke the content policy: logged, kept nowhere else."""

import json
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PartsDep, peer_of
from api.security import REPORTS

router = APIRouter(include_in_schema=False)
log = structlog.get_logger("api")
NOTHING = 204
LONGEST = 16 * 1024
MOST = 5
"""Violations logged of one report; browsers send them in batches."""
WORDS = 100


@router.post(REPORTS)
async def take(request: Request, parts: PartsDep) -> Response:
    """Log which rule was broken by what; who reports too often or too much is not heard."""
    if parts.limits.reports.take(peer_of(request), parts.clock()):
        content = await request.body()
        for broken in _violations(content)[:MOST] if len(content) <= LONGEST else ():
            log.warning("content policy broken", **_told(broken))
    return Response(status_code=NOTHING)


def _violations(content: bytes) -> list[dict[str, object]]:
    """The violations in a report of either form: one under `csp-report`, or a list with bodies."""
    try:
        sent: object = json.loads(content)
    except (ValueError, RecursionError):
        return []
    items = sent if isinstance(sent, list) else [sent]
    found = [_inside(item) for item in items if isinstance(item, dict)]
    return [item for item in found if item]


def _inside(item: dict[str, object]) -> dict[str, object]:
    inner = item.get("csp-report", item.get("body"))
    return inner if isinstance(inner, dict) else {}


def _told(broken: dict[str, object]) -> dict[str, str]:
    """The rule and what broke it; no address of a page, which may hold a token."""
    rule = broken.get("effectiveDirective", broken.get("effective-directive", ""))
    blocked = broken.get("blockedURL", broken.get("blocked-uri", ""))
    return {"rule": str(rule)[:WORDS], "blocked": _site(str(blocked))[:WORDS]}


def _site(address: str) -> str:
    """The site of an address; a word such as `inline` stays as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else parts.path
