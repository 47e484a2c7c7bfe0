"""The directory, for coordinators: the people they look after, and feeds of many rows.

The file of a feed is looked at first, then applied whole.
"""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import HrDep, NotFound, PartsDep, SessionDep, act_key, protected
from api.doors.acts import Unavailable
from api.doors.acts import act_key as key_of
from api.files.attaching import protected_files
from api.overviews.feeds import (
    MOST_BYTES,
    Unreadable,
    feed_for,
    feeds_for,
    hand_over,
    look_ahead,
    rules_of,
    sender_of,
    staged,
    text_of,
)
from api.pages import FormDep
from api.parts import Parts
from api.templating import new_key, render
from api.threads import waited_for
from api.views.directory import person_view
from api.views.feeds import (
    FeedView,
    feed_view,
    foreseen_view,
    listed,
    sender_name,
)
from api.views.names import names_of, position_of
from api.visits import Viewer
from policy.forms.problem import Problem
from policy.wording import show_instant
from records import people
from records.feed import Feed, FeedKeyTaken, FeedState, stamp

router = APIRouter(include_in_schema=False)
LONGEST = 200
NO_FILE = "Choose a CSV file."
KEY_TAKEN = "Another file was sent from this page before. Choose the file again."
NOT_YET = "We could not hand this over yet. Please send it again: it is applied once."


@router.get("/people/feed")
def page(request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep) -> Response:
    """Where a file is handed in, and what became of those before."""
    return _page(request, session, parts, viewer)


@router.post("/people/feed", dependencies=[Depends(protected_files, scope="function")])
def look(
    request: Request, session: SessionDep, parts: PartsDep, viewer: HrDep, form: FormDep
) -> Response:
    """Say what is wrong with a file, or keep it and show what it would change."""
    key = key_of(viewer.person.number, act_key(form))
    try:
        text = _text(form)
    except Unreadable as error:
        return _page(request, session, parts, viewer, Problem("file", str(error)))
    sender = sender_of(viewer, parts.clock())
    foreseen = look_ahead(session, rules_of(parts), sender, text)
    if foreseen.bad:
        return render(request, "feed_refused.html", problems=foreseen.bad)
    try:
        feed = staged(session, sender, key, text, foreseen.agencies)
    except FeedKeyTaken:
        return _page(request, session, parts, viewer, Problem("file", KEY_TAKEN))
    return RedirectResponse(f"/people/feed/{feed.number}", status_code=303)


@router.get("/people/feed/{number}")
def one(
    request: Request, number: int, session: SessionDep, parts: PartsDep, viewer: HrDep
) -> Response:
    """What a feed would change, or what it did and which arrangements were told."""
    feed = feed_for(session, viewer, number)
    return _shown(request, session, parts, viewer, feed)


@router.post("/people/feed/{number}", dependencies=[Depends(protected)])
def apply(
    request: Request, number: int, session: SessionDep, parts: PartsDep, viewer: HrDep
) -> Response:
    """Have a feed applied: it is shown as it stands a moment later."""
    feed = feed_for(session, viewer, number)
    session.commit()
    within = parts.patience.total_seconds()
    try:
        waited_for(hand_over, parts.sessions, parts.feeds, number, parts.clock(), within)
    except Unavailable:
        return _shown(request, session, parts, viewer, feed, Problem("", NOT_YET))
    return RedirectResponse(f"/people/feed/{number}", status_code=303)


@router.get("/people")
def people_found(  # noqa: PLR0913, PLR0917 - what a search is made of
    request: Request,
    session: SessionDep,
    parts: PartsDep,
    viewer: HrDep,
    q: str = "",
    agency: str = "",
) -> Response:
    """People of the agencies that the viewer coordinates, by name, number or unit."""
    own = parts.known(viewer.agencies)
    asked = [each.id for each in own if agency in {"", each.id}]
    rows = [person for each in asked for person in people.search(session, q[:LONGEST], each)]
    return render(
        request,
        "people.html",
        rows=[(person, position_of(person)) for person in rows],
        most=people.MOST_FOUND,
        agencies=own,
        wanted={"q": q[:LONGEST], "agency": agency},
    )


@router.get("/people/{number}")
def person(
    request: Request, number: str, session: SessionDep, parts: PartsDep, viewer: HrDep
) -> Response:
    """One person's row, for who coordinates their agency."""
    row = people.find(session, number)
    if row is None or row.agency not in viewer.agencies:
        raise NotFound
    return render(request, "person.html", person=person_view(session, parts, row))


def _page(
    request: Request, session: Session, parts: Parts, viewer: Viewer, problem: Problem | None = None
) -> Response:
    zone = parts.zone_of(viewer.person.agency)
    return render(
        request,
        "feed.html",
        problems=[problem] if problem else [],
        feeds=listed(session, parts, feeds_for(session, viewer), zone),
        key=new_key(),
    )


def _shown(  # noqa: PLR0913, PLR0917 - what the page is made of
    request: Request,
    session: Session,
    parts: Parts,
    viewer: Viewer,
    feed: Feed,
    problem: Problem | None = None,
) -> Response:
    names = names_of(session, parts.agencies, [feed.person])
    return render(
        request,
        "feed_found.html",
        503 if problem else 200,
        problems=[problem] if problem else [],
        number=feed.number,
        state=feed.state,
        stamp=stamp(session, feed.number or 0),
        sent=feed.sent_at is not None,
        who=sender_name(names, feed.person),
        when=show_instant(feed.applied_at or feed.staged_at, parts.zone_of(viewer.person.agency)),
        page=_view(session, parts, viewer, feed),
        key=new_key(),
    )


def _view(session: Session, parts: Parts, viewer: Viewer, feed: Feed) -> FeedView:
    """What it would change by now, until it is applied or refused."""
    zone = parts.zone_of(viewer.person.agency)
    if feed.state != FeedState.STAGED:
        return feed_view(session, parts, feed, zone)
    sender = sender_of(viewer, parts.clock())
    foreseen = look_ahead(session, rules_of(parts), sender, feed.content)
    return foreseen_view(session, parts, foreseen, zone)


def _text(form: FormData) -> str:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Unreadable(NO_FILE)
    return text_of(file.file.read(MOST_BYTES + 1))
