"""Links in mail: each is exchanged for a session and a clean address, and signs nothing."""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.asking.tasks import TaskPageDep
from api.dependencies import (
    CallerDep,
    NotFound,
    NotYours,
    PartsDep,
    SessionDep,
    UnknownLink,
    peer_of,
    protected,
)
from api.letters import post_new_link
from api.limits import TooMany
from api.parts import Parts
from api.security import looking, plain_token, prefetching
from api.visits import Caller, has_gone, keep_visit, visit_with_link
from records import people
from records.links import Link, find_link

router = APIRouter(include_in_schema=False)
NOTHING = 204


@router.get("/t/{token:path}")
def exchange(
    request: Request, token: str, session: SessionDep, parts: PartsDep, caller: CallerDep
) -> Response:
    """Remember the link in a session and go on to its task under an address without the token."""
    if looking(request) or prefetching(request):
        return Response(status_code=NOTHING)
    peer = peer_of(request)
    if parts.limits.bad_links.spent(peer, parts.clock()):
        raise TooMany
    link = find_link(session, plain_token(token))
    if link is None:
        parts.limits.bad_links.take(peer, parts.clock())
        raise UnknownLink
    _refuse_others(session, parts, caller, link)
    raw = visit_with_link(session, caller.visit, link.id, parts.clock())
    response = RedirectResponse(f"/tasks/{link.id}", status_code=303)
    if raw:
        keep_visit(response, parts.site, raw)
    return response


@router.get("/links/{link_id}")
def explain(request: Request, page: TaskPageDep) -> HTMLResponse:
    """What became of a link that no longer leads to a task, and how to get a new one."""
    return page.explain(request, again=False)


@router.post("/links/{link_id}/again", dependencies=[Depends(protected)])
def send_again(
    request: Request, page: TaskPageDep, session: SessionDep, parts: PartsDep
) -> HTMLResponse:
    """Mail what still waits for the link's person, to the address on file and to no other."""
    if not parts.limits.new_links.take(page.link.person, parts.clock()):
        raise TooMany
    post_new_link(parts, session, page.link)
    return page.explain(request, again=True)


def _refuse_others(session: Session, parts: Parts, caller: Caller, link: Link) -> None:
    """Turn away who is not the link's person, or not here any more."""
    person = people.find(session, link.person)
    if person is not None and has_gone(session, parts, person):
        raise NotFound
    if caller.viewer is not None and caller.viewer.person.number != link.person:
        raise NotYours
