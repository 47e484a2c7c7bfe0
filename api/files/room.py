"""Room for files in a request: where a route takes them, and nowhere else."""

from collections.abc import Iterator
from re import Pattern

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.files.attaching import protected_files

ROOM = 40 * 1024 * 1024
"""Bytes of one form with files: a few at the most that one file may have."""

PARTS = "multipart/form-data"
_ROOMY = "telecommute.roomy"


class RoomForFiles:
    """Let what is sent to a route that takes files be longer than other requests.

    Only the route's own guard reads it. What is sent in parts to any other route has no more room
    than other texts.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app
        self._roomy = RequestBodyLimitMiddleware(app, max_body_size=ROOM)
        self._places: list[tuple[Pattern[str], bool]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with room for files where they are expected."""
        scope[_ROOMY] = _is_in_parts(scope) and self._takes_files(scope)
        chosen = self._roomy if scope[_ROOMY] else self._app
        await chosen(scope, receive, send)

    def _takes_files(self, scope: Scope) -> bool:
        """Whether the route of this path does: the first that matches, as in routing."""
        if self._places is None:
            self._places = list(places(scope["app"]))
        path = str(scope["path"])
        return next((takes for pattern, takes in self._places if pattern.match(path)), False)


def has_room(scope: Scope) -> bool:
    """Whether a request, once it is on its way to its route, had room for files."""
    return bool(scope.get(_ROOMY))


def places(app: FastAPI) -> Iterator[tuple[Pattern[str], bool]]:
    """Every route that is posted to, in order: the pattern of its path, whether it takes files."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and "POST" in (route.methods or ()):
            yield route.path_regex, takes_files(route)


def takes_files(route: APIRoute) -> bool:
    """Whether a form's guard lets files through, or the API describes the route so."""
    body = (route.openapi_extra or {}).get("requestBody", {})
    return PARTS in body.get("content", {}) or protected_files in _guards(route.dependant)


def _guards(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _guards(inner)


def _is_in_parts(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "POST":
        return False
    told = dict(scope["headers"]).get(b"content-type", b"")
    return bool(told.lower().startswith(PARTS.encode()))
