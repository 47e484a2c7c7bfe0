"""Hostile files, sent as a browser sends them: refused beside the field, or made harmless."""

import io
from collections.abc import Callable
from html import unescape

import pikepdf
import pytest
from sqlmodel import select

from records.uploads import Upload
from tests.api.files import memory_within
from tests.api.proposer import Proposer
from tests.api.site import Desk
from tests.api.test_files_of_forms import attach
from tests.documents.uploads import samples

FIELD = "insurance_certificate"
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page of the web": ("a.pdf", lambda: b"<!doctype html><script>alert(1)</script>"),
    "a page before a PDF": ("a.pdf", lambda: b"<script>alert(1)</script>\n" + samples.a_pdf()),
    "the beginning alone": ("a.pdf", lambda: b"%PDF-1.7\n<script>alert(1)</script>"),
    "locked": ("a.pdf", lambda: samples.a_locked_pdf("secret")),
    "PDF and archive": ("a.pdf", lambda: samples.a_pdf() + samples.zipped()),
    "picture and archive": ("a.png", lambda: samples.a_picture() + samples.zipped()),
    "a sea of pixels": ("a.png", lambda: samples.a_flood(60_000, 60_000)),
    "a picture as PDF": ("a.pdf", samples.a_picture),
    "PDF as picture": ("a.png", samples.a_pdf),
    "pages without end": ("a.pdf", samples.a_tree_without_end),
    "a bomb": ("a.pdf", samples.a_bomb),
    "too many pages": ("a.pdf", lambda: samples.a_pdf(21)),
    "a web page by name": ("a.html", samples.a_pdf),
    "two endings": ("a.pdf.exe", samples.a_pdf),
    "nothing": ("a.pdf", lambda: b""),
}
TAKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "everything that acts": ("a.pdf", samples.an_active_pdf),
    "a script in a photograph": ("a.jpg", samples.a_photograph),
    "a path for a name": ("../../etc/<script>alert(1)</script>.pdf", samples.a_pdf),
}
ACTING = (b"JavaScript", b"<script", b"/Launch", b"/EmbeddedFile", b"MZ hidden", b"Somebody")


def kept(desk: Desk) -> list[Upload]:
    """The files on record."""
    with desk.session() as session:
        return list(session.exec(select(Upload)).all())


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_beside_its_field(desk: Desk, name: str) -> None:
    """It is told in words, nothing of it is kept, and what was typed is not lost."""
    called, content = REFUSED[name]
    proposer = Proposer(desk)
    proposer.typed["insurance_holder"] = "Ana of the Mills"
    sent = content()
    with memory_within(200):
        answer = attach(proposer, FIELD, sent, called)
    assert answer.status_code == 422, answer.headers
    page = unescape(answer.text)
    assert f'href="#{FIELD}"' in page
    assert "<script>alert" not in answer.text
    assert kept(desk) == []
    assert 'value="Ana of the Mills"' in proposer.client.get(f"{proposer.path}/insurance").text


@pytest.mark.parametrize("name", TAKEN)
def test_of_what_is_taken_nothing_acts(desk: Desk, name: str) -> None:
    called, content = TAKEN[name]
    proposer = Proposer(desk)
    answer = attach(proposer, FIELD, content(), called)
    assert answer.status_code == 303, answer.text
    [row] = kept(desk)
    assert "/" not in row.name
    assert not [word for word in ACTING if word in plainly(desk.parts.store.get(row.digest))]
    assert "<script>alert" not in proposer.client.get(f"{proposer.path}/insurance").text
    given = proposer.client.get(f"/uploads/{row.digest}")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-disposition"].startswith("attachment")
    assert "<" not in given.headers["content-disposition"]


def plainly(content: bytes) -> bytes:
    """The same with nothing packed, if it is a PDF."""
    if not content.startswith(b"%PDF-"):
        return content
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(
            written,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return written.getvalue()
