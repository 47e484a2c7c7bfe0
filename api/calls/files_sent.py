"""The one file that a call brings, in the part named `file`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import UploadFile
from starlette.requests import Request

from api.proposals import BadAnswers
from policy.forms.problem import Problem


@asynccontextmanager
async def file_sent(request: Request) -> AsyncIterator[UploadFile]:
    """The file, as long as it is looked at; BadAnswers where none came."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadAnswers([Problem("file", "Send a file in the part named file.")])
        yield file
