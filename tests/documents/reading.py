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
    """The number of characters in the longest line of text: the paper takes some 125."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return max(len(line) for page in pages for line in page.extract_text().splitlines())


def lowest_text(pdf: bytes) -> float:
    """How far up the lowest text of any page stands, in points; below zero is off the paper."""
    heights: list[float] = []

    def note(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            heights.append(inner[5] * outer[3] + outer[5])

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return min(heights)
