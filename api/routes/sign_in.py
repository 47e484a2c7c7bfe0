"""Signing in, by a link in mail or by one's work account; staying signed in, and signing out."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import (
    CallerDep,
    NotFound,
    NotInDirectory,
    PartsDep,
    SessionDep,
    SpentSignIn,
    get_caller,
    get_viewer,
    parts_of,
    peer_of,
    protected,
)
from api.letters import post_sign_in_letter
from api.limits import TooMany
from api.parts import Parts
from api.security import local_path, looking, plain_token
from api.single_sign_on import BACK, BEGIN, Named, SingleSignOn
from api.templating import render
from api.visits import Caller, forget_visit, keep_visit, may_sign_in, raw_visit, signed_in_as
from policy.forms.checking import Problem
from policy.identity import KnownBy
from records import people
from records.visits import end_visit, use_sign_in

router = APIRouter(include_in_schema=False)
Next = Annotated[str, Form(alias="next")]


async def by_mail(parts: PartsDep) -> None:
    """Guard of what signs in by a link in mail; NotFound where that is no way in."""
    if not parts.signs_in_by_mail:
        raise NotFound


@router.get("/sign-in", dependencies=[Depends(get_caller)])
def ask(request: Request, next: str = "/", way: str = "") -> HTMLResponse:  # noqa: A002
    """The ways in: one's work account, and a link in mail where that is a way (`way`: account)."""
    return _ask(request, local_path(next), account_alone=way == "account")


@router.get(BEGIN)
async def begin(request: Request, parts: PartsDep, next: str = "/") -> Response:  # noqa: A002
    """On to the employer's provider; nobody is signed in yet."""
    there = await _account_of(parts).begin(request, local_path(next))
    return RedirectResponse(there, status_code=303)


async def named(request: Request, parts: PartsDep) -> Named:
    """Who has come back from there; a look ahead uses nothing up."""
    if looking(request):
        raise NotFound
    return await _account_of(parts).finish(request)


@router.get(BACK)
def enter_by_account(
    session: SessionDep, parts: PartsDep, caller: CallerDep, back: Annotated[Named, Depends(named)]
) -> Response:
    """Begin the session of who has come back, as far as the directory has them."""
    person = people.find(session, back.number)
    if person is None or not may_sign_in(session, parts, person):
        raise NotInDirectory
    return _signed_in(session, parts, caller, person.number, KnownBy.SINGLE_SIGN_ON, back.next_path)


@router.post("/sign-in", dependencies=[Depends(protected), Depends(by_mail)])
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
        return _ask(request, wanted, address, found)
    if not parts.limits.sign_in_tries.take(peer_of(request), parts.clock()):
        raise TooMany
    later.add_task(post_sign_in_letter, parts, address, wanted)
    return render(request, "sign_in_sent.html", address=address)


@router.get("/sign-in/{token}", dependencies=[Depends(get_caller), Depends(by_mail)])
def confirm(
    request: Request,
    token: str,
    next: str = "/",  # noqa: A002
) -> HTMLResponse:
    """One button: mail scanners open links, so opening this one signs nobody in."""
    return render(request, "sign_in_confirm.html", token=token, next=local_path(next))


@router.post("/sign-in/{token}", dependencies=[Depends(protected), Depends(by_mail)])
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
    return _signed_in(session, parts, caller, person, KnownBy.SESSION, local_path(next_path))


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


def _ask(
    request: Request,
    wanted: str,
    address: str = "",
    problems: Sequence[Problem] = (),
    *,
    account_alone: bool = False,
) -> HTMLResponse:
    parts = parts_of(request)
    return render(
        request,
        "sign_in.html",
        next=wanted,
        account=parts.single_sign_on is not None,
        account_alone=account_alone,
        by_mail=parts.signs_in_by_mail and not account_alone,
        address=address,
        problems=problems,
    )


def _account_of(parts: Parts) -> SingleSignOn:
    if parts.single_sign_on is None:
        raise NotFound
    return parts.single_sign_on


def _signed_in(  # noqa: PLR0913, PLR0917 - all that a session begins with
    session: Session, parts: Parts, caller: Caller, person: str, known_by: KnownBy, to: str
) -> Response:
    raw = signed_in_as(session, caller.visit, person, parts.clock(), known_by)
    response = RedirectResponse(to, status_code=303)
    keep_visit(response, parts.site, raw)
    return response
