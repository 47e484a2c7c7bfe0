"""The closing document: how it ended, what came back and when, and nothing private."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest

from documents.closing import NOTHING, Closed, closing_content
from documents.paper import Row
from documents.rendering import Typesetter
from policy.concerns import Concern, ConcernKind, ConcernState
from tests.documents.reading import lowest_text, text_of
from tests.documents.whole import whole

TYPESETTER = Typesetter()
OPENED = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
BACK = datetime(2027, 3, 4, 20, 30, tzinfo=UTC)
OWED = Concern(
    number=1,
    kind=ConcernKind.DUTY,
    rule="equipment_return",
    state=ConcernState.OPEN,
    role="supervisor",
    person="",
    opened_at=OPENED,
    subject="Laptop, 4711",
)
RETURNED = replace(
    OWED,
    number=2,
    subject="VPN key, 7730",
    state=ConcernState.DONE,
    closed_at=BACK,
    closing={"came_back": "Yes", "returned_on": "2027-03-04"},
)
LONG = "An address without any space, " + "w" * 400


def closed(*owed: Concern) -> Closed:
    """An arrangement under the state's program that the agency ended."""
    particulars = whole()
    return Closed(
        program=particulars.program,
        agency=particulars.agency,
        reference=particulars.reference,
        version=1,
        who=(("Name", "Ana Rivera"),),
        facts=(("Why", "Agency operating needs"), ("Last day in force", "February 28, 2027")),
        owed=owed,
        made_at=BACK,
    )


@pytest.mark.requirement("CT-131")
def test_each_item_says_whether_and_when_it_came_back() -> None:
    blocks = {each.title: each for each in closing_content(closed(OWED, RETURNED)).blocks}
    assert blocks["Laptop, 4711"].rows == (
        Row("Still owed since", "Monday, March 1, 2027, 10:00 am EST"),
    )
    assert blocks["VPN key, 7730"].rows == (
        Row("Did the item come back?", "Yes"),
        Row("Returned on", "March 4, 2027"),
        Row("Recorded", "Thursday, March 4, 2027, 3:30 pm EST"),
    )
    assert blocks["How it ended"].rows[0] == Row("Why", "Agency operating needs")


def test_where_nothing_was_left_it_says_so() -> None:
    assert NOTHING in text_of(TYPESETTER.render(closing_content(closed())).content)


def test_it_is_archivable_accessible_and_the_same_every_time() -> None:
    content = closing_content(closed(OWED, RETURNED))
    pdf = TYPESETTER.render(content).content
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
    assert TYPESETTER.render(content).content == pdf


def test_long_text_stays_on_the_paper() -> None:
    items = tuple(replace(RETURNED, number=n, subject=f"{n} {LONG}") for n in range(20))
    assert lowest_text(TYPESETTER.render(closing_content(closed(*items))).content) > 36


def test_it_says_that_the_end_is_not_subject_to_grievance() -> None:
    shown = text_of(TYPESETTER.render(closing_content(closed())).content)
    assert "not subject to the grievance process" in shown
    assert "Closing of the telecommuting arrangement" in shown
