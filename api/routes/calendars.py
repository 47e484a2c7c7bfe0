"""Calendars to subscribe to: their page, and the files under secret addresses."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import NotFound, PartsDep, SessionDep, ViewerDep, peer_of, protected
from api.files.attached import CALENDAR
from api.limits import TooMany
from api.overviews.calendars import Calendars, offered
from api.pages import FormDep, texts
from api.parts import Parts
from api.templating import render
from api.views.calendars import calendar_views
from api.visits import Viewer, has_gone
from api.who import acting
from policy.identity import KnownBy
from records import calendars, people
from records.calendars import Shown

router = APIRouter(include_in_schema=False)
KEPT = "private, max-age=3600"
"""Calendars ask again by themselves; what is in between need not ask us."""


@router.get("/calendars")
def overview(request: Request, session: SessionDep, parts: PartsDep, viewer: ViewerDep) -> Response:
    """The calendars that somebody may have, and which of them have an address."""
    return _show(request, session, parts, viewer)


@router.post("/calendars/{shows}", dependencies=[Depends(protected)])
def change(  # noqa: PLR0913, PLR0917 - the path, the form, and who sends it
    request: Request,
    shows: str,
    session: SessionDep,
    parts: PartsDep,
    viewer: ViewerDep,
    form: FormDep,
) -> Response:
    """Make a new address, which is shown this once, or stop the one there is."""
    may = offered(session, viewer)
    if shows not in may:
        raise NotFound
    shown, number = Shown(shows), viewer.person.number
    secret = ""
    if texts(form).get("do") == "stop":
        calendars.end(session, number, shown)
    else:
        secret = calendars.renew(session, number, shown, parts.clock())
    return _show(request, session, parts, viewer, shown, secret)


@router.get("/calendars/feeds/{secret}")
def feed(
    request: Request,
    secret: str,
    session: SessionDep,
    parts: PartsDep,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """One calendar, for whoever knows its address; no cookie is looked at."""
    peer, now = peer_of(request), parts.clock()
    if parts.limits.bad_links.spent(peer, now):
        raise TooMany
    address = calendars.of_secret(session, secret.lower().removesuffix(".ics"))
    content = _content(session, parts, address.person, address.shows) if address else None
    if content is None:
        parts.limits.bad_links.take(peer, now)
        raise NotFound
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": KEPT, "ETag": tag}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=CALENDAR, headers=headers)


def _content(session: Session, parts: Parts, number: str, shows: str) -> bytes | None:
    """The calendar; None for nobody's, and for that of who has left."""
    person = people.find(session, number)
    if person is None or has_gone(session, parts, person):
        return None
    reader = acting(session, parts, person, KnownBy.LINK)
    return Calendars(session, parts, reader).write(Shown(shows))


def _show(  # noqa: PLR0913, PLR0917 - what the page is shown with
    request: Request,
    session: Session,
    parts: Parts,
    viewer: Viewer,
    changed: Shown | None = None,
    secret: str = "",
) -> Response:
    views = calendar_views(
        offered(session, viewer),
        calendars.of_person(session, viewer.person.number),
        parts.zone_of(viewer.person.agency),
    )
    address = f"{parts.site.base_url}/calendars/feeds/{secret}.ics" if secret else ""
    return render(
        request,
        "calendars.html",
        calendars=views,
        changed=changed,
        address=address,
    )
