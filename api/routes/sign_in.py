"""Signing in by a link in mail, staying signed in, and signing out."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import (
    CallerDep,
    PartsDep,
    SessionDep,
    SpentSignIn,
    get_caller,
    get_viewer,
    peer_of,
    protected,
)
from api.letters import post_sign_in_letter
from api.limits import TooMany
from api.security import local_path, plain_token
from api.templating import render
from api.visits import forget_visit, keep_visit, raw_visit, signed_in_as
from policy.forms.checking import Problem
from records.visits import end_visit, use_sign_in

router = APIRouter(include_in_schema=False)
Next = Annotated[str, Form(alias="next")]


@router.get("/sign-in", dependencies=[Depends(get_caller)])
def ask(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002
    """The form that asks for a work mail address."""
    return render(request, "sign_in.html", next=local_path(next), address="", problems=())


@router.post("/sign-in", dependencies=[Depends(protected)])
def send(
    request: Request,
    parts: PartsDep,
    later: BackgroundTasks,
    mail: Annotated[str, Form()] = "",
    next_path: Next = "/",
) -> HTMLResponse:
    """Mail a sign-in link to who has that address; the answer is the same for everybody.

    The letter is written after the answer, so that its time tells nothing either.
    """
    wanted, address = local_path(next_path), mail.strip()
    if not address or "@" not in address:
        found = (Problem("mail", "Enter your work mail address, such as name@example.gov."),)
        return render(request, "sign_in.html", next=wanted, address=address, problems=found)
    if not parts.limits.sign_in_tries.take(peer_of(request), parts.clock()):
        raise TooMany
    later.add_task(post_sign_in_letter, parts, address, wanted)
    return render(request, "sign_in_sent.html", address=address)


@router.get("/sign-in/{token}", dependencies=[Depends(get_caller)])
def confirm(
    request: Request,
    token: str,
    next: str = "/",  # noqa: A002
) -> HTMLResponse:
    """One button: mail scanners open links, so opening this one signs nobody in."""
    return render(request, "sign_in_confirm.html", token=token, next=local_path(next))


@router.post("/sign-in/{token}", dependencies=[Depends(protected)])
def enter(  # noqa: PLR0913, PLR0917 - what the framework hands in
    request: Request,
    token: str,
    session: SessionDep,
    parts: PartsDep,
    caller: CallerDep,
    next_path: Next = "/",
) -> Response:
    """Use the link up and begin a session under a new cookie."""
    if parts.limits.bad_links.spent(peer_of(request), parts.clock()):
        raise TooMany
    person = use_sign_in(session, plain_token(token), parts.clock())
    if person is None:
        parts.limits.bad_links.take(peer_of(request), parts.clock())
        raise SpentSignIn
    raw = signed_in_as(session, caller.visit, person, parts.clock())
    response = RedirectResponse(local_path(next_path), status_code=303)
    keep_visit(response, parts.site, raw)
    return response


@router.get("/stay", dependencies=[Depends(get_viewer)])
def stay(request: Request) -> HTMLResponse:
    """Until when one is signed in; opening it is being here, which keeps the session alive."""
    return render(request, "stay.html")


@router.get("/sign-out", dependencies=[Depends(get_caller)])
def ask_to_leave(request: Request) -> HTMLResponse:
    """A page with the button, for where the button itself does not fit."""
    return render(request, "sign_out.html")


@router.post("/sign-out", dependencies=[Depends(protected)])
def leave(request: Request, session: SessionDep, parts: PartsDep) -> Response:
    """End the session here and now, on the server."""
    end_visit(session, raw_visit(request, parts.site))
    response = RedirectResponse("/sign-in", status_code=303)
    forget_visit(response, parts.site)
    return response
