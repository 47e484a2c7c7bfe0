"""Uploaded files: whose, what became of checking them; the bytes are in the document store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, func, select, update

from records.database import ALONE, Instant, insert_new, plain

HARMFUL = "was refused: the virus scanner found something harmful in it ({})"
"""Why a file was refused, with the scanner's name for it; goes on from the file's name."""

ALARM_AFTER = timedelta(minutes=30)
"""How long checking a file may take before operators are told."""

MOST_FILES = 20
MOST_BYTES = 100 * 1024 * 1024
"""What one person may keep here, refused files left out."""


class UploadState(StrEnum):
    """What is known of a file: nobody gets to see one that is not clean."""

    CHECKING = "checking"
    CLEAN = "clean"
    REFUSED = "refused"


class Upload(SQLModel, table=True):
    """One file that a person uploaded, by the SHA-256 of what is stored of it.

    `problem` says in plain words why it was refused, or why checking it takes long.
    """

    digest: str = Field(primary_key=True)
    person: str = Field(primary_key=True, index=True)
    name: str
    media_type: str
    size: int
    pages: int = 0
    state: str = Field(default=UploadState.CHECKING.value, index=True)
    problem: str = ""
    at: datetime = Field(sa_column=Column(Instant, nullable=False))


@dataclass(frozen=True)
class Kept:
    """How much of one person is kept: what the quota counts."""

    files: int
    size: int

    def has_room_for(self, size: int) -> bool:
        """Whether one more file of `size` bytes fits into the quota."""
        return self.files < MOST_FILES and self.size + size <= MOST_BYTES


def add(session: Session, upload: Upload) -> None:
    """Note an uploaded file; one that the same person uploaded before stays as it was."""
    insert_new(session, Upload, [upload.model_dump()])


def find(session: Session, digest: str, person: str) -> Upload | None:
    """The person's own file of that digest, or None."""
    return session.get(Upload, (plain(digest), plain(person)))


def of_person(session: Session, person: str) -> list[Upload]:
    """A person's files, oldest first, refused ones too."""
    theirs = select(Upload).where(Upload.person == plain(person))
    return list(session.exec(theirs.order_by(col(Upload.at), col(Upload.digest))).all())


def kept(session: Session, person: str) -> Kept:
    """How many files of a person are kept, and their bytes."""
    counted = select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.person == plain(person), Upload.state != UploadState.REFUSED.value
    )
    files, size = session.exec(counted).one()
    return Kept(files, int(size))


def settle(  # noqa: PLR0913 - the file, and what was found
    session: Session,
    digest: str,
    person: str,
    state: UploadState,
    *,
    problem: str = "",
    pages: int | None = None,
) -> bool:
    """Say what checking a file came to; False where that was settled before, or no file is there.

    `UploadState.CHECKING` notes why it is not known yet (`problem`): the file waits on.
    """
    found: dict[str, object] = {"state": state.value, "problem": problem}
    if pages is not None:
        found["pages"] = pages
    waiting = update(Upload).where(
        col(Upload.digest) == digest,
        col(Upload.person) == person,
        col(Upload.state) == UploadState.CHECKING.value,
    )
    return bool(session.exec(waiting.values(**found), execution_options=ALONE).rowcount)


def scanned(session: Session, digest: str, person: str, harm: str) -> str:
    """Settle a file by the scanner's verdict; returns why it was refused, blank if it is clean.

    `harm` is the scanner's name for what it found, blank for nothing.
    """
    state = UploadState.REFUSED if harm else UploadState.CLEAN
    problem = HARMFUL.format(harm) if harm else ""
    settle(session, digest, person, state, problem=problem)
    return problem


def of_digest(session: Session, digest: str) -> list[Upload]:
    """Everybody's rows of the same bytes, oldest first."""
    same = select(Upload).where(Upload.digest == plain(digest))
    return list(session.exec(same.order_by(col(Upload.at), Upload.person)).all())


def state_of(rows: Sequence[Upload]) -> UploadState | None:
    """What is known of bytes, whoever uploaded them: harmful to one is harmful to all."""
    found = {row.state for row in rows}
    worst_first = (UploadState.REFUSED, UploadState.CLEAN, UploadState.CHECKING)
    return next((state for state in worst_first if state in found), None)


def stuck(session: Session, before: datetime) -> list[Upload]:
    """Files uploaded before that instant whose checking has not ended, oldest first."""
    waiting = select(Upload).where(
        Upload.state == UploadState.CHECKING.value, col(Upload.at) < before
    )
    return list(session.exec(waiting.order_by(col(Upload.at), col(Upload.digest))).all())


def late(session: Session, now: datetime) -> int:
    """How many files have waited too long for the virus scanner."""
    return len(stuck(session, now - ALARM_AFTER))


def waits_for_scanner(files: int) -> str:
    """What operators are told of files whose checking takes too long."""
    return f"{files} uploaded {'file waits' if files == 1 else 'files wait'} for the virus scanner."
