"""The JSON API's files: handing one in as an answer, and reading one."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.bearer import WhoDep
from api.calls.described import A_FILE, OF_BODIES
from api.calls.files_sent import file_sent
from api.calls.told import UploadTold
from api.dependencies import PartsDep, SessionDep
from api.files.opened import give, opened_by
from api.files.uploading import kept_file
from api.proposals import BadAnswers
from documents.uploads.rules import TITLES, Unfit
from policy.forms.problem import Problem

router = APIRouter(prefix="/api/v1/uploads", tags=["files"])


@router.post("", status_code=201, openapi_extra=A_FILE, responses=OF_BODIES)
async def hand_in(
    request: Request, session: SessionDep, parts: PartsDep, who: WhoDep
) -> UploadTold:
    """Hand in a PDF, PNG or JPEG file as your own; its `answer` goes into a form's field."""
    async with file_sent(request) as file:
        try:
            answer = await kept_file(parts, session, who.person.number, file)
        except Unfit as error:
            raise BadAnswers([Problem("file", f"The file {error}.")]) from None
    return UploadTold(answer=answer)


@router.get(
    "/{digest}",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in TITLES}}},
)
def download(
    request: Request, digest: str, session: SessionDep, parts: PartsDep, who: WhoDep
) -> Response:
    """One uploaded file: your own, or one of an arrangement that you review, sign or coordinate."""
    opened = opened_by(session, parts, who, digest)
    return give(request, session, parts, opened, who.person.number, "token")
