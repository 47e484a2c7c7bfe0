"""Which stored documents belong to which arrangement."""

import pytest
from sqlmodel import Session

from records import papers
from records.papers import Paper
from tests.records.samples import HOUR, NOW, REFERENCE, a_standing, begin


@pytest.fixture(autouse=True)
def arrangement(session: Session) -> None:
    """The arrangement that the documents belong to."""
    begin(session, a_standing(1))


def a_paper(document: str = "arrangement", *, state: str = "frozen", version: int = 1) -> Paper:
    """A stored document."""
    return Paper(
        reference=REFERENCE,
        version=version,
        document=document,
        state=state,
        digest=f"{document}-{state}-{version}",
        size=30_000,
        pages=2,
        made_at=NOW,
        content='{"title": "Arrangement"}',
    )


def test_noting_a_document_again_leaves_it_as_it_was(session: Session) -> None:
    papers.add(session, a_paper())
    again = a_paper()
    again.digest, again.made_at = "another", NOW + HOUR
    papers.add(session, again)
    (paper,) = papers.of_arrangement(session, REFERENCE)
    assert (paper.digest, paper.made_at) == ("arrangement-frozen-1", NOW)
    assert paper.content == '{"title": "Arrangement"}'


def test_a_document_without_content_has_none(session: Session) -> None:
    paper = a_paper()
    paper.content = None
    papers.add(session, paper)
    assert papers.frozen(session, REFERENCE, 1)[0].content is None


def test_what_is_signed_is_what_was_frozen_of_that_version(session: Session) -> None:
    for paper in (
        a_paper("proposal"),
        a_paper("arrangement"),
        a_paper("arrangement", state="filed"),
        a_paper("arrangement", version=2),
    ):
        papers.add(session, paper)
    frozen = papers.frozen(session, REFERENCE, 1)
    assert [paper.document for paper in frozen] == ["arrangement", "proposal"]
    assert len(papers.of_arrangement(session, REFERENCE)) == 4
