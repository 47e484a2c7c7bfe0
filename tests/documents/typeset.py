"""The arrangement of the samples before anybody has signed it, and its PDF."""

from documents.contents import paper_content, signature_rows
from documents.paper import PaperContent
from documents.rendering import Typesetter
from tests.documents.samples import MADE_AT, PARTIES, PROGRAM, named

TYPESETTER = Typesetter()
OPEN = signature_rows(PROGRAM, "arrangement", PARTIES, {})


def arrangement(name: str = "Maria Lindqvist-Santos") -> PaperContent:
    """What it says of somebody of that name."""
    return paper_content(named(name), "arrangement", OPEN, made_at=MADE_AT)


def rendered(content: PaperContent) -> bytes:
    """The PDF."""
    return TYPESETTER.render(content).content
