"""The page of a pile: what became of each act that was handed in with the others."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import CallerDep, NotFound, PartsDep, SignInNeeded
from api.many.piles import entries_of
from api.parts import Parts
from api.templating import render
from api.views.piles import results
from api.visits import Caller, exchanged
from records import piles
from records.piles import Pile

router = APIRouter(include_in_schema=False)
TITLES: Mapping[str, tuple[str, str, str]] = {
    "signatures": ("Signatures", "/sign-many", "What else waits for your signature"),
    "approvals": ("Approvals", "/approve-many", "What else waits for your decision"),
    "reviews": ("Reviews", "/review-many", "What else waits for your review"),
    "reminders": ("Reminders", "/arrangements", "Back to the board"),
    "replacements": ("Replacements", "/arrangements", "Back to the board"),
}


@router.get("/many/{pile}")
async def show(request: Request, parts: PartsDep, caller: CallerDep, pile: str) -> Response:
    """A result for each, once it is recorded or after a short wait; the page can be opened anew."""
    if caller.viewer is None and not caller.links:
        raise SignInNeeded(request.url.path)
    found = await run_in_threadpool(_own, parts, caller, pile)
    keys = [item["key"] for item in found.items if not item["problem"]]
    entries = await entries_of(parts.sessions, keys, parts.patience)
    views = results(found.items, entries)
    title, back, told = TITLES[found.kind]
    return render(
        request,
        "many.html",
        title=title,
        back=back,
        back_told=told,
        results=views,
        recorded=sum(each.state == "Recorded" for each in views),
        waiting=sum(each.waiting for each in views),
        undone=sum(each.state == "Not done" for each in views),
    )


def _own(parts: Parts, caller: Caller, name: str) -> Pile:
    """The pile of who is signed in, or of whose links this browser exchanged; else NotFound."""
    with parts.sessions() as session:
        persons = {caller.viewer.person.number} if caller.viewer else set[str]()
        if caller.viewer is None:
            persons = {link.person for link in exchanged(session, caller)}
        for person in sorted(persons):
            found = piles.find(session, name, person)
            if found is not None:
                return found
    raise NotFound
