"""Gives an uploaded file out: whole, as a file to keep, and never without a line in the log."""

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.files.attached import attached
from api.files.opened import Opened
from api.parts import Parts
from api.readings import note


def give(  # noqa: PLR0913, PLR0917 - the file, and who reads it by which right
    request: Request, session: Session, parts: Parts, opened: Opened, reader: str, why: str
) -> Response:
    """The file as a download under the name its owner gave it, made safe when it was taken."""
    upload = opened.upload
    content = parts.store.get(upload.digest)
    what = f"uploaded file {upload.digest}"
    note(request, session, reader=reader, reference=opened.reference, what=what, why=why)
    return attached(content, upload.media_type, upload.name)
