"""The web application, put together from its parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.calls.described import OF_CALLS, Described
from api.dependencies import parts_of
from api.errors import LastResort, OwnWords, handle_errors
from api.files.room import RoomForFiles
from api.parts import Parts
from api.routes import (
    amend,
    approvals,
    arrangement,
    board,
    board_many,
    calendars,
    concerns,
    coordinate,
    decide,
    directory,
    documents,
    end,
    extent,
    findings,
    health,
    home,
    hours,
    json_acts,
    json_arrangements,
    json_changes,
    json_concerns,
    json_directory,
    json_extent,
    json_feed,
    json_hours,
    json_many,
    json_people,
    json_registers,
    json_uploads,
    links,
    live,
    mailbox,
    many,
    modify,
    owed,
    propose,
    registers,
    renew,
    reports,
    review,
    sign_in,
    tasks,
    team,
)
from api.security import BODY_LIMIT, Heads, SafeHeaders, refuse_other_sites
from api.single_sign_on import KeptMeanwhile
from api.templating import STATIC
from api.threads import allow

ROUTERS: tuple[APIRouter, ...] = (
    tasks.router,
    board.router,
    health.router,
    sign_in.router,
    reports.router,
    links.router,
    documents.router,
    home.router,
    propose.router,
    owed.router,
    review.router,
    many.router,
    board_many.router,
    arrangement.router,
    concerns.router,
    approvals.router,
    decide.router,
    findings.router,
    amend.router,
    coordinate.router,
    modify.router,
    end.router,
    renew.router,
    team.router,
    registers.router,
    hours.router,
    calendars.router,
    extent.router,
    directory.router,
    live.router,
    mailbox.router,
    json_directory.router,
    json_feed.router,
    json_people.router,
    json_registers.router,
    json_hours.router,
    json_extent.router,
    json_arrangements.router,
    json_acts.router,
    json_many.acts,
    json_many.views,
    json_concerns.acts,
    json_concerns.views,
    json_changes.acts,
    json_changes.views,
    json_uploads.router,
)
"""They are tried in turn: what most people ask for stands first."""

DESCRIPTION = (
    "Every act and view of Telecommute for other programs. Send a bearer token with each request "
    "and an `Idempotency-Key` with each act. An act is answered 202 once it is received for good, "
    "or 200 with its timeline entry once it is recorded. Errors are RFC 9457 problems."
)


async def same_site(request: Request) -> None:
    """Guard of the whole application: no unsafe request caused by another site."""
    refuse_other_sites(request, parts_of(request).site)


class KeptFiles(StaticFiles):
    """Static files: kept for good where the address names the content, else asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        named = b"v=" in scope.get("query_string", b"")
        kept = "public, max-age=31536000, immutable" if named else "no-cache"
        response.headers["Cache-Control"] = kept
        return response


def create_app(parts: Parts) -> FastAPI:
    """The application; it reads nothing but its parts."""
    app = Described(
        title="Telecommute",
        version=parts.site.version,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(same_site)],
        responses=OF_CALLS,
        lifespan=partial(_lifespan, parts.threads),
    )
    app.state.parts = parts
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", KeptFiles(directory=STATIC, check_dir=False), name="static")
    handle_errors(app)
    app.add_middleware(RoomForFiles)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=BODY_LIMIT)
    app.add_middleware(OwnWords)
    app.add_middleware(LastResort)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Heads)
    if parts.single_sign_on:
        app.add_middleware(KeptMeanwhile, secret=parts.site.secret, secure=parts.site.secure)
    return app


@asynccontextmanager
async def _lifespan(threads: int, _: FastAPI) -> AsyncIterator[None]:
    allow(threads)
    yield
