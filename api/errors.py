"""What each fact means on the web: a page for browsers, an RFC 9457 problem for the JSON API."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import NotAllowed
from api.acts import Gone, Refused, Unavailable
from api.bearer import BadToken, CookieSent
from api.dependencies import BadForm, NotFound, NotYours, SignInNeeded
from api.limits import TooMany
from api.proposals import BadProposal
from api.security import Forged
from api.templating import render
from documents.store import DocumentMissing, StoreUnavailable

log = structlog.get_logger("api")

BAD_REQUEST, UNPROCESSABLE, BROKEN = 400, 422, 500


@dataclass(frozen=True)
class Meaning:
    """How a fact is told: its status, a name for machines, words for people, what to do next.

    An empty `text` takes the exception's own message. `actions` are labels and paths.
    """

    status: int
    name: str
    title: str
    text: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


_HOME = (("Go to the start page", "/"),)
_TRY_AGAIN = {"Retry-After": "5"}
_ELSEWHERE = (
    "The page does not exist, or it is not for you to see. If a link brought you here, check that "
    "it is whole, or ask the person who sent it."
)
_BUSY = "Something we need is not answering. Nothing was lost; please try again in a moment."

MEANINGS: Mapping[type[Exception], Meaning] = {
    NotFound: Meaning(404, "not-found", "We cannot find this page", _ELSEWHERE, _HOME),
    DocumentMissing: Meaning(404, "not-found", "We cannot find this document", _ELSEWHERE, _HOME),
    NotYours: Meaning(
        403,
        "not-yours",
        "This task belongs to someone else",
        "You are signed in as somebody other than the person this link was sent to. "
        "Nothing was changed. Sign out first if the link is yours.",
        (("Sign out", "/sign-out"), *_HOME),
    ),
    NotAllowed: Meaning(403, "not-allowed", "This is not for you to do", actions=_HOME),
    Forged: Meaning(
        403,
        "forged",
        "Please send this again",
        "The page had been open for too long, or the request did not come from it. Nothing was "
        "changed. Go back, load the page again, and send it from there.",
        _HOME,
    ),
    BadForm: Meaning(
        400,
        "bad-form",
        "Please send this again",
        "The form came without its key. Open the page again and send it from there.",
        _HOME,
    ),
    BadToken: Meaning(
        401,
        "bad-token",
        "A bearer token is needed",
        "Send a valid token as `Authorization: Bearer ...`.",
        headers={"WWW-Authenticate": "Bearer"},
    ),
    CookieSent: Meaning(
        400, "cookie-sent", "Send no session cookie", "The API takes bearer tokens only."
    ),
    Refused: Meaning(409, "refused", "This cannot be done", actions=_HOME),
    BadProposal: Meaning(422, "invalid", "The proposal has problems"),
    Gone: Meaning(
        410,
        "ended",
        "This arrangement has ended",
        "Nothing more can be done to it. Its record stays.",
        _HOME,
    ),
    TooMany: Meaning(
        429,
        "too-many",
        "Too many tries",
        "Please wait a few minutes, then try again.",
        headers={"Retry-After": "60"},
    ),
    Unavailable: Meaning(503, "unavailable", "Please try again soon", _BUSY, headers=_TRY_AGAIN),
    StoreUnavailable: Meaning(
        503, "unavailable", "Please try again soon", _BUSY, headers=_TRY_AGAIN
    ),
    OperationalError: Meaning(
        503, "unavailable", "Please try again soon", _BUSY, headers=_TRY_AGAIN
    ),
    InterfaceError: Meaning(503, "unavailable", "Please try again soon", _BUSY, headers=_TRY_AGAIN),
}
_BY_STATUS = {
    404: MEANINGS[NotFound],
    405: Meaning(405, "bad-method", "This address does not do that", "Nothing was changed."),
    413: Meaning(413, "too-large", "That is too much", "Send less than 512 kilobytes."),
}
_ODD = Meaning(400, "bad-request", "We do not understand this", "Nothing was changed.", _HOME)
_INVALID = Meaning(422, "invalid", "There is a problem", "Some of what was sent cannot be used.")


def handle_errors(app: FastAPI) -> None:
    """Have every fact answered as `MEANINGS` says."""
    for fact in MEANINGS:
        app.add_exception_handler(fact, _answer_fact)
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)


def _answer_fact(request: Request, error: Exception) -> Response:
    meaning = next(MEANINGS[kind] for kind in type(error).__mro__ if kind in MEANINGS)
    errors = error.rules if isinstance(error, BadProposal) else ()
    return _respond(request, meaning, meaning.text or str(error), errors)


def _ask_to_sign_in(_request: Request, error: Exception) -> Response:
    location = error.location if isinstance(error, SignInNeeded) else "/sign-in"
    return RedirectResponse(location, status_code=303)


def _answer_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else BAD_REQUEST
    headers = (error.headers or {}) if isinstance(error, HTTPException) else {}
    meaning = _BY_STATUS.get(status, _ODD)
    response = _respond(request, meaning, meaning.text)
    response.headers.update(headers)
    return response


def _answer_invalid(request: Request, error: Exception) -> Response:
    """Name each field and the rule it breaks; a missing header is a bad request."""
    rules = _rules(error) if isinstance(error, RequestValidationError) else ()
    status = BAD_REQUEST if any(rule["in"] == "header" for rule in rules) else UNPROCESSABLE
    meaning = Meaning(status, _INVALID.name, _INVALID.title, _INVALID.text, _HOME)
    return _respond(request, meaning, meaning.text, rules)


def _rules(error: RequestValidationError) -> Sequence[Mapping[str, str]]:
    return [
        {
            "in": str(item["loc"][0]),
            "field": ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0]),
            "rule": str(item["msg"]),
        }
        for item in error.errors()
    ]


def _respond(
    request: Request, meaning: Meaning, text: str, errors: Sequence[Mapping[str, str]] = ()
) -> Response:
    """The same fact in the words of whoever asked: a program or a person."""
    if request.url.path.startswith("/api/"):
        response = _problem(meaning, text, errors)
    else:
        response = render(
            request,
            "problem.html",
            meaning.status,
            title=meaning.title,
            text=text,
            actions=meaning.actions,
        )
    response.headers.update(meaning.headers)
    return response


def _problem(meaning: Meaning, text: str, errors: Sequence[Mapping[str, str]]) -> Response:
    """In ASCII: what was sent may hold what no encoding can, and is named in the answer."""
    content: dict[str, object] = {
        "type": f"urn:telecommute:problem:{meaning.name}",
        "title": meaning.title,
        "status": meaning.status,
        "detail": text,
    }
    if errors:
        content["errors"] = list(errors)
    escaped = json.dumps(content)
    return Response(escaped, meaning.status, media_type="application/problem+json")


class LastResort:
    """Answer a bug with a reference that the log repeats, and nothing of its insides."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a bug after the answer began is raised to the server."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception:
            if started:
                raise
            await _answer_bug(Request(scope))(scope, receive, send)


def _answer_bug(request: Request) -> Response:
    reference = secrets.token_hex(4).upper()
    route = getattr(request.scope.get("route"), "path", "")
    log.exception("unhandled", error=reference, method=request.method, route=route)
    text = (
        f"We made a mistake, and nothing was changed by it. If you tell us about it, "
        f"give this number: {reference}."
    )
    return _respond(request, Meaning(BROKEN, "mistake", "Something went wrong", text), text)
