"""Reads PDFs back, for the tests: text by page and the roles of the structure tree."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """The text of all pages, each run of white space as one space."""
    return " ".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, each run of white space as one space."""
    reader = PdfReader(io.BytesIO(pdf))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def roles_of(pdf: bytes) -> list[str]:
    """The roles of the structure tree in reading order: Document, H1, P, Table …"""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_roles(opened.Root.StructTreeRoot.K))


def _roles(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _roles(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S).removeprefix("/")
        if "/K" in node:
            yield from _roles(node.K)


def longest_line(pdf: bytes) -> int:
    """The number of characters in the longest line of text: what fits the paper is below 120."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return max(len(line) for page in pages for line in page.extract_text().splitlines())
