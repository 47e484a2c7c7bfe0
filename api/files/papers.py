"""The bytes of an arrangement's documents: as fixed, as filed, or with the signatures so far."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session
from starlette.responses import Response

from api.dependencies import NotFound
from api.files.attached import PDF, attached
from api.parts import Parts
from records import papers
from records.papers import FILED, FROZEN, Paper


class Form(StrEnum):
    """Which form of a document is wanted."""

    FROZEN = FROZEN
    FILED = FILED
    CURRENT = "current"


@dataclass(frozen=True)
class Wanted:
    """One document of one version, in one form."""

    reference: str
    version: int
    document: str
    form: Form = Form.CURRENT

    @property
    def what(self) -> str:
        """What the log says that was read."""
        return f"{self.document}, version {self.version}, {self.form}"


def pdf_of(parts: Parts, session: Session, wanted: Wanted) -> bytes:
    """The PDF; NotFound when that version has no such document (yet).

    The current form is set anew from what was fixed, with the signatures so far.
    """
    if wanted.form is Form.FILED:
        return parts.store.get(_find(session, wanted, FILED).digest)
    fixed = _find(session, wanted, FROZEN)
    if wanted.form is Form.FROZEN:
        return parts.store.get(fixed.digest)
    return parts.typesetter.render(parts.drafter.current(session, fixed)).content


def pdf_response(wanted: Wanted, content: bytes) -> Response:
    """The PDF as a file to keep, named after what is wanted."""
    name = f"{wanted.reference}-v{wanted.version}-{wanted.document}-{wanted.form}.pdf"
    return attached(content, PDF, name)


def _find(session: Session, wanted: Wanted, state: str) -> Paper:
    for paper in papers.of_arrangement(session, wanted.reference):
        same = (paper.version, paper.document, paper.state)
        if same == (wanted.version, wanted.document, state):
            return paper
    raise NotFound
