"""The PDF: its standards, its pages, its signatures, and what nasty input does to it."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from documents.contents import paper_content, signature_rows
from documents.paper import PaperContent
from documents.rendering import Typesetter
from tests.documents.reading import pages_of, roles_of, text_of
from tests.documents.samples import (
    AUTHORIZED_AT,
    CLAUSES,
    MADE_AT,
    PARTICULARS,
    PARTIES,
    PROGRAM,
    ROLES,
    policy_alone,
    signed,
)
from tests.documents.typeset import OPEN, TYPESETTER, arrangement, rendered
from tests.documents.whole import unsigned, whole
from tests.memory import held

DIGEST = "0123456789abcdef" * 4


def filed(*lines: str) -> PaperContent:
    rows = signature_rows(PROGRAM, "arrangement", PARTIES, {line: signed(line) for line in lines})
    authorized = replace(PARTICULARS, authorized_at=AUTHORIZED_AT)
    return paper_content(authorized, "arrangement", rows, made_at=MADE_AT, frozen_digest=DIGEST)


@pytest.mark.parametrize("document", ["proposal", "arrangement", "policy"])
def test_every_document_is_pdf_a_3a_and_pdf_ua_1_in_one(document: str) -> None:
    content = paper_content(PARTICULARS, document, OPEN, made_at=MADE_AT)
    with pikepdf.open(io.BytesIO(rendered(content))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == f"{content.title} TA-7K3M-9QXD, version 1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-US"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.docinfo.Title == metadata["dc:title"]
        assert not pdf.check_pdf_syntax()


@pytest.mark.parametrize("document", ["proposal", "arrangement", "policy"])
def test_every_font_is_embedded(document: str) -> None:
    content = paper_content(PARTICULARS, document, OPEN, made_at=MADE_AT)
    with pikepdf.open(io.BytesIO(rendered(content))) as pdf:
        described = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert described
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in described)


def test_headings_pairs_lists_and_tables_are_tagged_as_such() -> None:
    roles = roles_of(rendered(arrangement()))
    assert roles[:3] == ["Document", "Title", "P"]
    assert roles.count("H1") == 8
    assert {"L", "LI", "Lbl", "LBody", "Table", "THead", "TH", "TR", "TD"} <= set(roles)


def test_the_page_is_us_letter_with_its_number_reference_and_version() -> None:
    typeset = TYPESETTER.render(arrangement())
    pages = pages_of(typeset.content)
    assert typeset.pages == len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.startswith("State of Example Telecommuting in state service")
        assert f"TA-7K3M-9QXD, version 1 Page {number} of {len(pages)}" in page
    with pikepdf.open(io.BytesIO(typeset.content)) as pdf:
        assert [list(page.mediabox) for page in pdf.pages] == [[0, 0, 612, 792]] * len(pages)


def test_the_arrangement_shows_schedule_share_and_numbered_terms() -> None:
    text = text_of(rendered(arrangement()))
    assert "Day Place Start Lunch Breaks End Hours" in text
    assert "16 of 40 hours, 40%" in text
    for number, clause in enumerate(CLAUSES, 1):
        assert f"{number}. {clause.text}" in text
        assert clause.citation in text


def test_the_policy_text_comes_before_whom_it_concerns() -> None:
    text = text_of(rendered(paper_content(policy_alone(), "policy", OPEN, made_at=MADE_AT)))
    assert text.index("Telecommuting is voluntary") < text.index("What is expected")
    assert text.index("What is expected") < text.index("Employee number")


def test_a_superseding_version_says_which_it_replaces() -> None:
    second = replace(PARTICULARS, version=2, supersedes=1)
    text = text_of(rendered(paper_content(second, "arrangement", OPEN, made_at=MADE_AT)))
    assert "Supersedes version 1 of this reference" in text
    assert "TA-7K3M-9QXD, version 2 Page 1" in text
    assert "Supersedes" not in text_of(rendered(arrangement()))


@pytest.mark.requirement("CT-169")
def test_the_signature_page_fills_as_people_sign() -> None:
    told = "Signed Tuesday, November 10, 2026, 4:12 pm EST Signature reference 4F9A-81D0-E7C2"
    empty, some, full = (
        text_of(rendered(content))
        for content in (
            arrangement(),
            filed("hr", "employee"),
            filed(*(row.id for row in ROLES[:5])),
        )
    )
    assert [text.count("Signature Date") for text in (empty, some, full)] == [5, 3, 0]
    assert [text.count(told) for text in (empty, some, full)] == [0, 2, 5]


def test_a_designee_signs_in_somebodys_place() -> None:
    row = signed("head", in_place_of="Dolores Castellano")
    content = replace(arrangement(), signatures=(row,))
    assert "In the place of Dolores Castellano, as designee" in text_of(rendered(content))


def test_the_filed_document_prints_the_digest_of_what_was_signed() -> None:
    assert "01234567 89abcdef" in text_of(rendered(filed("hr")))
    assert "01234567" not in text_of(rendered(arrangement()))


@pytest.mark.requirement("CT-171")
def test_the_filed_document_carries_the_signed_one_unchanged() -> None:
    frozen = rendered(arrangement())
    typeset = TYPESETTER.render(filed("hr"), {"arrangement-as-signed.pdf": frozen})
    with pikepdf.open(io.BytesIO(typeset.content)) as pdf:
        attached = pdf.attachments["arrangement-as-signed.pdf"]
        assert attached.get_file().read_bytes() == frozen
        assert attached.get_file().mime_type == "application/pdf"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"
    assert typeset.pages == len(pages_of(typeset.content))


def test_the_same_content_gives_the_same_bytes_whoever_sets_it() -> None:
    first = rendered(arrangement())
    rendered(arrangement("Somebody Else"))
    assert rendered(arrangement()) == first
    assert Typesetter().render(arrangement()).content == first


def test_another_time_or_name_gives_other_bytes() -> None:
    first = rendered(arrangement())
    assert rendered(replace(arrangement(), made_at=MADE_AT + timedelta(seconds=1))) != first
    assert rendered(arrangement("Maria Lindqvist")) != first


def test_threads_take_turns_at_one_typesetter() -> None:
    names = [f"Person {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda name: text_of(rendered(arrangement(name))), names))
    assert all(name in text for name, text in zip(names, texts, strict=True))


def answered_anew(content: PaperContent, number: int) -> PaperContent:
    """The document with no answer as in another one."""
    blocks = tuple(
        replace(
            block, rows=tuple(replace(row, value=f"{row.value} {number}") for row in block.rows)
        )
        for block in content.blocks
    )
    return replace(content, reference=f"{content.reference}-{number}", blocks=blocks)


def test_what_was_set_before_is_not_kept_in_memory() -> None:
    """But for the last few documents, which the next ones have much of."""
    content = unsigned(whole(), "arrangement")
    for number in range(4):
        rendered(answered_anew(content, number))
    before = held()
    for number in range(4, 14):
        rendered(answered_anew(content, number))
    assert held() - before < 6_000
