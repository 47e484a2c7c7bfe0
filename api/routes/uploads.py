"""Uploaded files, for whom they concern."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import CallerDep, PartsDep, SessionDep, SignInNeeded
from api.files.opened import give, opened_by, opened_through

router = APIRouter(include_in_schema=False)


@router.get("/uploads/{digest}")
def download(
    request: Request, digest: str, session: SessionDep, parts: PartsDep, caller: CallerDep
) -> Response:
    """One file, for who is signed in, or has come by the link of a task that it is for."""
    viewer = caller.viewer
    if viewer is not None:
        opened = opened_by(session, parts, viewer, digest)
        return give(request, session, parts, opened, viewer.person.number, "signed in")
    if not caller.links:
        raise SignInNeeded(request.url.path)
    opened, link = opened_through(session, parts, caller, digest)
    return give(request, session, parts, opened, link.person, f"link to {link.purpose}")
