"""The extent of use on pages and as files: every figure, what is behind it, and who may see it."""

import io

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from policy.account import Ending
from policy.acts import Outcome
from tests import people
from tests.api.reading import page_of
from tests.api.seeding import Story
from tests.api.site import Desk, post

HEADCOUNT = "/registers/headcount?about=comptroller"
REASONS = "/registers/extent_reasons?about=comptroller"


def lived(desk: Desk) -> Story:
    """One arrangement that was authorized this year."""
    return Story(desk).submit().review().approve().sign().deliver().start()


@pytest.mark.requirement("CT-014")
def test_a_year_shows_who_telecommutes_and_what_was_decided(desk: Desk) -> None:
    lived(desk)
    desk.sign_in(people.COORDINATOR)
    page = page_of(desk, "/extent")
    assert "Extent of use, 2026" in page
    for told in ("Telecommuters", "Newly authorized", "Approved as modified", "Sent in time"):
        assert told in page


def test_every_figure_opens_the_list_behind_it(desk: Desk) -> None:
    story = lived(desk)
    client = desk.sign_in(people.COORDINATOR)
    answer = client.get("/extent/list?figure=decisions:approved")
    assert answer.status_code == 200
    assert story.reference in answer.text
    assert "Ana Rivera" in answer.text
