"""The words of whole documents."""

from documents.paper import Block, PaperContent
from documents.rendering import Typesetter
from tests.documents.reading import text_of

TYPESETTER = Typesetter()


def text(content: PaperContent) -> str:
    return text_of(TYPESETTER.render(content).content)


def block(content: PaperContent, title: str) -> Block:
    return next(each for each in content.blocks if each.title == title)
