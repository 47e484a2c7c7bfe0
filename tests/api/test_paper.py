"""A document as a page says what its PDF says, and nothing in it is markup."""

import html
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from api.templating import pages, written
from documents.contents import paper_content, signature_rows
from documents.paper import PaperContent
from tests.documents.samples import (
    AUTHORIZED_AT,
    CLAUSES,
    MADE_AT,
    PARTICULARS,
    PARTIES,
    PROGRAM,
    named,
    policy_alone,
    signed,
)
from tests.documents.whole import reviewed, unsigned, whole
from tests.documents.whole import signed as whole_signed

PAGE = pages().from_string('{% from "paper.html" import paper %}{{ paper(content) }}')


def content(document: str = "arrangement", *lines: str) -> PaperContent:
    rows = signature_rows(PROGRAM, document, PARTIES, {line: signed(line) for line in lines})
    return paper_content(PARTICULARS, document, rows, made_at=MADE_AT)


def words(markup: str) -> str:
    """What a person reads: the page without its tags, white space evened out."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup)))


def test_the_page_says_all_that_the_document_says() -> None:
    paper = content("arrangement", "hr")
    text = words(PAGE.render(content=paper))
    for block in paper.blocks:
        assert block.title in text
        assert all(f"{row.label} {' '.join(row.value.split())}" in text for row in block.rows)
        assert all(" ".join(cells) in text for cells in block.table)
    assert all(f"{clause.text} ({clause.citation})" in text for clause in CLAUSES)
    assert paper.consent in text
    assert paper.notes[0] in text


def test_lines_are_signed_or_say_that_they_are_not() -> None:
    text = words(PAGE.render(content=content("arrangement", "hr", "manager")))
    assert text.count("Not signed yet") == 3
    assert text.count("Signed Tuesday, November 10, 2026, 4:12 pm EST") == 2


def test_a_designee_and_what_follows_authorization_are_shown() -> None:
    filed = paper_content(
        replace(PARTICULARS, authorized_at=AUTHORIZED_AT, version=2, supersedes=1),
        "arrangement",
        (signed("head", in_place_of="Ann Other"),),
        made_at=MADE_AT,
        frozen_digest="0123456789abcdef" * 4,
    )
    text = words(PAGE.render(content=filed))
    assert "In the place of Ann Other , as designee" in text
    assert "Copy to DAS due by the end of November 29, 2026" in text
    assert "01234567 89abcdef 01234567" in text
    assert "Supersedes version 1 of this reference." in text


def test_a_policy_is_read_before_whom_it_concerns() -> None:
    alone = paper_content(policy_alone(), "policy", (), made_at=MADE_AT)
    text = words(PAGE.render(content=alone))
    assert text.index("Telecommuting is voluntary") < text.index("What is expected")
    assert text.index("What is expected") < text.index("Employee number")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{7*7}}", "a\"b'c&d", "</dd><h1>x"])
def test_markup_in_a_name_is_text(name: str) -> None:
    paper = paper_content(named(name), "arrangement", (), made_at=MADE_AT)
    page = PAGE.render(content=paper)
    assert "<script" not in page
    assert "<h1" not in page
    assert name in html.unescape(page)


@pytest.mark.parametrize("document", ["proposal", "arrangement", "policy"])
def test_the_page_is_well_formed_and_its_tables_have_heading_cells(document: str) -> None:
    page = PAGE.render(content=content(document, "hr")).replace("<br>", "<br/>")
    article = ElementTree.fromstring(page.strip())  # noqa: S314 - our own page
    for table in article.iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.findall("thead/tr/th"))
        assert all(row[0].get("scope") == "row" for row in table.findall("tbody/tr"))


@pytest.mark.requirement("CT-008", "CT-019")
def test_the_page_has_the_agencys_part_as_the_document_has_it() -> None:
    paper = unsigned(reviewed(whole()), "proposal")
    text = words(PAGE.render(content=paper))
    for block in paper.blocks:
        assert all(paragraph in text for paragraph in block.text)
        for item in block.answered:
            assert " ".join(item.question.split()) in text
            assert all(note in text for note in (*item.notes, item.text))
    assert text.index("Agency review") < text.index("The position (III.A)") < text.index("Basis")


def test_the_page_numbers_terms_through_their_groups_and_marks_them() -> None:
    paper = whole_signed(whole(), "arrangement")
    page = PAGE.render(content=paper)
    plain = [clause for clause in paper.clauses if not clause.group]
    assert page.index("<h4>IT policies</h4>") < page.index(f'<ol start="{len(plain) + 1}">')
    assert words(page).count("\N{CHECK MARK} Employee") == len(paper.marks) + 1
    assert "Ana Rivera acknowledged each of these terms on its own" in words(page)


@pytest.mark.parametrize("name", ["connecticut", "sacramento"])
def test_the_page_of_each_shipped_document_is_well_formed(name: str) -> None:
    for document in whole(name).program.documents:
        page = PAGE.render(content=whole_signed(reviewed(whole(name)), document.id))
        article = ElementTree.fromstring(page.strip().replace("<br>", "<br/>"))  # noqa: S314
        assert article.get("class") == "paper"


def test_the_page_says_for_which_days_a_designee_was_designated() -> None:
    row = replace(signed("head", in_place_of="Ann Other"), delegation="May 1, 2026 to May 31, 2026")
    paper = replace(content(), signatures=(row,))
    assert "Designated May 1, 2026 to May 31, 2026" in words(PAGE.render(content=paper))


def test_a_document_is_written_out_once_and_anew_when_anything_in_it_has_changed() -> None:
    once, again = written(content()), written(content())
    assert once is again
    assert written(content("arrangement", "hr")) != once
    assert written(replace(content(), marks={CLAUSES[0].id: "Employee"})) is not once
    assert once == PAGE.render(content=content())
