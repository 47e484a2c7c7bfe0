"""Takes in a file that somebody uploads: examined, kept under its SHA-256, and scanned.

The one record that the web application writes for a workflow's sake: the bytes are safe before
any workflow hears of them. Only what the examination made of a file is kept, never what was sent.
"""

from dataclasses import dataclass
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from anyio import to_thread
from sqlmodel import Session
from starlette.datastructures import UploadFile

from api.parts import Parts
from documents.uploads.examining import examine
from documents.uploads.naming import clean_name, ending_of
from documents.uploads.rules import MOST_BYTES, TOO_BIG, Examined, Unfit
from documents.uploads.scanning import ScannerUnavailable
from policy.form import FormField
from policy.forms.kinds import quoted
from policy.forms.problem import Problem
from records import uploads
from records.uploads import MOST_FILES, Upload, UploadState

NO_ROOM = (
    f"cannot be kept: you have {MOST_FILES} files or 100 megabytes here, which is as much as one "
    "person may have. Ask your HR office"
)
WAITING = "The virus scanner has not looked at it yet."
_COPIED = 1 << 16


async def take_upload(
    parts: Parts, session: Session, person: str, field: FormField, file: UploadFile
) -> str | Problem:
    """Keep a file as an answer to a field, `<SHA-256> <name>`; or say why it is not taken.

    The session is committed. Files wait for each other to be examined, whoever sent them.
    """
    try:
        return await kept_file(parts, session, person, file)
    except Unfit as error:
        return Problem(field.id, f"{quoted(field.label)} {error}.", field.citation)


async def kept_file(parts: Parts, session: Session, person: str, file: UploadFile) -> str:
    """The same for a file by itself; raises Unfit where it is not taken."""
    name = clean_name(file.filename or "")
    taking = _Taking(parts, session, person, name)
    return await to_thread.run_sync(taking.take, file.file, limiter=parts.examinations)


@dataclass(frozen=True)
class _Taking:
    """One person's file on its way to the store."""

    parts: Parts
    session: Session
    person: str
    name: str

    def take(self, file: IO[bytes]) -> str:
        """Examine, keep and scan; no transaction is open meanwhile."""
        self.session.commit()
        found = _examined(file, ending_of(self.name))
        digest = sha256(found.content).hexdigest()
        if uploads.find(self.session, digest, self.person) is None:
            self._keep(digest, found)
        self._settle(digest, found)
        return f"{digest} {self.name}"

    def _keep(self, digest: str, found: Examined) -> None:
        """The bytes first, then that they are this person's."""
        size = len(found.content)
        room = uploads.kept(self.session, self.person).has_room_for(size)
        self.session.commit()
        if not room:
            raise Unfit(NO_ROOM)
        self.parts.store.put(found.content)
        row = Upload(
            digest=digest,
            person=self.person,
            name=self.name,
            media_type=found.media_type,
            size=size,
            pages=found.pages,
            problem=WAITING,
            at=self.parts.clock(),
        )
        uploads.add(self.session, row)
        self.session.commit()

    def _settle(self, digest: str, found: Examined) -> None:
        """Ask the scanner once; without an answer the file waits, and the worker asks again."""
        row = uploads.find(self.session, digest, self.person)
        self.session.commit()
        if row is not None and row.state == UploadState.REFUSED:
            raise Unfit(row.problem)
        scanner = self.parts.scanner
        try:
            harm = scanner.scan(found.content) if scanner else ""
        except ScannerUnavailable:
            return
        problem = uploads.scanned(self.session, digest, self.person, harm)
        self.session.commit()
        if problem:
            raise Unfit(problem)


def _examined(file: IO[bytes], ending: str) -> Examined:
    """The file as a file of the system: a short one was in memory."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise Unfit(TOO_BIG)
    file.seek(0)
    with TemporaryFile() as copied:
        while piece := file.read(_COPIED):
            copied.write(piece)
        copied.flush()
        return examine(copied, ending)
