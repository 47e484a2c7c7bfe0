"""What each fact means on the web: a page for browsers, an RFC 9457 problem for the JSON API."""

import json
import secrets
import sys
import traceback
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.dependencies import Elsewhere, SignInNeeded, parts_of, peer_of
from api.files.room import has_room
from api.meanings import (
    BUSY,
    BY_STATUS,
    INVALID,
    MEANINGS,
    ODD,
    TOO_MUCH_IN_FILES,
    Actions,
    Meaning,
)
from api.proposals import BadAnswers
from api.resending import Why, late, send_again
from api.security import SpentForm, is_worth_keeping
from api.templating import render

log = structlog.get_logger("api")

BAD_REQUEST, BAD_METHOD, TOO_LARGE, UNPROCESSABLE, BROKEN = 400, 405, 413, 422, 500


def handle_errors(app: FastAPI) -> None:
    """Have every fact answered as `MEANINGS` says."""
    for fact, meaning in MEANINGS.items():
        app.add_exception_handler(fact, _answer_busy if meaning is BUSY else _answer_fact)
    app.add_exception_handler(SpentForm, _answer_spent)
    app.add_exception_handler(Elsewhere, _send_on)
    app.add_exception_handler(SignInNeeded, _ask_to_sign_in)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)


def _answer_fact(request: Request, error: Exception) -> Response:
    meaning = next(MEANINGS[kind] for kind in type(error).__mro__ if kind in MEANINGS)
    errors = error.rules if isinstance(error, BadAnswers) else ()
    log.info("refused", fact=meaning.name, **_circumstances(request))
    return _respond(request, meaning, meaning.text or str(error), errors)


async def _answer_busy(request: Request, error: Exception) -> Response:
    """Something passing is away: a form comes back, to be sent again in a moment."""
    if not is_worth_keeping(request, parts_of(request).site):
        return await run_in_threadpool(_answer_fact, request, error)
    log.info("refused", fact=BUSY.name, **_circumstances(request))
    response = await send_again(request, Why.BUSY, BUSY.status)
    response.headers.update(BUSY.headers)
    return response


async def _ask_to_sign_in(request: Request, error: Exception) -> Response:
    if is_worth_keeping(request, parts_of(request).site):
        return await send_again(request, Why.SIGNED_OUT)
    return _send_on(request, error)


def _send_on(_request: Request, error: Exception) -> Response:
    location = error.location if isinstance(error, Elsewhere) else "/"
    return RedirectResponse(location, status_code=303)


async def _answer_spent(request: Request, _error: Exception) -> Response:
    """What was typed, to be sent again; it is logged as any form without a valid token is."""
    log.info("refused", fact="forged", **_circumstances(request))
    return await send_again(request, late(request))


def _answer_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else BAD_REQUEST
    if status == BAD_METHOD and request.method == "GET" and not _is_call(request):
        return _back_to_page(request)
    headers = (error.headers or {}) if isinstance(error, HTTPException) else {}
    meaning = BY_STATUS.get(status, ODD)
    response = _respond(request, meaning, meaning.text)
    response.headers.update(headers)
    return response


def _back_to_page(request: Request) -> Response:
    """The page whose form is sent to this address: each of them lies right below its page's.

    A form that comes back with what is wrong has this address in the browser, and may be reloaded.
    """
    page, _, _ = request.url.path.rpartition("/")
    return RedirectResponse(page or "/", status_code=303)


def _answer_invalid(request: Request, error: Exception) -> Response:
    """Name each field and the rule it breaks; a missing header is a bad request."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    rules = [
        {"field": ".".join(map(str, each["loc"][1:] or each["loc"])), "rule": str(each["msg"])}
        for each in found
    ]
    status = BAD_REQUEST if any(each["loc"][0] == "header" for each in found) else UNPROCESSABLE
    meaning = replace(INVALID, status=status)
    return _respond(request, meaning, meaning.text, rules)


def _respond(
    request: Request, meaning: Meaning, text: str, errors: Sequence[Mapping[str, str]] = ()
) -> Response:
    """The same fact in the words of whoever asked: a program or a person."""
    if _is_call(request):
        response = _problem(meaning, text, errors)
    else:
        response = render(
            request,
            "problem.html",
            meaning.status,
            title=meaning.title,
            text=text,
            actions=list(_offered(request, meaning.actions)),
        )
    response.headers.update(meaning.headers)
    return response


def _offered(request: Request, actions: Actions) -> Iterator[tuple[str, str]]:
    """Where to go on: to the start page, or to what this address is a part of."""
    for label, path in actions:
        address = path.format_map(defaultdict(str, request.path_params))
        if address == path or request.url.path.startswith(f"{address}/"):
            yield label, address


def _is_call(request: Request) -> bool:
    """Whether a program asks, and not a person."""
    return request.url.path.startswith("/api/")


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


class OwnWords:
    """Tell in our words what the limit on bodies below us answers in plain text."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; put a page or a problem in the place of a bare 413."""
        replaced = False

        async def watch(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_bare(message):
                replaced = True
                meaning = TOO_MUCH_IN_FILES if has_room(scope) else BY_STATUS[TOO_LARGE]
                await _respond(Request(scope), meaning, meaning.text)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, watch)


def _is_bare(start: Message) -> bool:
    """Whether an answer says in plain text that a body is too large."""
    plain = Headers(raw=start["headers"]).get("content-type", "").startswith("text/plain")
    return bool(start["status"] == TOO_LARGE and plain)


class LastResort:
    """Answer a bug with a reference that the log repeats, and nothing of its insides.

    Who presses a button twice goes away before the first request was read: no bug, and no answer.
    """

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
        except ClientDisconnect:
            log.info("gone", **_circumstances(Request(scope)))
        except Exception:
            if started:
                raise
            await _answer_bug(Request(scope))(scope, receive, send)


def _circumstances(request: Request) -> dict[str, str]:
    """Where something happened and from which address: no names, no tokens."""
    route = str(getattr(request.scope.get("route"), "path", ""))
    return {"method": request.method, "route": route, "peer": peer_of(request)}


def _answer_bug(request: Request) -> Response:
    """Its message and local values stay out of the log: they may hold what people wrote."""
    reference = secrets.token_hex(4).upper()
    kind, _, where = sys.exc_info()
    stack = "".join(traceback.format_tb(where))
    name = kind.__name__ if kind else ""
    log.error("mistake", error=reference, kind=name, stack=stack, **_circumstances(request))
    text = (
        f"We made a mistake. What you sent before is kept. If you tell us about it, "
        f"give this number: {reference}."
    )
    return _respond(request, Meaning(BROKEN, "mistake", "Something went wrong", text), text)
